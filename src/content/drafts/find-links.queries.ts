import type { Db } from '../../database.ts'
import type { Viewer } from '../../people/viewer.ts'
import { CARD, cardOf, type ItemCard } from '../items.queries.ts'
import { visibleItems } from '../visibility.ts'

/** Finnish bends a word at its end: without its last letters `kirjastokortti` is found in "Kirjastokortin antaminen". */
const stemOf = (word: string) => (word.length < 6 ? word : word.slice(0, -2))

/** Items that the viewer sees whose title, in any language, holds each of these words (as slugs: a–z, 0–9); titles that hold the first word as it is come first. */
export async function itemsByTitle(db: Db, viewer: Viewer, now: string, words: string[], limit: number): Promise<ItemCard[]> {
  const rows = await visibleItems(db, viewer, now)
    .where((where) => where.exists(words.reduce((query, word) => query.where('item_text.slug', 'like', `%${stemOf(word)}%`),
      where.selectFrom('item_text').whereRef('item_text.item_id', '=', 'item.id').select('item_text.item_id'))))
    .select(CARD).orderBy((order) => order.exists(order.selectFrom('item_text').whereRef('item_text.item_id', '=', 'item.id').where('item_text.slug', 'like', `%${words[0]}%`).select('item_text.item_id')), 'desc')
    .orderBy('item.id').limit(limit).execute()
  return rows.map(cardOf)
}
