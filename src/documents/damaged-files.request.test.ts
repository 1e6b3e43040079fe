import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Express } from 'express'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookAtDamaged } from '../content/damage/tell-of-damage.ts'
import { prepareText } from '../content/prepare-text.ts'
import { createItem } from '../content/save-item.ts'
import type { AppContext } from '../context.ts'
import { keepImage, saveImage } from '../files/images/keep-image.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { readAddress } from '../testing/read-address.ts'
import { sampleItem } from '../testing/sample-item.ts'
import { signedIn } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'
import { makePdf } from './fixtures/make-pdf.ts'
import { readDocuments } from './read-documents.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'laavu-damaged-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
type Agent = Awaited<ReturnType<typeof signedIn>>['agent']
let app: AppContext, site: Express, owner: Agent, reader: Agent, admin: Agent, report: number, letter: number, page: number, team: number
const PDF = makePdf(['Metsäkauris pihalla']), SAID = 'Tiedosto on vahingoittunut palvelimen levyllä, joten sitä ei anneta.'
const SAID_IN = { fi: SAID, sv: 'Filen har skadats på serverns disk och lämnas därför inte ut.', en: 'The file is damaged on the disk of the server, so it is not given out.' }
beforeAll(async () => {
  mkdirSync(path.join(folder, 'uploads'))
  ;({ app, site } = await testApp({ DATA_DIR: folder }))
  owner = (await signedIn(app, site, { role: 'editor', teams: ['Omat'] })).agent
  reader = (await signedIn(app, site, { municipality: 'inari' })).agent
  admin = (await signedIn(app, site, { role: 'admin' })).agent
  team = (await app.db.selectFrom('team').select('id').executeTakeFirstOrThrow()).id
  report = await add('raportti.pdf', PDF)
  letter = await add('kirje.docx', readFileSync(path.join(import.meta.dirname, 'fixtures/office/ohje.docx')))
  const at = app.now().toISOString(), image = await keepImage(app, await sharp({ create: { width: 700, height: 400, channels: 3, background: 'teal' } }).png().toBuffer(), 'kuva.png')
  const input = sampleItem({ ownerTeamId: team, title: 'Kuvallinen', body: 'Sivun oma teksti.\n\n![Ovi](kuva.png)', files: [{ path: 'kuva.png', fileId: image.file.id }] })
  page = await app.db.transaction().execute(async (trx) => { await saveImage(trx, at, image); return (await createItem(trx, at, SYSTEM, input, prepareText(input))).id })
  await readDocuments(app)
})
async function add(name: string, bytes: Buffer) {
  const res = await owner.post('/tiedostot/uusi').field({ otsikko: name, kieli: 'fi', kuvaus: 'a', koskee: 'verkko', aiheet: '', tarkistus: '12', tiimi: String(team) }).attach('tiedosto', bytes, { filename: name, contentType: 'application/octet-stream' })
  return Number(res.headers['location']!.split('/').at(-1))
}
const placeOf = (sha256: string) => path.join(folder, 'uploads', sha256.slice(0, 2), sha256.slice(2))
const filesOf = (item: number) => app.db.selectFrom('file').innerJoin('item_file', 'item_file.file_id', 'file.id').where('item_file.item_id', '=', item).selectAll('file').executeTakeFirstOrThrow()
const sizeOf = (file: { id: string }) => app.db.selectFrom('image_size').innerJoin('file', 'file.id', 'image_size.stored_id').where('image_size.file_id', '=', file.id).select(['image_size.width', 'file.sha256', 'file.id']).orderBy('width').executeTakeFirstOrThrow()
const tasks = async () => (await app.db.selectFrom('task').where('closed_at', 'is', null).where('key', 'like', 'damaged:%').select('key').execute()).length

/** What the disk does to a file, and back. */
async function damaged(sha256: string, how: (place: string) => void, meanwhile: () => Promise<void>) {
  const place = placeOf(sha256), sound = readFileSync(place)
  how(place)
  try { await meanwhile() } finally { writeFileSync(place, sound); await lookAtDamaged(app) }
}
const flipped = (place: string) => { const bytes = readFileSync(place); bytes[bytes.length >> 1]! ^= 1; writeFileSync(place, bytes) }
const HOW: [string, (place: string) => void][] = [['one bit', flipped], ['cut', (place) => { truncateSync(place, 10) }], ['gone', rmSync], ['another’s', (place) => { writeFileSync(place, makePdf(['Vaihdettu'])) }]]

