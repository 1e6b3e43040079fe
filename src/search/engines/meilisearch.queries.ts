import { sql } from 'kysely'
import type { Db } from '../../database.ts'

/** The sections of the embedded index, which Meilisearch holds a copy of. */
export interface CopiedSection { id: number; itemId: number; version: number; freshAt: string; lang: string; position: number }

const sections = (db: Db) => db.selectFrom('search_section').innerJoin('search_item', 'search_item.item_id', 'search_section.item_id')
  .select(['search_section.id', 'search_item.item_id as itemId', 'search_item.version', 'search_item.fresh_at as freshAt', 'search_section.lang', 'search_section.position'])

export const sectionsAfter = (db: Db, after: number, limit: number): Promise<CopiedSection[]> => sections(db).where('search_section.id', '>', after).orderBy('search_section.id').limit(limit).execute()

export const sectionsOfItems = (db: Db, itemIds: number[]): Promise<CopiedSection[]> => sections(db).where('search_section.item_id', 'in', itemIds).execute()

export async function countSections(db: Db): Promise<{ sections: number; lastId: number }> {
  const { rows } = await sql<{ sections: number; lastId: number }>`select count(*) sections, coalesce(max(id), 0) lastId from search_section`.execute(db)
  return rows[0]!
}
