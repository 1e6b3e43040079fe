import { beforeEach, expect, test } from 'vitest'
import { testApp } from '../testing/test-app.ts'
import { addPerson, sessionCookie } from '../testing/sign-in.ts'
import { revise } from './fixtures/revise.ts'
import { startedPath } from './fixtures/started-path.ts'
import { sendReminders } from './send-reminders.ts'

let t: Awaited<ReturnType<typeof testApp>>, path: Awaited<ReturnType<typeof startedPath>>
beforeEach(async () => {
  t = await testApp()
  t.moveClock('2026-01-12T08:00:00Z')
  path = await startedPath(t.app, t.site, { date: '2026-01-12' })
  await t.app.db.updateTable('person').set({ password_hash: 'x' }).execute()
  await t.app.db.deleteFrom('mail').execute()
})
const emailOf = async (id: number) => (await t.app.db.selectFrom('person').where('id', '=', id).select('email').executeTakeFirstOrThrow()).email
const mails = async () => {
  const all = await t.app.db.selectFrom('mail').select(['recipient', 'body']).orderBy('id').execute()
  await t.app.db.deleteFrom('mail').execute()
  return Object.fromEntries(all.map(({ recipient, body }) => [recipient, body]))
}
const morning = async (day: string) => { t.moveClock(`${day}T05:00:00Z`); await sendReminders(t.app); return mails() }

test('each is told how much waits for her today, and nothing of what it is', async () => {
  const sent = await morning('2026-01-14'), [aino, matti, pirkko] = [await emailOf(path.employee.personId), await emailOf(path.mentor.personId), await emailOf(path.supervisor.personId)]
  expect(Object.keys(sent).toSorted()).toEqual([aino, pirkko].toSorted())
  expect(sent[aino!]).toContain('Perehdytyksessäsi on tänään 3 tehtävää.')
  expect(sent[pirkko!]).toMatch(/esihenkilönä sinulla on 1 tehtävä\.[\s\S]*\/perehdytys\/perehdytettavat/)
  expect(JSON.stringify(sent)).not.toMatch(/Tehtävä V|Kirjastokortin/)
  expect(sent[pirkko!]).not.toContain('Aino')
  expect((await morning('2026-01-12'))[matti!]).toContain('1 tehtävä')
})

test('once a day, however often it is tried; late work is recalled on the first working day of the week; nothing on days off', async () => {
  expect(Object.keys(await morning('2026-01-14'))).toHaveLength(2)
  expect(await morning('2026-01-14')).toEqual({})
  expect(await morning('2026-01-15')).toEqual({})
  expect(await morning('2026-01-17')).toEqual({}) // Saturday
  const monday = await morning('2026-01-19')
  expect(monday[await emailOf(path.employee.personId)]).toContain('on jäänyt tekemättä 3 tehtävää')
  expect(await morning('2026-04-06')).toEqual({}) // Easter Monday
  expect(Object.keys(await morning('2026-04-07')).length).toBeGreaterThan(0)
})

test('whoever wants no mail gets no reminder, and finds what waits on her front page', async () => {
  const [aino, pirkko] = [await emailOf(path.employee.personId), await emailOf(path.supervisor.personId)]
  expect((await morning('2026-01-14'))[aino!]).toContain('/seuranta')
  t.moveClock('2026-01-14T06:00:00Z')
  path.employee.agent.jar.setCookie(`${await sessionCookie(t.app, path.employee.personId)}; Path=/`, '127.0.0.1', '/')
  expect((await path.employee.agent.post('/seuranta').type('form').send({ posti: 'never', alkaen: '', asti: '' })).status).toBe(303)
  await t.app.db.deleteFrom('reminded').execute()
  const sent = await morning('2026-01-14')
  expect([aino! in sent, pirkko! in sent]).toEqual([false, true])
  expect((await path.employee.agent.get('/')).text).toContain('3 tehtävää tänään')
})

