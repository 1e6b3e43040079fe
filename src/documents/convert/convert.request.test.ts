import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Express } from 'express'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppContext } from '../../context.ts'
import { makeZip, type ZipEntry } from '../../testing/make-zip.ts'
import { signedIn } from '../../testing/sign-in.ts'
import { testApp } from '../../testing/test-app.ts'
import { makePdf } from '../fixtures/make-pdf.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'laavu-convert-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
let app: AppContext, site: Express, editor: Awaited<ReturnType<typeof signedIn>>['agent'], reader: typeof editor, stranger: typeof editor, teamId: number
beforeAll(async () => {
  mkdirSync(path.join(folder, 'uploads'))
  ;({ app, site } = await testApp({ DATA_DIR: folder }))
  editor = (await signedIn(app, site, { role: 'editor', teams: ['Oma'] })).agent
  reader = (await signedIn(app, site)).agent
  stranger = (await signedIn(app, site, { role: 'editor' })).agent
  teamId = (await app.db.selectFrom('team').select('id').executeTakeFirstOrThrow()).id
})

const part = (name: string, text: string | Buffer): ZipEntry => ({ name, bytes: Buffer.from(text) })
const RELS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
/** A document as Word writes it, with all that a guide does not have. */
async function wordDocument(): Promise<Buffer> {
  const png = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'red' } }).png().toBuffer()
  const drawing = (id: string) => `<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="a" descr="Ovi"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="${id}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`
  const namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="${RELS}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`
  return makeZip([
    part('[Content_Types].xml', '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="png" ContentType="image/png"/><Default Extension="emf" ContentType="image/x-emf"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'),
    part('_rels/.rels', `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${RELS}/officeDocument" Target="word/document.xml"/></Relationships>`),
    part('word/_rels/document.xml.rels', `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="p1" Type="${RELS}/image" Target="media/a.png"/><Relationship Id="p2" Type="${RELS}/image" Target="media/b.emf"/></Relationships>`),
    part('word/media/a.png', png), part('word/media/b.emf', 'EMF'), part('word/header1.xml', `<w:hdr ${namespaces}><w:p><w:r><w:t>Luottamuksellinen</w:t></w:r></w:p></w:hdr>`),
    part('word/document.xml', `<w:document ${namespaces}><w:body><w:p><w:r><w:t>Sulje ovi.</w:t></w:r></w:p><w:p><w:ins w:id="1"><w:r><w:t>Lisätty lause.</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>Poistettu lause.</w:delText></w:r></w:del><w:r><w:commentReference w:id="0"/></w:r></w:p>${drawing('p1')}${drawing('p2')}</w:body></w:document>`),
  ])
}
async function add(name: string, bytes: Buffer) {
  let sent = editor.post('/tiedostot/uusi')
  for (const [field, value] of Object.entries({ otsikko: 'Oven sulkeminen', kieli: 'fi', kuvaus: 'a', tiimi: String(teamId), koskee: 'verkko', tarkistus: '12' })) sent = sent.field(field, value)
  return Number((await sent.attach('tiedosto', bytes, { filename: name, contentType: 'application/octet-stream' })).headers['location']!.split('/').at(-1))
}

test('a Word document becomes a draft of a guide with its pictures, after what would be lost has been told', async () => {
  const id = await add('ovi.docx', await wordDocument())
  expect((await editor.get(`/tiedostot/${id}`)).text).toContain(`href="/tiedostot/${id}/ohjeeksi"`)
  expect((await reader.get(`/tiedostot/${id}`)).text).not.toContain('ohjeeksi')
  const told = await editor.get(`/tiedostot/${id}/ohjeeksi`)
  for (const said of ['2 jäljitettyä muutosta', 'Yksi kommentti', 'Yksi ylä- tai alatunniste', 'Yksi kuva, joita selain ei näytä', 'Yksi kuva tulee mukaan.']) expect(told.text).toContain(said)
  expect(await app.db.selectFrom('draft').selectAll().execute()).toEqual([])
  const made = await editor.post(`/tiedostot/${id}/ohjeeksi`)
  expect([made.status, made.headers['location']]).toEqual([303, expect.stringMatching(/^\/sivu\/uusi\?luonnos=\d+$/)])
  const form = (await editor.get(made.headers['location']!)).text
  for (const said of ['value="Oven sulkeminen"', 'Sulje ovi.', 'Lisätty lause.', `[Alkuperäinen asiakirja](/sivu/${id})`, '![Ovi](kuva-1.png)']) expect(form).toContain(said)
  for (const gone of ['Poistettu lause', 'kuva-2', 'Luottamuksellinen']) expect(form).not.toContain(gone)
  const picture = /<img src="(\/tiedosto\/[^"]+)" alt="Ovi" width="40" height="30"/.exec(form)![1]!
  expect((await editor.get(picture)).status).toBe(200)
  expect((await stranger.get(picture)).status).toBe(404)
})

test('only a Word document that the viewer may read is converted, and one that cannot be read says so', async () => {
  const pdf = await add('a.pdf', makePdf(['a'])), word = await add('b.docx', await wordDocument())
  expect((await editor.get(`/tiedostot/${pdf}/ohjeeksi`)).status).toBe(404)
  expect((await reader.post(`/tiedostot/${word}/ohjeeksi`)).status).toBe(404)
  expect((await stranger.get(`/tiedostot/${word}/ohjeeksi`)).status).toBe(200)
  await app.db.updateTable('item').set({ restricted_team_id: teamId }).where('id', '=', word).execute()
  expect((await stranger.get(`/tiedostot/${word}/ohjeeksi`)).status).toBe(404)
  expect((await stranger.post(`/tiedostot/${word}/ohjeeksi`)).status).toBe(404)
  expect(await app.db.selectFrom('restricted_read').selectAll().execute()).toEqual([])
  expect((await editor.get(`/tiedostot/${word}/ohjeeksi`)).status).toBe(200)
  expect(await app.db.selectFrom('restricted_read').select(['item_id', 'channel']).execute()).toEqual([{ item_id: word, channel: 'file' }])
  const empty = await add('c.docx', makeZip([part('[Content_Types].xml', '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'), part('word/document.xml', '<w:document/>')]))
  const refused = await editor.post(`/tiedostot/${empty}/ohjeeksi`)
  expect([refused.status, refused.text.includes('Asiakirjaa ei voi muuntaa.')]).toEqual([422, true])
})
