import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db } from '../database.ts'

/**
 * Items changed since the index last caught up, with the id of the newest change; at most `limit` changes are looked at. The plus keeps SQLite
 * from reading every change of an item by its index instead of the few new ones.
 */
export async function changedItems(db: Db, limit: number): Promise<{ changes: number; itemIds: number[]; lastId: number } | null> {
  const { rows } = await sql<{ id: number; item: number }>`
    select id, subject_id item from change
    where id > coalesce((select last_id from change_cursor where consumer = 'search'), 0) and +subject_type = 'item' and result = 'done' and subject_id is not null
    order by id limit ${limit}`.execute(db)
  return rows.length === 0 ? null : { changes: rows.length, itemIds: [...new Set(rows.map((row) => row.item))], lastId: rows.at(-1)!.id }
}

/** How far back the changes of a request that has just been answered are looked for. */
const NEWEST = 1000
export async function itemsOfRequest(db: Db, requestId: string, limit: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct subject_id id from (select * from change order by id desc limit ${NEWEST})
    where request_id = ${requestId} and subject_type = 'item' and result = 'done' and subject_id is not null limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}

/** The id of the item's newest change: read before the item, it tells which of two readings is the older. */
export async function versionOf(db: Db, itemId: number): Promise<number> {
  const row = await db.selectFrom('change').where('subject_type', '=', 'item').where('subject_id', '=', itemId).select((select) => select.fn.max('id').as('id')).executeTakeFirst()
  return row?.id ?? 0
}

export async function publishedIdsAfter(db: Db, after: number, limit: number): Promise<number[]> {
  const rows = await db.selectFrom('item').where('id', '>', after).where('state', '=', 'published').select('id').orderBy('id').limit(limit).execute()
  return rows.map((row) => row.id)
}

export async function countPublished(db: Db): Promise<number> {
  const row = await db.selectFrom('item').where('state', '=', 'published').select((select) => select.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  return row.n
}

export interface SectionText { itemId: number; lang: string; position: number; anchor: string; heading: string; text: string; /** whose supplement; '' for the shared text */ municipality: string }

/** The indexed text of sections. Ask for the items' visibility before. */
export async function sectionTexts(db: Db, sections: { itemId: number; lang: string; position: number }[]): Promise<SectionText[]> {
  return db.selectFrom(sql<{ i: number; l: string; p: number }>`(select value ->> 0 i, value ->> 1 l, value ->> 2 p from json_each(${JSON.stringify(sections.map((one) => [one.itemId, one.lang, one.position]))}))`.as('wanted'))
    .innerJoin('search_section', (join) => join.onRef('search_section.item_id', '=', 'wanted.i').onRef('search_section.lang', '=', 'wanted.l').onRef('search_section.position', '=', 'wanted.p'))
    .select(SECTION_TEXT).execute()
}
const SECTION_TEXT = ['item_id as itemId', 'lang', 'position', 'anchor', 'heading', 'text', 'municipality'] as const

/** What a municipality has written into these items, whether or not it is among the best matches. Ask for the items' visibility before. */
export async function ownSupplements(db: Db, items: { itemId: number; lang: string }[], municipality: string): Promise<SectionText[]> {
  return db.selectFrom('search_section').where('municipality', '=', municipality).where('item_id', 'in', items.map(({ itemId }) => itemId)).select(SECTION_TEXT).execute()
}

export const subjectsBySlug = (db: Db, slugs: string[]) => db.selectFrom('subject').where('slug', 'in', slugs).select(['slug', 'label', 'label_sv', 'label_en']).execute()

/** The stored HTML of a language of an item. Ask for its visibility before. */
export async function itemHtml(db: Db, itemId: number, lang: string): Promise<string> {
  const row = await db.selectFrom('item_text').innerJoin('revision', 'revision.id', 'item_text.revision_id')
    .where('item_text.item_id', '=', itemId).where('item_text.lang', '=', lang).select('revision.html').executeTakeFirst()
  return row?.html ?? ''
}

/** Published items that the index does not have as they are now, and items that it has though they are not published. */
export async function indexDifference(db: Db): Promise<{ missing: number; extra: number }> {
  const { rows: [row] } = await sql<{ missing: number; extra: number }>`select
    (select count(*) from item where state = 'published' and not exists (select 1 from search_item where item_id = item.id and removed = 0
      and version >= (select max(id) from change where subject_type = 'item' and subject_id = item.id and result = 'done'))) missing,
    (select count(*) from search_item where removed = 0 and not exists (select 1 from item where id = item_id and state = 'published')) extra`.execute(db)
  return row!
}

const ROWS_MEASURED = 1000

/** What words and texts of the index take, in bytes, without the spare room of their pages. Reads all of it, a little at a time: for the administrator's page only. */
export async function indexBytes(db: Db): Promise<number> {
  let bytes = 0
  for (const [table, size] of [['search_text_data', 'length(block)'], ['search_text_page_data', 'length(block)'], ['search_section', 'octet_length(text) + octet_length(heading)']] as const) {
    for (let after: number | null = -1; after !== null; await setImmediate()) {
      const { rows: [row] }: { rows: { bytes: number | null; last: number | null }[] } = await sql<{ bytes: number | null; last: number | null }>`
        select sum(size) bytes, max(id) last from (select id, ${sql.raw(size)} size from ${sql.table(table)} where id > ${after} order by id limit ${ROWS_MEASURED})`.execute(db)
      bytes += row?.bytes ?? 0
      after = row?.last ?? null
    }
  }
  return bytes
}
