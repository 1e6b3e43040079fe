import { strFromU8, unzipSync } from 'fflate'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { keepFile } from '../../files/file-store.ts'
import { insertFile } from '../../files/files.queries.ts'
import { insertImage } from '../../files/images/images.queries.ts'
import { createPerson } from '../../people/create-person.ts'
import { loadMunicipalities } from '../../people/load-municipalities.ts'
import { SYSTEM } from '../../platform/changes/changes.queries.ts'
import { catchUpSearch } from '../../search/search.sync.ts'
import { addPerson, givePassword, type browser } from '../../testing/sign-in.ts'
import { FEES, networkStage } from '../fixtures/network-stage.ts'
import { removeMunicipality } from './remove-municipality.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'laavu-kunta-'))
afterAll(() => { rmSync(folder, { recursive: true }) })

async function stage() {
  const network = await networkStage(), { app, db, save, as, fact, value, idOf } = network
  app.config.uploadsDir = folder
  const inari = await idOf('inari'), salla = await idOf('salla')
  await fact('puhelin', 'phone')
  await value('puhelin', '016 111 111', 'inari')
  await value('puhelin', '016 222 222', 'salla')
  const file = await keepFile(app, Buffer.from('Avainlista'), 'avaimet.txt')
  await db.transaction().execute((trx) => insertFile(trx, app.now().toISOString(), file))
  const shared = await save({ body: FEES }), both = await save({ title: 'Kahden', body: 'Yhteinen', networkWide: false, municipalityIds: [inari, salla] })
  const own = await save({ title: 'Inarin oma', body: 'Vain Inarille lipastosta', networkWide: false, municipalityIds: [inari], files: [{ path: 'avaimet.txt', fileId: file.id }] })
  const hidden = await save({ title: 'Salainen', body: 'Piilossa', networkWide: false, municipalityIds: [inari], restrictedTeamId: (await db.selectFrom('team').select('id').executeTakeFirstOrThrow()).id })
  const contact = await as('contact', 'inari')
  await givePassword(app, contact.personId)
  for (const slug of ['inari', 'salla']) await (slug === 'inari' ? contact : await as('contact', 'salla')).agent.post(`/sivu/${shared}/liite/hinta?kunta=${slug}&kieli=fi`).type('form').send({ teksti: `Hinta ${slug}`, versio: '0', toiminto: 'tallenna', vastaa: '' })
  return { ...network, inari, shared, both, own, hidden, contact }
}

const download = (agent: ReturnType<typeof browser>) => agent.get('/hallinta/kunta/inari/vienti').buffer().parse((res, done) => {
  const parts: Buffer[] = []
  res.on('data', (part: Buffer) => parts.push(part)).on('end', () => { done(null, Buffer.concat(parts)) })
})

test('C-9, C-14: a contact person takes out all that is her municipality’s, without passwords, others’ or what is hidden from her', async () => {
  const { contact, as, own, shared } = await stage()
  const reply = await download(contact.agent)
  expect([reply.status, reply.headers['content-type']]).toEqual([200, 'application/zip'])
  const files = unzipSync(reply.body as Buffer), names = Object.keys(files).sort(), whole = Object.values(files).map((bytes) => strFromU8(bytes)).join('\n')
  expect(names.map((name) => name.replace(/^(tiedostot\/)[\w-]+(-avaimet)/, '$1ID$2'))).toEqual(['kunta.json', `kuntaliitteet/${shared}-hinta.fi.md`, `sivut/${own}-inarin-oma.fi.md`, 'tiedostot/ID-avaimet.txt', 'tiedot.csv'])
  const kunta = JSON.parse(strFromU8(files['kunta.json']!)) as Record<string, { name?: string }[]>
  expect([kunta['people']!.length, kunta['libraries']!.map(({ name }) => name), kunta['supplements']!.length, kunta['facts']!.length, kunta['items']!.length]).toEqual([1, ['Inarin kirjasto'], 1, 1, 1])
  for (const known of ['Hinta inari', '016 111 111', 'Vain Inarille', 'Avainlista', 'Testi Henkilö']) expect(whole).toContain(known)
  for (const foreign of ['password', 'scrypt', 'Hinta salla', '016 222 222', 'Salainen', 'Piilossa']) expect(whole).not.toContain(foreign)
  expect((await contact.agent.get('/hallinta/kunta/salla/vienti')).status).toBe(404)
  expect((await (await as('editor', 'inari')).agent.get('/hallinta/kunta/inari/vienti')).status).toBe(404)
})

