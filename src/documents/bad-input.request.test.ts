import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppContext } from '../context.ts'
import { addPerson, sessionCookie } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'
import { makeDocx, makeOdt, makeXlsx } from './fixtures/make-office.ts'
import { makePdf } from './fixtures/make-pdf.ts'
import { readDocuments } from './read-documents.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'laavu-bad-documents-'))
let app: AppContext, server: http.Server, port: number, cookie: string, teamId: string
beforeAll(async () => {
  const made = await testApp({ DATA_DIR: folder })
  app = made.app
  cookie = await sessionCookie(app, await addPerson(app, { role: 'editor', teams: ['Ryhmä'] }))
  teamId = String((await app.db.selectFrom('team').select('id').executeTakeFirstOrThrow()).id)
  server = http.createServer(made.site).listen(0, '127.0.0.1')
  await new Promise((resolve) => { server.once('listening', resolve) })
  port = (server.address() as AddressInfo).port
})
afterAll(async () => { await readDocuments(app); server.close(); server.closeAllConnections(); rmSync(folder, { recursive: true }) })

const BOUNDARY = '----laavu'
const TYPE = `multipart/form-data; boundary=${BOUNDARY}`
const field = (name: string, value: string) => Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
const filePart = (name: string, type: string, bytes: Buffer) =>
  Buffer.concat([Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="tiedosto"; filename="${name.replaceAll('"', '%22')}"\r\nContent-Type: ${type}\r\n\r\n`), bytes, Buffer.from('\r\n')])
const END = Buffer.from(`--${BOUNDARY}--\r\n`)
const fields = () => Buffer.concat(Object.entries({ otsikko: 'Oma otsikko', kieli: 'fi', kuvaus: 'Kuvaus säilyy', koskee: 'verkko', aiheet: '', tarkistus: '12', tiimi: teamId }).map(([name, value]) => field(name, value)))
const form = (name: string, bytes: Buffer, type = 'application/octet-stream') => Buffer.concat([fields(), filePart(name, type, bytes), END])

interface Answer { status: number; text: string; location: string }
function post(body: Buffer, { type = TYPE, chunked = false, length }: { type?: string; chunked?: boolean; length?: number } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers: http.OutgoingHttpHeaders = { Cookie: cookie, 'Content-Type': type, 'Sec-Fetch-Site': 'same-origin', Connection: 'close', ...(chunked ? {} : { 'Content-Length': length ?? body.length }) }
    const req = http.request({ port, host: '127.0.0.1', method: 'POST', path: '/tiedostot/uusi', headers }, (res) => {
      let text = ''
      res.setEncoding('utf8').on('data', (part: string) => { text += part }).on('end', () => { resolve({ status: res.statusCode!, text, location: res.headers.location ?? '' }) })
    })
    req.on('error', reject)
    req.end(body)
  })
}

const entries = () => readdirSync(path.join(folder, 'uploads'), { recursive: true }) as string[]
/** What has been taken is read to its end first: the picture of its first page is stored then. */
const left = async () => ({ read: await readDocuments(app), entries: entries().sort(), items: (await app.db.selectFrom('item').select('id').execute()).length, files: (await app.db.selectFrom('file').select('id').execute()).length })
const isAlive = async () => { expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200) }
/** Refused with that status and words, with what was typed kept, and nothing left. */
async function refused(name: string, bytes: Buffer, status: number, words: string, type?: string) {
  const before = await left(), res = await post(form(name, bytes, type))
  expect([res.status, res.text.includes(words) ? words : res.text.match(/err-msg[\s\S]{0,300}/)?.[0]], name).toEqual([status, words])
  expect(res.text).toContain('Kuvaus säilyy')
  expect(await left()).toEqual(before)
}

beforeAll(async () => { expect((await post(form('eka.pdf', makePdf(['eka'])))).status).toBe(303) })

