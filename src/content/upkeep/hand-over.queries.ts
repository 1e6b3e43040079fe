import type { Db, Trx } from '../../database.ts'
import { alphabetical } from '../../platform/database/alphabetical.ts'

/** Items that a person has begun and nobody else has seen published. */
const drafts = (db: Db, personId: number) => db.selectFrom('item').where('created_by', '=', personId).where('published_at', 'is', null)

export const draftsBy = async (db: Db, personId: number): Promise<number> => (await drafts(db, personId).select((select) => select.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count
export const openTasksOf = async (db: Db, personId: number): Promise<number> =>
  (await db.selectFrom('task').where('person_id', '=', personId).where('closed_at', 'is', null).select((select) => select.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count

export async function giveDrafts(trx: Trx, from: number, to: number): Promise<number> {
  const { numUpdatedRows } = await trx.updateTable('item').set({ created_by: to }).where('created_by', '=', from).where('published_at', 'is', null).executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}

export async function giveTasks(trx: Trx, from: number, to: number): Promise<number> {
  const { numUpdatedRows } = await trx.updateTable('task').set({ person_id: to }).where('person_id', '=', from).where('closed_at', 'is', null).executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}

export interface Colleague { id: number; name: string; role: 'reader' | 'editor' | 'contact' | 'admin'; municipality: string; municipality_id: number }
/** Those who can sign in, but one; of one municipality, or of all. */
export const colleagues = (db: Db, except: number, municipalityId: number | null): Promise<Colleague[]> => db.selectFrom('person').innerJoin('municipality', 'municipality.id', 'person.municipality_id')
  .where('person.disabled_at', 'is', null).where('person.id', '<>', except).$if(municipalityId !== null, (query) => query.where('person.municipality_id', '=', municipalityId!))
  .select(['person.id', 'person.name', 'person.role', 'municipality.name as municipality', 'person.municipality_id']).orderBy(alphabetical('person.name')).orderBy('person.id').execute()
