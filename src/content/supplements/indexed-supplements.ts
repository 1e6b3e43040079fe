import type { Db } from '../../database.ts'
import { slotsIn } from '../slots.ts'
import { wordsOf } from './supplement-html.ts'
import { supplementedPages, supplementsToIndex } from './supplements.queries.ts'

/** What a municipality has written into a slot, as an index finds it; `heading` says whose it is. */
export interface IndexedSupplement { lang: string; anchor: string; heading: string; text: string; municipality: string }

/** Those that stand in a text now. What was written into a slot that is gone is not found. */
export async function indexedSupplements(db: Db, itemId: number): Promise<IndexedSupplement[]> {
  const slots = new Map((await supplementedPages(db, itemId)).map(({ lang, html }) => [lang, slotsIn(html)]))
  if (slots.size === 0) return []
  return (await supplementsToIndex(db, itemId)).flatMap(({ slot, name, lang, html, municipality, place, library }) => {
    const placed = slots.get(lang)?.find(({ key }) => key === slot)
    return placed ? [{ lang, municipality, anchor: placed.anchor, heading: `${name}: ${library ?? place}`, text: wordsOf(html) }] : []
  })
}