test('U-1: the ending, the content and the declared type must agree', async () => {
  const pdf = makePdf(['a']), docx = makeDocx(['a']), png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
  const MISMATCH = 'sisältö ei vastaa sen nimen päätettä'
  for (const [name, bytes] of [['a.docx', pdf], ['a.pdf', docx], ['a.xlsx', docx], ['a.docx', makeXlsx([])], ['a.odt', docx], ['a.docx', makeOdt(['a'])], ['a.pdf', Buffer.from('<html><script>alert(1)</script>')], ['a.pdf', png], ['a.txt', pdf], ['a.txt', Buffer.from([0x61, 0, 0xff])], ['a.pdf', Buffer.from('MZ\x90\0')]] as const)
    await refused(name, bytes, 415, MISMATCH)
  await refused('a.pdf', pdf, 415, MISMATCH, 'text/html')
  await refused('a.docx', docx, 415, MISMATCH, 'application/pdf')
  for (const name of ['a.svg', 'a.exe', 'a.xml', 'a.js', 'a', 'a.zip']) {
    const before = await left(), res = await post(form(name, pdf))
    expect([name, res.status]).toEqual([name, 415])
    expect(await left()).toEqual(before)
  }
  await refused('a.png', png, 415, 'Kuvaa ei lisätä tiedostona', 'image/png')
  expect((await post(form('a.docx', docx, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'))).status).toBe(303)
  expect((await post(form('A.CSV', Buffer.from('nimi;määrä\n'), 'application/vnd.ms-excel'))).status).toBe(303)
})

test('U-2: a name is only text to show: the file lies under its hash', async () => {
  for (const [name, shown] of [['../../../etc/passwd.pdf', 'passwd.pdf'], ['..\\..\\evil.pdf', 'evil.pdf'], ['..pdf', null], ['CON.pdf', 'CON.pdf'], ['kuva\u202Efdp.pdf', 'kuva fdp.pdf'], [`${'ä'.repeat(126)}.pdf`, null], [`${'a'.repeat(251)}.pdf`, null], ['"><script>.pdf', 'script.pdf'], ['käyttöohje ŋ.pdf', 'käyttöohje ŋ.pdf']] as const) {
    const res = await post(form(name, makePdf([name.slice(0, 40) || 'a'])))
    if (res.status !== 303) { expect([name, res.status]).toEqual(['..pdf', 415]); continue }
    const stored = await app.db.selectFrom('file').innerJoin('document_version as version', 'version.file_id', 'file.id').select('file.name').orderBy('version.item_id', 'desc').executeTakeFirstOrThrow()
    if (shown !== null) expect(stored.name.replace(/ +/g, ' ').trim()).toBe(shown)
    expect(stored.name.length).toBeLessThanOrEqual(130)
  }
  await readDocuments(app) // else the picture of a first page is being written
  expect(entries().filter((name) => !/^[0-9a-f]{2}(\/[0-9a-f]{62})?$/.test(name))).toEqual([])
})

test('U-3: 25 MB is taken, a byte more is not, with or without a stated length', async () => {
  const text = (size: number, letter: string) => Buffer.alloc(size, `${letter}${'x'.repeat(998)}\n`)
  const before = await left()
  for (const chunked of [false, true]) {
    const res = await post(form('iso.txt', text(25_000_001, 'a')), { chunked })
    expect([res.status, res.text.includes('yli 25 megatavua'), res.text.includes('Kuvaus säilyy')]).toEqual([413, true, true])
  }
  expect(await left()).toEqual(before)
  expect((await post(form('raja.txt', text(25_000_000, 'b')))).status).toBe(303)
  await readDocuments(app)
  const hopeless = await new Promise<number>((resolve, reject) => {
    const req = http.request({ port, host: '127.0.0.1', method: 'POST', path: '/tiedostot/uusi', headers: { Cookie: cookie, 'Content-Type': TYPE, 'Sec-Fetch-Site': 'same-origin', 'Content-Length': 900_000_000 } }, (res) => { resolve(res.statusCode!); req.destroy() })
    req.on('error', reject)
    req.write(fields())
  })
  expect(hopeless).toBe(413)
})

test('U-3: of a body without an end, no more is read than a file with its fields can be', async () => {
  const part = Buffer.alloc(1_000_000, 'x'), before = await left()
  let read = 0
  server.once('connection', (socket: Socket) => { socket.on('data', (bytes) => { read += bytes.length }) })
  const status = await new Promise<number>((resolve, reject) => {
    const req = http.request({ port, host: '127.0.0.1', method: 'POST', path: '/tiedostot/uusi', headers: { Cookie: cookie, 'Content-Type': TYPE, 'Sec-Fetch-Site': 'same-origin' } }, (res) => { resolve(res.statusCode!); res.resume() })
    req.on('error', (error) => { if (!/EPIPE|ECONNRESET/.test(String(error))) reject(error) })
    req.write(Buffer.concat([fields(), filePart('iso.txt', 'text/plain', part).subarray(0, -2)]))
    let sent = 1
    const more = () => { while (!req.destroyed && sent++ < 200) if (!req.write(part)) return void req.once('drain', more) }
    more()
  })
  expect(status).toBe(413)
  expect(read).toBeGreaterThan(25_000_000)
  expect(read).toBeLessThan(25_000_000 + 2_600_000 + 200_000)
  expect(await left()).toEqual(before)
  await isAlive()
})

test('U-3: an upload that is broken off leaves nothing, and nothing else notices', async () => {
  const before = await left()
  for (let n = 0; n < 5; n++) {
    const body = form('iso.txt', Buffer.alloc(4_000_000, 'a'))
    await new Promise<void>((resolve) => {
      const req = http.request({ port, host: '127.0.0.1', method: 'POST', path: '/tiedostot/uusi', headers: { Cookie: cookie, 'Content-Type': TYPE, 'Sec-Fetch-Site': 'same-origin', 'Content-Length': body.length } })
      req.on('error', () => { resolve() })
      req.write(body.subarray(0, body.length / 2), () => { setTimeout(() => { req.destroy(); resolve() }, 50) })
    })
  }
  await expect.poll(() => entries().filter((name) => name.startsWith('.upload-')), { timeout: 10_000 }).toEqual([])
  expect(await left()).toEqual(before)
  await isAlive()
})

test('U-4: bombs, macros, passwords, cut and empty files are each refused with their own reason', async () => {
  const pdf = makePdf(['a']), docx = makeDocx(['a'])
  await refused('a.pdf', Buffer.alloc(0), 422, 'Tiedosto on tyhjä')
  await refused('a.pdf', makePdf(['a'], { encrypted: true }), 422, 'suojattu salasanalla')
  await refused('a.pdf', pdf.subarray(0, pdf.length / 2), 422, 'vioittunut tai katkennut')
  await refused('a.docx', docx.subarray(0, docx.length / 2), 422, 'vioittunut tai katkennut')
  await refused('a.docm', docx, 422, 'Tiedostossa on makroja')
  await refused('a.docx', makeDocx(['a'], { extra: [{ name: 'word/vbaProject.bin', bytes: Buffer.from('x') }] }), 422, 'Tiedostossa on makroja')
  for (const extra of [[{ name: 'word/media/a.xml', bytes: Buffer.alloc(300_000_000) }], [{ name: 'word/media/a.xml', bytes: Buffer.alloc(60_000_000), claimedSize: 10 }], Array.from({ length: 5000 }, (_, n) => ({ name: `a${n}`, bytes: Buffer.alloc(1) }))])
    await refused('a.docx', makeDocx(['a'], { extra }), 422, 'pakattu niin tiiviisti')
  await isAlive()
})

test('U-10, advisory 24 (CVE-2025-7338, CVE-2026-3304): 2,000 broken multipart bodies get a refusal each; nothing is left and the server goes on', async () => {
  const before = await left(), sound = form('a.pdf', makePdf(['a']))
  let seed = 7
  const random = (below: number) => { seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648; return seed % below }
  const MUTATIONS: (() => [Buffer, string])[] = [
    () => [sound.subarray(0, random(sound.length - 60)), TYPE],
    () => [sound, 'multipart/form-data'],
    () => [sound, `multipart/form-data; boundary=${'b'.repeat(random(300) + 1)}`],
    () => [Buffer.concat([...Array.from({ length: 60 + random(100) }, (_, n) => field(`a${n}`, 'x')), END]), TYPE],
    () => [Buffer.concat([field(`${'n'.repeat(101 + random(5000))}`, 'x'), END]), TYPE],
    () => [Buffer.concat([field(['a[b][c][d]', '__proto__[x]', 'constructor[prototype][x]', 'a[999999999]'][random(4)]!, 'x'), END]), TYPE],
    () => [Buffer.concat([filePart('a.pdf', 'application/pdf', makePdf(['a'])), filePart('b.pdf', 'application/pdf', makePdf(['b'])), END]), TYPE],
    () => [Buffer.concat([field('otsikko', 'a'), field('otsikko', 'b'), filePart('a.pdf', 'application/pdf', makePdf(['a'])), END]), TYPE],
    () => [Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="a"\r\n${`X-${random(99)}: ${'y'.repeat(200)}\r\n`.repeat(200)}\r\nx\r\n--${BOUNDARY}--\r\n`), TYPE],
    () => [Buffer.concat([Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="muu"; filename="a.pdf"\r\n\r\n`), makePdf(['a']), Buffer.from('\r\n'), END]), TYPE],
    () => [Buffer.from(`--${BOUNDARY}\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\n--x--\r\n--${BOUNDARY}--`), TYPE],
    () => { const body = Buffer.from(sound), from = body.indexOf('name="tiedosto"') - 60; for (let n = 0; n < 20; n++) body[from + random(150)] = random(256); return [Buffer.concat([field('otsikko', ''), body.subarray(from)]), TYPE] },
  ]
  const statuses = new Set<number>()
  for (let n = 0; n < 2000; n += 10) await Promise.all(Array.from({ length: 10 }, async (_, more) => {
    const [body, type] = MUTATIONS[(n + more) % MUTATIONS.length]!(), { status } = await post(body, { type })
    statuses.add(status)
    expect(status, `body ${n + more}: ${body.subarray(0, 300).toString('latin1')}`).toBeGreaterThanOrEqual(400)
    expect(status, `body ${n + more}`).toBeLessThan(500)
  }))
  expect([...statuses]).toContain(400)
  for (const name of ['a[b]', '__proto__[x]', 'a[99999]']) expect((await post(Buffer.concat([field(name, 'x'), sound]))).status, name).toBe(400)
  expect(await left()).toEqual(before)
  expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  await isAlive()
  await wait(10)
  expect((await post(sound)).status).toBe(303)
})
