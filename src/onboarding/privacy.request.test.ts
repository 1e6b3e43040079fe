import { beforeAll, expect, test } from 'vitest'
import { municipalityBySlug } from '../people/people.queries.ts'
import { browser, signedIn } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'
import { others, startedPath } from './fixtures/started-path.ts'

const { app, site } = await testApp()
type Someone = Awaited<ReturnType<typeof signedIn>>
let path: Awaited<ReturnType<typeof startedPath>>, strangers: Awaited<ReturnType<typeof others>>
const own = () => `/perehdytys/henkilokohtainen/${path.id}`
const withoutAddress = (html: string) => html.replace(/name="takaisin" value="[^"]*"/, '')
const tables = async () => JSON.stringify(await Promise.all((['onboarding', 'onboarding_task',
  'onboarding_note'] as const).map((table) => app.db.selectFrom(table).selectAll().execute())))

/** Every address of a started path, with what is sent to it. */
const reads = () => [own(), `${own()}/tuloste`, `${own()}/muokkaa`]
const writes = (tasks = path.tasks, address = own()): [string, Record<string, string | string[]>][] => [
  [`/perehdytys/tehtava/${tasks['V2']}/merkinta`, { tila: 'tehty' }], [`/perehdytys/tehtava/${tasks['V2']}/kuittaus`, { tila: 'kuitattu' }],
  [`${address}/viesti`, { viesti: 'Salainen kysymys' }],
  [`${address}/muokkaa`, { alku: '2026-02-02' }], [`${address}/tehtavat`, { naytetty: String(tasks['V2']) }],
  [`${address}/uusi-tehtava`, { tehtava: 'Lisätehtävä', vaihe: 'Ennen alkua', tekija: 'employee', pvm: '2026-01-07' }],
  [`${address}/paattyminen`, { tila: 'paattynyt' }], [`${address}/vastuu`, {}],
]
const send = ({ agent }: Someone, address: string, fields: object) => agent.post(address).type('form').send(fields)

beforeAll(async () => {
  path = await startedPath(app, site)
  strangers = await others(app, site)
  await send(path.employee, `${own()}/viesti`, { viesti: 'Salainen kysymys' })
})

test('C-1, C-2: the person, the mentor and the supervisor see the path; nobody else does, whatever her role', async () => {
  const status = async ({ agent }: Someone, address: string) => (await agent.get(address)).status
  const seen = async (someone: Someone) => [await status(someone, reads()[0]!), await status(someone, reads()[1]!), await status(someone, reads()[2]!)]
  expect({ employee: await seen(path.employee), mentor: await seen(path.mentor), supervisor: await seen(path.supervisor) })
    .toEqual({ employee: [200, 200, 404], mentor: [200, 200, 404], supervisor: [200, 200, 200] })
  for (const [name, someone] of Object.entries(strangers)) expect(await seen(someone), name).toEqual([404, 404, 404])
  expect((await browser(site).get(own())).status).toBe(303)
})

test('C-3: a path of others and one that does not exist are answered alike, to the byte, for reading and for writing', async () => {
  const replace = (address: string) => address.replace(/henkilokohtainen\/\d+/, 'henkilokohtainen/999999').replace(/tehtava\/\d+/, 'tehtava/999999')
  for (const viewer of [strangers.admin, strangers.contact]) {
    for (const address of reads()) {
      const hidden = await viewer.agent.get(address), gone = await viewer.agent.get(replace(address))
      expect([hidden.status, withoutAddress(hidden.text)]).toEqual([404, withoutAddress(gone.text)])
    }
    for (const [address, fields] of writes()) {
      const hidden = await send(viewer, address, fields), gone = await send(viewer, replace(address), fields)
      expect([address, hidden.status, withoutAddress(hidden.text)]).toEqual([address, gone.status, withoutAddress(gone.text)])
      expect(hidden.status).toBe(404)
    }
  }
  for (const id of ['0', '01', 'abc', '1e3', '-1', '9'.repeat(16)]) expect((await path.employee.agent.get(`/perehdytys/henkilokohtainen/${id}`)).status, id).toBe(404)
})

test('C-1, C-6: no stranger changes anything, not even with the id of a path of her own beside it', async () => {
  const before = await tables()
  for (const [name, someone] of Object.entries(strangers)) for (const [address,
    fields] of writes()) expect((await send(someone, address, fields)).status, `${name} ${address}`).toBe(404)
  for (const [address, fields] of writes()) expect((await browser(site).post(address).type('form').send(fields)).status, address).toBe(401)
  for (const [address, fields] of writes()) expect((await path.employee.agent.post(address).set('Sec-Fetch-Site', 'cross-site').type('form')
    .send(fields)).status, address).toBe(403)
  expect(await tables()).toBe(before)
  const mine = await startedPath(app, site, { municipality: 'inari' }), now = await tables()
  for (const [address, fields] of writes(path.tasks, `/perehdytys/henkilokohtainen/${mine.id}`)
    .slice(0, 2)) expect((await send(mine.supervisor, address, fields)).status).toBe(404)
  // the form's own list of tasks cannot reach into another path
  await send(mine.supervisor, `/perehdytys/henkilokohtainen/${mine.id}/tehtavat`, { naytetty: [String(path.tasks['V1']), String(path.tasks['V2'])], mukana: [] })
  expect(await tables()).toBe(now)
})

