import { CompiledQuery, type Insertable } from 'kysely'
import type { Db, Trx } from '../../database.ts'
import type { ChangeTables } from './changes.table.ts'

/** Who acts, from where: goes into the change log with every act. */
export interface Actor { id: number | null; origin: string; requestId: string }
export const SYSTEM: Actor = { id: null, origin: '', requestId: '' }

type ChangeRow = Insertable<ChangeTables['change']>
export interface Change {
  at: string
  actor: Actor
  action: string
  subject: { type: ChangeRow['subject_type']; id: number | null }
  result?: 'done' | 'refused'
  detail?: Record<string, string | number | boolean | null>
}

export async function recordChange(trx: Trx, { at, actor, action, subject, result = 'done', detail = {} }: Change) {
  await trx.insertInto('change').values({
    at, actor_id: actor.id, origin: actor.origin, request_id: actor.requestId, action,
    subject_type: subject.type, subject_id: subject.id, result, detail: JSON.stringify(detail),
  }).execute()
}

export async function unseenChanges(db: Db, consumer: string, limit: number) {
  const cursor = await db.selectFrom('change_cursor').where('consumer', '=', consumer).select('last_id').executeTakeFirst()
  return db.selectFrom('change').where('id', '>', cursor?.last_id ?? 0).selectAll().orderBy('id').limit(limit).execute()
}

export async function markSeen(trx: Trx, consumer: string, lastId: number) {
  await trx.insertInto('change_cursor').values({ consumer, last_id: lastId })
    .onConflict((conflict) => conflict.column('consumer').doUpdateSet({ last_id: lastId })).execute()
}

/** The id of the newest act; 0 when there is none. Whoever derives something from the data can tell by it that nothing has changed. */
export async function lastChangeId(db: Db): Promise<number> {
  const { rows } = await db.executeQuery(LAST_CHANGE) as { rows: { id: number | null }[] }
  return rows[0]?.id ?? 0
}
const LAST_CHANGE = CompiledQuery.raw('select max(id) as id from change')
