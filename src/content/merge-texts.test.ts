import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergeTexts } from './merge-texts.ts'

const line = fc.constantFrom('a', 'b', 'c', 'd', '', '## e', 'f g', 'h')
const text = fc.array(line, { maxLength: 14 }).map((lines) => lines.join('\n'))
const words = (given: string) => new Set(given.match(/\S+/g))
const numbered = (n: number) => Array.from({ length: n }, (_, i) => `rivi ${i}`)

test('a change on each side in its own paragraph is merged without asking', () => {
  const base = '## Ensin\n\nPyydä kortti.\n\n## Sitten\n\nAnna kirja.\n'
  const merged = mergeTexts(base, base.replace('kortti', 'ajokortti'), base.replace('Anna', 'Ojenna'))
  expect(merged).toEqual({ text: '## Ensin\n\nPyydä ajokortti.\n\n## Sitten\n\nOjenna kirja.\n', conflicts: [] })
})

test('a paragraph that both changed is a conflict that holds both', () => {
  const { text: merged, conflicts } = mergeTexts('Alku\n\nPyydä kortti.\n', 'Alku\n\nPyydä ajokortti.\n', 'Alku\n\nPyydä passi.\n')
  expect(conflicts).toEqual([{ line: 3, base: 'Pyydä kortti.\n', mine: 'Pyydä ajokortti.\n', theirs: 'Pyydä passi.\n' }])
  expect(merged).toBe('Alku\n\nPyydä passi.\nPyydä ajokortti.\n')
})

test('what one removed and the other changed is a conflict, not a removal', () => {
  expect(mergeTexts('a\nb\nc', 'a\nc', 'a\nb2\nc').conflicts).toEqual([{ line: 2, base: 'b\n', mine: '', theirs: 'b2\n' }])
})

test('neighbouring lines that each changed once are both taken; lines that both added in one place are asked about', () => {
  expect(mergeTexts('1. a\n2. b', '1. A\n2. b', '1. a\n2. B')).toEqual({ text: '1. A\n2. B', conflicts: [] })
  expect(mergeTexts('a\nb', 'a\nmine\nb', 'a\ntheirs\nb').conflicts).toHaveLength(1)
})

test('the same change on both sides is taken once, and no change gives the other side', () => {
  fc.assert(fc.property(text, text, (base, other) => {
    expect(mergeTexts(base, other, other)).toEqual({ text: other, conflicts: [] })
    expect(mergeTexts(base, other, base)).toEqual({ text: other, conflicts: [] })
    expect(mergeTexts(base, base, other)).toEqual({ text: other, conflicts: [] })
  }))
})

test('P-6: whatever the three texts are, no word that either wrote and none that both kept disappears', () => {
  fc.assert(fc.property(text, text, text, (base, mine, theirs) => {
    const { text: merged } = mergeTexts(base, mine, theirs), known = words(base), kept = words(merged), ours = words(mine), others = words(theirs)
    for (const word of [...ours, ...others]) if (!known.has(word) || (ours.has(word) && others.has(word))) expect([...kept]).toContain(word)
  }), { numRuns: 2_000 })
})

test('P-6: a conflict stands in the merged text at its line, theirs first', () => {
  fc.assert(fc.property(text, text, text, (base, mine, theirs) => {
    const { text: merged, conflicts } = mergeTexts(base, mine, theirs)
    for (const { line: from, mine: own, theirs: other } of conflicts)
      expect(`${merged}\n`.split('\n').slice(from - 1).join('\n').replace(/\n*$/, '\n')).toContain((other + own).replace(/\n*$/, '\n'))
  }))
})

test('changes that do not touch are merged without a conflict, in any order and number', () => {
  fc.assert(fc.property(fc.uniqueArray(fc.nat(39), { maxLength: 20 }), fc.infiniteStream(fc.boolean()), fc.infiniteStream(fc.constantFrom('change', 'remove', 'add')), (places, sides, acts) => {
    const lines = numbered(80), mine = [...lines], theirs = [...lines], wanted = [...lines]
    for (const place of places) {
      const at = place * 2, act = acts.next().value, changed = act === 'remove' ? '' : act === 'add' ? `rivi ${at}\nuusi ${at}` : `muutettu ${at}`
      const side = sides.next().value ? mine : theirs
      side[at] = wanted[at] = changed
    }
    const joined = (given: string[]) => given.filter((one) => one !== '').join('\n')
    expect(mergeTexts(joined(lines), joined(mine), joined(theirs))).toEqual({ text: joined(wanted), conflicts: [] })
  }))
})
