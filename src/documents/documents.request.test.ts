import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Express } from 'express'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prepareText } from '../content/prepare-text.ts'
import { createItem, reviseItem } from '../content/save-item.ts'
import type { AppContext } from '../context.ts'
import { recordChange, SYSTEM } from '../platform/changes/changes.queries.ts'
import { sampleItem } from '../testing/sample-item.ts'
import { browser, signedIn } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'
import { makeDocx, makeOdp, makeOds } from './fixtures/make-office.ts'
import { makePdf } from './fixtures/make-pdf.ts'
import { readDocuments } from './read-documents.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'laavu-documents-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
type Agent = Awaited<ReturnType<typeof signedIn>>['agent']
let app: AppContext, site: Express, editor: Agent, reader: Agent, teamId: string
beforeAll(async () => {
  mkdirSync(path.join(folder, 'uploads'))
  ;({ app, site } = await testApp({ DATA_DIR: folder }))
  editor = (await signedIn(app, site, { role: 'editor', teams: ['Asiakaspalveluryhmä'] })).agent
  reader = (await signedIn(app, site, { municipality: 'inari' })).agent
  teamId = String((await app.db.selectFrom('team').select('id').executeTakeFirstOrThrow()).id)
})

const FIELDS = { otsikko: 'Lainalista', kieli: 'fi', kuvaus: 'Tulosta **ennen** katkoa.', koskee: 'verkko', aiheet: 'lainaus, häiriöt', tarkistus: '12' }
function send(agent: Agent, address: string, fields: Record<string, string>, file?: { bytes: Buffer; name: string; type?: string }) {
  const sent = agent.post(address)
  for (const [name, value] of Object.entries(fields)) sent.field(name, value)
  return file ? sent.attach('tiedosto', file.bytes, { filename: file.name, contentType: file.type ?? 'application/octet-stream' }) : sent
}
const add = (file: { bytes: Buffer; name: string; type?: string }, fields: Record<string, string> = {}, agent = editor) => send(agent, '/tiedostot/uusi', { ...FIELDS, tiimi: teamId, ...fields }, file)
const idOf = (res: { headers: Record<string, string> }) => Number(res.headers['location']!.split('/').at(-1))
const stored = () => (readdirSync(path.join(folder, 'uploads'), { recursive: true }) as string[]).filter((name) => /[0-9a-f]{62}$/.test(name)).length
const waiting = () => readdirSync(path.join(folder, 'uploads')).filter((name) => name.startsWith('.upload-'))
const counted = async () => ({ items: Number((await app.db.selectFrom('item').select((select) => select.fn.countAll().as('n')).executeTakeFirstOrThrow()).n), files: stored(), waiting: waiting().length })

test('an editor is told the limits, adds a PDF, and finds it on its page with its pages', async () => {
  const form = await editor.get('/tiedostot/uusi')
  expect(form.status).toBe(200)
  expect(form.text).toContain('enintään 25 megatavua')
  const res = await add({ bytes: makePdf(['Ensimmäinen', 'Toisella sivulla <b>tulppaani</b>'], { title: 'a' }), name: 'käyttöohje ŋ.pdf', type: 'application/pdf' })
  expect(res.status).toBe(303)
  const id = idOf(res)
  await readDocuments(app)
  const page = await reader.get(`/sivu/${id}`).redirects(1)
  expect(page.text).toContain('<strong>ennen</strong>')
  expect(page.text).toMatch(/käyttöohje ŋ\.pdf<\/a> <span class="muted">PDF, \d kt, 2 sivua/)
  expect(page.text).toContain('<li id="sivu-2"><h3>Sivu 2</h3><p>Toisella sivulla &lt;b&gt;tulppaani&lt;/b&gt; <a href="/tiedosto/')
  expect(page.text).toContain('Haku löytää tiedoston tekstin.')
  const { data } = await app.db.selectFrom('item').where('id', '=', id).select('data').executeTakeFirstOrThrow()
  expect(JSON.parse(data!)).toMatchObject({ file: { name: 'käyttöohje ŋ.pdf', mime: 'application/pdf', pages: 2 }, extraction: 'done' })
  const facts = await reader.get(`/tiedostot/${id}`)
  expect(facts.text).toContain('PDF ei ole rakenteinen.')
  expect(facts.text).toContain('Tiedostolla on oma otsikko.')
  expect(facts.text).toContain(`Tiedoston tarkiste (SHA-256)</summary><p><code>${createHash('sha256').update(makePdf(['Ensimmäinen', 'Toisella sivulla <b>tulppaani</b>'], { title: 'a' })).digest('hex')}</code>`)
  expect(facts.text).not.toContain('Tallenna uusi versio')
  expect((await editor.get(`/tiedostot/${id}`)).text).toContain('Tallenna uusi versio')
  const download = await reader.get(/href="(\/tiedosto\/[^"]+)"/.exec(page.text)![1]!)
  expect([download.status, download.headers['content-disposition']]).toEqual([200, expect.stringContaining("filename*=UTF-8''k%C3%A4ytt%C3%B6ohje%20%C5%8B.pdf")])
})

