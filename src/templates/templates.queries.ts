import { CARD, cardOf, type ItemCard } from '../content/items.queries.ts'
import { visibleItems } from '../content/visibility.ts'
import type { Db } from '../database.ts'
import type { Viewer } from '../people/viewer.ts'

export interface TemplateItem extends ItemCard { data: string | null }

/** The templates that the viewer may see, each with its definition as it is stored. */
export async function visibleTemplates(db: Db, viewer: Viewer, now: string): Promise<TemplateItem[]> {
  const rows = await visibleItems(db, viewer, now).where('item.kind', '=', 'template').select([...CARD, 'item.data']).orderBy('item.external_id').orderBy('item.id').execute()
  return rows.map((row) => ({ ...cardOf(row), data: row.data }))
}
