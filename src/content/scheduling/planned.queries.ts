import { sql, type Insertable } from 'kysely'
import type { Db, Trx } from '../../database.ts'
import type { PlannedChange, SchedulingTables } from './scheduling.table.ts'

export interface OpenedPlan extends PlannedChange { maker: string | null; closer: string | null }
/** It waits for its moment, or was stopped at it and waits for someone who looks at it. */
const OPEN = ['waiting', 'stopped'] as const
export const isOpenPlan = <Plan extends PlannedChange>(plan: Plan): plan is Plan & { state: (typeof OPEN)[number] } => plan.state === 'waiting' || plan.state === 'stopped'
const NAMES = [sql<string | null>`(select name from person where person.id = planned_change.made_by)`.as('maker'), sql<string | null>`(select name from person where person.id = planned_change.closed_by)`.as('closer')] as const

/** Ask who may see it of its item first (planned.routes.ts). */
export const plannedChange = (db: Db, id: number): Promise<OpenedPlan | undefined> => db.selectFrom('planned_change').where('id', '=', id).selectAll().select(NAMES).executeTakeFirst()

/** What waits for its moment or has been stopped at it, for someone who may edit the item. */
export const plansOf = (db: Db, itemId: number): Promise<OpenedPlan[]> =>
  db.selectFrom('planned_change').where('item_id', '=', itemId).where('state', 'in', OPEN).selectAll().select(NAMES).orderBy('at').orderBy('id').limit(10).execute()

export const plansBy = (db: Db, personId: number): Promise<PlannedChange[]> =>
  db.selectFrom('planned_change').where('made_by', '=', personId).where('state', 'in', OPEN).selectAll().orderBy('at').orderBy('id').limit(100).execute()

export const duePlans = (db: Db, now: string, limit: number): Promise<PlannedChange[]> =>
  db.selectFrom('planned_change').where('state', '=', 'waiting').where('at', '<=', now).selectAll().orderBy('at').orderBy('id').limit(limit).execute()

/** The same text that the same person plans for the same moment already: a form that was sent twice. */
export async function plannedAlready(trx: Trx, { item_id, lang, made_by, fields, at }: Pick<PlannedChange, 'item_id' | 'lang' | 'made_by' | 'fields' | 'at'>): Promise<number | undefined> {
  const row = await trx.selectFrom('planned_change').where('item_id', '=', item_id).where('lang', '=', lang).where('made_by', 'is', made_by).where('at', '=', at).where('state', '=', 'waiting').where('fields', '=', fields).select('id').executeTakeFirst()
  return row?.id
}

export async function insertPlan(trx: Trx, row: Omit<Insertable<SchedulingTables['planned_change']>, 'state'>): Promise<number> {
  const { id } = await trx.insertInto('planned_change').values({ ...row, state: 'waiting' }).returning('id').executeTakeFirstOrThrow()
  return id
}

/** False when someone else, or the clock, has done it first. */
export async function closePlan(trx: Trx, id: number, from: (typeof OPEN)[number], state: 'published' | 'stopped' | 'withdrawn', at: string, by: number | null): Promise<boolean> {
  const closed = await trx.updateTable('planned_change').set({ state, closed_at: at, closed_by: by }).where('id', '=', id).where('state', '=', from).returning('id').executeTakeFirst()
  return closed !== undefined
}

export const countPlansBy = async (db: Db, personId: number): Promise<number> =>
  (await db.selectFrom('planned_change').where('made_by', '=', personId).where('state', 'in', OPEN).select((select) => select.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count

/** The changes that a person has planned are a colleague's from now on. */
export async function givePlans(trx: Trx, from: number, to: number): Promise<number> {
  const { numUpdatedRows } = await trx.updateTable('planned_change').set({ made_by: to }).where('made_by', '=', from).where('state', 'in', OPEN).executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}

/** Texts of an item that wait for their moment or were stopped at it, with their writers. */
export const plannedTexts = (trx: Trx, itemId: number) => trx.selectFrom('planned_change').where('item_id', '=', itemId).where('state', 'in', OPEN).where('made_by', 'is not', null)
  .select(['made_by as writer', 'lang', 'base', 'fields']).$narrowType<{ writer: number }>().execute()
