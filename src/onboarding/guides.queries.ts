import { sql } from 'kysely'
import { CARD, cardOf, type ItemCard } from '../content/items.queries.ts'
import type { Section } from '../content/sections.ts'
import { visibleItems } from '../content/visibility.ts'
import type { Db } from '../database.ts'
import type { Viewer } from '../people/viewer.ts'

export interface LinkedItem extends ItemCard { external_id: string; sections: Section[] }

/** Those of the items that the viewer may see now, each with its text for the reading time. What is deleted, hidden or unknown is not there. */
export async function linkedItems(db: Db, viewer: Viewer, now: string, externalIds: readonly string[]): Promise<LinkedItem[]> {
  const rows = await visibleItems(db, viewer, now).where('item.external_id', 'in', externalIds).select(CARD).select(
    sql<string>`(select r.sections from item_text t join revision r on r.id = t.revision_id
      where t.item_id = item.id and t.lang in (${viewer.locale}, item.language) order by t.lang = ${viewer.locale} desc limit 1)`.as('sections'),
  ).execute()
  return rows.map((row) => ({ ...cardOf(row), external_id: row.external_id!, sections: JSON.parse(row.sections) as Section[] }))
}
