import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Express } from 'express'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { AppContext } from '../context.ts'
import { createApp } from '../app.ts'
import { sweepUploads } from '../files/receive-upload.ts'
import { PIECE } from '../files/upload-pieces.ts'
import { browser, sessionCookie, signedIn } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'
import { makePdf } from './fixtures/make-pdf.ts'
import { readDocuments } from './read-documents.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'laavu-pieces-')), uploads = path.join(folder, 'uploads')
afterAll(async () => { await readDocuments(app); rmSync(folder, { recursive: true }) })
type Agent = Awaited<ReturnType<typeof signedIn>>['agent']
let app: AppContext, site: Express, writer: Agent, other: Agent, reader: Agent, writerId: number, teamId: string
beforeAll(async () => {
  mkdirSync(uploads)
  ;({ app, site } = await testApp({ DATA_DIR: folder }))
  ;({ agent: writer, personId: writerId } = await signedIn(app, site, { role: 'editor', teams: ['Asiakaspalveluryhmä'] }))
  other = (await signedIn(app, site, { role: 'editor', municipality: 'inari', teams: ['Asiakaspalveluryhmä'] })).agent
  reader = (await signedIn(app, site, { municipality: 'inari' })).agent
  teamId = String((await app.db.selectFrom('team').select('id').executeTakeFirstOrThrow()).id)
})

/** 2.4 pieces of white space that repeats nowhere, with little to read */
const BYTES = Buffer.from(`luettelo å\n${Array.from({ length: 2_500_000 }, (_, n) => ' \n\t '[(n * n + (n >> 7)) & 3]).join('')}loppu`)
let id: string, count = 0
beforeEach(() => { id = `lahetys-${++count}`.padEnd(22, '_') })
const here = () => readdirSync(uploads).filter((name) => name.startsWith('.upload-'))
const pieceOf = (at: number, bytes: Buffer = BYTES) => bytes.subarray(at, at + PIECE)
const piece = (at: number, bytes: Buffer = pieceOf(at), agent = writer) => agent.post(`/lahetys/${id}?alku=${at}`).set('Content-Type', 'application/octet-stream').send(bytes)
const receivedBy = async (agent = writer) => (await agent.get(`/lahetys/${id}`)).body as unknown
const form = (fields: Record<string, string> = {}, agent = writer, address = '/tiedostot/uusi') => {
  const sent = agent.post(address)
  for (const [name, value] of Object.entries({ otsikko: `Paloina ${id}`, kieli: 'fi', kuvaus: 'Kuvaus', koskee: 'verkko', aiheet: '', tarkistus: '12', tiimi: teamId, lahetys: id, nimi: 'luettelo å.txt', tyyppi: 'text/plain', koko: String(BYTES.length), ...fields })) sent.field(name, value)
  return sent
}
const json = (fields: Record<string, string> = {}, agent = writer) => form(fields, agent).set('Accept', 'application/json')
async function sendAll(bytes: Buffer = BYTES) { for (let at = 0; at < bytes.length; at += PIECE) expect((await piece(at, pieceOf(at, bytes))).status).toBe(200) }
const items = async () => Number((await app.db.selectFrom('item').select((select) => select.fn.countAll().as('n')).executeTakeFirstOrThrow()).n)
const downloaded = async (address: string) => (await reader.get(`${address}/versio/1`).buffer(true).parse((res, done) => {
  const chunks: Buffer[] = [], stream = res as unknown as NodeJS.ReadableStream
  stream.on('data', (chunk: Buffer) => { chunks.push(Buffer.from(chunk)) }).on('end', () => { done(null, Buffer.concat(chunks)) })
})).body as Buffer

test('a file that comes in pieces is taken like one that came in the form, byte for byte, and nothing is left of the pieces', async () => {
  for (const at of [0, PIECE]) expect((await piece(at)).body).toEqual({ received: at + PIECE })
  expect((await piece(2 * PIECE)).body).toEqual({ received: BYTES.length })
  const taken = await json()
  expect([taken.status, taken.body]).toEqual([200, { href: expect.stringMatching(/^\/tiedostot\/\d+$/) }])
  expect((await downloaded(taken.body.href)).equals(BYTES)).toBe(true)
  expect(here()).toEqual([`.upload-${writerId}-${id}.done`])
})

test('a piece that begins elsewhere than the next one should is not written, and the answer says where to go on', async () => {
  await piece(0)
  for (const at of [0, 5, PIECE - 1, PIECE + 1, 2 * PIECE, 900_000_000]) {
    const wrong = await piece(at, Buffer.from('väärä'))
    expect([at, wrong.status, wrong.body]).toEqual([at, 409, { received: PIECE }])
  }
  for (const alku of ['-1', 'x', '1e3', '']) expect((await writer.post(`/lahetys/${id}?alku=${alku}`).set('Content-Type', 'application/octet-stream').send(Buffer.from('a'))).status).toBe(400)
  await piece(PIECE)
  await piece(2 * PIECE)
  expect((await downloaded((await json()).body.href)).equals(BYTES)).toBe(true)
})

