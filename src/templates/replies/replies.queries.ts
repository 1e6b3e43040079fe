import { CARD, cardOf, type ItemCard } from '../../content/items.queries.ts'
import { visibleItems } from '../../content/visibility.ts'
import type { Db } from '../../database.ts'
import type { Viewer } from '../../people/viewer.ts'

/** The questions with answers that the viewer may see. */
export async function visibleReplies(db: Db, viewer: Viewer, now: string): Promise<ItemCard[]> {
  return (await visibleItems(db, viewer, now).where('item.kind', '=', 'qa').select(CARD).orderBy('item.external_id').orderBy('item.id').limit(500).execute()).map(cardOf)
}
