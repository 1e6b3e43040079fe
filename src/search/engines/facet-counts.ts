import { FACETS, type Facet, type Found } from '../search-engine.ts'
import type { ItemValues, SectionFacts } from './section-facts.ts'

/** How many items each value of each facet would leave. Items share their values object, so that thousands of them are counted at once. */
export class FacetCounts {
  anywhere = 0
  networkWide = 0
  readonly #passing = new Map<ItemValues, number>()
  /** by the one facet whose choice the items do not have */
  readonly #failing = new Map<Facet, Map<ItemValues, number>>()
  readonly #languages = new Map<string, number>()

  /** `failed`: the one facet whose choice the item does not have; it counts there and nowhere else. */
  add(values: ItemValues, sections: SectionFacts[], failed: Facet | null) {
    let counts = failed === null ? this.#passing : this.#failing.get(failed)
    if (!counts) this.#failing.set(failed!, (counts = new Map()))
    countOne(counts, values)
    if (failed === null || failed === 'language') this.#addLanguages(sections)
    if (failed !== null && failed !== 'municipality') return
    this.anywhere++
    if (values.networkWide) this.networkWide++
  }

  #addLanguages(sections: SectionFacts[]) {
    for (let at = 0; at < sections.length; at++) {
      const { lang } = sections[at]!
      let first = 0
      while (sections[first]!.lang !== lang) first++
      if (first === at) countOne(this.#languages, lang)
    }
  }

  /** Most first. Every municipality has the items of the whole network too. */
  facets(): Found['facets'] {
    const totals: Record<Facet, Map<string, number>> = { kind: new Map(), municipality: new Map(), role: new Map(), language: this.#languages, subject: new Map() }
    for (const facet of FACETS) {
      if (facet === 'language') continue
      for (const counts of [this.#passing, this.#failing.get(facet)]) {
        for (const [values, count] of counts ?? []) {
          if (facet === 'municipality' && values.networkWide) continue
          for (const value of values[facet]) totals[facet].set(value, (totals[facet].get(value) ?? 0) + count)
        }
      }
    }
    const sorted = (facet: Facet, more = 0) => [...totals[facet]].map(([value, count]) => ({ value, count: count + more })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    return { kind: sorted('kind'), municipality: sorted('municipality', this.networkWide), role: sorted('role'), language: sorted('language'), subject: sorted('subject') }
  }
}

const countOne = <Key>(counts: Map<Key, number>, key: Key) => { counts.set(key, (counts.get(key) ?? 0) + 1) }