test('of pieces that come at the same time one is written', async () => {
  await piece(0)
  const answers = await Promise.all([piece(PIECE), piece(PIECE), piece(PIECE)])
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409])
  expect(await receivedBy()).toEqual({ received: 2 * PIECE })
})

test('after a lost connection it goes on with the piece that was cut, also on a server that has started anew', async () => {
  await piece(0)
  const cookie = await sessionCookie(app, writerId), server = http.createServer(site).listen(0, '127.0.0.1')
  await new Promise((resolve) => { server.once('listening', resolve) })
  await new Promise<void>((resolve) => {
    const cut = http.request({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', method: 'POST', path: `/lahetys/${id}?alku=${PIECE}`, headers: { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/octet-stream', 'Content-Length': PIECE } })
    cut.on('error', () => { resolve() })
    cut.write(pieceOf(PIECE).subarray(0, 300_000), () => { cut.destroy() })
  })
  server.close()
  expect(await receivedBy()).toEqual({ received: PIECE })

  // a power cut while a piece was written
  writeFileSync(path.join(uploads, `.upload-${writerId}-${id}`), Buffer.concat([pieceOf(0), Buffer.alloc(1000)]))
  const old = site
  site = createApp(app)
  const again = browser(site).set('Cookie', cookie)
  expect((await again.get(`/lahetys/${id}`)).body).toEqual({ received: PIECE })
  await piece(PIECE, pieceOf(PIECE), again)
  await piece(2 * PIECE, pieceOf(2 * PIECE), again)
  expect((await downloaded((await json({}, again)).body.href)).equals(BYTES)).toBe(true)
  site = old
})

test('nobody reaches the pieces of another: not where they are, not their bytes, and not by the form', async () => {
  await sendAll()
  expect(await receivedBy(other)).toEqual({ received: 0 })
  const before = [await items(), here().length]
  const refused = await json({}, other)
  expect([refused.status, refused.body.errors[0].text]).toEqual([409, expect.stringContaining('ei ole tullut kokonaan perille')])
  expect((await other.post(`/lahetys/${id}/poista`)).status).toBe(204)
  expect([await items(), here().length]).toEqual(before)
  expect((await json()).status).toBe(200)
  for (const [agent, ...statuses] of [[reader, 404, 404, 404], [browser(site), 303, 401, 401]] as const) {
    const sent = [await agent.get(`/lahetys/${id}`), await piece(0, BYTES.subarray(0, 9), agent), await agent.post(`/lahetys/${id}/poista`)]
    expect(sent.map(({ status }) => status)).toEqual(statuses)
  }
  expect((await piece(0).set('Sec-Fetch-Site', 'cross-site')).status).toBe(403)
  for (const wrong of ['..%2f..%2fdb', '%00', 'a', `${'a'.repeat(23)}`]) expect((await writer.get(`/lahetys/${wrong}`)).status).toBe(404)
})

test('U-3: what is too large in all ends when it becomes so, and a piece that is too large is not read', async () => {
  const place = path.join(uploads, `.upload-${writerId}-${id}`), nearly = 23 * PIECE
  writeFileSync(place, Buffer.alloc(nearly))
  const over = await piece(nearly, Buffer.alloc(PIECE))
  expect([over.status, over.body.errors[0].text]).toEqual([413, expect.stringContaining('yli 25 megatavua')])
  expect(here()).not.toContain(path.basename(place))
  expect((await piece(0, Buffer.alloc(PIECE + 1))).status).toBe(413)
  expect((await piece(0, Buffer.alloc(0))).status).toBe(400)
  expect(here()).not.toContain(path.basename(place))
})

test('U-8: unfinished uploads count against the limits of a person and a municipality', async () => {
  const before = app.config
  app.config = { ...before, uploadPersonDayBytes: 3 * PIECE, uploadMunicipalityBytes: 5 * PIECE }
  try {
    const own = (await signedIn(app, site, { role: 'editor', municipality: 'salla' })).agent, first = id
    for (const at of [0, PIECE]) expect((await piece(at, Buffer.alloc(PIECE), own)).status).toBe(200)
    id = id.replace('lahetys', 'toinen-')
    expect((await piece(0, Buffer.alloc(PIECE), own)).status).toBe(200)
    const more = await piece(PIECE, Buffer.alloc(PIECE), own)
    expect([more.status, more.body.errors[0].text]).toEqual([413, expect.stringContaining('Olet lisännyt tänään niin paljon kuin päivässä voi')])
    expect((await own.post(`/lahetys/${first}/poista`)).status).toBe(204)
    expect((await piece(PIECE, Buffer.alloc(PIECE), own)).status).toBe(200)
    app.config = { ...before, uploadMunicipalityBytes: 2 * PIECE }
    expect((await piece(2 * PIECE, Buffer.alloc(PIECE), own)).body.errors[0].text).toContain('Kuntasi tila on täynnä')
  } finally { app.config = before }
})

