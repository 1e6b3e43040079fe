import { describe, expect, test } from 'vitest'
import { createAnalyser } from './analyser.ts'

const analyser = createAnalyser({ dictionary: null })
const bases = (word: string) => analyser.word(word, 'fi').bases
const meet = (one: string, other: string) => bases(one).some((base) => bases(other).includes(base))

describe('Finnish without a dictionary', () => {
  test('inflected forms of common words meet', () => {
    expect(meet('kirjasto', 'kirjastossa')).toBe(true)
    expect(meet('kortti', 'kortin')).toBe(true)
    expect(meet('kauppa', 'kaupan')).toBe(true)
    expect(meet('varaus', 'varauksen')).toBe(true)
    expect(meet('kortti', 'kirjasto')).toBe(false)
  })

  test('the end of a compound is a part', () => {
    const { parts } = analyser.word('kirjastokortin', 'fi')
    expect(parts.some((part) => bases('kortti').includes(part))).toBe(true)
    expect(parts.some((part) => bases('varaus').includes(part))).toBe(false)
  })

  test('no word counts as known', () => {
    expect([analyser.word('kirjasto', 'fi').known, analyser.word('bibliotek', 'sv').known]).toEqual([false, true])
  })
})
