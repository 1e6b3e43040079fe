import { beforeEach, expect, test } from 'vitest'
import { librariesOf, municipalityBySlug, personById } from '../people/people.queries.ts'
import { apiToken, signedIn } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'
import { addItem, PATH } from './fixtures/started-path.ts'

type Someone = Awaited<ReturnType<typeof signedIn>>
let s: Awaited<ReturnType<typeof stage>>
beforeEach(async () => { s = await stage() })

async function stage() {
  const { app, site, moveClock } = await testApp()
  moveClock('2026-01-05T08:00:00Z')
  const guide = await addItem(app, { externalId: 'KORTTI', title: 'Kirjastokortin antaminen' }), pathId = await addItem(app, { kind: 'path', title: 'Perehdytyspolku', data: PATH })
  await app.db.insertInto('mandatory').values({ item_id: guide, network_wide: 1, from_on: '2026-01-05', due_on: '2026-01-19', keep_months: 12, made_by: null, ended_on: null }).execute()
  return {
    app, site, guide, pathId, contact: await signedIn(app, site, { role: 'contact', municipality: 'salla', name: 'Kerttu Kontakti' }), boss: await signedIn(app, site, { municipality: 'salla', name: 'Essi Esihenkilö', supervisor: true }),
    reader: await signedIn(app, site, { municipality: 'salla', name: 'Raija Rivi' }), aino: await signedIn(app, site, { municipality: 'salla', name: 'Aino Uusi' }), stranger: await signedIn(app, site, { municipality: 'inari', name: 'Ilona Inarista' }),
  }
}
const status = async ({ agent }: Someone, address: string) => (await agent.get(address)).status
const start = ({ agent }: Someone, henkilo: number) => agent.post(`/perehdytys/polku/${s.pathId}/aloita`).type('form').send({ henkilo: String(henkilo), alku: '2026-01-05', kirjasto: '', perehdyttaja: '', kaveri: '', tyo: [] })
const rights = ({ agent }: Someone, personId: number, fields: object = {}) => agent.post(`/hallinta/henkilot/${personId}`).type('form').send({ rooli: 'reader', ...fields })
const person = async ({ personId }: Someone) => (await personById(s.app.db, personId))!

test('C-1: a supervisor starts and adjusts a path, and sees who has acknowledged, of her own municipality', async () => {
  expect((await s.boss.agent.get(`/perehdytys/polku/${s.pathId}`)).text).toContain(`/perehdytys/polku/${s.pathId}/aloita`)
  const form = (await s.boss.agent.get(`/perehdytys/polku/${s.pathId}/aloita`)).text
  expect([form.includes('Aino Uusi'), form.includes('Ilona Inarista'), form.includes('jolla ei ole vielä tunnusta')]).toEqual([true, false, true])
  const started = await start(s.boss, s.aino.personId), address = started.headers['location']!
  expect([started.status, await status(s.boss, address), await status(s.boss, `${address}/muokkaa`)]).toEqual([303, 200, 200])
  expect((await s.boss.agent.post(`${address}/muokkaa`).type('form').send({ alku: '2026-01-12', kirjasto: '', perehdyttaja: '', kaveri: '' })).status).toBe(303)
  expect((await s.boss.agent.post(`${address}/paattyminen`).type('form').send({ tila: 'paattynyt' })).status).toBe(303)
  const list = (await s.boss.agent.get(`/kuitattavat/kattavuus/${s.guide}`)).text
  expect([list.includes('Aino Uusi'), list.includes('Ilona Inarista')]).toEqual([true, false])
  expect((await s.boss.agent.get(`/kuitattavat/kattavuus/${s.guide}/csv`)).text).toContain('Aino Uusi')
  expect((await s.boss.agent.get('/kuitattavat')).text).toContain('/kuitattavat/kattavuus')
})