test('R5: a piece is refused before the disk is full, and one that a full disk has cut is told and taken when there is room', async () => {
  const before = app.config
  await piece(0)
  app.config = { ...before, diskReserveBytes: Number.MAX_SAFE_INTEGER }
  try {
    const refused = await piece(PIECE)
    expect([refused.status, refused.body.errors[0].text]).toEqual([507, expect.stringContaining('Palvelimen levy on täynnä')])
  } finally { app.config = before }
  // a device that is always full in the place of the pieces
  const full = id.replace('lahetys', 'taysi--')
  symlinkSync('/dev/full', path.join(uploads, `.upload-${writerId}-${full}`))
  const cut = await writer.post(`/lahetys/${full}?alku=0`).set('Content-Type', 'application/octet-stream').send(pieceOf(0))
  expect([cut.status, cut.body.errors[0].text]).toEqual([507, expect.stringContaining('Palvelimen levy on täynnä')])
  rmSync(path.join(uploads, `.upload-${writerId}-${full}`))
  expect((await piece(PIECE)).body).toEqual({ received: 2 * PIECE })
})

test('of one person’s unfinished uploads the twenty newest are kept', async () => {
  const agent = await signedIn(app, site, { role: 'editor' }), own = () => here().filter((name) => name.startsWith(`.upload-${agent.personId}-`)).toSorted()
  for (let n = 0; n < 23; n++) {
    id = `monta-${n}`.padEnd(22, '_')
    await piece(0, Buffer.from('a'), agent.agent)
    utimesSync(path.join(uploads, `.upload-${agent.personId}-${id}`), n, n)
  }
  expect(own()).toHaveLength(20)
  expect(own().some((name) => /monta-[012]_/.test(name))).toBe(false)
})

test('checks are the same as for a file in the form: what it is, what it is called and what it says it is must agree', async () => {
  await sendAll()
  const before = await items()
  for (const [nimi, tyyppi, status] of [['luettelo.docm', '', 422], ['luettelo.pdf', 'application/pdf', 415]] as const) {
    await sendAll().catch(() => {})
    const refused = await json({ nimi, tyyppi })
    expect([nimi, refused.status, refused.body.errors[0].field]).toEqual([nimi, status, 'tiedosto'])
    expect(here()).not.toContain(`.upload-${writerId}-${id}`)
  }
  expect(await items()).toBe(before)
})

test('a form with another mistake keeps the file, which need not be chosen again', async () => {
  await sendAll()
  const refused = await json({ otsikko: '' })
  expect(refused.body.errors).toEqual([{ field: 'otsikko', text: expect.any(String) }])
  const page = await form({ otsikko: '' })
  expect(page.status).toBe(422)
  expect(page.text).toContain('Tiedosto luettelo å.txt on jo siirretty.')
  expect(page.text).not.toContain('Valitse tiedosto uudelleen')
  for (const [name, value] of [['lahetys', id], ['nimi', 'luettelo å.txt'], ['tyyppi', 'text/plain'], ['koko', String(BYTES.length)]]) expect(page.text).toContain(`<input type="hidden" name="${name}" value="${value}">`)
  expect((await form()).status).toBe(303)
})

test('a form whose answer was lost is answered again, and nothing is added twice', async () => {
  await sendAll()
  const first = await json(), before = await items(), second = await json()
  expect([second.status, second.body]).toEqual([200, first.body])
  expect((await form()).headers['location']).toBe(first.body.href)
  expect(await items()).toBe(before)
  expect((await json({}, other)).status).toBe(409)
  // sent again from its beginning it is for another form
  await sendAll()
  const next = await json()
  expect([next.status, next.body.href === first.body.href, await items()]).toEqual([200, false, before + 1])
})

test('the next file of a document may come in pieces too', async () => {
  await sendAll()
  const { href } = (await json()).body as { href: string }, bytes = makePdf(['Uusi'])
  id = id.replace('lahetys', 'versio-')
  await sendAll(bytes)
  const wrong = await form({ nimi: 'uusi.pdf', tyyppi: 'application/pdf', koko: String(bytes.length), syy: '' }, writer, `${href}/versio`)
  expect([wrong.status, wrong.text.includes('Tiedosto uusi.pdf on jo siirretty.')]).toEqual([422, true])
  const taken = await form({ nimi: 'uusi.pdf', tyyppi: 'application/pdf', koko: String(bytes.length), syy: 'Uudistui' }, writer, `${href}/versio`)
  expect([taken.status, taken.headers['location']]).toEqual([303, href])
  expect((await reader.get(`${href}/versio/2`)).body).toEqual(bytes)
})

test('what nobody has come back to in a day is swept', async () => {
  await piece(0)
  const place = path.join(uploads, `.upload-${writerId}-${id}`), now = app.now().getTime() / 1000
  utimesSync(place, now - 23 * 3600, now - 23 * 3600)
  await sweepUploads(app)
  expect(statSync(place).size).toBe(PIECE)
  utimesSync(place, now - 25 * 3600, now - 25 * 3600)
  await sweepUploads(app)
  expect(here()).not.toContain(path.basename(place))
})