test('C-1: the mentor and the new employee change no facts, and the supervisor does so only as long as she may start paths', async () => {
  const before = await tables(), changing = writes().slice(3)
  for (const someone of [path.mentor, path.employee]) for (const [address, fields] of changing) expect((await send(someone, address, fields)).status,
    address).toBe(404)
  await app.db.updateTable('person').where('id', '=', path.mentor.personId).set({ role: 'contact' }).execute()
  for (const [address, fields] of changing) expect((await send(path.mentor, address, fields)).status, address).toBe(404)
  expect((await path.mentor.agent.get(own())).text).not.toContain('/muokkaa')
  await app.db.updateTable('person').where('id', '=', path.mentor.personId).set({ role: 'reader' }).execute()
  await app.db.updateTable('person').where('id', '=', path.supervisor.personId).set({ role: 'reader' }).execute()
  for (const [address, fields] of changing) expect((await send(path.supervisor, address, fields)).status, address).toBe(404)
  expect((await path.supervisor.agent.get(own())).text).not.toContain('/muokkaa')
  expect(await tables()).toBe(before)
  await app.db.updateTable('person').where('id', '=', path.supervisor.personId).set({ role: 'contact' }).execute()
  expect((await send(path.supervisor, changing[0]![0],
    { alku: '2026-01-05', perehdyttaja: String(path.mentor.personId), kaveri: 'Inga Kaveri, Utsjoki' })).status).toBe(303)
  expect((await path.supervisor.agent.get(own())).text).toContain('/muokkaa')
})

test('C-7: fields that the forms do not have change nothing', async () => {
  const extra = { id: '999', onboarding_id: '999', person_id: '1', supervisor_id: '1', mentor_id: '1', municipality_id: '1', done_by: '1',
    done_on: '2020-01-01', signed_on: '2020-01-01', author_id: '1', ended_on: '2020-01-01' }
  expect((await send(path.employee, `/perehdytys/tehtava/${path.tasks['V2']}/merkinta`, { tila: 'tehty', ...extra })).status).toBe(303)
  expect(await app.db.selectFrom('onboarding_task').where('id', '=', path.tasks['V2']!).select(['onboarding_id', 'done_on', 'done_by', 'signed_on'])
    .executeTakeFirst()).toEqual({ onboarding_id: path.id, done_on: '2026-01-02', done_by: path.employee.personId, signed_on: null })
  await send(path.employee, `${own()}/viesti`, { viesti: 'Toinen kysymys', ...extra })
  expect(await app.db.selectFrom('onboarding_note').where('text', '=', 'Toinen kysymys').select(['onboarding_id', 'author_id']).executeTakeFirst())
    .toEqual({ onboarding_id: path.id, author_id: path.employee.personId })
  await send(path.supervisor, `${own()}/muokkaa`, { alku: '2026-01-05', perehdyttaja: String(path.mentor.personId), kaveri: 'Inga Kaveri, Utsjoki', ...extra })
  expect(await app.db.selectFrom('onboarding').where('id', '=', path.id).select(['person_id', 'supervisor_id', 'mentor_id', 'ended_on']).executeTakeFirst())
    .toEqual({ person_id: path.employee.personId, supervisor_id: path.supervisor.personId, mentor_id: path.mentor.personId, ended_on: null })
})

test('C-4, L-1: the change log and the mails hold no task, no note, no tick', async () => {
  await send(path.employee, `/perehdytys/tehtava/${path.tasks['V2']}/merkinta`, { tila: 'tehty' })
  // a forged request is noted with its address: it was nobody's tick
  const log = JSON.stringify(await app.db.selectFrom('change').where('action', '!=', 'cross-site').selectAll().execute()), mails = JSON.stringify(await app.db.selectFrom('mail').selectAll().execute())
  for (const text of [log, mails]) expect(text).not.toMatch(/Tehtävä [PV]\d|Yksityinen|Salainen|Toinen kysymys|ticked|merkinta/)
  const actions = (await app.db.selectFrom('change').where('subject_id', '=', path.employee.personId).where('subject_type', '=', 'person')
    .select('action').execute()).map(({ action }) => action)
  expect([...new Set(actions)]).toEqual(['onboarding-started', 'onboarding-changed'])
})

