import type { Insertable } from 'kysely'
import type { Db, Trx } from '../../database.ts'
import type { Viewer } from '../../people/viewer.ts'
import { CARD, cardOf, type ItemCard } from '../items.queries.ts'
import { readableItems } from '../visibility.ts'
import type { CorrectionTables } from './corrections.table.ts'

export async function insertSuggestion(trx: Trx, row: Insertable<CorrectionTables['suggestion']>): Promise<number> {
  const { id } = await trx.insertInto('suggestion').values(row).returning('id').executeTakeFirstOrThrow()
  return id
}

/** The same words to the same place from the same person, still open: sent twice. */
export const sameOpenSuggestion = (trx: Trx, row: Pick<Insertable<CorrectionTables['suggestion']>, 'item_id' | 'person_id' | 'lang' | 'anchor' | 'text'>) =>
  trx.selectFrom('suggestion').where('item_id', '=', row.item_id).where('person_id', '=', row.person_id!).where('lang', '=', row.lang)
    .where('anchor', '=', row.anchor).where('text', '=', row.text).where('state', '=', 'open').select('id').executeTakeFirst()

export async function openSuggestionsBy(trx: Trx, personId: number): Promise<number> {
  const { count } = await trx.selectFrom('suggestion').where('person_id', '=', personId).where('state', '=', 'open').select((select) => select.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  return count
}

/** A suggestion with the names of who made and who answered it. Ask first whether the viewer may read the item. */
export const findSuggestion = (db: Db, itemId: number, id: number) => db.selectFrom('suggestion').leftJoin('person as maker', 'maker.id', 'suggestion.person_id')
  .leftJoin('person as answerer', 'answerer.id', 'suggestion.answered_by').where('suggestion.item_id', '=', itemId).where('suggestion.id', '=', id)
  .selectAll('suggestion').select(['maker.name as by', 'answerer.name as answerer']).executeTakeFirst()
export type FoundSuggestion = NonNullable<Awaited<ReturnType<typeof findSuggestion>>>

/** The open ones first, then the latest. */
export const suggestionsOf = (db: Db, itemId: number, limit: number) => db.selectFrom('suggestion').leftJoin('person as maker', 'maker.id', 'suggestion.person_id')
  .where('suggestion.item_id', '=', itemId).select(['suggestion.id', 'suggestion.heading', 'suggestion.lang', 'suggestion.reason', 'suggestion.created_at', 'suggestion.state', 'maker.name as by'])
  .orderBy((order) => order('suggestion.state', '=', 'open'), 'desc').orderBy('suggestion.id', 'desc').limit(limit).execute()

export async function openSuggestions(db: Db, itemId: number): Promise<number> {
  const { count } = await db.selectFrom('suggestion').where('item_id', '=', itemId).where('state', '=', 'open').select((select) => select.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  return count
}

/** A person's own, of items that she may still open. */
export async function ownSuggestions(db: Db, viewer: Viewer, now: string, limit: number): Promise<(ItemCard & { suggestion: number; heading: string; lang: string; state: 'open' | 'taken' | 'declined'; made: string; answer: string })[]> {
  const rows = await readableItems(db, viewer, now).innerJoin('suggestion', 'suggestion.item_id', 'item.id').where('suggestion.person_id', '=', viewer.id).select(CARD)
    .select(['suggestion.id as suggestion', 'suggestion.heading', 'suggestion.lang', 'suggestion.state', 'suggestion.created_at as made', 'suggestion.answer'])
    .orderBy('suggestion.id', 'desc').limit(limit).execute()
  return rows.map((row) => ({ ...cardOf(row), suggestion: row.suggestion, heading: row.heading, lang: row.lang, state: row.state, made: row.made, answer: row.answer }))
}

/** Answers an open suggestion. False: it was answered meanwhile. */
export async function settleSuggestion(trx: Trx, id: number, values: { state: 'taken' | 'declined'; answer: string; answered_by: number | null; answered_at: string; taken_number: number | null }): Promise<boolean> {
  const { numUpdatedRows } = await trx.updateTable('suggestion').set(values).where('id', '=', id).where('state', '=', 'open').executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** A published item that was put aside, for someone who could read it: she may be told that it is gone. */
export const trashedForReader = (db: Db, viewer: Pick<Viewer, 'teamIds'>, id: number) => db.selectFrom('item')
  .innerJoin('item_text', (join) => join.onRef('item_text.item_id', '=', 'item.id').onRef('item_text.lang', '=', 'item.language'))
  .where('item.id', '=', id).where('item.state', '=', 'trashed').where('item.published_at', 'is not', null)
  .where((where) => where.or([where('item.restricted_team_id', 'is', null), where('item.restricted_team_id', 'in', viewer.teamIds)]))
  .select(['item_text.title', 'item_text.lang']).executeTakeFirst()

export const substituteOf = async (db: Db, teamId: number): Promise<number | null> =>
  (await db.selectFrom('team').where('id', '=', teamId).select('substitute_team_id').executeTakeFirst())?.substitute_team_id ?? null

export const insertHelpAnswer = (trx: Trx, row: Insertable<CorrectionTables['help_answer']>) => trx.insertInto('help_answer').values(row).execute()

export async function helpCounts(db: Db, itemId: number): Promise<{ yes: number; no: number }> {
  const rows = await db.selectFrom('help_answer').where('item_id', '=', itemId).select((select) => ['helped', select.fn.countAll<number>().as('count')]).groupBy('helped').execute()
  const of = (helped: 0 | 1) => rows.find((row) => row.helped === helped)?.count ?? 0
  return { yes: of(1), no: of(0) }
}

/** What readers wrote, the latest day first; within a day in no order that would tell who was when. */
export const helpWords = (db: Db, itemId: number, limit: number) => db.selectFrom('help_answer').where('item_id', '=', itemId).where('words', '<>', '')
  .select(['day', 'helped', 'words', 'lang']).orderBy('day', 'desc').orderBy('words').limit(limit).execute()