test('the text of a page is found by search, and the hit opens at that page', async () => {
  const pages = ['Alku', 'Jatko', 'Tähdenlennon aikana lainat kirjataan vihkoon.']
  const id = idOf(await add({ bytes: makePdf(pages), name: 'katko.pdf' }, { otsikko: 'Katkon lomake' }))
  expect((await reader.get('/haku').query({ q: 'katkon lomake' })).text).toContain(`/sivu/${id}-katkon-lomake`)
  await readDocuments(app)
  const found = await reader.get('/haku').query({ q: 'tähdenlento' })
  expect(found.text).toContain(`/sivu/${id}-katkon-lomake#sivu-3`)
  expect(found.text).not.toContain(`/sivu/${id}-katkon-lomake#sivu-1`)
})

test('a Word document is found by the text under a heading', async () => {
  const id = idOf(await add({ bytes: makeDocx(['Alku', 'h: Kirjastoauto Kelukoski', 'Pysäkki on revontulikodan vieressä.']), name: 'reitit.docx' }, { otsikko: 'Reitit' }))
  await readDocuments(app)
  expect((await reader.get('/haku').query({ q: 'revontulikota' })).text).toContain(`/sivu/${id}-reitit#osa-2`)
  expect((await reader.get(`/sivu/${id}-reitit`)).text).toContain('<li id="osa-2"><h3>Kirjastoauto Kelukoski</h3>')
})

test('before the text is read the page says so, and a scanned PDF is said to be one', async () => {
  const id = idOf(await add({ bytes: makePdf(['', '']), name: 'skanni.pdf' }, { otsikko: 'Skannattu' }))
  const before = await app.db.selectFrom('revision').where('item_id', '=', id).select('html').executeTakeFirstOrThrow()
  expect(before.html).toContain('Tekstiä luetaan …')
  await readDocuments(app)
  const page = await reader.get(`/sivu/${id}-skannattu`)
  expect(page.text).toContain('Skannattu PDF: tekstiä ei löytynyt')
  expect(page.text).not.toContain('Tekstiä luetaan')
})

test('a file that waited when the server ended is read at the next start', async () => {
  const id = idOf(await add({ bytes: makePdf(['Hämähäkinseitti']), name: 'odotti.pdf' }, { otsikko: 'Odotti' }))
  await readDocuments(app)
  const { file_id } = await app.db.selectFrom('document_version').where('item_id', '=', id).select('file_id').executeTakeFirstOrThrow()
  await app.db.updateTable('document_text').set({ state: 'waiting', tries: 1, reading: '{"parts":[],"pages":null,"checks":[]}' }).where('file_id', '=', file_id).execute()
  await readDocuments(app)
  expect(await app.db.selectFrom('document_text').where('file_id', '=', file_id).select(['state', 'tries']).executeTakeFirst()).toEqual({ state: 'done', tries: 2 })
  await app.db.updateTable('document_text').set({ state: 'waiting', tries: 3 }).where('file_id', '=', file_id).execute()
  await readDocuments(app)
  expect((await reader.get(`/tiedostot/${id}`)).text).toContain('Tiedoston tekstiä ei voitu lukea.')
})