test('what is restricted is noted of who takes it out, and a picture whose consent has ended is not in it', async () => {
  const { app, db, save, as, inari, own } = await stage(), { agent, personId } = await as('contact', 'inari', ['Asiakaspalvelu']), team = await db.selectFrom('team').select('id').executeTakeFirstOrThrow()
  const secret = await save({ title: 'Vain tiimille', body: 'Tiimin', networkWide: false, municipalityIds: [inari], restrictedTeamId: team.id })
  const file = await keepFile(app, Buffer.from('Kuva kasvoista'), 'kasvot.txt')
  await db.transaction().execute(async (trx) => {
    await insertFile(trx, app.now().toISOString(), file)
    await trx.insertInto('item_file').values({ item_id: own, path: 'kasvot.txt', file_id: file.id }).execute()
    await insertImage(trx, file.id, { width: 1, height: 1 })
  })
  const names = async () => Object.keys(unzipSync((await download(agent)).body as Buffer)).join('\n')
  expect(await names()).toMatch(/vain-tiimille[\s\S]*-kasvot\.txt|-kasvot\.txt[\s\S]*vain-tiimille/)
  expect((await db.selectFrom('restricted_read').select(['person_id', 'item_id', 'channel']).execute()).filter(({ item_id: id }) => id === secret)).toEqual([{ person_id: personId, item_id: secret, channel: 'file' }])
  await db.updateTable('image').set({ consent_until: '2026-01-01T00:00:00.000Z' }).where('file_id', '=', file.id).execute()
  const later = await names()
  expect([later.includes('-avaimet.txt'), later.includes('-kasvot.txt')]).toEqual([true, false])
})

test('a municipality that leaves takes its own with it; shared pages stay, and an update of the program does not bring it back', async () => {
  const { app, db, contact, as, inari, shared, both, own, hidden } = await stage(), { agent } = await as('reader', 'salla')
  await catchUpSearch(app)
  expect((await agent.get('/haku?q=lipasto')).text).toContain('Inarin oma')
  const done = await db.transaction().execute((trx) => removeMunicipality(trx, app.now().toISOString(), SYSTEM, 'inari'))
  expect(done).toEqual({ name: 'Inari', items: 2, shared: 2 })
  await loadMunicipalities(app)
  expect(await db.selectFrom('municipality').where('slug', '=', 'inari').selectAll().execute()).toEqual([])
  expect(await db.selectFrom('person').where('municipality_id', '=', inari).selectAll().execute()).toEqual([])
  expect((await db.selectFrom('item').select('id').orderBy('id').execute()).map(({ id }) => id)).toEqual([shared, both])
  expect([own, hidden]).toHaveLength(2)
  expect((await db.selectFrom('supplement').select('body').execute()).map(({ body }) => body)).toEqual(['Hinta salla'])
  expect((await db.selectFrom('fact_value').select('value').execute()).map(({ value }) => value)).toEqual(['016 222 222'])
  expect((await contact.agent.get('/')).status).toBe(303)
  expect((await agent.get(`/sivu/${shared}-maksut`)).text).toContain('Hinta salla')
  expect((await agent.get('/haku?q=lipasto')).text).not.toContain('Inarin oma')
})

