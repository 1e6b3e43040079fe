import { sql, type RawBuilder } from 'kysely'
import type { Db, Trx } from '../../database.ts'
import { plainText } from '../../language/words.ts'
import type { EngineHealth, IndexItem, IndexSection } from '../search-engine.ts'
import type { SearchTables } from '../search.table.ts'
import { quotePhrase, type Match } from './match.ts'

/** Weights of title, headings, body, base, parts, fold. FTS5 gives the best match the lowest number. */
const SCORE = sql`-bm25(search_text, 8, 6, 2, 4, 1, 0.3)`

/**
 * The ids of sections are divided into miles, and the first section of each has a word of its own, in turn one of two. Of whatever is looked for in
 * a mile, that of the next is a match too (as is that of the one before, for who reads backwards): there FTS5 stops, and the mile has it nowhere.
 */
export const MILE = 2 ** 17
/** Signs for private use, which no text gives to this column. */
const MILESTONES = ['\ue000', '\ue001']
const mileOf = (id: number) => Math.floor(id / MILE)
const milestone = (mile: number) => MILESTONES[mile % 2]!
export const stopAfter = (id: number) => `{fold} : ${quotePhrase(milestone(mileOf(id) + 1))}`

export interface Scored { id: number; score: number }

export async function scoredMatches(db: Db, match: string): Promise<Scored[]> {
  const { rows } = await sql<Scored>`select rowid id, ${SCORE} score from search_text where search_text match ${match}`.execute(db)
  return rows
}

/**
 * FTS5 goes straight to a range of rows when its ends are whole numbers. The driver hands over a number as a real one, which FTS5 passes over:
 * without the cast every part of a long list is read from the list's beginning.
 */
export const between = (after: number, to: number) => sql`rowid > cast(${after} as integer) and rowid <= cast(${to} as integer)`

/** The matching sections whose ids are above `after`, up to `to`, both in one mile, in order. Asked so, without a limit, they take half the time. */
export async function matchesBetween(db: Db, match: Match, after: number, to: number): Promise<number[]> {
  return idsOf(db, sql`select json_group_array(rowid) ids from search_text where search_text match ${match(stopAfter(to))} and ${between(after, to)}`)
}

/** The same of pages: of each, or of each stretch of a long one, the first section. `match` is of `pageMatch`. */
export async function pagesBetween(db: Db, match: string, after: number, to: number): Promise<number[]> {
  return idsOf(db, sql`select json_group_array(rowid) ids from search_text_page where search_text_page match ${match} and ${between(after, to)}`)
}

/** The rows of the index of whole pages above `after`, up to `to`. */
export async function pageRows(db: Db, after: number, to: number, most: number): Promise<number[]> {
  return idsOf(db, sql`select json_group_array(id) ids from (select id from search_text_page_docsize where id > ${after} and id <= ${to} order by id limit ${most})`)
}

/** A page of the words of that index in order, with the number of its rows that have them. */
export async function pageVocabularyAfter(db: Db, after: string, most: number): Promise<{ term: string; pages: number }[]> {
  return (await sql<{ term: string; pages: number }>`select term, doc pages from search_vocabulary_page where term > ${after} order by term limit ${most}`.execute(db)).rows
}

