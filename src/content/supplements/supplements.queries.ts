import { sql, type Insertable } from 'kysely'
import type { Db, Trx } from '../../database.ts'
import { alphabetical } from '../../platform/database/alphabetical.ts'
import { prepared } from '../../platform/database/prepared.ts'
import type { Section } from '../sections.ts'
import type { SupplementTables } from './supplements.table.ts'

const COLUMNS = ['s.id', 's.item_id', 's.slot', 's.name', 's.lang', 's.municipality_id', 's.library_id', 's.owner_team_id', 's.number', 's.body', 's.html', 's.seen', 's.outdated', 's.checked_at', 's.changed_at'] as const

const placed = prepared((db, at: { item: number; municipality: number }) => db.selectFrom('supplement as s').leftJoin('library as l', 'l.id', 's.library_id')
  .where('s.item_id', '=', at.item).where('s.municipality_id', '=', at.municipality).where('l.closed_at', 'is', null)
  .select(['s.slot', 's.lang', 's.html', 's.library_id', 's.owner_team_id', 's.outdated', 's.checked_at', 'l.name as library']).orderBy(sql`s.library_id is not null`).orderBy(alphabetical('l.name')))

/** What a municipality has written into the slots of an item, its libraries' texts last. Ask for the item's visibility before. */
export const supplementsOf = (db: Db, itemId: number, municipalityId: number) => placed(db, { item: itemId, municipality: municipalityId })
export type PlacedSupplement = Awaited<ReturnType<typeof supplementsOf>>[number]

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

/** The slots that are written into in a language, each with the text as it is saved now. */
export const supplementNames = (db: Db, itemId: number, lang: string) => db.selectFrom('supplement as s').innerJoin('item_text as t', (join) => join.onRef('t.item_id', '=', 's.item_id').onRef('t.lang', '=', 's.lang')).innerJoin('revision as r', 'r.id', 't.revision_id')
  .where('s.item_id', '=', itemId).where('s.lang', '=', lang).groupBy('s.slot').select(['s.slot', 's.name', 'r.html as before']).execute()
