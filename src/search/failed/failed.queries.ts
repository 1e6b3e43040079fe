import type { Selectable } from 'kysely'
import type { Db, Trx } from '../../database.ts'
import type { FailedSearchTables } from './failed.table.ts'

export type FailedSearch = Selectable<FailedSearchTables['failed_search']>

/** Different people or days from which on a search is shown to anyone: fewer might tell what one person looked for. */
export const SHOWN_FROM = 3

export const failedByKey = (db: Db, key: string) => db.selectFrom('failed_search').where('key', '=', key).selectAll().executeTakeFirst()
export const failedById = (db: Db, id: number) => db.selectFrom('failed_search').where('id', '=', id).selectAll().executeTakeFirst()

export async function insertFailed(trx: Trx, row: Pick<FailedSearch, 'key' | 'typed' | 'first_day' | 'counted_by'>) {
  await trx.insertInto('failed_search').values({ ...row, times: 1, askers: 1, last_day: row.first_day, item_id: null, handled_at: null, handled_by: null }).execute()
}
export const updateFailed = (trx: Trx, id: number, values: Partial<FailedSearch>) => trx.updateTable('failed_search').where('id', '=', id).set(values).execute()

/** What waits for someone to write or to point out the answer, the most wanted first. */
export const waitingFailed = async (db: Db, { limit, offset }: { limit: number; offset: number }) => ({
  rows: await waiting(db).selectAll().orderBy('askers', 'desc').orderBy('times', 'desc').orderBy('id').limit(limit).offset(offset).execute(), total: await countWaiting(db),
})
export const countWaiting = async (db: Db) => (await waiting(db).select((select) => select.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n
const waiting = (db: Db) => db.selectFrom('failed_search').where('askers', '>=', SHOWN_FROM).where('item_id', 'is', null)

/** What has been handled or has a page that answers, the latest first. */
export const handledFailed = (db: Db, limit: number) => db.selectFrom('failed_search').where('handled_at', 'is not', null)
  .where((where) => where.or([where('askers', '<', SHOWN_FROM), where('item_id', 'is not', null)])).selectAll().orderBy('handled_at', 'desc').limit(limit).execute()

/** Takes away what was last searched for before `rareBefore` and never shown, and everything that was last searched for before `allBefore`. */
export async function deleteOldFailed(trx: Trx, { rareBefore, allBefore }: { rareBefore: string; allBefore: string }): Promise<number> {
  const gone = await trx.deleteFrom('failed_search').where((where) => where.or([
    where.and([where('last_day', '<', rareBefore), where('askers', '<', SHOWN_FROM), where('item_id', 'is', null)]), where('last_day', '<', allBefore),
  ])).executeTakeFirst()
  return Number(gone.numDeletedRows)
}
