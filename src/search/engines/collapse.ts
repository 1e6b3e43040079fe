import { FACETS, type Audience, type EngineQuery, type Facet, type Filters, type Found, type Hit } from '../search-engine.ts'
import { FacetCounts } from './facet-counts.ts'
import { isVisible, type ItemFacts, type SectionFacts } from './section-facts.ts'

const SECTIONS_SHOWN = 5
/** Scored sections of an item that are looked at, best first. */
const SECTIONS_KEPT = 8
/** Scores nearer than one part in this count as equal; then the reader's own municipality and the freshest come first. */
const EQUAL = 200

/** An item with its matching sections, best first. */
interface Candidate { item: ItemFacts; score: number; sections: SectionFacts[] }
type Wishes = Pick<EngineQuery, 'filters' | 'prefer'>

/**
 * Sections → items: what the audience may see, filtered, counted and in order. Sections are added best first; those without a score come last.
 * A facet is counted as if nothing were chosen in it, so that its other values can be chosen too.
 */
export class Collapse {
  readonly #facts: Map<number, SectionFacts>
  readonly #audience: Audience
  readonly #candidates = new Map<number, Candidate | null>()

  constructor(facts: Map<number, SectionFacts>, audience: Audience) {
    this.#facts = facts
    this.#audience = audience
  }

  /** A section without facts, one that is gone meanwhile, is left out. Of unscored ones an item keeps the first in each language. */
  add(id: number, score: number) {
    const section = this.#facts.get(id)
    if (!section) return
    const { item } = section, candidate = this.#candidates.get(item.itemId)
    if (candidate === undefined) this.#candidates.set(item.itemId, isVisible(item, this.#audience) ? { item, score, sections: [section] } : null)
    else if (candidate && (candidate.sections.length < (score > 0 ? SECTIONS_KEPT : 1) || candidate.sections.every(({ lang }) => lang !== section.lang))) candidate.sections.push(section)
  }

  /** At most `most` items are listed; all are counted. */
  found(wishes: Wishes, most: number): Found {
    const counts = new FacetCounts(), kept: Candidate[] = []
    for (const candidate of this.#candidates.values()) {
      const failed = candidate ? failedFacet(candidate, wishes.filters) : 'several'
      if (!candidate || failed === 'several') continue
      if (failed === null) kept.push(candidate)
      counts.add(candidate.item.values, languagesOf(candidate), failed)
    }
    const hits = inOrder(kept, most, wishes.prefer.municipality).map((candidate) => hitOf(candidate, wishes))
    return { total: kept.length, hits, facets: counts.facets(), anywhere: counts.anywhere, networkWide: counts.networkWide }
  }
}

function languagesOf({ sections }: Candidate): string[] {
  const first = sections[0]!.lang
  return sections.every(({ lang }) => lang === first) ? [first] : [...new Set(sections.map(({ lang }) => lang))]
}

/** The one facet whose choice the item does not have; null when it has all. */
function failedFacet(candidate: Candidate, filters: Filters): Facet | 'several' | null {
  let failed: Facet | null = null
  for (const facet of FACETS) {
    if (filters[facet].length === 0 || passes(candidate, facet, filters[facet])) continue
    if (failed !== null) return 'several'
    failed = facet
  }
  return failed
}

function passes({ item, sections }: Candidate, facet: Facet, wanted: string[]): boolean {
  if (facet === 'language') return sections.some(({ lang }) => wanted.includes(lang))
  return (facet === 'municipality' && item.values.networkWide) || item.values[facet].some((value) => wanted.includes(value))
}

function inOrder(candidates: Candidate[], most: number, municipality: string): Candidate[] {
  const withScore = candidates.filter(({ score }) => score > 0), listed = withScore.length >= most ? withScore : candidates
  const best = withScore[0]?.score ?? 1
  return listed.map((candidate) => ({ candidate, rank: Math.round((candidate.score / best) * EQUAL), own: candidate.item.values.municipality.includes(municipality) ? 1 : 0, fresh: candidate.item.freshAt }))
    .sort((a, b) => b.rank - a.rank || b.own - a.own || (a.fresh < b.fresh ? 1 : a.fresh > b.fresh ? -1 : a.candidate.item.itemId - b.candidate.item.itemId))
    .slice(0, most).map(({ candidate }) => candidate)
}

/** An item in several languages is one hit, in the reader's language when that matches too. */
function hitOf({ item, score, sections }: Candidate, { filters: { language }, prefer }: Wishes): Hit {
  const open = language.length === 0 ? sections : sections.filter(({ lang }) => language.includes(lang))
  const lang = open.some((section) => section.lang === prefer.lang) ? prefer.lang : open[0]!.lang
  return { itemId: item.itemId, version: item.version, score, lang, positions: open.filter((section) => section.lang === lang).slice(0, SECTIONS_SHOWN).map(({ position }) => position) }
}
