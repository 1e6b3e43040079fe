import type { Insertable, Updateable } from 'kysely'
import type { Db, Trx } from '../../database.ts'
import type { PeopleTables } from '../people.table.ts'

export const libraryOf = (db: Db, municipalityId: number, id: number) => db.selectFrom('library').where('municipality_id', '=', municipalityId).where('id', '=', id).selectAll().executeTakeFirst()
export const libraryNamed = (db: Db, municipalityId: number, name: string) => db.selectFrom('library').where('municipality_id', '=', municipalityId).where('name', '=', name).select(['id', 'closed_at']).executeTakeFirst()
export const updateMunicipality = (trx: Trx, id: number, row: Updateable<PeopleTables['municipality']>) => trx.updateTable('municipality').where('id', '=', id).set(row).execute()
export const updateLibrary = (trx: Trx, id: number, row: Updateable<PeopleTables['library']>) => trx.updateTable('library').where('id', '=', id).set(row).execute()
export const addLibrary = (trx: Trx, row: Insertable<PeopleTables['library']>) => trx.insertInto('library').values(row).execute()
