import type { Db, Trx } from '../../database.ts'

/** `at` null: nothing waits any more. */
export async function setSchedule(trx: Trx, itemId: number, at: string | null) {
  if (at === null) await trx.deleteFrom('scheduled').where('item_id', '=', itemId).execute()
  else await trx.insertInto('scheduled').values({ item_id: itemId, at }).onConflict((known) => known.column('item_id').doUpdateSet({ at })).execute()
}

export const dueItems = (db: Db, now: string, limit: number) =>
  db.selectFrom('scheduled').where('at', '<=', now).selectAll().orderBy('at').orderBy('item_id').limit(limit).execute()

/** Takes the row of that very moment; false when another has taken it or the moment was changed. */
export async function takeSchedule(trx: Trx, itemId: number, at: string): Promise<boolean> {
  const taken = await trx.deleteFrom('scheduled').where('item_id', '=', itemId).where('at', '=', at).returning('item_id').executeTakeFirst()
  return taken !== undefined
}
