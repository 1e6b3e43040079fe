import { sql, type Insertable } from 'kysely'
import type { Db, Trx } from '../../database.ts'
import { alphabetical } from '../../platform/database/alphabetical.ts'
import { prepared } from '../../platform/database/prepared.ts'
import { FACTS_STATE } from '../facts/facts.queries.ts'
import type { Section } from '../sections.ts'
import type { SupplementTables } from './supplements.table.ts'

const COLUMNS = ['s.id', 's.item_id', 's.slot', 's.name', 's.lang', 's.municipality_id', 's.library_id', 's.owner_team_id', 's.number', 's.body', 's.html', 's.seen', 's.outdated', 's.checked_at', 's.changed_at'] as const

/** A text in a slot as it is read: of a municipality, or of one library of it. */
export interface PlacedSupplement { slot: string; lang: string; html: string; library_id: number | null; owner_team_id: number | null; outdated: 0 | 1; checked_at: string; library: string | null }

/** All that differs on a page by municipality: its supplements, the municipalities to choose from, and the state of the values. */
const local = prepared((db, at: { item: number; municipality: number }) => db.selectNoFrom([
  sql<string>`(select json_group_array(json_object('slot', s.slot, 'lang', s.lang, 'html', s.html, 'library_id', s.library_id, 'owner_team_id', s.owner_team_id, 'outdated', s.outdated, 'checked_at', s.checked_at, 'library', l.name))
    from supplement s left join library l on l.id = s.library_id
    where s.item_id = ${at.item} and s.municipality_id = ${at.municipality} and l.closed_at is null)`.as('supplements'),
  sql<string>`(select json_group_array(json_object('slug', slug, 'name', name)) from municipality)`.as('municipalities'),
  FACTS_STATE,
]))

/**
 * What a municipality has written into the slots of an item (PlacedSupplement[]) and all municipalities (slug and name), in no order, as JSON: who
 * has read the same before need not read it again. Ask for the item's visibility before.
 */
export const localOf = async (db: Db, itemId: number, municipalityId: number) => (await local(db, { item: itemId, municipality: municipalityId }))[0]!

/** Everything written into the slots of an item, of every municipality; what a closed library wrote is kept and not shown. */
export const allSupplementsOf = (db: Db, itemId: number) => db.selectFrom('supplement as s').innerJoin('municipality as m', 'm.id', 's.municipality_id').leftJoin('library as l', 'l.id', 's.library_id').leftJoin('team', 'team.id', 's.owner_team_id')
  .where('s.item_id', '=', itemId).where('l.closed_at', 'is', null).select([...COLUMNS, 'm.name as municipality', 'm.slug', 'l.name as library', 'team.name as owner']).orderBy(alphabetical('m.name')).orderBy(sql`s.library_id is not null`).orderBy(alphabetical('l.name')).execute()
export type ListedSupplement = Awaited<ReturnType<typeof allSupplementsOf>>[number]

export interface SupplementPlace { itemId: number; slot: string; lang: string; municipalityId: number; libraryId: number | null }

export const findSupplement = (db: Db, { itemId, slot, lang, municipalityId, libraryId }: SupplementPlace) => db.selectFrom('supplement').where('item_id', '=', itemId).where('slot', '=', slot).where('lang', '=', lang)
  .where('municipality_id', '=', municipalityId).where(sql<boolean>`library_id is ${libraryId}`).selectAll().executeTakeFirst()

export async function insertSupplement(trx: Trx, row: Insertable<SupplementTables['supplement']>) {
  return (await trx.insertInto('supplement').values(row).returning('id').executeTakeFirstOrThrow()).id
}
export const updateSupplement = (trx: Trx, id: number, row: Partial<Insertable<SupplementTables['supplement']>>) => trx.updateTable('supplement').set(row).where('id', '=', id).execute()
export const deleteSupplement = (trx: Trx, id: number) => trx.deleteFrom('supplement').where('id', '=', id).execute()
export const keepRevision = (trx: Trx, row: Insertable<SupplementTables['supplement_revision']>) => trx.insertInto('supplement_revision').values(row).execute()

