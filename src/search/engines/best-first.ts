import type { EngineQuery } from '../search-engine.ts'
import type { KnownSections, SectionFacts } from './known-sections.ts'

/** What a match in another language counts when all the words are Finnish ones: they meet the stems of its words by chance. */
const FOREIGN = 0.4
/** What counts of what another municipality has written into a page: the reader's own comes first. */
const ELSEWHERE = 0.2

/** Scored sections in order, best first. Texts in the reader's own language and of her own municipality always count in full. */
export function bestFirst<Section extends { id: number; score: number }>(sections: Section[], facts: Pick<KnownSections, 'get'>, prefer: EngineQuery['prefer']): Section[] {
  const weighed = sections.map((section) => {
    const weight = weightOf(facts.get(section.id), prefer)
    return weight === 1 ? section : { ...section, score: section.score * weight }
  })
  return weighed.toSorted((one, other) => other.score - one.score)
}

function weightOf(section: SectionFacts | undefined, { lang, municipality, finnish }: EngineQuery['prefer']): number {
  const foreign = finnish === true && section?.lang !== 'fi' && section?.lang !== lang, elsewhere = section !== undefined && section.municipality !== '' && section.municipality !== municipality
  return (foreign ? FOREIGN : 1) * (elsewhere ? ELSEWHERE : 1)
}