test('a new version takes the place of the old one, which stays downloadable; the reason is asked for and shown', async () => {
  const first = makePdf(['Vanha salasanakäytäntö muurahaispesä']), second = makePdf(['Uusi sivu leppäkerttu'])
  const id = idOf(await add({ bytes: first, name: 'vanha.pdf' }, { otsikko: 'Vaihtuva' }))
  await readDocuments(app)
  const nothing = await send(editor, `/tiedostot/${id}/versio`, { syy: '' }, { bytes: second, name: 'uusi.pdf' })
  expect(nothing.status).toBe(422)
  expect(nothing.text).toContain('Kerro yhdellä lauseella, mikä muuttui.')
  const same = await send(editor, `/tiedostot/${id}/versio`, { syy: 'Päivitys' }, { bytes: first, name: 'vanha.pdf' })
  expect([same.status, same.text]).toEqual([422, expect.stringContaining('Tämä on sama tiedosto')])
  expect((await send(editor, `/tiedostot/${id}/versio`, { syy: 'Lomake uudistui.' }, { bytes: second, name: 'uusi.pdf' })).status).toBe(303)
  await readDocuments(app)

  const facts = await reader.get(`/tiedostot/${id}`)
  expect(facts.text).toContain('Lomake uudistui.')
  expect(facts.text).toContain('Versio 1: vanha.pdf')
  const [one, two] = [await reader.get(`/tiedostot/${id}/versio/1`), await reader.get(`/tiedostot/${id}/versio/2`)]
  expect([one.body, two.body]).toEqual([first, second])
  expect(one.headers['content-disposition']).toMatch(/^attachment;/)
  const page = await reader.get(`/sivu/${id}-vaihtuva`)
  expect(page.text).toContain('leppäkerttu')
  expect(page.text).not.toContain('muurahaispesä')
  expect((await reader.get('/haku').query({ q: 'leppäkerttu' })).text).toContain(`/sivu/${id}-vaihtuva#sivu-1`)
  expect((await reader.get('/haku').query({ q: 'muurahaispesä' })).text).not.toContain(`/sivu/${id}-vaihtuva`)
  const revisions = await app.db.selectFrom('revision').where('item_id', '=', id).select(['number', 'summary']).execute()
  expect(revisions).toEqual([{ number: 1, summary: 'Tiedosto lisätty.' }, { number: 2, summary: 'Lomake uudistui.' }])
  expect((await send(reader, `/tiedostot/${id}/versio`, { syy: 'a' }, { bytes: first, name: 'a.pdf' })).status).toBe(404)
})

test('the same content is kept once, and read once', async () => {
  const bytes = makePdf(['Sama sisältö'])
  await add({ bytes, name: 'yksi.pdf' }, { otsikko: 'Yksi' })
  await readDocuments(app)
  const before = await counted()
  const id = idOf(await add({ bytes, name: 'kaksi.pdf' }, { otsikko: 'Kaksi' }))
  expect(await counted()).toEqual({ ...before, items: before.items + 1 })
  expect((await reader.get(`/sivu/${id}-kaksi`)).text).toContain('Haku löytää tiedoston tekstin.')
})

test('a description that is written anew keeps what was read out of the file', async () => {
  const id = idOf(await add({ bytes: makePdf(['Kuusenkerkkä']), name: 'k.pdf' }, { otsikko: 'Kerkkä' }))
  await readDocuments(app)
  const { file_id: fileId } = await app.db.selectFrom('document_version').where('item_id', '=', id).select('file_id').executeTakeFirstOrThrow()
  const input = sampleItem({ kind: 'document', title: 'Kerkkä', body: 'Uusi kuvaus', ownerTeamId: Number(teamId), files: [{ path: 'tiedosto', fileId }] })
  await app.db.transaction().execute((trx) => reviseItem(trx, app.now().toISOString(), SYSTEM, id, 1, input, prepareText(input)))
  expect((await reader.get(`/sivu/${id}-kerkka`)).text).not.toContain('Kuusenkerkkä')
  await readDocuments(app)
  expect((await reader.get(`/sivu/${id}-kerkka`)).text).toMatch(/Uusi kuvaus[\s\S]*<li id="sivu-1">[\s\S]*Kuusenkerkkä/)
})

