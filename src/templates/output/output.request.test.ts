import { strFromU8, unzipSync } from 'fflate'
import decodeQR from 'qr/decode.js'
import { beforeAll, expect, test } from 'vitest'
import { putValue, insertFact } from '../../content/facts/facts.queries.ts'
import { signedIn } from '../../testing/sign-in.ts'
import { exampleForm, sampleTemplate, send, templateSite } from '../fixtures/template-site.ts'
import { qrCode } from './qr-code.ts'

let world: Awaited<ReturnType<typeof templateSite>>, agent: Awaited<ReturnType<typeof signedIn>>['agent']
beforeAll(async () => {
  world = await templateSite(['T02', 'T06'])
  agent = (await signedIn(world.app, world.site, { municipality: 'rovaniemi' })).agent
})
const form = (code = 'T02') => exampleForm(sampleTemplate(code), 'rovaniemi')
const bytes = async (path: string) => (await send(agent, path, form()).responseType('blob').expect(200)).body as Buffer
const document = (word: Uint8Array) => {
  const files = unzipSync(word)
  return { core: strFromU8(files['docProps/core.xml']!), text: strFromU8(files['word/document.xml']!), styles: strFromU8(files['word/styles.xml']!) }
}

test('the Word document has its title, headings to walk by, every text, and the language of each', async () => {
  const { core, text, styles } = document(await bytes(`${world.address('T02')}/word`))
  expect(core).toContain('<dc:title>Kirjasto suljettu yllättäen</dc:title>')
  expect(styles).toMatch(/<w:lang w:val="fi-FI"/)
  expect(text).toMatch(/<w:pStyle w:val="Title"\/>.*<w:pStyle w:val="Heading1"\/>.*Verkkosivu.*<w:pStyle w:val="Heading2"\/>.*Suomi/s)
  expect(text).toMatch(/<w:lang w:val="en-GB"\/><\/w:rPr><w:t[^>]*>The library is closed/)
  expect(text).toContain('<w:lang w:val="sv-FI"/>')
  expect(text.replace(/<[^>]*>/g, '')).toContain('Rovaniemen kaupunginkirjasto on suljettu')
})

test('signs of markup in a value are text in the Word document', async () => {
  const evil = form('T06')
  evil['tapahtuma.fi'] = '<w:t>&"\u0007</w:t>'
  const { text } = document((await send(agent, `${world.address('T06')}/word`, evil).responseType('blob').expect(200)).body as Buffer)
  expect(text).toContain('&lt;w:t&gt;&amp;&quot;&lt;/w:t&gt;')
  expect(text).not.toContain('\u0007')
})

test('the archive holds a file for each channel and language, all of them together, and the Word document', async () => {
  const reply = await send(agent, `${world.address('T02')}/paketti`, form()).responseType('blob').expect(200)
  expect(reply.headers).toMatchObject({ 'content-type': 'application/zip', 'content-disposition': 'attachment; filename=kirjasto-suljettu-yllattaen.zip', 'cache-control': 'no-store' })
  const files = unzipSync(reply.body as Buffer)
  expect(Object.keys(files).sort()).toEqual([
    'kirjasto-suljettu-yllattaen.docx', 'kirjasto-suljettu-yllattaen.txt', 'ovijuliste-en.txt', 'ovijuliste-fi.txt', 'ovijuliste-sv.txt', 'sosiaalinen-media-en.txt', 'sosiaalinen-media-fi.txt',
    'tekstiviesti-en.txt', 'tekstiviesti-fi.txt', 'tekstiviesti-sv.txt', 'verkkosivu-en.txt', 'verkkosivu-fi.txt', 'verkkosivu-sv.txt',
  ])
  expect(strFromU8(files['verkkosivu-en.txt']!)).toMatch(/^.*closed.*\r\n\r\n/)
  expect(document(files['kirjasto-suljettu-yllattaen.docx']!).core).toContain('Kirjasto suljettu')
})

test('a poster is made for A4 and A3, with a QR code that leads to the link of the message', async () => {
  const a4 = await send(agent, `${world.address('T02')}/juliste`, { ...form(), _kieli: 'fi' }).expect(200), a3 = await send(agent, `${world.address('T02')}/juliste`, { ...form(), _kieli: 'fi.a3' }).expect(200)
  expect(a4.text).not.toContain('data-paper')
  expect(a3.text).toMatch(/<body class="poster-page a3">.*data-paper="a3"/s)
  expect(a4.text).toContain('aria-label="QR-koodi: https://lapinkirjasto.finna.fi"')
  await send(agent, `${world.address('T02')}/juliste`, { ...form(), _kieli: 'fi.a5' }).expect(400)
})

test('without a link of its own, the QR code of a poster leads to the web page of the library', async () => {
  await world.app.db.transaction().execute(async (trx) => {
    const library = await trx.selectFrom('library').where('name', '=', 'Rovaniemen kaupunginkirjasto').select('id').executeTakeFirstOrThrow(), at = world.app.now().toISOString()
    for (const [name, type, value] of [['verkkosivu', 'url', 'https://www.rovaniemi.example/kirjasto'], ['puhelin', 'phone', '016 111 222']] as const) {
      await insertFact(trx, { name, type, label_fi: name, label_sv: name, label_en: name, created_at: at })
      await putValue(trx, at, { fact: name, value, valid_from: '2020-01-01', municipality_id: null, library_id: library.id, author_id: null })
    }
  })
  const { text } = await send(agent, `${world.address('T06')}/juliste`, { ...form('T06'), _kieli: 'fi' }).expect(200)
  expect(text).toContain('aria-label="QR-koodi: https://www.rovaniemi.example/kirjasto"')
  // the same facts stand in a new form
  expect((await agent.get(world.address('T02'))).text).toMatch(/name="puhelin"[^>]*value="016 111 222"/)
  const inari = (await signedIn(world.app, world.site, { municipality: 'inari' })).agent
  expect((await inari.get(world.address('T02'))).text).toMatch(/name="puhelin"[^>]*value=""/)
})

test('a QR code can be read back, and only of a web address', () => {
  const address = 'https://lapinkirjasto.finna.fi/Record/laavu.123?lng=fi', code = qrCode(address)!
  const scale = 4, side = code.size * scale, data = new Uint8ClampedArray(side * side * 4).fill(255)
  for (const [, x, y, width] of code.path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row++) for (let at = Number(x) * scale; at < (Number(x) + Number(width)) * scale; at++) data.set([0, 0, 0], (row * side + at) * 4)
  expect(decodeQR({ width: side, height: side, data })).toBe(address)
  for (const wrong of ['javascript:alert(1)', 'tel:016', `https://a.fi/${'a'.repeat(400)}`]) expect(qrCode(wrong)).toBeNull()
})
