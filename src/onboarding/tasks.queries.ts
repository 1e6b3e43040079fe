import { sql, type Insertable } from 'kysely'
import type { Db, Trx } from '../database.ts'
import { prepared } from '../platform/database/prepared.ts'
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

/** The first tick stays: a second one says that it was already done. `revisionId`: what was read of the guide. */
export async function markDone(trx: Trx, id: number, day: string, personId: number, revisionId: number | null = null): Promise<boolean> {
  const { numUpdatedRows } = await trx.updateTable('onboarding_task').where('id', '=', id).where('done_on', 'is', null)
    .set({ done_on: day, done_by: personId, read_revision_id: revisionId, reopened_on: null }).executeTakeFirst()
  return numUpdatedRows === 1n
}
export const markOpen = (trx: Trx, id: number) => trx.updateTable('onboarding_task').where('id', '=', id)
  .set({ done_on: null, done_by: null, read_revision_id: null, reopened_on: null }).execute()

/** Signs a task that is done; false when it is not done, or signed already. */
export async function markSigned(trx: Trx, id: number, day: string, personId: number): Promise<boolean> {
  const { numUpdatedRows } = await trx.updateTable('onboarding_task').where('id', '=', id).where('done_on', 'is not', null)
    .where('signed_on', 'is', null).set({ signed_on: day, signed_by: personId }).executeTakeFirst()
  return numUpdatedRows === 1n
}
export const markUnsigned = (trx: Trx, id: number) => trx.updateTable('onboarding_task').where('id', '=', id).set({ signed_on: null, signed_by: null }).execute()

/** Done reading tasks, on paths that go on, whose guide has changed materially since. With `itemIds`, only of those guides. */
export const outdatedTasks = (db: Db, itemIds: readonly number[] | null, only?: number) => db.selectFrom('onboarding_task').innerJoin('onboarding', 'onboarding.id', 'onboarding_task.onboarding_id')
  .innerJoin('revision', 'revision.id', 'onboarding_task.read_revision_id').where('done_on', 'is not', null).where('onboarding.ended_on', 'is', null)
  .$if(only !== undefined, (query) => query.where('onboarding_task.id', '=', only!))
  .$if(itemIds !== null, (query) => query.where('revision.item_id', 'in', itemIds!))
  .where(sql<boolean>`exists (select 1 from revision n where n.item_id = revision.item_id and n.lang = revision.lang and n.number > revision.number and n.material = 1)`)
  .select(['onboarding_task.id', 'done_on', 'done_by', 'signed_on', 'signed_by']).execute()

/** Opens a task again; the tick and the signature that it had stay in the record. */
export async function reopenTask(trx: Trx, task: Awaited<ReturnType<typeof outdatedTasks>>[number], day: string) {
  await trx.insertInto('onboarding_earlier').values({ task_id: task.id, done_on: task.done_on!, done_by: task.done_by, signed_on: task.signed_on, signed_by: task.signed_by }).execute()
  await trx.updateTable('onboarding_task').where('id', '=', task.id).set({ done_on: null, done_by: null, signed_on: null, signed_by: null, reopened_on: day }).execute()
}

/** The items whose published text has changed since a change of the log. */
export const itemsRevisedAfter = async (db: Db, changeId: number): Promise<number[]> => (await db.selectFrom('change').where('id', '>', changeId).where('subject_type', '=', 'item')
  .where('action', 'in', ['revised', 'published', 'restored']).select('subject_id').distinct().execute()).flatMap(({ subject_id }) => subject_id ?? [])

export interface Earlier { task_id: number; done_on: string; done_name: string | null; signed_on: string | null; signed_name: string | null }
/** The ticks of a started path from before its guides changed. */
export const earlierOf = (db: Db, onboardingId: number): Promise<Earlier[]> => db.selectFrom('onboarding_earlier').innerJoin('onboarding_task', 'onboarding_task.id', 'task_id')
  .leftJoin('person as done', 'done.id', 'onboarding_earlier.done_by').leftJoin('person as signed', 'signed.id', 'onboarding_earlier.signed_by')
  .where('onboarding_task.onboarding_id', '=', onboardingId)
  .select(['task_id', 'onboarding_earlier.done_on', 'done.name as done_name', 'onboarding_earlier.signed_on', 'signed.name as signed_name']).orderBy('onboarding_earlier.id').execute()

interface GuideTask { id: number; title: string; language: string; done_on: string | null; signed_on: string | null; reopened_on: string | null; revision_id: number }
/** The new employee's own tasks that a page belongs to, with the revision that she has before her. */
const guideTasks = prepared((db, at: { person: number; item: number; lang: string }) => db.selectFrom('onboarding').innerJoin('item', (on) => on.on('item.id', '=', at.item))
  .innerJoin('onboarding_task as task', (on) => on.onRef('task.onboarding_id', '=', 'onboarding.id').on('task.on_path', '=', 1).on('task.by_employee', '=', 1)
    .on(sql<boolean>`substr(task.link, 1, instr(task.link || '#', '#') - 1) in (item.external_id, 'sivu/' || item.id)`))
  .innerJoin('item_text', (on) => on.onRef('item_text.item_id', '=', 'item.id')
    .on('item_text.lang', '=', sql<string>`coalesce((select lang from item_text where item_id = item.id and lang = ${at.lang}), item.language)`))
  .where('onboarding.person_id', '=', at.person).where('onboarding.ended_on', 'is', null)
  .select(['task.id', 'task.title', 'onboarding.language', 'task.done_on', 'task.signed_on', 'task.reopened_on', 'item_text.revision_id']).orderBy('task.position').limit(3))
export const tasksOfGuide = (db: Db, personId: number, itemId: number, lang: string): Promise<GuideTask[]> => guideTasks(db, { person: personId, item: itemId, lang })
