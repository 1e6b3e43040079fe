import type { Insertable, Selectable } from 'kysely'
import type { Db, Trx } from '../../database.ts'
import type { StatementTables } from './statements.table.ts'

export type Statement = Omit<Selectable<StatementTables['statement']>, 'id' | 'changed_by'>
export type Fault = Selectable<StatementTables['statement_fault']>
export type Feedback = Selectable<StatementTables['statement_feedback']>

/** As the program comes. The act 306/2019 is supervised by Traficom; an installation elsewhere says its own. */
const UNSET: Statement = {
  state: 'partial', contact: '', email: '', authority: 'Traficom', authority_href: 'https://www.saavutettavuusvaatimukset.fi/', controller: '', written_at: '2026-11-25T09:00:00.000Z',
}

export async function statementOf(db: Db): Promise<Statement> {
  return await db.selectFrom('statement').select(['state', 'contact', 'email', 'authority', 'authority_href', 'controller', 'written_at']).executeTakeFirst() ?? UNSET
}
export async function putStatement(trx: Trx, row: Omit<Insertable<StatementTables['statement']>, 'id'>) {
  await trx.insertInto('statement').values({ id: 1, ...row }).onConflict((known) => known.column('id').doUpdateSet(row)).execute()
}

export const openFaults = (db: Db): Promise<Fault[]> => db.selectFrom('statement_fault').where('mended_at', 'is', null).selectAll().orderBy('id').execute()
export const insertFault = (trx: Trx, row: Insertable<StatementTables['statement_fault']>) => trx.insertInto('statement_fault').values(row).execute()
/** False when there is no such fault, or it is mended already. */
export async function mendFault(trx: Trx, id: number, at: string): Promise<boolean> {
  const result = await trx.updateTable('statement_fault').where('id', '=', id).where('mended_at', 'is', null).set({ mended_at: at }).executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function insertFeedback(trx: Trx, row: Pick<Feedback, 'text' | 'reply_to' | 'lang' | 'received_at' | 'due_at'>): Promise<number> {
  const { id } = await trx.insertInto('statement_feedback').values({ ...row, answered_at: null, answered_by: null, answer: '' }).returning('id').executeTakeFirstOrThrow()
  return id
}
/** What waits first, the oldest on top; then what has been answered, the latest on top. */
export const allFeedback = (db: Db, limit: number): Promise<Feedback[]> => db.selectFrom('statement_feedback').selectAll()
  .orderBy((order) => order('answered_at', 'is not', null)).orderBy((order) => order.case().when('answered_at', 'is', null).then(order.ref('due_at')).else('').end()).orderBy('id', 'desc').limit(limit).execute()
export const feedbackById = (db: Db, id: number) => db.selectFrom('statement_feedback').where('id', '=', id).selectAll().executeTakeFirst()
export async function answerFeedback(trx: Trx, id: number, values: { answered_at: string; answered_by: number; answer: string }): Promise<boolean> {
  const result = await trx.updateTable('statement_feedback').where('id', '=', id).where('answered_at', 'is', null).set(values).executeTakeFirst()
  return result.numUpdatedRows === 1n
}
export async function deleteOldFeedback(trx: Trx, answeredBefore: string): Promise<number> {
  const result = await trx.deleteFrom('statement_feedback').where('answered_at', '<', answeredBefore).executeTakeFirst()
  return Number(result.numDeletedRows)
}