test('C-5: a mentor who is no longer the mentor sees nothing from the next request on, and the new one does', async () => {
  const next = await signedIn(app, site, { municipality: 'salla', name: 'Uusi Mentori' }), fields = { alku: '2026-01-05', kaveri: '' }
  expect((await path.mentor.agent.get(own())).status).toBe(200)
  await send(path.supervisor, `${own()}/muokkaa`, { ...fields, perehdyttaja: String(next.personId) })
  expect([(await path.mentor.agent.get(own())).status, (await next.agent.get(own())).status]).toEqual([404, 200])
  expect((await path.mentor.agent.get('/perehdytys/perehdytettavat')).text).not.toContain('Aino Uusi')
  expect((await next.agent.get('/perehdytys/perehdytettavat')).text).toContain('Aino Uusi')
  await send(path.supervisor, `${own()}/muokkaa`, { ...fields, perehdyttaja: String(path.mentor.personId) })
})

test('C-9, C-11: when somebody moves to another municipality, the earlier employer sees no more, and the person keeps her own', async () => {
  const moved = await startedPath(app, site), inari = (await municipalityBySlug(app.db, 'inari'))!.id,
    salla = (await municipalityBySlug(app.db, 'salla'))!.id, address = `/perehdytys/henkilokohtainen/${moved.id}`
  const seen = async () => [(await moved.employee.agent.get(address)).status, (await moved.mentor.agent.get(address)).status,
    (await moved.supervisor.agent.get(address)).status]
  const move = (someone: Someone, to: number) => app.db.updateTable('person').where('id', '=', someone.personId).set({ municipality_id: to }).execute()
  expect(await seen()).toEqual([200, 200, 200])
  await move(moved.employee, inari)
  expect(await seen()).toEqual([200, 404, 404])
  // the new employer starts a path of its own, and the old one ends
  const boss = await signedIn(app, site, { role: 'contact', municipality: 'inari' })
  expect((await send(boss, `/perehdytys/polku/${moved.pathId}/aloita`, { henkilo: String(moved.employee.personId), alku: '2026-01-05' })).status).toBe(303)
  expect((await app.db.selectFrom('onboarding').where('person_id', '=', moved.employee.personId).select(['municipality_id', 'ended_on']).orderBy('id')
    .execute())).toEqual([{ municipality_id: salla, ended_on: '2026-01-02' }, { municipality_id: inari, ended_on: null }])
  expect((await boss.agent.get(address)).status).toBe(404)
  // a mentor and a supervisor who move see no more either
  const staying = await startedPath(app, site), there = `/perehdytys/henkilokohtainen/${staying.id}`
  await move(staying.mentor, inari)
  await move(staying.supervisor, inari)
  expect([(await staying.mentor.agent.get(there)).status, (await staying.supervisor.agent.get(there)).status,
    (await staying.employee.agent.get(there)).status]).toEqual([404, 404, 200])
})

test('C-6, C-9: a mentor or a library of another municipality is not there when a path is changed, and trying leaves a trace', async () => {
  const foreign = await signedIn(app, site, { municipality: 'inari' }), inari = (await municipalityBySlug(app.db, 'inari'))!.id, library = await app.db.selectFrom('library').where('municipality_id', '=', inari).select('id').executeTakeFirstOrThrow()
  const before = await tables(), denied = async () => (await app.db.selectFrom('change').where('action', '=', 'denied').where('actor_id', '=', path.supervisor.personId).select('id').execute()).length, count = await denied()
  for (const fields of [{ perehdyttaja: String(foreign.personId), kirjasto: '' }, { perehdyttaja: '', kirjasto: String(library.id) }]) expect((await send(path.supervisor, `${own()}/muokkaa`, { alku: '2026-01-05', kaveri: '', ...fields })).status).toBe(404)
  expect([await tables(), await denied()]).toEqual([before, count + 2])
})

test('C-9: a path whose supervisor has left is taken over by a contact person of the same municipality, and only such a path', async () => {
  const left = await startedPath(app, site), take = `/perehdytys/henkilokohtainen/${left.id}/vastuu`, list = '/perehdytys/perehdytettavat'
  expect((await send(strangers.contact, take, {})).status).toBe(404)
  expect((await strangers.contact.agent.get(list)).text).not.toContain(take)
  await app.db.updateTable('person').where('id', '=', left.supervisor.personId).set({ disabled_at: '2026-01-01T00:00:00.000Z' }).execute()
  expect((await strangers.contact.agent.get(list)).text).toContain(take)
  expect((await strangers.contact.agent.get(`/perehdytys/henkilokohtainen/${left.id}`)).status).toBe(404)
  for (const someone of [strangers.elsewhere, strangers.reader, strangers.editor, left.mentor, left.employee]) {
    expect((await someone.agent.get(list)).text).not.toContain(take)
    expect((await send(someone, take, {})).status).toBe(404)
  }
  expect((await send(strangers.contact, take, {})).status).toBe(303)
  expect((await strangers.contact.agent.get(`/perehdytys/henkilokohtainen/${left.id}/muokkaa`)).status).toBe(200)
  expect((await send(strangers.admin, take, {})).status).toBe(404)
})
