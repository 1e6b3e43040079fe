import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { editCost } from './edit-cost.ts'
import { NearTerms } from './near-terms.ts'

/** Edits counted the plain way, with swaps of neighbours. */
function edits(one: string, other: string): number {
  if (one === '' || other === '') return one.length + other.length
  const [shorterOne, shorterOther] = [one.slice(0, -1), other.slice(0, -1)]
  const change = one.at(-1) === other.at(-1) ? 0 : 1
  const swapped = one.length > 1 && other.length > 1 && one.at(-1) === other.at(-2) && one.at(-2) === other.at(-1)
  return Math.min(
    edits(shorterOne, other) + 1, edits(one, shorterOther) + 1, edits(shorterOne, shorterOther) + change,
    swapped ? edits(one.slice(0, -2), other.slice(0, -2)) + 1 : Infinity)
}

function nearTerms(terms: Iterable<string>) {
  const near = new NearTerms()
  for (const term of terms) near.add(term)
  return (word: string, most: number) => near.near(word, most)
}

describe('near terms', () => {
  test('are those one edit away, or two when asked', () => {
    const near = nearTerms(['kirja', 'kirjasto', 'kirjastot', 'kirjaston', 'karjasto', 'maksu'])
    expect(near('kirjatso', 1)).toEqual(['kirjasto'])
    expect(near('kirjsto', 1)).toEqual(['kirjasto'])
    expect(near('kirjatso', 2)).toEqual(['kirjasto', 'kirjastot', 'kirjaston', 'karjasto'])
    expect(near('palvelu', 2)).toEqual([])
  })

  test('are the same as by comparing with every term, in order or not', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'ä'), maxLength: 5 })
    fc.assert(fc.property(fc.uniqueArray(word, { maxLength: 20 }), fc.boolean(), word, fc.constantFrom(1, 2), (terms, isSorted, typed, most) => {
      const expected = terms.filter((term) => edits(term, typed) <= most).toSorted()
      expect(nearTerms(isSorted ? terms.toSorted() : terms)(typed, most).toSorted()).toEqual(expected)
    }))
  })
})

describe('the cost of an edit', () => {
  test.each([
    ['kirja', 'kirja', 0],
    ['kirj', 'kirja', 0.75], // missing
    ['kirjja', 'kirja', 0.75], // doubled
    ['kijra', 'kirja', 0.75], // swapped
    ['paiva', 'päivä', 1.4], // two without dots
    ['kirsa', 'kirja', 1], // another letter
    ['kirxja', 'kirja', 1], // a letter too many
  ])('%s for %s is %d', (typed, meant, cost) => {
    expect(editCost(typed, meant)).toBeCloseTo(cost)
  })
})