export const revisionsOf = (db: Db, id: number) => db.selectFrom('supplement_revision as r').leftJoin('person', 'person.id', 'r.author_id').where('r.supplement_id', '=', id)
  .select(['r.number', 'r.body', 'r.created_at', 'person.name as author']).orderBy('r.number', 'desc').execute()

/** Supplements that a text of this language has around them. */
export const supplementsIn = (trx: Trx, itemId: number, lang: string) => trx.selectFrom('supplement').where('item_id', '=', itemId).where('lang', '=', lang).selectAll().execute()

/** What one library has written into the slots of all items. */
export const supplementsOfLibrary = (db: Db, libraryId: number) => db.selectFrom('supplement').where('library_id', '=', libraryId).selectAll().orderBy('id').execute()
export const isLibraryClosed = async (db: Db, libraryId: number) => (await db.selectFrom('library').where('id', '=', libraryId).where('closed_at', 'is not', null).select('id').executeTakeFirst()) !== undefined

export async function textAround(db: Db, itemId: number, lang: string): Promise<{ html: string; sections: Section[] } | undefined> {
  const row = await db.selectFrom('item_text').innerJoin('revision', 'revision.id', 'item_text.revision_id').where('item_text.item_id', '=', itemId).where('item_text.lang', '=', lang)
    .select(['revision.html', 'revision.sections']).executeTakeFirst()
  return row && { html: row.html, sections: JSON.parse(row.sections) as Section[] }
}

/** What the index finds of an item's supplements: each with its municipality. */
export const supplementsToIndex = (db: Db, itemId: number) => db.selectFrom('supplement as s').innerJoin('municipality as m', 'm.id', 's.municipality_id').leftJoin('library as l', 'l.id', 's.library_id')
  .where('s.item_id', '=', itemId).where('l.closed_at', 'is', null).select(['s.slot', 's.name', 's.lang', 's.html', 'm.slug as municipality', 'm.name as place', 'l.name as library']).orderBy('s.id').execute()

/** The HTML of an item in the languages in which something has been written into it. */
export const supplementedPages = (db: Db, itemId: number) => db.selectFrom('item_text as t').innerJoin('revision as r', 'r.id', 't.revision_id').where('t.item_id', '=', itemId)
  .where((where) => where.exists(where.selectFrom('supplement as s').whereRef('s.item_id', '=', 't.item_id').whereRef('s.lang', '=', 't.lang').select('s.id'))).select(['t.lang', 'r.html']).execute()

/** The slots that are written into in a language, each with the text as it is saved now. */
export const supplementNames = (db: Db, itemId: number, lang: string) => db.selectFrom('supplement as s').innerJoin('item_text as t', (join) => join.onRef('t.item_id', '=', 's.item_id').onRef('t.lang', '=', 's.lang')).innerJoin('revision as r', 'r.id', 't.revision_id')
  .where('s.item_id', '=', itemId).where('s.lang', '=', lang).groupBy('s.slot').select(['s.slot', 's.name', 'r.html as before']).execute()

/** What stands in the slots of published pages that use a fact: a municipality's, or for a value of the network those of all that have none of their own. */
export const supplementsBeside = (trx: Trx, fact: string, municipalityId: number | null) => trx.selectFrom('supplement as s').innerJoin('item', 'item.id', 's.item_id').innerJoin('municipality as m', 'm.id', 's.municipality_id').leftJoin('library as l', 'l.id', 's.library_id')
  .where('item.state', '=', 'published').where('l.closed_at', 'is', null).where(sql<boolean>`exists (select 1 from fact_use u where u.item_id = s.item_id and u.fact = ${fact})`)
  .where(municipalityId === null ? sql<boolean>`not exists (select 1 from fact_value v where v.fact = ${fact} and v.municipality_id = s.municipality_id and v.replaced_at is null)` : sql<boolean>`s.municipality_id = ${municipalityId}`)
  .select(['s.item_id', 's.slot', 's.name', 's.lang', 's.html', 's.municipality_id', 's.library_id', 's.owner_team_id', 'item.owner_team_id as page_team_id', 'm.slug']).orderBy('s.id').execute()
