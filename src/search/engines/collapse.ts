import { FACETS, type Audience, type Facet, type Filters, type Found, type EngineQuery, type Hit } from '../search-engine.ts'
import { FacetCounts } from './facet-counts.ts'
import { isVisible, itemOf, languageOf, type ItemValues, type KnownSections } from './known-sections.ts'
import { MetItems } from './met-items.ts'

export const SECTIONS_SHOWN = 5
/** Scored sections of an item that are looked at, best first. */
const SECTIONS_KEPT = 8
/** What each further section adds to an item's score: a page that is about the words all over comes before one that has them once. */
const FURTHER = 0.1
/** Scores nearer than one part in this count as equal; then the reader's own municipality and the freshest come first. */
const EQUAL = 200

type Wishes = Pick<EngineQuery, 'filters' | 'prefer'>
/** `sections`: ids of the item's scored sections, best first */
interface Scored { score: number; sections: number[] }
interface Candidate extends Scored { item: number; itemId: number; rank: number; own: boolean; freshAt: string }
/** The one facet whose choice an item of these values and languages does not have; null when it has all. */
type FailedBy = (values: number, languages: number) => Facet | 'several' | null

/**
 * Sections → items. Best sections first, an item is as good as its best one; unscored sections only add items that none of the scored has.
 * A facet is counted as if nothing were chosen in it, so that its other values can be chosen too.
 */
export class Collapse {
  readonly #known: KnownSections
  readonly #audience: Audience
  readonly #met = MetItems.take()
  /** by number of the item */
  readonly #scored = new Map<number, Scored>()
  /** by number of the values: 1 when the audience sees such items, 2 when it sees them at times, 0 when never; unknown values come while others are read */
  readonly #sees: number[] = []

  constructor(known: KnownSections, audience: Audience) {
    this.#known = known
    this.#audience = audience
  }

  /** Best first. A section without facts, one that is gone meanwhile, is left out. */
  add(id: number, score: number) {
    const page = this.#known.pageOf(id), item = itemOf(page)
    if (page < 0 || !this.#isVisible(item)) return
    const isNew = this.#met.meet(item, languageOf(page), id), scored = this.#scored.get(item)
    if (scored === undefined) this.#scored.set(item, { score, sections: [id] })
    else if (isNew || scored.sections.length < SECTIONS_KEPT) {
      scored.sections.push(id)
      scored.score += score * FURTHER
    }
  }

  /** Unscored sections, of which an item keeps the first in each language. Counted through by index: of tens of thousands, an iterator makes as many objects. */
  addAll(ids: ArrayLike<number>) {
    for (let at = 0; at < ids.length; at++) {
      const id = ids[at]!, page = this.#known.pageOf(id), item = itemOf(page)
      if (page >= 0 && !this.#met.has(item, languageOf(page)) && this.#isVisible(item)) this.#met.meet(item, languageOf(page), id)
    }
  }

  #isVisible(item: number): boolean {
    const number = this.#known.valuesOf[item]!, sees = this.#sees[number] ?? this.#see(number)
    return sees === 1 || (sees === 2 && isVisible(this.#known.items[item]!, this.#audience))
  }

  #see(number: number): number {
    const { audience, isTimed } = this.#known.values[number]!
    return (this.#sees[number] = !this.#audience.audiences.includes(audience) ? 0 : isTimed ? 2 : 1)
  }

  /** At most `most` items are listed; all are counted. The last that is asked of it. */
  found(wishes: Wishes, most: number): Found {
    const { items, languages, count } = this.#met, { valuesOf } = this.#known, counts = new FacetCounts(this.#known), failedBy = this.#failedBy(wishes.filters)
    for (let at = 0; at < count; at++) {
      const item = items[at]!
      counts.add(valuesOf[item]!, languages[item]!, failedBy(valuesOf[item]!, languages[item]!))
    }
    const hits = this.#inOrder(most, failedBy, wishes.prefer.municipality).map((candidate) => this.#hitOf(candidate, wishes))
    this.#met.giveBack()
    return { ...counts.totals(), hits }
  }

  #failedBy(filters: Filters): FailedBy {
    const chosen = FACETS.filter((facet) => facet !== 'language' && filters[facet].length > 0) as Exclude<Facet, 'language'>[], anyLanguage = filters.language.length === 0
    const wanted = this.#known.languages.reduce((set, lang, number) => (filters.language.includes(lang) ? set | (1 << number) : set), 0)
    const ofValues = this.#known.values.map((values) => {
      const failed = chosen.filter((facet) => !passes(values, facet, filters[facet]))
      return failed.length > 1 ? 'several' : (failed[0] ?? null)
    })
    return (values, languages) => {
      const failed = ofValues[values]!
      if (anyLanguage || (languages & wanted) !== 0) return failed
      return failed === null ? 'language' : 'several'
    }
  }

  /** The best `most`, in order: whatever is worse than so many others is never sorted. Unscored items come oldest first, so they are taken from the end. */
  #inOrder(most: number, failedBy: FailedBy, municipality: string): Candidate[] {
    const { items, sections, languages, count } = this.#met, { valuesOf } = this.#known, best: Candidate[] = [], isOwn = this.#known.values.map((values) => values.municipality.includes(municipality))
    let last: Candidate | undefined
    const take = (item: number, rank: number, score: number, found: number[]) => {
      const { itemId, freshAt } = this.#known.items[item]!, own = isOwn[valuesOf[item]!]!
      if (last && (rank < last.rank || (rank === last.rank && (own === last.own ? freshAt < last.freshAt : last.own)))) return
      best.push({ item, rank, own, freshAt, itemId, score, sections: found })
      if (best.length < 2 * most) return
      best.sort(before).splice(most)
      last = best[most - 1]
    }
    const passes = (item: number) => failedBy(valuesOf[item]!, languages[item]!) === null
    let scored = 0, highest = 0
    for (const [item, { score, sections: found }] of this.#scored) {
      if (!passes(item)) continue
      scored++
      highest ||= score
      take(item, score > 0 ? Math.round((score / highest) * EQUAL) : 0, score, found)
    }
    for (let at = count - 1; scored < most && at >= 0; at--) {
      const item = items[at]!
      if (!this.#scored.has(item) && passes(item)) take(item, 0, 0, [sections[at]!])
    }
    return best.sort(before).slice(0, most)
  }

  /** An item in several languages is one hit, in the reader's language when that matches too. */
  #hitOf({ item, itemId, score, sections }: Candidate, { filters: { language }, prefer }: Wishes): Hit {
    const isOpen = (lang: string) => (language.length === 0 || language.includes(lang)) && this.#met.has(item, this.#known.languages.indexOf(lang))
    const found = sections.map((id) => this.#known.get(id)!).filter((section) => isOpen(section.lang))
    const lang = isOpen(prefer.lang) ? prefer.lang : (found[0]?.lang ?? this.#known.languages.find(isOpen)!)
    const positions = found.filter((section) => section.lang === lang).slice(0, SECTIONS_SHOWN).map(({ position }) => position)
    return { itemId, version: this.#known.items[item]!.version, score, lang, positions }
  }
}

function passes(values: ItemValues, facet: Exclude<Facet, 'language'>, wanted: string[]): boolean {
  return (facet === 'municipality' && values.networkWide) || values[facet].some((value) => wanted.includes(value))
}

function before(a: Candidate, b: Candidate): number {
  if (a.rank !== b.rank) return b.rank - a.rank
  if (a.own !== b.own) return a.own ? -1 : 1
  if (a.freshAt !== b.freshAt) return a.freshAt < b.freshAt ? 1 : -1
  return a.itemId - b.itemId
}
