import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Express } from 'express'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importPath } from '../content/import/import-path.ts'
import { prepareText } from '../content/prepare-text.ts'
import { createItem } from '../content/save-item.ts'
import type { AppContext } from '../context.ts'
import { keepImage } from '../files/images/keep-image.ts'
import { sniff } from '../files/sniff.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { makeZip, type ZipEntry } from '../testing/make-zip.ts'
import { sampleItem } from '../testing/sample-item.ts'
import { signedIn } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'
import { makeDocx } from './fixtures/make-office.ts'
import { makePdf } from './fixtures/make-pdf.ts'
import { readDocuments } from './read-documents.ts'

/** What has befallen others, done to us: each test is named after the advisory. */
const folder = mkdtempSync(path.join(tmpdir(), 'laavu-advisories-'))
type Agent = Awaited<ReturnType<typeof signedIn>>['agent']
let app: AppContext, site: Express, editor: Agent, teamId: number, asked = 0, canary: string
const listener = http.createServer((_req, res) => { asked++; res.end('canary') }).on('connection', () => { asked++ }).listen(0, '127.0.0.1')
afterAll(() => { listener.close(); rmSync(folder, { recursive: true }) })
beforeAll(async () => {
  for (const name of ['uploads', 'in']) mkdirSync(path.join(folder, name))
  ;({ app, site } = await testApp({ DATA_DIR: folder }))
  editor = (await signedIn(app, site, { role: 'editor', teams: ['Ryhmä'] })).agent
  teamId = (await app.db.selectFrom('team').select('id').executeTakeFirstOrThrow()).id
  canary = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`
  writeFileSync(path.join(folder, 'canary'), 'root:canary')
})
const add = (name: string, bytes: Buffer, title = name) => editor.post('/tiedostot/uusi').field({ otsikko: title, kieli: 'fi', kuvaus: 'a', koskee: 'verkko', aiheet: '', tarkistus: '12', tiimi: String(teamId) }).attach('tiedosto', bytes, { filename: name, contentType: 'application/octet-stream' })
const idOf = (res: { headers: Record<string, string> }) => Number(res.headers['location']!.split('/').at(-1))
const tree = () => (readdirSync(folder, { recursive: true }) as string[]).filter((name) => !/^(?:db|in)\b/.test(name)).toSorted()
const part = (name: string, text: string): ZipEntry => ({ name, bytes: Buffer.from(text) })

test('advisory 1 (CVE-2021-43842): 40 drawings that run a script are no pictures and no documents; where one is taken as text, it is only ever downloaded', async () => {
  const inside = ['<script>alert(1)</script>', '<image href="x" onerror="alert(1)"/>', '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="alert(1)"/></body></foreignObject>', '<animate onbegin="alert(1)"/>', '<set attributeName="onload" to="alert(1)"/>',
    '<use xlink:href="data:image/svg+xml,&lt;svg onload=alert(1)&gt;"/>', '<a xlink:href="javascript:alert(1)"><text>x</text></a>', '<style>@import "//evil.example"</style>']
  const heads = ['', '<?xml version="1.0"?>', '<!DOCTYPE svg [<!ENTITY a "b">]>', '\uFEFF', '<!-- a -->']
  const drawings = heads.flatMap((head) => inside.map((content) => Buffer.from(`${head}<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${content}</svg>`)))
  expect(drawings).toHaveLength(40)
  for (const [n, bytes] of drawings.entries()) {
    for (const name of ['a.svg', 'a.png', 'a.pdf', 'a.jpg.svg']) expect((await sniff(bytes, name))?.inline ?? false, `${n} ${name}`).toBe(false)
    await expect(keepImage(app, bytes, 'a.png'), String(n)).rejects.toThrow()
  }
  for (const name of ['a.svg', 'a.png', 'a.pdf', 'a.html']) expect((await add(name, drawings[0]!)).status, name).toBeGreaterThanOrEqual(400)
  for (const [n, bytes] of drawings.entries()) if (n % 8 === 0 && heads[n / 8] !== '<!-- a -->') expect((await add('a.txt', bytes)).status, String(n)).toBe(415)
  const page = (await editor.get(`/sivu/${idOf(await add('a.txt', Buffer.concat([Buffer.from('Esimerkki:\n'), drawings[1]!])))}`).redirects(1)).text, sent = await editor.get(/href="(\/tiedosto\/[^"]+)"/.exec(page)![1]!)
  expect([sent.status, sent.headers['content-type'], sent.headers['content-disposition'], sent.headers['content-security-policy']]).toEqual([200, 'text/plain; charset=utf-8', expect.stringMatching(/^attachment/), expect.stringContaining('sandbox')])
  expect(page).not.toContain('<image href')
})

test('advisories 9 and 10 (CVE-2023-4624, CVE-2023-6199): no document, page or export makes the server ask another address or read a file of its own', async () => {
  const links = [`${canary}/a.png`, canary.replace('127.0.0.1', 'localhost'), 'http://169.254.169.254/latest', 'http://0x7f.1/', 'http://[::1]/', `file://${folder}/canary`, `${folder}/canary`, 'php://filter', '../canary']
  const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const word = makeDocx(['Kuvia muualta'], { extra: [
    part('_rels/.rels', `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${R}/officeDocument" Target="word/document.xml"/></Relationships>`),
    part('word/_rels/document.xml.rels', `<Relationships>${links.map((link, n) => `<Relationship Id="k${n}" Type="${R}/image" TargetMode="External" Target="${link}"/>`).join('')}</Relationships>`),
    part('word/footnotes.xml', `<w:footnotes xmlns:a="a">${links.map((_, n) => `<w:p><a:blip r:link="k${n}"/><w:t>Viite ${n}</w:t></w:p>`).join('')}</w:footnotes>`),
  ] })
  const html = Buffer.from(`<h1>Kuvia</h1>${links.map((link) => `<img src="${link}" alt="a"><a href="${link}">a</a>`).join('')}<style>@import "${canary}"</style>`)
  const pdf = Buffer.from(makePdf(['Linkkejä']).toString('latin1').replace('/Type /Catalog', `/Type /Catalog /OpenAction << /S /URI /URI (${canary}/b) >> /AA << /O << /S /SubmitForm /F (${canary}/c) >> >>`), 'latin1')
  const ids: number[] = []
  for (const [name, bytes] of [['a.docx', word], ['a.html', html], ['a.pdf', pdf]] as const) {
    const res = await add(name, bytes)
    expect(res.status, name).toBe(303)
    ids.push(idOf(res))
  }
  await readDocuments(app)
  const converted = await editor.get(`/tiedostot/${ids[0]}/ohjeeksi`)
  expect([200, 422]).toContain(converted.status)
  const input = sampleItem({ ownerTeamId: teamId, title: 'Kuvia muualta', body: links.map((link) => `![kuva](${link})`).join('\n\n') }), { id } = await app.db.transaction().execute((trx) => createItem(trx, app.now().toISOString(), SYSTEM, input, prepareText(input)))
  const exported = await editor.get(`/sivu/${id}/vienti`).buffer(true).parse((res, done) => { const parts: Buffer[] = []; res.on('data', (bytes: Buffer) => parts.push(bytes)); res.on('end', () => { done(null, Buffer.concat(parts)) }) })
  expect(exported.status).toBe(200)
  for (const shown of [...await Promise.all(ids.map(async (one) => (await editor.get(`/sivu/${one}`).redirects(1)).text)), (await editor.get(`/sivu/${id}`).redirects(1)).text, converted.text, String(exported.body)]) expect(shown).not.toContain('root:canary')
  expect(asked).toBe(0)
})