test('a form with mistakes keeps what was typed, and says that the file must be chosen again', async () => {
  const before = await counted()
  const res = await add({ bytes: makePdf(['a']), name: 'a.pdf' }, { otsikko: '', kuvaus: 'Säilyy <tässä>', aiheet: 'lainaus', koskee: 'kunta', tarkistus: '24', rooli: 'kirjastoauto' })
  expect(res.status).toBe(422)
  expect(res.text).toContain('<title>Virhe: Lisää tiedosto')
  expect(res.text).toContain('Säilyy &lt;tässä&gt;')
  expect(res.text).toContain('value="lainaus"')
  expect(res.text).toMatch(/value="kunta" checked/)
  expect(res.text).toMatch(/value="kirjastoauto" checked/)
  expect(res.text).toMatch(/<option value="24" selected>/)
  expect(res.text).toContain('Valitse tiedosto uudelleen.')
  expect(await counted()).toEqual(before)
  const nobody = await send(editor, '/tiedostot/uusi', { ...FIELDS, tiimi: '999' }, { bytes: makePdf(['a']), name: 'a.pdf' })
  expect([nobody.status, nobody.text]).toEqual([422, expect.stringContaining('Valitse tiimi, joka vastaa tiedostosta.')])
  expect((await send(editor, '/tiedostot/uusi', { ...FIELDS, tiimi: teamId })).text).toContain('Valitse tiedosto.')
})

test('one’s own municipality may be chosen instead of the network', async () => {
  const id = idOf(await add({ bytes: makePdf(['Oma kunta']), name: 'oma.pdf' }, { koskee: 'kunta' }))
  const item = await app.db.selectFrom('item').innerJoin('item_municipality', 'item_municipality.item_id', 'item.id').innerJoin('municipality', 'municipality.id', 'item_municipality.municipality_id')
    .where('item.id', '=', id).select(['network_wide', 'slug', 'owner_team_id']).execute()
  expect(item).toEqual([{ network_wide: 0, slug: 'rovaniemi', owner_team_id: Number(teamId) }])
})

test('U-11: a reader, a stranger and a foreign page are refused before anything is stored', async () => {
  const before = await counted(), file = { bytes: makePdf(['a']), name: 'a.pdf' }
  expect((await add(file, {}, reader)).status).toBe(404)
  expect((await add(file, {}, browser(site))).status).toBe(401)
  expect((await add(file).set('Sec-Fetch-Site', 'cross-site')).status).toBe(403)
  expect(await counted()).toEqual(before)
})

test('D-2: what the viewer may not read is nowhere: not its facts, not its earlier files', async () => {
  const id = idOf(await add({ bytes: makePdf(['Rajattu sisältö']), name: 'r.pdf' }, { otsikko: 'Rajattu' }))
  expect((await reader.get(`/tiedostot/${id}/versio/1`)).status).toBe(200)
  await app.db.updateTable('item').set({ restricted_team_id: Number(teamId) }).where('id', '=', id).execute()
  const missing = await reader.get('/tiedostot/999999')
  for (const address of [`/tiedostot/${id}`, `/tiedostot/${id}/versio/1`, '/tiedostot/0', '/tiedostot/x', `/tiedostot/${id}/versio/9`]) {
    const res = await reader.get(address)
    expect([res.status, res.text]).toEqual([404, missing.text])
  }
  expect((await editor.get(`/tiedostot/${id}/versio/1`)).status).toBe(200)
  expect((await editor.get(`/tiedostot/${id}/versio/9`)).status).toBe(404)
})

test('who opens a restricted document, its facts or an earlier file is noted; of any other document nothing is', async () => {
  const id = idOf(await add({ bytes: makePdf(['Kuka avasi']), name: 'k.pdf' }, { otsikko: 'Kuka avasi' })), addresses = [`/tiedostot/${id}`, `/tiedostot/${id}/versio/1`, `/tiedostot/${id}/versio/9`]
  const noted = async () => (await app.db.selectFrom('restricted_read').where('item_id', '=', id).select('channel').orderBy('id').execute()).map(({ channel }) => channel)
  for (const address of addresses) await editor.get(address)
  expect(await noted()).toEqual([])
  await app.db.updateTable('item').set({ restricted_team_id: Number(teamId) }).where('id', '=', id).execute()
  for (const agent of [reader, editor]) for (const address of addresses) await agent.get(address)
  expect(await noted()).toEqual(['page', 'file'])
})

