import { beforeAll, expect, test } from 'vitest'
import { ensureTeam, municipalityBySlug } from '../people/people.queries.ts'
import { addPerson, browser, signedIn } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'
import { addItem, PATH, startedPath, task } from './fixtures/started-path.ts'

const { app, site } = await testApp()
let supervisor: Awaited<ReturnType<typeof signedIn>>, pathId: number
const address = () => `/perehdytys/polku/${pathId}/aloita`
const start = (fields: Record<string, string | string[]>, { agent } = supervisor) => agent.post(address()).type('form')
  .send({ alku: '2026-01-05', perehdyttaja: '', kirjasto: '', kaveri: '', ...fields })
const tasksOf = (onboardingId: number) => app.db.selectFrom('onboarding_task').where('onboarding_id', '=', onboardingId).orderBy('position').selectAll().execute()
const started = () => app.db.selectFrom('onboarding').selectAll().orderBy('id').execute()
const changes = () => app.db.selectFrom('change').selectAll().orderBy('id').execute()

beforeAll(async () => {
  supervisor = await signedIn(app, site, { role: 'contact', municipality: 'salla', name: 'Pirkko Pomo' })
  await addItem(app, { externalId: 'KORTTI', title: 'Kirjastokortin antaminen' })
  pathId = await addItem(app, { kind: 'path', title: 'Perehdytyspolku', data: PATH })
})

test('a started path is cut to the work and the municipality of the person; the rest can be put on it later', async () => {
  const salla = await startedPath(app, site), inari = await startedPath(app, site, { municipality: 'inari', work: [] })
  const onPath = async (id: number) => (await tasksOf(id)).filter((row) => row.on_path === 1).map((row) => row.title.slice(-2))
  expect(await onPath(salla.id)).toEqual(['P1', 'V1', 'V2', 'V3', 'V4'])
  expect(await onPath(inari.id)).toEqual(['P1', 'V1', 'V2', 'V3', 'V5'])
  expect(await tasksOf(salla.id)).toHaveLength(6)
  expect((await tasksOf(salla.id)).map((row) => row.due_date)).toEqual(['2025-12-29', '2026-01-05', '2026-01-07', '2026-01-07', '2026-01-07', '2026-01-07'])
})

test('the new employee and the mentor get a mail each; it holds no task', async () => {
  const before = (await app.db.selectFrom('mail').select('id').execute()).length, { employee, mentor } = await startedPath(app, site)
  const mails = (await app.db.selectFrom('mail').selectAll().orderBy('id').execute()).slice(before)
  const emails = await Promise.all([employee, mentor].map(async ({ personId }) => (await app.db.selectFrom('person').where('id', '=', personId)
    .select('email').executeTakeFirstOrThrow()).email))
  expect(mails.map((mail) => mail.recipient)).toEqual(emails)
  expect(mails[0]!.body).toContain('http://127.0.0.1/perehdytys/oma')
  expect(mails[1]!.body).toContain('Aino Uusi')
  expect(mails.map((mail) => mail.body).join()).not.toContain('Tehtävä')
})

test('what is started is a copy: a changed path leaves it alone, and a new start takes the changed one', async () => {
  const before = await startedPath(app, site), copied = await tasksOf(before.id)
  await app.db.updateTable('item').where('id', '=', before.pathId).set({ data: JSON.stringify({ steps: [{ step: 'Uusi vaihe', tasks: [task('U1')] }] }) }).execute()
  expect(await tasksOf(before.id)).toEqual(copied)
  pathId = before.pathId
  const after = await start({ henkilo: String(await addPerson(app, { municipality: 'salla' })) })
  expect((await tasksOf(Number(after.headers['location']!.split('/').at(-1)))).map((row) => row.title)).toEqual(['Tehtävä U1'])
  await app.db.updateTable('item').where('id', '=', before.pathId).set({ data: JSON.stringify(PATH) }).execute()
  await app.db.deleteFrom('item').where('id', '=', before.pathId).execute()
  expect((await before.employee.agent.get('/perehdytys/oma')).text).toContain('Tehtävä V2')
  pathId = await addItem(app, { kind: 'path', title: 'Perehdytyspolku', data: PATH })
})

test.each([
  ['henkilo', { henkilo: '' }, 'Valitse, kenelle polku aloitetaan.'], ['alku', { alku: '' }, 'Valitse päivä.'],
  ['alku', { alku: '2026-02-30' }, 'Valitse päivä.'], ['alku', { alku: '2036-01-05' }, 'enintään vuoden päässä'],
  ['kaveri', { kaveri: 'a'.repeat(201) }, 'Lyhennä tekstiä.'],
  ['kaveri', { kaveri: 'a\u202Eb' }, 'näkymättömät merkit'],
])('a wrong %s is said at the field, in the summary and in the title, and what was typed is kept: %j', async (field, wrong, said) => {
  const reader = String(await addPerson(app, { municipality: 'salla' })), count = (await started()).length
  const { status, text } = await start({ henkilo: reader, tyo: 'kirjastoauto', kaveri: 'Inga', ...wrong })
  expect(status).toBe(422)
  expect(text).toMatch(new RegExp(`<title>Virhe: [\\s\\S]*href="#${field}"[\\s\\S]*id="${field}-e"`))
  expect(text).toContain(said)
  expect(text).toMatch(/value="kirjastoauto" checked/)
  if (field !== 'henkilo') expect(text).toContain(`<option value="${reader}" selected>`)
  expect((await started()).length).toBe(count)
})