test('C-10: the municipality of the last administrator cannot be removed', async () => {
  const { app, db } = await stage(), admin = await addPerson(app, { role: 'admin', municipality: 'inari' })
  await givePassword(app, admin)
  const remove = () => db.transaction().execute((trx) => removeMunicipality(trx, app.now().toISOString(), SYSTEM, 'inari'))
  await expect(remove()).rejects.toMatchObject({ status: 409 })
  expect(await db.selectFrom('person').where('id', '=', admin).select('id').execute()).toHaveLength(1)
  await givePassword(app, await addPerson(app, { role: 'admin', municipality: 'salla' }))
  await remove()
})

test('the number of somebody who left with her municipality is never another’s: the change log speaks of her by it', async () => {
  const { app, db, idOf } = await stage(), at = app.now().toISOString()
  const come = async (email: string, slug: string) => { const municipalityId = await idOf(slug); return db.transaction().execute((trx) => createPerson(trx, at, SYSTEM, { email, name: 'Uusi', municipalityId, role: 'reader', locale: 'fi', teamIds: [], passwordHash: null })) }
  const left = await come('lahtija@kirjasto.example', 'inari')
  await db.transaction().execute((trx) => removeMunicipality(trx, at, SYSTEM, 'inari'))
  expect(await come('tulija@kirjasto.example', 'salla')).toBe(left + 1)
})

test('C-14: libraries, files and slots of the same name in two municipalities are never taken for each other: on kept pages, in facts, in search and in exports', async () => {
  const { app, db, save, as, inari, idOf, search, shared } = await stage(), salla = await idOf('salla'), admin = await as('admin', 'rovaniemi')
  const forms = { name: 'Keskuskirjasto', genitive: 'Keskuskirjaston', inside: 'Keskuskirjastossa', into_form: 'Keskuskirjastoon', out_of: 'Keskuskirjastosta', kind: 'sivukirjasto' }
  for (const municipality_id of [inari, salla]) await db.insertInto('library').values({ ...forms, municipality_id }).execute()
  await db.deleteFrom('fact_value').execute()
  for (const [slug, number] of [['inari', '016 555 111'], ['salla', '016 555 222']]) await admin.agent.post(`/tiedot/puhelin?paikka=${encodeURIComponent(`${slug}/Keskuskirjasto`)}`).type('form').send({ arvo: number, alkaen: '1.1.2026' })
  const files: Record<string, string> = {}
  for (const [slug, id] of [['inari', inari], ['salla', salla]] as const) {
    const file = await keepFile(app, Buffer.from(`Ohje ${slug}`), 'ohje.txt')
    await db.transaction().execute((trx) => insertFile(trx, app.now().toISOString(), file))
    files[slug] = file.id
    await save({ title: 'Oma ohje', body: `Puukko ${slug}. Katso [liite](ohje.txt).`, networkWide: false, municipalityIds: [id], files: [{ path: 'ohje.txt', fileId: file.id }] })
  }
  await search()
  const readers = { inari: await as('contact', 'inari'), salla: await as('contact', 'salla') }
  // in turns, so that what is kept of one is there when the other asks
  for (let round = 0; round < 2; round++) for (const [own, foreign, number] of [['inari', 'salla', '016 555 111'], ['salla', 'inari', '016 555 222']] as const) {
    const page = (await readers[own].agent.get(`/sivu/${shared}-maksut`)).text
    expect([page.includes(`Hinta ${own}`), page.includes(`Hinta ${foreign}`), page.includes(number)]).toEqual([true, false, true])
    const found = (await readers[own].agent.get('/haku?q=puukko')).text
    expect(found.indexOf(`${own}.`)).toBeLessThan(found.indexOf(`${foreign}.`))
  }
  const zip = unzipSync((await download(readers.inari.agent)).body as Buffer), whole = Object.entries(zip).map(([name, bytes]) => `${name}\n${strFromU8(bytes)}`).join('\n')
  expect([whole.includes('Ohje inari'), whole.includes('016 555 111'), whole.includes('Ohje salla'), whole.includes('016 555 222'), whole.includes(files['salla']!)]).toEqual([true, true, false, false, false])
})