/** Items that have sections with higher ids than `after`, or are gone. */
export async function itemsSince(db: Db, after: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select item_id id from search_section indexed by search_section_places where id > ${after} union select item_id from search_item where removed = 1`.execute(db)
  return rows.map(({ id }) => id)
}

export async function lastSection(db: Db): Promise<number> {
  const { rows } = await sql<{ id: number | null }>`select max(id) id from search_section`.execute(db)
  return rows[0]!.id ?? 0
}

/** The first matching sections of a page. */
export async function pagePositions(db: Db, { itemId, lang }: { itemId: number; lang: string }, match: Match, most: number): Promise<number[]> {
  const page = sql`from search_section where item_id = ${itemId} and lang = ${lang}`, last = sql`(select max(id) ${page})`
  const { rows } = await sql<{ position: number }>`
    select position from search_text join search_section on search_section.id = search_text.rowid
    where search_text match iif(${last} / ${MILE} % 2 = 0, ${match(stopAfter(0))}, ${match(stopAfter(MILE))})
      and search_text.rowid between (select min(id) ${page}) and ${last} and item_id = ${itemId} and lang = ${lang}
    order by position limit ${most}`.execute(db)
  return rows.map((row) => row.position)
}

interface Some { most: number; first: 'oldest' | 'newest' }
const inOrder = ({ most, first }: Some) => sql`order by rowid ${first === 'newest' ? sql`desc` : sql`asc`} limit ${most}`

/** The oldest or the newest matching sections, in that order. */
export async function someMatches(db: Db, match: string, some: Some): Promise<number[]> {
  return idsOf(db, sql`select json_group_array(id) ids from (select rowid id from search_text where search_text match ${match} ${inOrder(some)})`)
}

/** The same of one mile. */
export async function someOfMile(db: Db, match: Match, mile: number, some: Some): Promise<number[]> {
  const last = (mile + 1) * MILE - 1
  return idsOf(db, sql`select json_group_array(id) ids from (
    select rowid id from search_text where search_text match ${match(stopAfter(last))} and ${between(last - MILE, last)} ${inOrder(some)})`)
}

/** As one JSON list: rows cost several times as much to hand over one by one. */
async function idsOf(db: Db, select: RawBuilder<unknown>): Promise<number[]> {
  const { rows } = await sql<{ ids: string }>`${select}`.execute(db)
  return JSON.parse(rows[0]!.ids) as number[]
}

export async function sectionMatches(db: Db, { itemId, lang, position }: { itemId: number; lang: string; position: number }, match: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from search_text where search_text match ${match} and rowid = (select id from search_section where item_id = ${itemId} and lang = ${lang} and position = ${position})`.execute(db)
  return rows.length > 0
}

/** Read from an index of its own: a section's row is as long as its text. */
const SECTION_PLACES = sql`select id, item_id, lang, position, municipality from search_section indexed by search_section_places`
export interface SectionPlace { id: number; item_id: number; lang: string; position: number; municipality: string }

export async function sectionPlaces(db: Db, ids: number[]): Promise<SectionPlace[]> {
  return (await sql<SectionPlace>`${SECTION_PLACES} where id in (select value from json_each(${JSON.stringify(ids)}))`.execute(db)).rows
}

export async function sectionPlacesAfter(db: Db, after: number, most: number): Promise<SectionPlace[]> {
  return (await sql<SectionPlace>`${SECTION_PLACES} where id > ${after} order by id limit ${most}`.execute(db)).rows
}

export type ItemRow = Omit<SearchTables['search_item'], 'removed' | 'analyser'>
export async function itemFacts(db: Db, ids: number[]): Promise<ItemRow[]> {
  return db.selectFrom('search_item').where('item_id', 'in', sql<number>`(select value from json_each(${JSON.stringify(ids)}))`)
    .select(['item_id', 'version', 'audience', 'kind', 'network_wide', 'municipalities', 'roles', 'subjects', 'visible_from', 'visible_until', 'fresh_at']).execute()
}

/** Those of the words that the index has in any column, whoever may see them. Each is a search that ends at its first hit: the vocabulary would count all of them. */
export async function indexedWords(db: Db, words: string[]): Promise<Set<string>> {
  const { rows } = await sql<{ at: number }>`
    select key at from json_each(${JSON.stringify(words.map(quotePhrase))}) where exists (select 1 from search_text where search_text match value limit 1)`.execute(db)
  return new Set(rows.map(({ at }) => words[at]!))
}

export async function generation(db: Db): Promise<number> {
  const row = await db.selectFrom('search_generation').select('number').executeTakeFirstOrThrow()
  return row.number
}