test('only a document takes a new file this way', async () => {
  const input = sampleItem({ ownerTeamId: Number(teamId) }), at = app.now().toISOString()
  const { id } = await app.db.transaction().execute((trx) => createItem(trx, at, SYSTEM, input, prepareText(input)))
  expect((await editor.get(`/sivu/${id}`).redirects(1)).status).toBe(200)
  await readDocuments(app) // what others have added is being read, and reading makes pictures of pages
  const before = await counted()
  expect((await send(editor, `/tiedostot/${id}/versio`, { syy: 'Vaihto' }, { bytes: makePdf(['Vaihto']), name: 'a.pdf' })).status).toBe(404)
  expect(await counted()).toEqual(before)
})

test('the first page of a PDF is shown where the file is, and only to those who may read it', async () => {
  const id = idOf(await add({ bytes: makePdf(['Etusivu', 'Toinen']), name: 'esite.pdf' }, { otsikko: 'Esite' }))
  await readDocuments(app)
  const page = await reader.get(`/sivu/${id}-esite`), src = /<img src="(\/kuva\/[^"]+)" alt="Tiedoston ensimmäinen sivu" width="480" height="\d+"/.exec(page.text)![1]!
  expect((await reader.get(`/tiedostot/${id}`)).text).toContain(src)
  expect((await reader.get('/selaa?laji=document')).text).toContain(`<img class="doc-thumb" src="${src}" alt=""`)
  const picture = await reader.get(src)
  expect([picture.status, picture.headers['content-type'], picture.headers['content-disposition']]).toEqual([200, 'image/webp', expect.stringMatching(/^inline;/)])
  expect((await reader.get(src.replace('480', '481'))).status).toBe(404)
  await app.db.transaction().execute(async (trx) => {
    await trx.updateTable('item').set({ restricted_team_id: Number(teamId) }).where('id', '=', id).execute()
    await recordChange(trx, { at: app.now().toISOString(), actor: SYSTEM, action: 'revised', subject: { type: 'item', id } })
  })
  expect((await editor.get(src)).status).toBe(200)
  expect((await reader.get('/selaa?laji=document')).text).not.toContain(src)
  for (const refused of [await reader.get(src), await reader.head(src), await reader.get(src).set('If-None-Match', picture.headers['etag']!), await reader.get(src).set('Range', 'bytes=0-3')]) expect(refused.status).toBe(404)
})

test('a document says when its text is in another language than was said, and what could not be read is read again on request', async () => {
  const swedish = 'Biblioteket är öppet varje dag och alla som bor i kommunen kan låna böcker utan att betala för det. Kom med och läs en bok i biblioteket.'
  const id = idOf(await add({ bytes: Buffer.from(swedish), name: 'ohje.txt', type: 'text/plain' }, { otsikko: 'Ruotsinkielinen' }))
  await readDocuments(app)
  expect((await editor.get(`/tiedostot/${id}`)).text).toContain('näyttää olevan kielellä svenska')
  expect((await reader.get(`/tiedostot/${id}`)).text).not.toContain('näyttää olevan kielellä')
  const { file_id } = await app.db.selectFrom('document_version').where('item_id', '=', id).select('file_id').executeTakeFirstOrThrow()
  await app.db.updateTable('document_text').set({ state: 'failed' }).where('file_id', '=', file_id).execute()
  expect((await reader.get(`/tiedostot/${id}`)).text).not.toContain('Lue teksti uudelleen')
  expect((await editor.get(`/tiedostot/${id}`)).text).toContain('Lue teksti uudelleen')
  expect((await reader.post(`/tiedostot/${id}/lue`)).status).toBe(404)
  expect((await editor.post(`/tiedostot/${id}/lue`)).status).toBe(303)
  await readDocuments(app)
  expect(await app.db.selectFrom('document_text').where('file_id', '=', file_id).select('state').executeTakeFirst()).toEqual({ state: 'done' })
})