test.each(HOW)('D-8, R7: a file whose bytes on disk are not what was stored (%s) is answered with a page that says so, in every form; the text of its document stays', async (_how, damage) => {
  const file = await filesOf(report), first = await sizeOf(file), address = `/tiedosto/${file.id}/raportti.pdf`, etag = (await reader.get(address)).headers['etag']!
  await damaged(file.sha256, damage, async () => {
    for (const one of [address, `/tiedostot/${report}/versio/1`]) for (const headers of [{}, { Range: 'bytes=0-9' }, { 'If-None-Match': etag }, { 'If-Range': etag, Range: 'bytes=0-9' }]) {
      const res = await reader.get(one).set(headers).buffer(true)
      expect([res.status, res.headers['content-type'], res.headers['etag'], res.headers['content-disposition']], `${one} ${JSON.stringify(headers)}`).toEqual([503, 'text/html; charset=utf-8', undefined, undefined])
      for (const said of ['<h1', 'Tiedostoa ei voi nyt avata', SAID, 'id="sisalto"']) expect(res.text).toContain(said)
      expect(res.text).not.toContain('%PDF')
    }
    expect((await reader.head(address)).status).toBe(503)
    expect((await reader.get(`/kuva/${file.id}/${first.width}.webp`)).status).toBe(200) // its first page is another file, and whole
    const shown = await reader.get(`/sivu/${report}`).redirects(1)
    expect([shown.status, shown.text.includes('Metsäkauris')]).toEqual([200, true])
  })
  expect((await reader.get(address)).status).toBe(200)
})

test('D-8, R7: so are a picture, its sizes and the first page of a PDF, and a Word document that is to become a guide; in each language', async () => {
  const picture = await filesOf(page), pdf = await filesOf(report), word = await filesOf(letter)
  for (const [file, address, agent] of [[picture, `/tiedosto/${picture.id}/kuva.png`, reader], [await sizeOf(picture), `/kuva/${picture.id}/${(await sizeOf(picture)).width}.webp`, reader], [await sizeOf(pdf), `/kuva/${pdf.id}/${(await sizeOf(pdf)).width}.webp`, reader], [word, `/tiedostot/${letter}/ohjeeksi`, owner]] as const) {
    expect((await agent.get(address)).status, address).toBe(200)
    await damaged(file.sha256, flipped, async () => {
      for (const lang of ['sv', 'en', 'fi'] as const) {
        await app.db.updateTable('person').set({ locale: lang }).execute()
        const res = await agent.get(address)
        expect([res.status, String(res.text).includes(SAID_IN[lang])], `${address} ${lang}`).toEqual([503, true])
      }
      expect((await reader.get(`/sivu/${page}`).redirects(1)).text).toContain('Sivun oma teksti.')
    })
  }
})

test('D-8, R7: an export leaves it out and says so in a text of its own; everything else is in it', async () => {
  const file = await filesOf(report), exports = [[admin, '/hallinta/vienti', {}], [reader, `/sivu/${report}/vienti`, undefined], [reader, '/selaa/vienti', undefined], [admin, '/hallinta/kunta/rovaniemi/vienti', undefined]] as const
  await app.db.updateTable('item').set({ network_wide: 0 }).where('id', '=', report).execute()
  await app.db.insertInto('item_municipality').columns(['item_id', 'municipality_id']).expression(app.db.selectFrom('municipality').where('slug', '=', 'rovaniemi').select((select) => [select.val(report).as('item_id'), 'id'])).execute()
  const take = ([agent, address, form]: typeof exports[number]) => readAddress(site, { agent, token: '' }, address, form)
  for (const one of exports) expect([(await take(one)).text.includes('%PDF'), (await take(one)).text.includes('puuttuvat-tiedostot.txt')], one[1]).toEqual([true, false])
  await damaged(file.sha256, flipped, async () => {
    for (const one of exports) {
      const { status, text } = await take(one)
      expect([status, text.includes('%PDF'), /puuttuvat-tiedostot\.txt\n.*vahingoittuneet.*\n\nraportti\.pdf/.test(text)], one[1]).toEqual([200, false, true])
    }
  })
})

test('R7: the team of the page and the administrators are asked to mend it, once, and no longer when it is whole; adding the same file again mends it', async () => {
  const file = await filesOf(report), address = `/tiedosto/${file.id}/raportti.pdf`, work = async (agent: Agent) => (await agent.get('/oma/tyot')).text
  flipped(placeOf(file.sha256))
  for (let n = 0; n < 3; n++) await reader.get(address)
  await expect.poll(tasks).toBe(2)
  expect([(await work(owner)).includes('Tiedosto ”raportti.pdf” on vahingoittunut'), (await work(admin)).includes(`Tallennettu tiedosto ${file.id} on vahingoittunut`)]).toEqual([true, true])
  // the administrator need not be allowed to read the page: she gets no name; a reader gets nothing to do
  expect([(await work(admin)).includes('raportti.pdf'), (await work(reader)).includes('vahingoittunut')]).toEqual([false, false])
  await lookAtDamaged(app)
  expect(await tasks()).toBe(2)
  const mended = await owner.post(`/tiedostot/${report}/versio`).field({ syy: 'Levy rikkoi tiedoston' }).attach('tiedosto', PDF, { filename: 'raportti.pdf', contentType: 'application/pdf' }).redirects(1)
  expect([mended.status, mended.text.includes('Vahingoittunut tiedosto on korjattu.'), await tasks(), (await reader.get(address)).status]).toEqual([200, true, 0, 200])
})
