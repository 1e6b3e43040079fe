import { setImmediate } from 'node:timers/promises'
import type { ItemCard } from '../../content/items.queries.ts'
import type { AppContext } from '../../context.ts'
import type { Viewer } from '../../people/viewer.ts'
import { waitingFailed } from '../failed/failed.queries.ts'
import { findItems } from '../find-items.ts'
import { wordsWith, type OtherWords } from '../other-words.ts'
import { noFilters } from '../search-engine.ts'
import { wordsIn, type SynonymLine } from './shipped-synonyms.ts'

const FAILED_TRIED = 30
const MOST_TRIED = 40
/** Results of a search that are compared. */
const COMPARED = 5

interface ChangedSearch { typed: string; before: ItemCard[]; after: ItemCard[] }
/** `tried` counts all searches that were made, also those that stay as they are. */
export interface Preview { tried: number; changed: ChangedSearch[] }

/**
 * Which searches a changed list changes: the words of the changed lines themselves, and what staff has looked for in vain. Searched as the
 * viewer, so nothing shows that she may not see.
 */
export async function previewSynonyms(app: AppContext, viewer: Viewer, before: SynonymLine[], after: SynonymLine[], lines: SynonymLine[]): Promise<Preview> {
  const { rows } = await waitingFailed(app.db, { limit: FAILED_TRIED, offset: 0 })
  const own = lines.flatMap(({ typed, said, bothWays }) => [...wordsIn(typed), ...(bothWays ? wordsIn(said) : [])])
  const searches = [...new Set([...own, ...rows.map((row) => row.typed)])].slice(0, MOST_TRIED)
  const old = wordsWith(app.analyser, before), changed: ChangedSearch[] = [], next = wordsWith(app.analyser, after)
  const first = async (typed: string, otherWords: OtherWords) =>
    (await findItems(app, viewer, { typed, filters: noFilters(), asTyped: false, offset: 0, limit: COMPARED, otherWords })).results.map(({ card }) => card)
  for (const typed of searches) {
    await setImmediate() // other requests go on between the searches
    const one = { typed, before: await first(typed, old), after: await first(typed, next) }
    if (idsOf(one.before) !== idsOf(one.after)) changed.push(one)
  }
  return { tried: searches.length, changed }
}

const idsOf = (cards: ItemCard[]) => cards.map(({ id }) => id).join()