test('nobody starts a path for herself, nobody mentors herself, and a person has one path at a time', async () => {
  const person = String(await addPerson(app, { municipality: 'salla' }))
  expect((await start({ henkilo: String(supervisor.personId) })).text).toContain('Et voi aloittaa polkua itsellesi.')
  expect((await start({ henkilo: person, perehdyttaja: person })).text).toContain('joku muu kuin uusi työntekijä')
  const replies = await Promise.all([start({ henkilo: person }), start({ henkilo: person })])
  expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 422])
  expect(replies.map(({ text }) => text).join()).toContain('Hänellä on jo polku')
  expect((await started()).filter((row) => row.person_id === Number(person))).toHaveLength(1)
})

test('C-1: starting is for supervisors, contact persons and administrators; to others the form is not there', async () => {
  const person = String(await addPerson(app, { municipality: 'salla' }))
  expect((await browser(site).get(address())).status).toBe(303)
  expect((await browser(site).post(address()).type('form').send({})).status).toBe(401)
  for (const [role, open] of [['reader', 404], ['editor', 404], ['contact', 200], ['admin', 200]] as const) {
    const viewer = await signedIn(app, site, { role, municipality: 'salla' })
    expect((await viewer.agent.get(address())).status, role).toBe(open)
    if (open === 404) expect((await start({ henkilo: person }, viewer)).status, role).toBe(404)
  }
  expect((await started()).filter((row) => row.person_id === Number(person))).toEqual([])
})

test('C-5: a contact person whose role is taken away cannot start the next path', async () => {
  const viewer = await signedIn(app, site, { role: 'contact', municipality: 'salla' }), person = String(await addPerson(app, { municipality: 'salla' }))
  expect((await viewer.agent.get(address())).status).toBe(200)
  await app.db.updateTable('person').where('id', '=', viewer.personId).set({ role: 'reader' }).execute()
  expect((await start({ henkilo: person }, viewer)).status).toBe(404)
  expect((await start({ henkilo: person })).status).toBe(303)
})

test('C-6, C-9: people, mentors and libraries of another municipality are not there, nor are people out of use; trying leaves a trace without a name', async () => {
  const own = String(await addPerson(app, { municipality: 'salla' })),
    foreign = String(await addPerson(app, { municipality: 'inari', name: 'Vieras Ihminen' })), gone = await addPerson(app, { municipality: 'salla' })
  await app.db.updateTable('person').where('id', '=', gone).set({ disabled_at: '2026-01-01T00:00:00.000Z' }).execute()
  const inari = (await municipalityBySlug(app.db, 'inari'))!.id,
    library = await app.db.selectFrom('library').where('municipality_id', '=', inari).select('id').executeTakeFirstOrThrow()
  const count = (await started()).length, bodies = new Set<string>()
  for (const fields of [{ henkilo: foreign }, { henkilo: String(gone) }, { henkilo: '999999' }, { henkilo: own, perehdyttaja: foreign },
    { henkilo: own, kirjasto: String(library.id) }] as Record<string, string>[]) {
    const { status, text } = await start(fields)
    expect(status).toBe(404)
    bodies.add(text)
  }
  expect(bodies.size).toBe(1)
  expect((await started()).length).toBe(count)
  expect((await changes()).filter(({ action, actor_id: actor }) => action === 'denied' && actor === supervisor.personId)).toHaveLength(5)
  const form = (await supervisor.agent.get(address())).text
  expect(form).not.toContain('Vieras Ihminen')
  expect(form).toContain(`<option value="${own}"`)
  expect((await start({ henkilo: own })).status).toBe(303)
})

test('C-7: fields that the form does not have change nothing', async () => {
  const person = await addPerson(app, { municipality: 'salla' })
  expect((await start({ henkilo: String(person), id: '7', supervisor_id: '1', municipality_id: '1', ended_on: '2025-01-01', language: 'xx',
    path_title: 'Oma', person_id: '1', tyo: ['kirjastoauto', 'keksitty työ'] })).status).toBe(303)
  const row = (await started()).find((one) => one.person_id === person)!
  expect(row).toMatchObject({ supervisor_id: supervisor.personId, ended_on: null, language: 'fi', path_title: 'Perehdytyspolku',
    roles: '["kirjastoauto"]', municipality_id: (await municipalityBySlug(app.db, 'salla'))!.id })
})

test('C-2, C-3: a path that is a draft, hidden, only a text or not there cannot be started', async () => {
  const person = String(await addPerson(app, { municipality: 'salla' })), usual = pathId
  const teamId = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Omistajat'))
  await app.db.insertInto('team_member').values({ team_id: teamId, person_id: supervisor.personId }).execute() // she may read its drafts
  const ids = [await addItem(app, { kind: 'path', title: 'Luonnos', state: 'draft', data: PATH }),
    await addItem(app, { kind: 'path', title: 'Tekstiä' }), await addItem(app, { kind: 'guide', title: 'Ohje', data: PATH }), 999_999]
  for (const id of ids) {
    pathId = id
    if (id === ids[0]) expect((await supervisor.agent.get(`/perehdytys/polku/${id}`)).status).toBe(200)
    expect([(await supervisor.agent.get(address())).status, (await start({ henkilo: person })).status]).toEqual([404, 404])
  }
  pathId = usual
  expect((await start({ henkilo: person })).status).toBe(303)
})

test('L-1: starting is in the change log with who and whose, and with nothing of the path', async () => {
  const { id, employee, supervisor: boss } = await startedPath(app, site)
  const row = (await changes()).findLast(({ action }) => action === 'onboarding-started')!
  expect(row).toMatchObject({ actor_id: boss.personId, subject_type: 'person', subject_id: employee.personId, detail: '{}' })
  expect(id).toBeGreaterThan(0)
})
