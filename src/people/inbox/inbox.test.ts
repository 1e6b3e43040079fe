import { expect, test } from 'vitest'
import { addPerson } from '../../testing/sign-in.ts'
import { testApp } from '../../testing/test-app.ts'
import { ensureTeam, setTeams } from '../people.queries.ts'
import { closeTask, openTask, teamPeople, tell } from './inbox.queries.ts'

const AT = '2026-11-25T08:00:00.000Z', LATER = '2026-11-26T08:00:00.000Z'

test('work is asked for once while it is open, and again after it was done', async () => {
  const { app: { db } } = await testApp()
  const ask = (at: string) => db.transaction().execute(async (trx) => openTask(trx, at, { teamId: await ensureTeam(trx, 'Asiakaspalvelu') }, { key: 'review:1', message: 'shell.guides', href: '/sivu/1' }))
  await ask(AT)
  await ask(LATER)
  expect(await db.selectFrom('task').select(['created_at', 'closed_at']).execute()).toEqual([{ created_at: AT, closed_at: null }])
  await db.transaction().execute((trx) => closeTask(trx, LATER, null, 'review:1'))
  await ask(LATER)
  expect(await db.selectFrom('task').select(['created_at', 'closed_at']).orderBy('id').execute()).toEqual([{ created_at: AT, closed_at: LATER }, { created_at: LATER, closed_at: null }])
})

test('a team is told through its people, each of them once, and never those who have left', async () => {
  const { app } = await testApp(), { db } = app
  const [here, left] = [await addPerson(app), await addPerson(app)]
  await db.transaction().execute(async (trx) => {
    const team = await ensureTeam(trx, 'Asiakaspalvelu')
    for (const person of [here, left]) await setTeams(trx, person, [team])
    await trx.updateTable('person').where('id', '=', left).set({ disabled_at: AT }).execute()
    await tell(trx, AT, [...await teamPeople(trx, team), here], { message: 'shell.guides', href: '/sivu/1', values: { title: 'Ohje' } })
  })
  expect(await db.selectFrom('told').select(['person_id', 'detail', 'read_at']).execute()).toEqual([{ person_id: here, detail: '{"title":"Ohje"}', read_at: null }])
})
