import type { EngineQuery, OtherWay, Term } from '../search-engine.ts'
import { bestFirst } from './best-first.ts'
import type { KnownSections } from './known-sections.ts'
import type { Scored } from './sqlite.queries.ts'

/** What other words count beside the typed ones. */
const OTHER = 0.8

/** A term that is in more sections than can be scored tells little and need not be there: null. */
export interface TermScores { scores: Scored[] | null; covers: number[]; isOther: boolean }

/**
 * Sections of the items that have every term in some section, as typed or in other words. An item counts by the best section of each term;
 * its sections come best first.
 */
export function sectionsOfPages(found: TermScores[], terms: number, facts: Pick<KnownSections, 'get'>, prefer: EngineQuery['prefer']): Scored[] {
  const needed = Array.from({ length: terms }, (_, index) => index).filter((index) => found.some(({ scores, covers, isOther }) => !isOther && scores && covers.includes(index)))
  const pages = new Map<number, { best: number[]; sections: Map<number, number> }>()
  for (const { scores, covers, isOther } of found) for (const { id, score } of bestFirst(scores ?? [], facts, prefer)) {
    const itemId = facts.get(id)?.item.itemId, counted = isOther ? score * OTHER : score
    if (itemId === undefined) continue
    const page = pages.get(itemId) ?? { best: [], sections: new Map<number, number>() }
    pages.set(itemId, page)
    for (const [nth, term] of covers.entries()) page.best[term] = Math.max(page.best[term] ?? 0, nth === 0 ? counted : 0)
    page.sections.set(id, (page.sections.get(id) ?? 0) + counted)
  }
  return [...pages.values()].filter(({ best }) => needed.length > 0 && needed.every((term) => best[term] !== undefined)).flatMap(({ best, sections }) => {
    const score = best.reduce((sum, one) => sum + (one ?? 0), 0), ordered = [...sections].sort(([, one], [, other]) => other - one)
    return ordered.map(([id, own], index) => ({ id, score: index === 0 ? score : Math.min(own, score) }))
  }).sort((one, other) => other.score - one.score)
}

/** What is looked up for a whole-page search: each term, then the other words. */
export const lookUpsOf = ({ terms, others = [] }: EngineQuery): { term: Term; way: OtherWay | null; covers: number[] }[] => [
  ...terms.map((term, index) => ({ term, way: null, covers: [index] })), ...others.map((way) => ({ term: [], way, covers: way.covers })),
]