test('a run that is cut short goes on where it was: each gets one mail', async () => {
  for (let n = 0; n < 20; n++) await addPerson(t.app, { municipality: 'salla', email: `lukija${n}@kirjasto.example` })
  await t.app.db.updateTable('person').set({ password_hash: 'x' }).execute()
  const { item_id } = await t.app.db.selectFrom('item_text').select('item_id').limit(1).executeTakeFirstOrThrow()
  await t.app.db.insertInto('mandatory').values({ item_id, network_wide: 1, from_on: '2026-01-14', due_on: '2026-01-28', keep_months: 12, made_by: null, ended_on: null }).execute()
  // the eleventh cannot be written: the process dies there
  await t.app.db.updateTable('person').where('email', '=', 'lukija10@kirjasto.example').set({ email: 'rikki osoite' }).execute()
  await expect(morning('2026-01-14')).rejects.toThrow()
  const before = await t.app.db.selectFrom('mail').select('recipient').execute()
  expect(before.length).toBeGreaterThan(5)
  await t.app.db.updateTable('person').where('email', '=', 'rikki osoite').set({ email: 'lukija10@kirjasto.example' }).execute()
  await sendReminders(t.app)
  await sendReminders(t.app)
  const all = (await t.app.db.selectFrom('mail').select('recipient').execute()).map(({ recipient }) => recipient)
  expect(all.length).toBe(new Set(all).size)
  expect(all.filter((recipient) => recipient.startsWith('lukija'))).toHaveLength(20)
})

test('two runs at once send one mail to each', async () => {
  t.moveClock('2026-01-14T05:00:00Z')
  await Promise.all([sendReminders(t.app), sendReminders(t.app), sendReminders(t.app)])
  expect((await t.app.db.selectFrom('mail').select('recipient').execute())).toHaveLength(2)
})

test('a mentor who has left is not told: the supervisor is, who stands in; and who has no password yet is not', async () => {
  await t.app.db.updateTable('person').where('id', '=', path.mentor.personId).set({ disabled_at: '2026-01-10T00:00:00.000Z' }).execute()
  await t.app.db.updateTable('person').where('id', '=', path.employee.personId).set({ password_hash: null }).execute()
  const sent = await morning('2026-01-12')
  expect(Object.keys(sent)).toEqual([await emailOf(path.supervisor.personId)])
})

test('who has moved elsewhere is not followed by her earlier mentor', async () => {
  const inari = await t.app.db.selectFrom('municipality').where('slug', '=', 'inari').select('id').executeTakeFirstOrThrow()
  await t.app.db.updateTable('person').where('id', '=', path.employee.personId).set({ municipality_id: inari.id }).execute()
  expect(await morning('2026-01-12')).toEqual({})
})

test('a guide that changed is told of the next morning', async () => {
  await path.employee.agent.post(`/perehdytys/tehtava/${path.tasks['V2']}/merkinta`).type('form').send({ tila: 'tehty' })
  await revise(t.app, 'KORTTI', 'Uusi ohje.')
  expect((await morning('2026-01-13'))[await emailOf(path.employee.personId)]).toContain('1 lukemasi ohje on muuttunut')
})

test('what is to be acknowledged is told when it is asked, before it is due and when it is late', async () => {
  const { item_id } = await t.app.db.selectFrom('item_text').select('item_id').limit(1).executeTakeFirstOrThrow(), reader = await addPerson(t.app, { municipality: 'inari' })
  await t.app.db.updateTable('person').where('id', '=', reader).set({ password_hash: 'x', created_at: '2025-01-01T00:00:00.000Z' }).execute()
  await t.app.db.insertInto('mandatory').values({ item_id, network_wide: 1, from_on: '2026-01-13', due_on: '2026-01-28', keep_months: 12, made_by: null, ended_on: null }).execute()
  const told = []
  for (let day = 12; day <= 31; day++) if ((await morning(`2026-01-${day}`))[await emailOf(reader)]?.includes('Kuitattavana on 1 sivu')) told.push(day)
  told.push((await morning('2026-02-02'))[await emailOf(reader)] ? 'monday' : 'never')
  expect(told).toEqual([12, 13, 14, 27, 28, 'monday'])
})

test('a question is told to the mentor, an answer to the new employee, and neither says what was written', async () => {
  const write = (someone: typeof path.employee, viesti: string) => someone.agent.post(`/perehdytys/henkilokohtainen/${path.id}/viesti`).type('form').send({ viesti })
  await write(path.employee, 'Missä kuitit ovat?')
  await write(path.mentor, 'Laatikossa.')
  const told = await t.app.db.selectFrom('told').select(['person_id', 'message', 'detail', 'href']).orderBy('id').execute()
  const line = { message: 'onboarding.told.question', detail: '{}', href: `/perehdytys/henkilokohtainen/${path.id}` }
  expect(told).toEqual([{ person_id: path.mentor.personId, ...line }, { person_id: path.employee.personId, ...line }])
})
