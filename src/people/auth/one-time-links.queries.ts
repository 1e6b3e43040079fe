import type { Insertable } from 'kysely'
import type { Db, Trx } from '../../database.ts'
import type { AuthTables } from './auth.table.ts'

type Link = AuthTables['one_time_link']

export const insertLink = (trx: Trx, row: Insertable<Link>) => trx.insertInto('one_time_link').values(row).execute()

export const deleteSetupLinks = (trx: Trx) => trx.deleteFrom('one_time_link').where('purpose', '=', 'setup').execute()
/** Unused links of a person: of one kind, or all of them. */
export const deleteLinksOf = (trx: Trx, personId: number, purpose?: Link['purpose']) => trx.deleteFrom('one_time_link')
  .where('person_id', '=', personId).where('used_at', 'is', null)
  .$if(purpose !== undefined, (query) => query.where('purpose', '=', purpose!)).execute()

/** A link that still works, with the person it is for; a link of someone disabled does not. */
export const workingLink = (db: Db, hash: Buffer, purpose: Link['purpose'], now: string) => db.selectFrom('one_time_link')
  .leftJoin('person', 'person.id', 'one_time_link.person_id')
  .where('token_hash', '=', hash).where('purpose', '=', purpose).where('used_at', 'is', null).where('expires_at', '>', now).where('person.disabled_at', 'is', null)
  .select(['person.id as personId', 'person.name as name', 'person.email as email', 'person.locale as locale']).executeTakeFirst()

/** Takes the link; false when someone was quicker. */
export async function useLink(trx: Trx, hash: Buffer, now: string): Promise<boolean> {
  const result = await trx.updateTable('one_time_link').where('token_hash', '=', hash).where('used_at', 'is', null).set({ used_at: now }).executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function deleteOldLinks(trx: Trx, expiredBefore: string): Promise<number> {
  const result = await trx.deleteFrom('one_time_link').where('expires_at', '<', expiredBefore).executeTakeFirst()
  return Number(result.numDeletedRows)
}