test('C-1, C-2: a supervisor has nothing else of a contact person’s rights, and her colleagues have nothing of hers', async () => {
  const address = (await start(s.boss, s.aino.personId)).headers['location']!
  for (const hidden of ['/hallinta', '/hallinta/henkilot', '/hallinta/henkilot/uusi', `/hallinta/henkilot/${s.aino.personId}`, '/hallinta/tiimit', '/hallinta/paikat', '/tiedot/tuonti', `/perehdytys/polku/${s.pathId}/paikalliset`, '/perehdytys/vertaisoppiminen/uusi'])
    expect([hidden, await status(s.boss, hidden), await status(s.contact, hidden)]).toEqual([hidden, 404, 200])
  for (const someone of [s.reader, s.stranger]) for (const hidden of [`/perehdytys/polku/${s.pathId}/aloita`, `${address}/muokkaa`, address, '/kuitattavat/kattavuus', `/kuitattavat/kattavuus/${s.guide}`, `/kuitattavat/kattavuus/${s.guide}/csv`]) {
    const reply = await someone.agent.get(hidden)
    expect([hidden, reply.status, reply.text]).toEqual([hidden, 404, (await someone.agent.get('/ei-ole')).text])
  }
  // another supervisor of the same municipality sees neither the path nor its place among those without a supervisor
  const other = await signedIn(s.app, s.site, { municipality: 'salla', supervisor: true })
  expect([await status(other, address), await status(other, `${address}/muokkaa`), (await other.agent.post(`${address}/vastuu`).type('form').send({})).status]).toEqual([404, 404, 404])
  expect((await start(s.boss, s.stranger.personId)).status).toBe(404)
  const token = await apiToken(s.app, s.boss.personId, 'read')
  expect((await s.boss.agent.get('/api/v1/items').set('Authorization', `Bearer ${token}`)).text).not.toContain('Aino')
})

test('C-6, C-7: the mark is set by a contact person of the same municipality or an administrator, and by nobody through another form', async () => {
  const elsewhere = await signedIn(s.app, s.site, { role: 'contact', municipality: 'inari' }), admin = await signedIn(s.app, s.site, { role: 'admin', municipality: 'inari' })
  for (const someone of [s.boss, s.reader, elsewhere]) expect((await rights(someone, s.reader.personId, { esihenkilo: '1' })).status).toBe(404)
  await s.reader.agent.post('/oma').type('form').send({ nimi: 'Raija Rivi', kieli: 'fi', teema: '', esihenkilo: '1', supervisor: '1' })
  expect((await person(s.reader)).supervisor).toBe(0)
  expect((await rights(s.contact, s.reader.personId, { esihenkilo: '1' })).status).toBe(303)
  expect([(await person(s.reader)).supervisor, await status(s.reader, '/kuitattavat/kattavuus')]).toEqual([1, 200]) // counts from the next request on
  expect((await rights(admin, s.reader.personId)).status).toBe(303)
  expect([(await person(s.reader)).supervisor, await status(s.reader, '/kuitattavat/kattavuus')]).toEqual([0, 404])
  expect(await s.app.db.selectFrom('change').where('action', '=', 'supervisor-changed').select(['actor_id', 'detail']).execute())
    .toEqual([{ actor_id: s.contact.personId, detail: '{"from":false,"to":true}' }, { actor_id: admin.personId, detail: '{"from":true,"to":false}' }])
  // an administrator sees nothing of what people have acknowledged, marked or not
  await s.app.db.updateTable('person').set({ supervisor: 1 }).where('id', '=', admin.personId).execute()
  expect([await status(admin, `/kuitattavat/kattavuus/${s.guide}`), (await admin.agent.get('/kuitattavat/kattavuus')).text.includes('Kirjastokortin antaminen')]).toEqual([404, false])
})

