import { expect, test } from 'vitest'
import { municipalityBySlug } from '../people/people.queries.ts'
import { testApp } from '../testing/test-app.ts'
import { startedPath } from './fixtures/started-path.ts'
import { sweepOnboardings } from './sweep-onboardings.ts'

const { app, site, moveClock } = await testApp()
const paths = async () => Object.fromEntries((await app.db.selectFrom('onboarding').select(['id', 'ended_on']).execute()).map(({ id, ended_on }) => [id, ended_on]))
const sweep = async (day: string) => { moveClock(`${day}T01:37:00Z`); await sweepOnboardings(app); return paths() }

test('a path is deleted twelve months after its end, to the day, with its tasks and notes; others stay', async () => {
  const ended = await startedPath(app, site), going = await startedPath(app, site)
  await app.db.insertInto('onboarding_note').values({ onboarding_id: ended.id, author_id: ended.employee.personId, text: 'Muistiinpano',
    written_on: '2026-01-05' }).execute()
  await app.db.updateTable('onboarding').where('id', '=', ended.id).set({ ended_on: '2026-01-31' }).execute()
  await app.db.updateTable('onboarding_task').where('onboarding_id', '=', going.id).set({ due_date: '2027-01-30' }).execute()
  expect(await sweep('2027-01-31')).toEqual({ [ended.id]: '2026-01-31', [going.id]: null })
  expect(await sweep('2027-02-01')).toEqual({ [going.id]: null })
  expect(await app.db.selectFrom('onboarding_note').selectAll().execute()).toEqual([])
  expect((await app.db.selectFrom('onboarding_task').select('onboarding_id').distinct().execute()).map((row) => row.onboarding_id)).toEqual([going.id])
  expect(await app.db.selectFrom('change').where('action', '=', 'onboardings-deleted').select(['subject_id', 'detail']).execute())
    .toEqual([{ subject_id: null, detail: '{"count":1}' }])
})

test('what nobody will end ends by itself: 90 days after the last due date, when the person is out of use, or has moved', async () => {
  moveClock('2026-01-02T08:00:00Z')
  const old = await startedPath(app, site), left = await startedPath(app, site), moved = await startedPath(app, site),
    inari = (await municipalityBySlug(app.db, 'inari'))!.id
  await app.db.updateTable('person').where('id', '=', left.employee.personId).set({ disabled_at: '2026-01-05T00:00:00.000Z' }).execute()
  await app.db.updateTable('person').where('id', '=', moved.employee.personId).set({ municipality_id: inari }).execute()
  expect(await sweep('2026-04-07')).toMatchObject({ [old.id]: null, [left.id]: '2026-04-07', [moved.id]: '2026-04-07' })
  expect(await sweep('2026-04-08')).toMatchObject({ [old.id]: '2026-04-08', [left.id]: '2026-04-07' })
  expect(await sweep('2026-04-08')).toMatchObject({ [old.id]: '2026-04-08' })
})

test('twelve months are counted by date also over a leap day', async () => {
  const leap = await startedPath(app, site), before = await startedPath(app, site),
    end = (id: number, day: string) => app.db.updateTable('onboarding').where('id', '=', id).set({ ended_on: day }).execute()
  await end(leap.id, '2028-02-29')
  await end(before.id, '2027-02-28')
  expect(await sweep('2028-02-28')).toHaveProperty(String(before.id))
  expect(await sweep('2028-02-29')).not.toHaveProperty(String(before.id))
  expect(await sweep('2029-02-28')).toHaveProperty(String(leap.id))
  expect(await sweep('2029-03-01')).not.toHaveProperty(String(leap.id))
})

test('erasing a person deletes her path; erasing the mentor or the supervisor leaves the path without a name', async () => {
  moveClock('2026-01-05T08:00:00Z')
  const path = await startedPath(app, site)
  await path.mentor.agent.post(`/perehdytys/tehtava/${path.tasks['V1']}/merkinta`).type('form').send({ tila: 'tehty' })
  await app.db.deleteFrom('person').where('id', '=', path.mentor.personId).execute()
  const text = (await path.employee.agent.get(`/perehdytys/henkilokohtainen/${path.id}/tuloste`)).text
  expect(text).toContain('5.1.2026')
  expect(text).not.toContain('Matti Mentori')
  await app.db.deleteFrom('person').where('id', '=', path.employee.personId).execute()
  expect(await paths()).not.toHaveProperty(String(path.id))
})