test('advisories 11, 12 and 15 (CVE-2021-3874, CVE-2021-43800, CVE-2023-2825): 500 ways to climb out in an address reach no file', async () => {
  const ups = ['..', '%2e%2e', '%252e%252e', '..%00', '..%c0%af', '.%2e', '....', '..;', '%uff0e%uff0e', '..%ef%bc%8f'], slashes = ['%2f', '%5c', '%252f', '\\', '%c0%2f']
  const climbs = ups.flatMap((up) => slashes.flatMap((slash) => [1, 2, 3, 5, 8, 13, 21, 34, 55, 89].map((times) => `${(up + slash).repeat(times)}canary`)))
  expect(climbs).toHaveLength(500)
  const places = ['/tiedosto/', '/kuva/', '/tiedostot/', '/tiedosto/a/', '/kuva/a/', '/tiedostot/1/versio/', '/css/', '/kuvat/']
  for (const [n, climb] of climbs.entries()) for (const place of [places[n % places.length]!, '/tiedosto/']) {
    const res = await editor.get(`${place}${climb}${place === '/tiedosto/' || place === '/kuva/' ? '/a' : ''}`)
    expect([400, 404], `${place}${climb} ${res.status}`).toContain(res.status)
    expect(res.text).not.toContain('root:canary')
  }
})

test('advisories 13 and 14 (CVE-2026-25062, CVE-2026-22249): an archive with a name that climbs out, or twice the same, is refused whole, and nothing on the disk changes', async () => {
  const before = tree(), items = (await app.db.selectFrom('item').select('id').execute()).length
  for (const [n, name] of ['../../../etc/passwd', '../uploads/x', '/etc/cron.d/x', 'C:\\x', 'a/../../x', 'tiedostot\\..\\x', 'a\0.png', 'A.TXT'].entries()) {
    const file = path.join(folder, 'in', `${n}.zip`)
    writeFileSync(file, makeZip([part('laavu.json', '{"version":1}'), part('a.txt', 'a'), part(name, 'x')]))
    await expect(importPath(app, file, { actor: SYSTEM }), name).rejects.toThrow('ei voi tuoda (')
  }
  writeFileSync(path.join(folder, 'in', 'nimet.zip'), makeZip([part('laavu.json', '{"version":1}'), part('a.txt', 'a'), part('b.txt', 'x')]))
  await expect(importPath(app, path.join(folder, 'in', 'nimet.zip'), { actor: SYSTEM })).rejects.toThrow('ei ole Laavun')
  writeFileSync(path.join(folder, 'in', 'a.jsonl'), `${JSON.stringify({ id: 'A', title: 'A', body: '![a](../canary) ![b](../../canary)', lang: 'fi', kind: 'guide' })}\n`)
  await importPath(app, path.join(folder, 'in', 'a.jsonl'), { actor: SYSTEM })
  expect(tree()).toEqual(before)
  const rows = await app.db.selectFrom('revision').select('html').execute()
  expect(rows.some(({ html }) => html.includes('root:canary'))).toBe(false)
  expect((await app.db.selectFrom('item').select('id').execute()).length).toBeLessThanOrEqual(items + 1)
})

test('advisory 16 (CVE-2021-22205): what only calls itself a picture reaches no reader of pictures, and no program outside is ever started', async () => {
  const djvu = Buffer.concat([Buffer.from('AT&TFORM\0\0\0\x20DJVMDIRM'), Buffer.from('(metadata (Copyright "\\\n" . qx{id > /tmp/x} . "b"))')])
  for (const name of ['a.jpg', 'a.png', 'a.tiff', 'a.webp']) {
    expect(await sniff(djvu, name), name).toBeNull()
    await expect(keepImage(app, djvu, name), name).rejects.toThrow()
  }
  for (const name of ['a.jpg', 'a.pdf']) expect((await add(name, djvu)).status).toBe(415)
})
