import type { Db } from '../../database.ts'
import type { Locale } from '../../i18n/locales.ts'
import { itemLink, type ItemLink } from '../item-link.ts'
import { CARD, cardOf } from '../items.queries.ts'
import { visibleItems } from '../visibility.ts'
import type { Act } from './following.queries.ts'

export async function itemTitle(db: Db, id: number): Promise<string> {
  const row = await db.selectFrom('item').innerJoin('item_text', (join) => join.onRef('item_text.item_id', '=', 'item.id').onRef('item_text.lang', '=', 'item.language')).where('item.id', '=', id).select('item_text.title').executeTakeFirst()
  return row?.title ?? ''
}

export interface DigestRow extends ItemLink { itemId: number; at: string; summary: string; summaryLang: string | null; own: boolean; owner: string }

/** The newest act on each item that the person may see and that concerns her municipality; small corrections are left out. */
export async function digestOf(db: Db, person: { id: number; locale: Locale; municipality: string }, now: string, acts: readonly Act[], { everywhere = false } = {}): Promise<DigestRow[]> {
  const newest = new Map<number, Act>()
  for (const act of acts) if (act.material === 1 && !newest.has(act.item_id)) newest.set(act.item_id, act)
  if (newest.size === 0) return []
  const rows = await visibleItems(db, person, now).where('item.id', 'in', [...newest.keys()]).select(CARD).execute()
  const cards = new Map(rows.map(cardOf).filter((card) => everywhere || card.network_wide === 1 || card.municipalities.some(({ slug }) => slug === person.municipality)).map((card) => [card.id, card]))
  return [...newest.values()].flatMap((act) => {
    const card = cards.get(act.item_id)
    if (!card) return []
    return [{ ...itemLink(card, person.locale), itemId: card.id, at: act.at, summary: act.summary, summaryLang: act.lang === person.locale ? null : act.lang, own: card.network_wide === 0, owner: card.owner_team }]
  })
}