/** The first write of every transaction here: it takes the write lock before anything is read. */
export async function raiseGeneration(trx: Trx) {
  await trx.updateTable('search_generation').set((row) => ({ number: row('number', '+', 1) })).execute()
}

/**
 * What a write means for the full-text index. It is written last, in one go: FTS5 ends a piece of its index, and soon merges pieces, whenever
 * a statement on another table needs a savepoint in between, which made indexing ten times slower.
 */
export interface TextChanges { remove: number[]; add: { id: number; itemId: number; section: IndexSection }[] }

/** Puts the item's facts and takes its old sections away; false when the index has a newer version. */
export async function putItem(trx: Trx, item: IndexItem, changes: TextChanges): Promise<boolean> {
  const row = {
    item_id: item.itemId, version: item.version, analyser: item.analyser, removed: 0, audience: item.audience, kind: item.kind, network_wide: item.networkWide ? 1 : 0,
    municipalities: JSON.stringify(item.municipalities), roles: JSON.stringify(item.roles), subjects: JSON.stringify(item.subjects),
    visible_from: item.visibleFrom, visible_until: item.visibleUntil, fresh_at: item.freshAt,
  } as const
  if (await isNewer(trx, item.itemId, item.version)) return false
  await removeSections(trx, item.itemId, changes)
  await trx.insertInto('search_item').values(row).onConflict((conflict) => conflict.column('item_id').doUpdateSet(row)).execute()
  return true
}

/** Whether the index still has this version: another process may have put a newer one between the parts of a long text. */
export async function hasVersion(trx: Trx, { itemId, version }: IndexItem): Promise<boolean> {
  return (await trx.selectFrom('search_item').where('item_id', '=', itemId).where('version', '=', version).where('removed', '=', 0).select('item_id').executeTakeFirst()) !== undefined
}

/** A section that another process has put already is left as it is. */
export async function putSection(trx: Trx, itemId: number, section: IndexSection, changes: TextChanges) {
  const row = await trx.insertInto('search_section')
    .values({ item_id: itemId, lang: section.lang, position: section.position, anchor: section.anchor, heading: section.heading, text: section.text, municipality: section.municipality ?? '' })
    .onConflict((conflict) => conflict.columns(['item_id', 'lang', 'position']).doNothing()).returning('id').executeTakeFirst()
  if (row) changes.add.push({ id: row.id, itemId, section })
}

const GONE = { removed: 1, audience: '' } as const

/** The row stays, also of an item that was never indexed, so that an older version read earlier cannot come in later. */
export async function removeItem(trx: Trx, itemId: number, version: number, changes: TextChanges) {
  if (await isNewer(trx, itemId, version)) return
  await removeSections(trx, itemId, changes)
  await trx.insertInto('search_item')
    .values({ item_id: itemId, version, ...GONE, analyser: '', kind: '', network_wide: 0, municipalities: '[]', roles: '[]', subjects: '[]', visible_from: null, visible_until: null, fresh_at: '' })
    .onConflict((conflict) => conflict.column('item_id').doUpdateSet({ version, ...GONE })).execute()
}

/** FTS5 would divide a word at a soft hyphen or another invisible sign; `tokenize` does not. */
export async function writeTexts(trx: Trx, { remove, add }: TextChanges) {
  for (const rowid of remove) await trx.deleteFrom('search_text').where('rowid', '=', rowid).execute()
  const written = add.map(({ section, ...rest }) => ({
    ...rest, lang: section.lang, title: `${plainText(section.title)} ${section.titleBase}`, headings: `${plainText(section.heading)} ${section.headingBase}`, body: plainText(section.text),
    base: section.base, parts: section.parts, fold: section.fold,
  }))
  for (const { id, itemId: _, lang: __, ...text } of written) await trx.insertInto('search_text').values({ rowid: id, ...text, fold: id % MILE === 0 ? `${text.fold} ${milestone(mileOf(id))}` : text.fold }).execute()
  for (const rowid of remove) await trx.deleteFrom('search_text_page').where('rowid', '=', rowid).execute()
  for (const page of pagesOf(written)) await trx.insertInto('search_text_page').values(page).execute()
}

