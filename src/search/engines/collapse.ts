import { FACETS, type Audience, type EngineQuery, type Facet, type Filters, type Found, type Hit } from '../search-engine.ts'
import { ById } from './by-id.ts'
import { FacetCounts } from './facet-counts.ts'
import { isVisible, type ItemFacts, type KnownSections, type SectionFacts } from './section-facts.ts'

export const SECTIONS_SHOWN = 5
/** Scored sections of an item that are looked at, best first. */
const SECTIONS_KEPT = 8
/** What each further section adds to an item's score: a page that is about the words all over comes before one that has them once. */
const FURTHER = 0.1
/** Scores nearer than one part in this count as equal; then the reader's own municipality and the freshest come first. */
const EQUAL = 200

/** An item with its matching sections, best first; `rank` and `own` are set when it is put in order. */
interface Candidate { item: ItemFacts; score: number; sections: SectionFacts[]; rank: number; own: boolean }
type Wishes = Pick<EngineQuery, 'filters' | 'prefer'>

/**
 * Sections → items: what the audience may see, filtered, counted and in order. Sections are added best first; those without a score come last.
 * A facet is counted as if nothing were chosen in it, so that its other values can be chosen too.
 */
export class Collapse {
  readonly #facts: KnownSections
  readonly #audience: Audience
  /** by item id; null for one that the audience may not see */
  readonly #byItem = new ById<Candidate | null>()
  readonly #candidates: Candidate[] = []
  /** pages that have been added */
  readonly #pages = new ById<true>()

  constructor(facts: KnownSections, audience: Audience) {
    this.#facts = facts
    this.#audience = audience
  }

  /** A section without facts, one that is gone meanwhile, is left out. Of unscored ones an item keeps the first in each language. */
  add(id: number, score: number) {
    const page = this.#facts.pageOf(id)
    if (page === undefined || (score === 0 && this.#pages.get(page))) return
    this.#pages.set(page, true)
    const section = this.#facts.get(id)!, { item } = section, candidate = this.#byItem.get(item.itemId)
    if (candidate === undefined) this.#addItem(section, score)
    else if (candidate !== null && (candidate.sections.length < (score > 0 ? SECTIONS_KEPT : 1) || isNewLanguage(section, candidate.sections))) {
      candidate.sections.push(section)
      candidate.score += score * FURTHER
    }
  }

  #addItem(section: SectionFacts, score: number) {
    const { item } = section, candidate = isVisible(item, this.#audience) ? { item, score, sections: [section], rank: 0, own: false } : null
    this.#byItem.set(item.itemId, candidate)
    if (candidate) this.#candidates.push(candidate)
  }

  /** At most `most` items are listed; all are counted. */
  found(wishes: Wishes, most: number): Found {
    const counts = new FacetCounts(), kept: Candidate[] = [], chosen = FACETS.filter((facet) => wishes.filters[facet].length > 0)
    for (const candidate of this.#candidates) {
      const failed = failedFacet(candidate, chosen, wishes.filters)
      if (failed === 'several') continue
      if (failed === null) kept.push(candidate)
      counts.add(candidate.item.values, candidate.sections, failed)
    }
    const hits = inOrder(kept, most, wishes.prefer.municipality).map((candidate) => hitOf(candidate, wishes))
    return { total: kept.length, hits, facets: counts.facets(), anywhere: counts.anywhere, networkWide: counts.networkWide }
  }
}

function isNewLanguage({ lang }: SectionFacts, sections: SectionFacts[]): boolean {
  for (const section of sections) if (section.lang === lang) return false
  return true
}

/** The one facet whose choice the item does not have; null when it has all. */
function failedFacet(candidate: Candidate, chosen: Facet[], filters: Filters): Facet | 'several' | null {
  let failed: Facet | null = null
  for (const facet of chosen) {
    if (passes(candidate, facet, filters[facet])) continue
    if (failed !== null) return 'several'
    failed = facet
  }
  return failed
}

function passes({ item, sections }: Candidate, facet: Facet, wanted: string[]): boolean {
  if (facet === 'language') return sections.some(({ lang }) => wanted.includes(lang))
  return (facet === 'municipality' && item.values.networkWide) || item.values[facet].some((value) => wanted.includes(value))
}

/** The best `most`, in order: whatever is worse than so many others is never sorted. Candidates come oldest first, so they are taken from the end. */
function inOrder(candidates: Candidate[], most: number, municipality: string): Candidate[] {
  const scored = candidates.filter(({ score }) => score > 0), listed = scored.length >= most ? scored : candidates
  const best: Candidate[] = [], highest = scored[0]?.score ?? 1
  let last: Candidate | undefined
  const cut = () => {
    best.sort(before).splice(most)
    last = best[most - 1]
  }
  for (let at = listed.length - 1; at >= 0; at--) {
    const candidate = listed[at]!
    candidate.rank = Math.round((candidate.score / highest) * EQUAL)
    candidate.own = candidate.item.values.municipality.includes(municipality)
    if (last && before(candidate, last) > 0) continue
    best.push(candidate)
    if (best.length >= 2 * most) cut()
  }
  cut()
  return best
}

function before(a: Candidate, b: Candidate): number {
  if (a.rank !== b.rank) return b.rank - a.rank
  if (a.own !== b.own) return a.own ? -1 : 1
  if (a.item.freshAt !== b.item.freshAt) return a.item.freshAt < b.item.freshAt ? 1 : -1
  return a.item.itemId - b.item.itemId
}

/** An item in several languages is one hit, in the reader's language when that matches too. */
function hitOf({ item, score, sections }: Candidate, { filters: { language }, prefer }: Wishes): Hit {
  const open = language.length === 0 ? sections : sections.filter(({ lang }) => language.includes(lang))
  const lang = open.some((section) => section.lang === prefer.lang) ? prefer.lang : open[0]!.lang
  return { itemId: item.itemId, version: item.version, score, lang, positions: open.filter((section) => section.lang === lang).slice(0, SECTIONS_SHOWN).map(({ position }) => position) }
}
