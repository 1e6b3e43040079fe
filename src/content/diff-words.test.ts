import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changesBetween } from './diff-sequences.ts'
import { diffWords } from './diff-words.ts'

const text = fc.array(fc.constantFrom('kortti', 'kirja', ' ', '\n', '.', 'ä'), { maxLength: 60 }).map((parts) => parts.join(''))
const side = (parts: ReturnType<typeof diffWords>, other: 'added' | 'removed') => parts.filter((part) => part.kind !== other).map((part) => part.text).join('')

test('only the changed word is marked', () => {
  expect(diffWords('Pyydä kortti.\nAnna kirja.', 'Pyydä ajokortti.\nAnna kirja.')).toEqual([
    { kind: 'same', text: 'Pyydä ' }, { kind: 'removed', text: 'kortti' }, { kind: 'added', text: 'ajokortti' }, { kind: 'same', text: '.\nAnna kirja.' },
  ])
})

test('the parts give both texts back, whatever they are', () => {
  fc.assert(fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), fc.oneof(text, fc.string({ unit: 'binary' })), (before, after) => {
    const parts = diffWords(before, after)
    expect([side(parts, 'added'), side(parts, 'removed')]).toEqual([before, after])
  }))
})

test('a comparison is as short as it can be', () => {
  const longestCommon = (a: string[], b: string[]): number => {
    const row = Array.from({ length: b.length + 1 }, () => 0)
    for (const one of a) for (let j = 1, corner = 0; j <= b.length; j++) [corner, row[j]] = [row[j]!, one === b[j - 1] ? corner + 1 : Math.max(row[j]!, row[j - 1]!)]
    return row.at(-1)!
  }
  const words = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 15 })
  fc.assert(fc.property(words, words, (a, b) => {
    const removed = changesBetween(a, b).reduce((sum, change) => sum + change.to - change.from, 0)
    expect(a.length - removed).toBe(longestCommon(a, b))
  }))
})

test('two wholly different texts of a megabyte are still compared', () => {
  const long = (word: string) => Array.from({ length: 20_000 }, (_, i) => `${word} ${i} ${word}${i} on rivillä tässä tekstissä`).join('\n')
  const before = long('vanha'), after = long('uusi'), parts = diffWords(before, after)
  expect([side(parts, 'added') === before, side(parts, 'removed') === after]).toEqual([true, true])
})
