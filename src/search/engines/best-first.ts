import type { EngineQuery } from '../search-engine.ts'
import type { KnownSections } from './section-facts.ts'

/** What a match in another language counts when all the words are Finnish ones: they meet the stems of its words by chance. */
const FOREIGN = 0.4

/** Scored sections in order, best first. Texts in the reader's own language always count in full. */
export function bestFirst<Section extends { id: number; score: number }>(sections: Section[], facts: Pick<KnownSections, 'get'>, { lang, finnish }: EngineQuery['prefer']): Section[] {
  const isOurs = (id: number) => { const of = facts.get(id)?.lang; return of === 'fi' || of === lang }
  const weighed = finnish ? sections.map((section) => (isOurs(section.id) ? section : { ...section, score: section.score * FOREIGN })) : sections
  return weighed.toSorted((one, other) => other.score - one.score)
}