test('OpenDocument slides and sheets, rich text and HTML are taken, found at their place, and only ever downloaded', async () => {
  for (const [name, bytes, word, place] of [
    ['a.odp', makeOdp([{ title: 'Eka', text: 'a' }, { title: 'Toka', text: 'Naavaparta kuusessa' }]), 'naavaparta', 'dia-2'], ['a.ods', makeOds([{ name: 'Eka', rows: [['a']] }, { name: 'Toka', rows: [['Käpytikka', '3']] }]), 'käpytikka', 'taulukko-2'],
    ['a.rtf', Buffer.from(String.raw`{\rtf1\ansi Mets\'e4kauris}`), 'metsäkauris', 'osa-1'], ['a.html', Buffer.from('<h1>Eka</h1><p>a</p><h2>Toka</h2><p>Lumikko</p>'), 'lumikko', 'osa-2'],
  ] as const) {
    const id = idOf(await add({ bytes, name }, { otsikko: `Muoto ${word}` }))
    await readDocuments(app)
    expect((await reader.get('/haku').query({ q: word })).text, name).toContain(`/sivu/${id}-muoto-`)
    const page = (await reader.get(`/sivu/${id}`).redirects(1)).text
    expect(page).toContain(`id="${place}"`)
    expect((await reader.get(/href="(\/tiedosto\/[^"]+)"/.exec(page)![1]!)).headers['content-disposition'], name).toMatch(/^attachment;/)
  }
  const script = await add({ bytes: Buffer.from('<p onclick="a()">a</p>'), name: 'b.html' })
  expect([script.status, script.text.includes('Tiedostossa on ohjelmakoodia')]).toEqual([422, true])
})

test('a script that sends several files gets an address or the reasons for each', async () => {
  const json = (fields: Record<string, string>, name: string, bytes: Buffer) => send(editor, '/tiedostot/uusi', { ...FIELDS, tiimi: teamId, ...fields }, { bytes, name }).set('Accept', 'application/json')
  const taken = await json({ otsikko: 'Moni 1' }, 'a.pdf', makePdf(['moni']))
  expect([taken.status, taken.body.href]).toEqual([200, expect.stringMatching(/^\/tiedostot\/\d+$/)])
  const refused = await json({ otsikko: '' }, 'a.docm', Buffer.from('PK'))
  expect([refused.status, refused.body.errors.map(({ field }: { field: string }) => field)]).toEqual([422, ['otsikko', 'tiedosto']])
  expect(refused.body.errors[1].text).toContain('makroja')
})

test('U-8: what a person may send in a day and a municipality in all is said before, and more is refused while others go on', async () => {
  const before = app.config
  app.config = { ...before, uploadPersonDayBytes: 3_000_000, uploadMunicipalityBytes: 5_000_000 }
  try {
    const [first, second, third] = await Promise.all(['salla', 'salla', 'inari'].map(async (municipality) => (await signedIn(app, site, { role: 'editor', municipality, teams: ['Asiakaspalveluryhmä'] })).agent))
    const file = (letter: string, megabytes: number) => ({ bytes: Buffer.from(`${letter} `.repeat(megabytes * 500_000)), name: `${letter}.txt`, type: 'text/plain' })
    expect((await first!.get('/tiedostot/uusi')).text).toContain('Voit lisätä tänään vielä 3 Mt. Kunnallasi on tilaa jäljellä 5 Mt.')
    const added = await add(file('a', 2), {}, first), document = `/tiedostot/${idOf(added)}`
    expect(added.status).toBe(303)
    expect((await first!.get(document)).text).toContain('Voit lisätä tänään vielä 1 Mt. Kunnallasi on tilaa jäljellä 3 Mt.')
    expect((await reader.get(document)).text).not.toContain('Voit lisätä tänään')
    const stored = await counted(), more = await add(file('b', 2), {}, first)
    expect([more.status, more.text.includes('Olet lisännyt tänään niin paljon kuin päivässä voi.')]).toEqual([413, true])
    expect(await counted()).toEqual(stored)
    expect((await add(file('c', 2), {}, second)).status).toBe(303)
    const full = await add(file('d', 1), {}, second), over = await add(file('e', 1), {}, first)
    expect([full.status, over.status, over.text.includes('Kuntasi tila on täynnä.')]).toEqual([303, 413, true])
    expect((await add(file('f', 2), {}, third)).status).toBe(303)
  } finally { app.config = before }
})