test('without the mark a path is led by nobody, and a contact person takes it over; who moves loses mark and library', async () => {
  const address = (await start(s.boss, s.aino.personId)).headers['location']!, admin = await signedIn(s.app, s.site, { role: 'admin' })
  const offered = async () => (await s.contact.agent.get('/perehdytys/perehdytettavat')).text.includes(`${address}/vastuu`)
  expect(await offered()).toBe(false)
  const inari = (await municipalityBySlug(s.app.db, 'inari'))!.id, salla = (await municipalityBySlug(s.app.db, 'salla'))!.id, [library] = await librariesOf(s.app.db, salla)
  await rights(s.contact, s.boss.personId, { esihenkilo: '1', kirjasto: String(library!.id) })
  expect([(await person(s.boss)).supervisor, (await person(s.boss)).library_id]).toEqual([1, library!.id])
  await rights(admin, s.boss.personId, { esihenkilo: '1', kirjasto: String(library!.id), kunta: String(inari) })
  expect([(await person(s.boss)).supervisor, (await person(s.boss)).library_id, (await person(s.boss)).municipality_id]).toEqual([0, null, inari])
  expect([await status(s.boss, address), await offered()]).toEqual([404, true])
  expect((await s.contact.agent.post(`${address}/vastuu`).type('form').send({})).status).toBe(303)
  expect(await status(s.contact, `${address}/muokkaa`)).toBe(200)
})

test('a library is chosen of one’s own municipality only, and who has acknowledged is grouped by it', async () => {
  const [salla, inari] = [(await municipalityBySlug(s.app.db, 'salla'))!.id, (await municipalityBySlug(s.app.db, 'inari'))!.id], [own] = await librariesOf(s.app.db, salla), [foreign] = await librariesOf(s.app.db, inari)
  const choose = (kirjasto: number | '') => s.aino.agent.post('/oma').type('form').send({ nimi: 'Aino Uusi', kieli: 'fi', teema: '', kirjasto: String(kirjasto) })
  expect((await s.aino.agent.get('/oma')).text).toContain(own!.name)
  expect([(await choose(foreign!.id)).status, (await person(s.aino)).library_id]).toEqual([400, null])
  expect([(await choose(own!.id)).status, (await person(s.aino)).library_id]).toEqual([303, own!.id])
  const page = (await s.boss.agent.get(`/kuitattavat/kattavuus/${s.guide}`)).text
  expect(page).toMatch(new RegExp(`<h2[^>]*>${own!.name}</h2>[\\s\\S]*0 / 1 kuitannut[\\s\\S]*Aino Uusi[\\s\\S]*<h2[^>]*>Ei valittua kirjastoa</h2>[\\s\\S]*0 / 3 kuitannut`))
  expect((await s.boss.agent.get('/kuitattavat/kattavuus')).text).toContain(`${own!.name}: 0 / 1 kuitannut`)
  expect((await s.boss.agent.get(`/kuitattavat/kattavuus/${s.guide}/csv`)).text).toMatch(new RegExp(`Salla;${own!.name};Aino Uusi;ei vielä kuitattu[\\s\\S]*Salla;;Essi Esihenkilö`))
  // a path takes the library from the person, unless another is chosen
  await start(s.boss, s.aino.personId)
  expect((await s.app.db.selectFrom('onboarding').select('library_id').executeTakeFirstOrThrow()).library_id).toBe(own!.id)
  expect([(await choose('')).status, (await person(s.aino)).library_id]).toEqual([303, null])
})

test('a library is chosen with the invitation; one of another municipality is refused with the reason', async () => {
  const [salla, inari] = [(await municipalityBySlug(s.app.db, 'salla'))!.id, (await municipalityBySlug(s.app.db, 'inari'))!.id], [own] = await librariesOf(s.app.db, salla), [foreign] = await librariesOf(s.app.db, inari)
  const invite = (kirjasto: number) => s.contact.agent.post('/hallinta/henkilot/uusi').type('form').send({ nimi: 'Uusi Tulija', sahkoposti: 'uusi@kirjasto.example', rooli: 'reader', kirjasto: String(kirjasto) })
  const refused = await invite(foreign!.id)
  expect([refused.status, refused.text.includes('Valitse kirjasto, joka on samassa kunnassa.')]).toEqual([422, true])
  expect((await invite(own!.id)).status).toBeLessThan(400)
  expect((await s.app.db.selectFrom('person').where('email', '=', 'uusi@kirjasto.example').select(['library_id', 'supervisor']).executeTakeFirstOrThrow())).toEqual({ library_id: own!.id, supervisor: 0 })
})
