import type { Facet, Found } from '../search-engine.ts'
import { MOST_LANGUAGES, type KnownSections } from './known-sections.ts'

/** How many items each value of each facet would leave. Items are counted by the numbers of their values and languages, so that thousands take no time. */
export class FacetCounts {
  readonly #known: KnownSections
  readonly #passing: Int32Array
  /** by the one facet whose choice the items do not have */
  readonly #failing = new Map<Facet, Int32Array>()
  /** by set of languages */
  readonly #languages = zeros(1 << MOST_LANGUAGES)

  constructor(known: KnownSections) {
    this.#known = known
    this.#passing = zeros(known.values.length)
  }

  /** `failed`: the one facet whose choice the item does not have; it counts there and nowhere else. */
  add(values: number, languages: number, failed: Facet | 'several' | null) {
    if (failed === 'several') return
    if (failed === null) this.#passing[values]!++
    else this.#countFailing(failed, values)
    if (failed === null || failed === 'language') this.#languages[languages]!++
  }

  #countFailing(failed: Facet, values: number) {
    let counts = this.#failing.get(failed)
    if (!counts) this.#failing.set(failed, (counts = zeros(this.#known.values.length)))
    counts[values]!++
  }

  totals(): Omit<Found, 'hits'> {
    const { values } = this.#known, elsewhere = this.#failing.get('municipality'), counted = this.#counted()
    let total = 0, anywhere = 0, networkWide = 0
    for (const number of counted) {
      const passing = this.#passing[number]!, inAny = passing + (elsewhere?.[number] ?? 0)
      total += passing
      anywhere += inAny
      if (values[number]!.networkWide) networkWide += inAny
    }
    return { total, facets: this.#facets(counted, networkWide), anywhere, networkWide }
  }

  /** Numbers of the values that have been counted anywhere. */
  #counted(): number[] {
    const counted: number[] = [], lists = [this.#passing, ...this.#failing.values()]
    for (let number = 0; number < this.#known.values.length; number++) if (lists.some((counts) => counts[number]! > 0)) counted.push(number)
    return counted
  }

  /** Most first. Every municipality has the items of the whole network too. */
  #facets(counted: number[], networkWide: number): Found['facets'] {
    const sorted = (facet: Facet, more = 0) => [...this.#countsOf(facet, counted)].map(([value, count]) => ({ value, count: count + more })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    return { kind: sorted('kind'), municipality: sorted('municipality', networkWide), role: sorted('role'), language: sorted('language'), subject: sorted('subject') }
  }

  #countsOf(facet: Facet, counted: number[]): Map<string, number> {
    const totals = new Map<string, number>(), add = (value: string, count: number) => { totals.set(value, (totals.get(value) ?? 0) + count) }, failing = this.#failing.get(facet)
    if (facet === 'language') {
      for (let set = 0; set < this.#languages.length; set++) if (this.#languages[set]! > 0) for (const [number, lang] of this.#known.languages.entries()) if (set & (1 << number)) add(lang, this.#languages[set]!)
      return totals
    }
    for (const number of counted) {
      const values = this.#known.values[number]!, count = this.#passing[number]! + (failing?.[number] ?? 0)
      if (count > 0 && (facet !== 'municipality' || !values.networkWide)) for (const value of values[facet]) add(value, count)
    }
    return totals
  }
}

const zeros = (length: number) => new Int32Array(length)
