import { CompiledQuery, type Insertable } from 'kysely'
import { chainHash } from './change-chain.ts'
import { prepared } from '../database/prepared.ts'
import type { Db, Trx } from '../../database.ts'
import type { ChangeTables } from './changes.table.ts'

/** Who acts, from where: goes into the change log with every act. */
export interface Actor { id: number | null; origin: string; requestId: string }
export const SYSTEM: Actor = { id: null, origin: '', requestId: '' }

type ChangeRow = Insertable<ChangeTables['change']>
interface Change {
  at: string
  actor: Actor
  action: string
  subject: { type: ChangeRow['subject_type']; id: number | null }
  result?: 'done' | 'refused'
  detail?: Record<string, string | number | boolean | null>
}

/** Writes the act as the next link of the chain. A transaction holds the write lock from its beginning, so no other link comes in between. */
export async function recordChange(trx: Trx, { at, actor, action, subject, result = 'done', detail = {} }: Change) {
  const row = { at, actor_id: actor.id, action, subject_type: subject.type, subject_id: subject.id, result, detail: JSON.stringify(detail) }
  const { rows: [last] } = await trx.executeQuery(LAST_HASH) as { rows: { hash: string }[] }
  await trx.insertInto('change').values({ ...row, origin: actor.origin, request_id: actor.requestId, hash: chainHash(last?.hash ?? '', row) }).execute()
}
const LAST_HASH = CompiledQuery.raw('select hash from change order by id desc limit 1')

export const changesAfter = (db: Db, id: number, limit: number) => db.selectFrom('change').where('id', '>', id).selectAll().orderBy('id').limit(limit).execute()

export async function markSeen(trx: Trx, consumer: string, lastId: number) {
  await trx.insertInto('change_cursor').values({ consumer, last_id: lastId })
    .onConflict((conflict) => conflict.column('consumer').doUpdateSet({ last_id: lastId })).execute()
}

/** The id of the newest act; 0 when there is none. Whoever derives something from the data can tell by it that nothing has changed. */
export async function lastChangeId(db: Db): Promise<number> {
  const [row] = await lastChange(db, {})
  return row?.id ?? 0
}
const lastChange = prepared((db) => db.selectFrom('change').select((change) => change.fn.max('id').as('id')))