type Written = Omit<SearchTables['search_text'], 'rowid' | 'fold'> & { id: number; itemId: number; lang: string }
/** What is written of one page at once, in one row. */
function pagesOf(written: Written[]): { rowid: number; words: string }[] {
  const pages: { rowid: number; words: string; itemId: number; lang: string }[] = []
  for (const { id, itemId, lang, title, headings, body, base, parts } of written) {
    const last = pages.at(-1), words = `${headings} ${body} ${base} ${parts}`
    if (last?.itemId === itemId && last.lang === lang) last.words += ` ${words}`
    else pages.push({ rowid: id, itemId, lang, words: `${title} ${words}` })
  }
  return pages.map(({ rowid, words }) => ({ rowid, words }))
}

async function isNewer(trx: Trx, itemId: number, version: number) {
  return (await trx.selectFrom('search_item').where('item_id', '=', itemId).where('version', '>', version).select('item_id').executeTakeFirst()) !== undefined
}

async function removeSections(trx: Trx, itemId: number, changes: TextChanges) {
  const rows = await trx.deleteFrom('search_section').where('item_id', '=', itemId).returning('id').execute()
  for (const { id } of rows) changes.remove.push(id)
}

const FULL_TEXTS = ['search_text', 'search_text_page'] as const
export type FullText = (typeof FULL_TEXTS)[number]

/** The full-text indexes that are in several pieces. A search of one piece takes a third of the time that it takes of two or more. */
export async function inPieces(db: Db): Promise<FullText[]> {
  const { rows } = await sql<Record<FullText, number>>`select
    (select count(distinct segid) from search_text_idx) search_text, (select count(distinct segid) from search_text_page_idx) search_text_page`.execute(db)
  return FULL_TEXTS.filter((index) => rows[0]![index] > 1)
}

/** Writes about `pages` pages of merged pieces; false when there was nothing to merge. A negative number begins to merge all into one. */
export async function mergePieces(trx: Trx, index: FullText, pages: number): Promise<boolean> {
  const before = await totalChanges(trx)
  await sql`insert into ${sql.table(index)}(${sql.ref(index)}, rank) values ('merge', ${pages})`.execute(trx)
  return (await totalChanges(trx)) - before >= 2
}

async function totalChanges(trx: Trx): Promise<number> {
  const { rows } = await sql<{ n: number }>`select total_changes() n`.execute(trx)
  return rows[0]!.n
}

export async function outdatedItems(db: Db, analyser: string, limit: number): Promise<number[]> {
  const rows = await db.selectFrom('search_item').where('removed', '=', 0).where('analyser', '!=', analyser).select('item_id').limit(limit).execute()
  return rows.map((row) => row.item_id)
}

export async function indexedItems(db: Db): Promise<{ itemId: number; version: number }[]> {
  return db.selectFrom('search_item').where('removed', '=', 0).select(['item_id as itemId', 'version']).execute()
}

/** The next moment after `now` at which an item comes into force or goes out of it. */
export async function nextBoundary(db: Db, now: string): Promise<string | null> {
  const { rows } = await sql<{ at: string | null }>`
    select min(at) at from (select min(visible_from) at from search_item where visible_from > ${now} union all select min(visible_until) from search_item where visible_until > ${now})`.execute(db)
  return rows[0]?.at ?? null
}

export async function indexHealth(db: Db): Promise<EngineHealth> {
  const { rows } = await sql<EngineHealth>`
    select (select count(*) from search_item where removed = 0) items, (select count(*) from search_section) sections`.execute(db)
  return rows[0]!
}
