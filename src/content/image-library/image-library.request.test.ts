import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Express } from 'express'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppContext } from '../../context.ts'
import { saveImage, keepImage } from '../../files/images/keep-image.ts'
import { keepFile } from '../../files/file-store.ts'
import { insertFile } from '../../files/files.queries.ts'
import { ensureTeam } from '../../people/people.queries.ts'
import { SYSTEM } from '../../platform/changes/changes.queries.ts'
import { catchUpSearch } from '../../search/search.sync.ts'
import { sampleItem } from '../../testing/sample-item.ts'
import { signedIn } from '../../testing/sign-in.ts'
import { testApp } from '../../testing/test-app.ts'
import { importPath } from '../import/import-path.ts'
import { prepareText } from '../prepare-text.ts'
import { createItem, reviseItem } from '../save-item.ts'
import { endConsents } from './end-consents.ts'
import { prepareImages } from './prepare-images.ts'

type Person = Awaited<ReturnType<typeof signedIn>>
const folder = mkdtempSync(path.join(tmpdir(), 'laavu-images-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
let app: AppContext, site: Express, moveClock: (to: string) => void, owner: Person, reader: Person, other: Person, owners: number, secret: number
beforeAll(async () => {
  mkdirSync(path.join(folder, 'uploads'))
  ;({ app, site, moveClock } = await testApp({ DATA_DIR: folder }))
  owner = await signedIn(app, site, { role: 'editor', teams: ['Kuvaajat', 'Salaiset'] })
  reader = await signedIn(app, site, { municipality: 'inari' })
  other = await signedIn(app, site, { role: 'editor', municipality: 'inari', teams: ['Muut'] })
  ;[owners, secret] = await app.db.transaction().execute(async (trx) => [await ensureTeam(trx, 'Kuvaajat'), await ensureTeam(trx, 'Salaiset')]) as [number, number]
})

let shade = 0
const GPS = { IFD0: { Artist: 'Aino Esimerkki' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '66/1 30/1 0/1' } }
const photo = (width = 1_000) => sharp({ create: { width, height: 500, channels: 3, background: { r: ++shade * 7, g: 90, b: 90 } } }).withExif(GPS).jpeg().toBuffer()
const body = (alt: string) => `Alku\n\n![${alt}](kuva.jpg)\n\n## Loppu\n\nTeksti.`

/** An item that shows a picture, as the editor saves it. */
async function withPicture(alt: string, different: Parameters<typeof sampleItem>[0] = {}) {
  const image = await keepImage(app, await photo(), 'kuva.jpg'), at = app.now().toISOString(), picture = { width: image.width, height: image.height, widths: image.sizes.map(({ width }) => width), hidden: false }
  const input = sampleItem({ title: `Sivu ${shade}`, body: body(alt), ownerTeamId: owners, subjects: [], roles: [], files: [{ path: 'kuva.jpg', fileId: image.file.id }], ...different })
  const { id } = await app.db.transaction().execute(async (trx) => {
    await saveImage(trx, at, image)
    return createItem(trx, at, SYSTEM, input, prepareText({ ...input, files: [{ path: 'kuva.jpg', fileId: image.file.id, picture }] }))
  })
  return { id, fileId: image.file.id, input }
}
const page = async (who: Person, id: number) => (await who.agent.get(`/sivu/${id}`).redirects(1)).text
const save = (who: Person, fileId: string, fields: Record<string, string>) => who.agent.post(`/kuvat/${fileId}`).type('form').send({ vaihtoehto: 'Kuva', tekija: 'Aino Esimerkki', lisenssi: 'oma', lupa: '', ...fields })

test('a page offers smaller copies of its picture and says how large it is, so that nothing moves; each copy is served', async () => {
  const { id, fileId } = await withPicture('Lainausautomaatti'), html = await page(reader, id)
  expect(html).toContain(`<picture><source type="image/webp" srcset="/kuva/${fileId}/480.webp 480w, /kuva/${fileId}/960.webp 960w, /kuva/${fileId}/1000.webp 1000w" sizes="(min-width: 48rem) 42rem, 100vw">`
    + `<img src="/tiedosto/${fileId}/kuva.jpg" alt="Lainausautomaatti" width="1000" height="500" loading="lazy"></picture>`)
  const copy = await reader.agent.get(`/kuva/${fileId}/480.webp`)
  expect([copy.status, copy.headers['content-type'], (await sharp(copy.body as Buffer).metadata()).width]).toEqual([200, 'image/webp', 480])
  const missing = await reader.agent.get(`/kuva/${fileId}/1234.webp`)
  expect([missing.status, missing.headers['content-type']]).toEqual([200, 'image/jpeg'])
  for (const bad of ['480', '0.webp', '480.png', '..%2f480.webp']) expect((await reader.agent.get(`/kuva/${fileId}/${bad}`)).status, bad).toBe(404)
})

test('D-2: a picture of a restricted page is hidden in all its sizes: plain, ranged, HEAD, conditional, after the page is gone, and in the library', async () => {
  const { id, fileId } = await withPicture('Salainen', { restrictedTeamId: secret }), addresses = [`/kuva/${fileId}/480.webp`, `/kuva/${fileId}/77.webp`, `/tiedosto/${fileId}/kuva.jpg`]
  for (const address of addresses) {
    const seen = await owner.agent.get(address)
    expect(seen.status, address).toBe(200)
    for (const who of [reader, other]) {
      expect((await who.agent.get(address)).status).toBe(404)
      expect((await who.agent.get(address).set('If-None-Match', seen.headers['etag']!)).status).toBe(404)
      expect((await who.agent.get(address).set('Range', 'bytes=0-9')).status).toBe(404)
      expect((await who.agent.head(address)).status).toBe(404)
    }
  }
  const { stored_id } = await app.db.selectFrom('image_size').where('file_id', '=', fileId).select('stored_id').executeTakeFirstOrThrow()
  for (const who of [owner, reader]) expect((await who.agent.get(`/tiedosto/${stored_id}/kuva.webp`)).status).toBe(404)
  expect((await owner.agent.get('/kuvat')).text).toContain(`/kuvat/${fileId}`)
  expect((await other.agent.get('/kuvat')).text).not.toContain(fileId)
  expect((await owner.agent.get(`/kuvat/${fileId}`)).status).toBe(200)
  expect((await other.agent.get(`/kuvat/${fileId}`)).status).toBe(404)
  expect((await save(other, fileId, {})).status).toBe(404)
  await app.db.updateTable('item').set({ state: 'trashed' }).where('id', '=', id).execute()
  for (const address of addresses) expect((await owner.agent.get(address)).status).toBe(404)
})

test('the library tells where a picture is used, and its facts are edited by those who may edit a page that uses it', async () => {
  const { fileId, input } = await withPicture('Palautusluukku', { networkWide: false })
  const list = await owner.agent.get('/kuvat?tila=lisenssi')
  expect(list.text).toContain(`/kuvat/${fileId}`)
  expect((await other.agent.get(`/kuvat/${fileId}`)).text).not.toContain('<form method="post" action="/kuvat')
  expect((await save(other, fileId, {})).status).toBe(404)
  const wrong = await save(owner, fileId, { lupa: '2027-02-31', lisenssi: 'varastettu' })
  expect([wrong.status, wrong.text.includes('Valitse käyttöoikeus luettelosta.'), wrong.text.includes('<title>Virhe: ')]).toEqual([422, true, true])
  expect((await save(owner, fileId, { vaihtoehto: 'Luukku pihalla', lisenssi: 'cc-by' })).status).toBe(303)
  const shown = (await other.agent.get(`/kuvat/${fileId}`)).text
  for (const said of ['Luukku pihalla', 'Aino Esimerkki', 'CC BY, tekijä mainittava', input.title]) expect(shown).toContain(said)
  expect((await owner.agent.get('/kuvat?tila=lisenssi')).text).not.toContain(fileId)
})

test('a picture whose consent has ended is gone from the page, the search and every address, its owners get a task, and it comes back when the consent goes on', async () => {
  const { id, fileId, input } = await withPicture('Revontulikuvaaja Väinämöinen'), addresses = [`/kuva/${fileId}/480.webp`, `/kuva/${fileId}/7.webp`, `/tiedosto/${fileId}/kuva.jpg`]
  const seen = await reader.agent.get(addresses[0]!)
  const files = [{ path: 'kuva.jpg', fileId }], next = { ...input, body: `${input.body}\n\nLisää.`, files }, at = app.now().toISOString()
  await app.db.transaction().execute((trx) => reviseItem(trx, at, SYSTEM, id, 1, next, prepareText({ ...next, files: files.map((file) => ({ ...file, picture: { width: 1000, height: 500, widths: [480], hidden: false } })) })))
  expect((await reader.agent.get(`/sivu/${id}/historia/1`)).text).toContain('Väinämöinen')
  expect((await save(owner, fileId, { lupa: '2026-01-02' })).status).toBe(303)
  await catchUpSearch(app)
  expect(await page(reader, id)).toContain(`/kuva/${fileId}/480.webp`)
  expect((await reader.agent.get('/haku?q=revontulikuvaaja')).text).toContain(`/sivu/${id}-`)

  moveClock('2026-01-02T22:30:00.000Z') // half an hour into the next day in Finland
  owner = await signedIn(app, site, { role: 'editor', teams: ['Kuvaajat', 'Salaiset'] })
  reader = await signedIn(app, site, { municipality: 'inari' })
  for (const who of [reader, owner]) for (const address of addresses) expect((await who.agent.get(address).set('If-None-Match', seen.headers['etag']!)).status).toBe(404)
  await endConsents(app)
  await endConsents(app)
  await catchUpSearch(app)
  const html = await page(reader, id)
  expect(html).not.toContain(fileId)
  expect(html).not.toContain('Väinämöinen')
  expect(html).toContain('Kuvaa ei enää saa näyttää: sen käyttölupa on päättynyt.')
  expect((await reader.agent.get('/haku?q=revontulikuvaaja')).text).not.toContain(`/sivu/${id}-`)
  const old = (await reader.agent.get(`/sivu/${id}/historia/1`)).text
  expect([old.includes(fileId), old.includes('Väinämöinen'), old.includes('Kuvaa ei enää saa näyttää')]).toEqual([false, false, true])
  const tasks = () => app.db.selectFrom('task').where('item_id', '=', id).select(['team_id', 'href', 'closed_at']).execute()
  expect(await tasks()).toEqual([{ team_id: owners, href: `/kuvat/${fileId}`, closed_at: null }])
  const library = (await owner.agent.get('/kuvat?tila=paattyneet')).text
  expect(library).toContain(`/kuvat/${fileId}`)
  expect(library).not.toContain(`/kuva/${fileId}`)

  expect((await save(owner, fileId, { lupa: '2027-01-05' })).status).toBe(303)
  expect(await page(reader, id)).toContain(`/kuva/${fileId}/480.webp`)
  expect((await reader.agent.get(addresses[0]!)).status).toBe(200)
  expect((await tasks())[0]!.closed_at).not.toBeNull()
})

test('U-7: a picture that an import brings is clean from the first moment, and gets its sizes', async () => {
  const source = mkdtempSync(path.join(folder, 'tuonti-'))
  writeFileSync(path.join(source, 'kuva.jpg'), await photo())
  writeFileSync(path.join(source, 'KUV-1.md'), `---\ntitle: Tuotu kuvasivu\n---\n${body('Tuotu kuva')}`)
  await importPath(app, source, { actor: SYSTEM })
  const item = await app.db.selectFrom('item').where('external_id', '=', 'KUV-1').select('id').executeTakeFirstOrThrow()
  const { file_id } = await app.db.selectFrom('item_file').where('item_id', '=', item.id).select('file_id').executeTakeFirstOrThrow()
  const sent = await reader.agent.get(`/tiedosto/${file_id}/kuva.jpg`)
  expect((await sharp(sent.body as Buffer).metadata()).exif).toBeUndefined()
  expect(await page(reader, item.id)).toContain('alt="Tuotu kuva" loading="lazy">')
  await prepareImages(app)
  expect(await page(reader, item.id)).toContain(`/kuva/${file_id}/960.webp 960w`)
})

test('U-7: a picture that was stored before pictures were cleaned is replaced by a clean one; a broken one stays as it is and is tried once', async () => {
  const old = await keepFile(app, await photo(600), 'vanha.jpg'), broken = await keepFile(app, (await photo(640)).subarray(0, 1_500), 'rikki.jpg')
  const at = app.now().toISOString(), input = sampleItem({ ownerTeamId: owners, title: 'Vanha sivu', body: '![Vanha](vanha.jpg) ![Rikki](rikki.jpg)', files: [{ path: 'vanha.jpg', fileId: old.id }, { path: 'rikki.jpg', fileId: broken.id }] })
  const id = await app.db.transaction().execute(async (trx) => {
    for (const file of [old, broken]) await insertFile(trx, at, file)
    const made = await createItem(trx, at, SYSTEM, input, prepareText(input))
    await reviseItem(trx, at, SYSTEM, made.id, 1, { ...input, body: `${input.body}\n\nLisää` }, prepareText({ ...input, body: `${input.body}\n\nLisää` }))
    return made.id
  })
  await prepareImages(app)
  await prepareImages(app)
  const html = await page(reader, id), { file_id } = await app.db.selectFrom('item_file').where('item_id', '=', id).where('path', '=', 'vanha.jpg').select('file_id').executeTakeFirstOrThrow()
  expect(file_id).not.toBe(old.id)
  expect(html).toContain(`<img src="/tiedosto/${file_id}/vanha.jpg" alt="Vanha" width="600" height="500" loading="lazy">`)
  expect(html).toContain(`<img src="/tiedosto/${broken.id}/rikki.jpg" alt="Rikki" loading="lazy">`)
  expect((await reader.agent.get(`/tiedosto/${old.id}/vanha.jpg`)).status).toBe(404)
})

test('U-7, U-5: a picture that is added to a text loses its place; a bomb, a cut one and one too many are refused with the reason, and nothing is kept', async () => {
  const stranger = await signedIn(app, site, { role: 'editor', municipality: 'inari' }), { body: draft } = await owner.agent.post('/luonnokset/tallenna').set('Accept', 'application/json').type('form').send({ kieli: 'fi', otsikko: 'Retki' })
  const add = (bytes: Buffer, name: string) => owner.agent.post(`/luonnokset/${draft.luonnos}/kuva`).set('Accept', 'application/json').field('vaihtoehto', 'Nuotio').attach('kuva', bytes, name)
  const counted = async () => ({ files: (await app.db.selectFrom('file').select('id').execute()).length, used: (await app.db.selectFrom('draft_file').select('path').execute()).length })
  const before = await counted(), wide = await sharp({ create: { width: 12_001, height: 1, channels: 3, background: 'red' } }).png().toBuffer()
  for (const [bytes, said] of [[wide, 'Kuvassa on liikaa kuvapisteitä.'], [(await photo()).subarray(0, 1_000), 'Kuva on rikki']] as const) {
    const refused = await add(bytes, 'a.png')
    expect([refused.status, String(refused.body.errors[0]).slice(0, said.length)]).toEqual([422, said])
  }
  const config = app.config
  app.config = { ...config, uploadPersonDayBytes: 10 }
  const full = await add(await photo(), 'a.jpg')
  app.config = { ...config, diskReserveBytes: Number.MAX_SAFE_INTEGER }
  const noRoom = await add(await photo(), 'a.jpg')
  app.config = config
  expect([noRoom.status, String(noRoom.body.errors[0]).slice(0, 32)]).toEqual([507, 'Palvelimen levy on täynnä, joten'])
  expect([full.status, full.body.errors]).toEqual([422, ['Olet lisännyt tänään niin paljon kuin päivässä voi. Jatka huomenna tai pyydä ylläpitäjää nostamaan rajaa.']])
  expect(await counted()).toEqual(before)
  expect((await add(await photo(), 'nuotio.jpg')).body).toEqual({ markdown: '![Nuotio](nuotio.jpg)' })
  // the script sends it in pieces, for the connection may be lost; the checks are the same
  const pieces = async (bytes: Buffer, id: string, more: Record<string, string> = {}) => {
    await owner.agent.post(`/lahetys/${id}?alku=0`).set('Content-Type', 'application/octet-stream').send(bytes)
    return Object.entries({ vaihtoehto: 'Kota', lahetys: id, nimi: 'kota.jpg', tyyppi: 'image/jpeg', koko: String(bytes.length), ...more }).reduce((sent, [field, given]) => sent.field(field, given), owner.agent.post(`/luonnokset/${draft.luonnos}/kuva`).set('Accept', 'application/json'))
  }
  const kota = await photo()
  expect((await pieces(kota, 'kota-rikki-lahetys-001', { koko: '7' })).status).toBe(422)
  expect((await pieces(wide, 'kota-pommi-lahetys-001')).body.errors[0]).toContain('Kuvassa on liikaa kuvapisteitä.')
  const asked = await pieces(kota, 'kota-ehja-lahetys-0001')
  expect([asked.status, asked.body]).toEqual([200, { markdown: '![Kota](kota.jpg)' }])
  expect((await app.db.selectFrom('draft_file').select('path').execute()).length).toBe(before.used + 2)
  const { file_id } = await app.db.selectFrom('draft_file').where('path', '=', 'nuotio.jpg').select('file_id').executeTakeFirstOrThrow()
  const sent = (await owner.agent.get(`/tiedosto/${file_id}/nuotio.jpg`)).body as Buffer
  expect([(await sharp(sent).metadata()).exif, sent.includes('Aino Esimerkki')]).toEqual([undefined, false])
  for (const address of [`/tiedosto/${file_id}/nuotio.jpg`, `/kuva/${file_id}/480.webp`]) expect([(await owner.agent.get(address)).status, (await stranger.agent.get(address)).status]).toEqual([200, 404])
})
