import type { Insertable } from 'kysely'
import type { Db, Trx } from '../database.ts'
import type { OnboardingTables, TaskRecord } from './onboarding.table.ts'

export interface Task extends TaskRecord {
  /** null: not done, or by someone who is not here any more */
  done_name: string | null
  signed_name: string | null
}

const tasks = (db: Db) => db.selectFrom('onboarding_task').leftJoin('person as done', 'done.id', 'onboarding_task.done_by')
  .leftJoin('person as signed', 'signed.id', 'onboarding_task.signed_by')
  .selectAll('onboarding_task').select(['done.name as done_name', 'signed.name as signed_name'])

/** Every task of a started path, also those left out. Ask for the path through its viewer before. */
export const tasksOf = (db: Db, onboardingId: number): Promise<Task[]> => tasks(db).where('onboarding_id', '=', onboardingId).orderBy('position')
  .orderBy('onboarding_task.id').execute()

export const tasksOfAll = (db: Db, onboardingIds: number[]): Promise<Task[]> => tasks(db).where('onboarding_id', 'in', onboardingIds)
  .orderBy('position').orderBy('onboarding_task.id').execute()

export const taskById = (db: Db, id: number): Promise<TaskRecord | undefined> => db.selectFrom('onboarding_task').where('id', '=', id).selectAll().executeTakeFirst()

export const insertTasks = (trx: Trx, rows: Insertable<OnboardingTables['onboarding_task']>[]) => trx.insertInto('onboarding_task').values(rows).execute()

export const setDueDate = (trx: Trx, id: number, due: string) => trx.updateTable('onboarding_task').where('id', '=', id).set({ due_date: due }).execute()
export const setOnPath = (trx: Trx, ids: number[], onPath: 0 | 1) => trx.updateTable('onboarding_task').where('id', 'in', ids)
  .where('done_on', 'is', null).set({ on_path: onPath }).execute()

/** The first tick stays: a second one says that it was already done. */
export async function markDone(trx: Trx, id: number, day: string, personId: number): Promise<boolean> {
  const { numUpdatedRows } = await trx.updateTable('onboarding_task').where('id', '=', id).where('done_on', 'is', null)
    .set({ done_on: day, done_by: personId }).executeTakeFirst()
  return numUpdatedRows === 1n
}
export const markOpen = (trx: Trx, id: number) => trx.updateTable('onboarding_task').where('id', '=', id).set({ done_on: null, done_by: null }).execute()

/** Signs a task that is done; false when it is not done, or signed already. */
export async function markSigned(trx: Trx, id: number, day: string, personId: number): Promise<boolean> {
  const { numUpdatedRows } = await trx.updateTable('onboarding_task').where('id', '=', id).where('done_on', 'is not', null)
    .where('signed_on', 'is', null).set({ signed_on: day, signed_by: personId }).executeTakeFirst()
  return numUpdatedRows === 1n
}
export const markUnsigned = (trx: Trx, id: number) => trx.updateTable('onboarding_task').where('id', '=', id).set({ signed_on: null, signed_by: null }).execute()
