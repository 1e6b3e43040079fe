import { FACETS, type Facet, type Found } from '../search-engine.ts'
import type { ItemValues } from './section-facts.ts'

/** How many items each value of each facet would leave. Items share their values object, so that thousands of them are counted at once. */
export class FacetCounts {
  anywhere = 0
  networkWide = 0
  readonly #items = new Map<ItemValues, Map<Facet | null, number>>()
  readonly #languages = new Map<string, number>()

  /** `failed`: the one facet whose choice the item does not have; it counts there and nowhere else. */
  add(values: ItemValues, languages: string[], failed: Facet | null) {
    let counts = this.#items.get(values)
    if (!counts) this.#items.set(values, (counts = new Map()))
    counts.set(failed, (counts.get(failed) ?? 0) + 1)
    if (failed === null || failed === 'language') for (const language of languages) this.#languages.set(language, (this.#languages.get(language) ?? 0) + 1)
    if (failed !== null && failed !== 'municipality') return
    this.anywhere++
    if (values.networkWide) this.networkWide++
  }

  /** Most first. Every municipality has the items of the whole network too. */
  facets(): Found['facets'] {
    const totals: Record<Facet, Map<string, number>> = { kind: new Map(), municipality: new Map(), role: new Map(), language: this.#languages, subject: new Map() }
    for (const [values, counts] of this.#items) {
      for (const facet of FACETS) {
        const count = (counts.get(null) ?? 0) + (counts.get(facet) ?? 0)
        if (facet === 'language' || count === 0 || (facet === 'municipality' && values.networkWide)) continue
        for (const value of values[facet]) totals[facet].set(value, (totals[facet].get(value) ?? 0) + count)
      }
    }
    const sorted = (facet: Facet, more = 0) => [...totals[facet]].map(([value, count]) => ({ value, count: count + more })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    return { kind: sorted('kind'), municipality: sorted('municipality', this.networkWide), role: sorted('role'), language: sorted('language'), subject: sorted('subject') }
  }
}
