import { sql } from 'kysely'
import type { Db, Trx } from '../database.ts'
import type { Doer } from './path-definition.ts'

export type WaitingTask = Record<`by_${Doer}`, 0 | 1> & { person_id: number; mentor_id: number | null; supervisor_id: number | null; due_date: string; reopened_on: string | null; done_on: string | null }

/** On paths that go on: what is open and due by the day, and what waits for a signature. A mentor or a supervisor who has left is null. */
export const waitingTasks = (db: Db, today: string): Promise<WaitingTask[]> => db.selectFrom('onboarding_task as task').innerJoin('onboarding', 'onboarding.id', 'task.onboarding_id')
  .innerJoin('person', 'person.id', 'onboarding.person_id')
  .leftJoin('person as mentor', (on) => on.onRef('mentor.id', '=', 'onboarding.mentor_id').onRef('mentor.municipality_id', '=', 'onboarding.municipality_id').on('mentor.disabled_at', 'is', null))
  .leftJoin('person as supervisor', (on) => on.onRef('supervisor.id', '=', 'onboarding.supervisor_id').onRef('supervisor.municipality_id', '=', 'onboarding.municipality_id').on('supervisor.disabled_at', 'is', null))
  .where('onboarding.ended_on', 'is', null).where('task.on_path', '=', 1).whereRef('person.municipality_id', '=', 'onboarding.municipality_id')
  .where((where) => where.or([
    where.and([where('task.done_on', 'is', null), where('task.due_date', '<=', today)]),
    where.and([where('task.done_on', 'is', null), where('task.reopened_on', 'is not', null)]),
    where.and([where('task.done_on', 'is not', null), where('task.signed_on', 'is', null), where('task.by_employee', '=', 1), where('task.by_mentor', '=', 0), where('task.by_supervisor', '=', 0)]),
  ]))
  .select(['onboarding.person_id', 'mentor.id as mentor_id', 'supervisor.id as supervisor_id', 'task.by_supervisor', 'task.by_mentor', 'task.by_employee', 'task.due_date', 'task.reopened_on', 'task.done_on'])
  .execute()

/** Everyone who can sign in and has not been reminded on the day. */
export const peopleToRemind = (db: Db, day: string) => db.selectFrom('person').where('disabled_at', 'is', null).where('password_hash', 'is not', null)
  .where(sql<boolean>`not exists (select 1 from reminded where reminded.person_id = person.id and reminded.day = ${day})`)
  .select(['id', 'name', 'email', 'locale']).orderBy('id').execute()

/** False when she was reminded on that day already. */
export async function markReminded(trx: Trx, personId: number, day: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx.insertInto('reminded').values({ person_id: personId, day }).onConflict((known) => known.doNothing()).executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}
export const forgetReminders = (trx: Trx, before: string) => trx.deleteFrom('reminded').where('day', '<', before).execute()
