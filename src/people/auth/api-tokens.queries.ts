import type { Insertable } from 'kysely'
import type { Trx } from '../../database.ts'
import type { AuthTables } from './auth.table.ts'

export async function insertApiToken(trx: Trx, row: Insertable<AuthTables['api_token']>): Promise<number> {
  const { id } = await trx.insertInto('api_token').values(row).returning('id').executeTakeFirstOrThrow()
  return id
}

/** True when there was such a token and it still worked. */
export async function markTokenRevoked(trx: Trx, id: number, at: string): Promise<boolean> {
  const result = await trx.updateTable('api_token').where('id', '=', id).where('revoked_at', 'is', null).set({ revoked_at: at }).executeTakeFirst()
  return result.numUpdatedRows > 0n
}
