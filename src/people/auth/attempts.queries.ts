import type { Trx } from '../../database.ts'

/** Counts one more attempt under the key and tells how many there are since when; a count older than `since` starts again. */
export async function countAttempt(trx: Trx, key: string, now: string, since: string): Promise<{ count: number; started_at: string }> {
  return trx.insertInto('attempt').values({ key, count: 1, started_at: now })
    .onConflict((conflict) => conflict.column('key').doUpdateSet((set) => ({
      count: set.case().when('attempt.started_at', '<', since).then(1).else(set('attempt.count', '+', 1)).end(),
      started_at: set.case().when('attempt.started_at', '<', since).then(now).else(set.ref('attempt.started_at')).end(),
    })))
    .returning(['count', 'started_at']).executeTakeFirstOrThrow()
}

/** Takes one attempt back: it turned out to be right, or was never made. */
export const uncountAttempt = (trx: Trx, key: string) => trx.updateTable('attempt').where('key', '=', key).where('count', '>', 0)
  .set((set) => ({ count: set('count', '-', 1) })).execute()
export const forgetAttempts = (trx: Trx, key: string) => trx.deleteFrom('attempt').where('key', '=', key).execute()

export async function deleteOldAttempts(trx: Trx, startedBefore: string): Promise<number> {
  const result = await trx.deleteFrom('attempt').where('started_at', '<', startedBefore).executeTakeFirst()
  return Number(result.numDeletedRows)
}
