import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blocksOf, pairBlocks } from './blocks.ts'
import { afterOriginal, afterTranslation, type Followed } from './follow.ts'

interface Part { id: number; heading: string; words: string }
const bodyOf = (parts: Part[]) => parts.map(({ id, heading, words }) => (id === 0 ? words : `## ${heading}\n\n${words}`)).join('\n\n')
const WORDS = ['pyydä kortti', 'kysy nimi', 'sulje ovi', '### Alaotsikko\n\n1. lue\n2. kirjoita', '> [!tärkeää]\n> älä anna']

/** What a person does; numbers choose the section and the words. */
const act = fc.record({
  what: fc.constantFrom('edit', 'rename', 'add', 'remove', 'move', 'title', 'translate', 'renameTranslation', 'removeTranslation'), which: fc.nat(6), words: fc.nat(WORDS.length - 1),
})

test('a section is marked exactly when its original changed after the version that it follows, for any sequence of edits to both', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 5 }), fc.array(act, { maxLength: 25 }), (size, acts) => {
    let next = 1, number = 1, title = 'Otsikko'
    let original: Part[] = [{ id: 0, heading: '', words: 'alku' }, ...Array.from({ length: size }, (): Part => ({ id: next, heading: `Osa ${next++}`, words: WORDS[0]! }))]
    let translation: Part[] = original.map(({ id }) => ({ id, heading: `Del ${id}`, words: `svenska ${id}` }))
    const blocks = () => blocksOf({ title, body: bodyOf(original) }, 'fi'), theirs = () => blocksOf({ title: 'Rubrik', body: bodyOf(translation) }, 'sv')
    let rows: Followed[] = afterTranslation([], null, theirs(), { number, blocks: blocks() })
    // the model knows sections by what they are, not by anchors: which words of which original each translated section was made from
    const wordsOf = (id: number) => { const part = original.find((one) => one.id === id); return part && JSON.stringify([id === 0 ? title : part.heading, part.words]) }
    const model = new Map(translation.map(({ id }) => [id, wordsOf(id)]))
    let edits = 0
    for (const { what, which, words } of acts) {
      const sections = original.filter(({ id }) => id !== 0), before = blocks(), mine = theirs(), target = sections[which % Math.max(sections.length, 1)]
      const changeOriginal = (to: Part[]) => { original = to; rows = afterOriginal(rows, before, { number: ++number, blocks: blocks() }) }
      const changeTranslation = (to: Part[]) => { translation = to; rows = afterTranslation(rows, mine, theirs(), { number, blocks: blocks() }) }
      if (what === 'title') { title = `Otsikko ${words}`; changeOriginal(original) }
      else if (what === 'edit') { const at = which % original.length; changeOriginal(original.map((part, i) => (i === at ? { ...part, words: WORDS[words]! } : part))) }
      else if (what === 'rename' && target) changeOriginal(original.map((part) => (part.id === target.id ? { ...part, heading: `Nimi ${part.id} ${words}` } : part)))
      else if (what === 'add') { const part = { id: next, heading: `Osa ${next++}`, words: WORDS[words]! }, at = 1 + which % original.length; changeOriginal([...original.slice(0, at), part, ...original.slice(at)]) }
      else if (what === 'remove' && target) changeOriginal(original.filter((part) => part.id !== target.id))
      else if (what === 'move' && target) changeOriginal([...original.filter((part) => part.id !== target.id), target])
      else {
        const own = translation.filter(({ id }) => id !== 0), chosen = what === 'translate' ? translation[which % translation.length] : own[which % Math.max(own.length, 1)]
        if (!chosen) continue
        if (what === 'removeTranslation') { model.delete(chosen.id); changeTranslation(translation.filter(({ id }) => id !== chosen.id)); continue }
        const change = what === 'translate' ? { words: `nya ord ${++edits}` } : { heading: `Rubrik ${chosen.id} ${++edits}` }
        // of a section that is gone from the original there is nothing new to follow
        if (wordsOf(chosen.id) !== undefined) model.set(chosen.id, wordsOf(chosen.id))
        changeTranslation(translation.map((part) => (part.id === chosen.id ? { ...part, ...change } : part)))
      }
      const shown = Object.fromEntries(theirs().map(({ anchor }, i) => [translation[i]!.id, rows.find((row) => row.anchor === anchor)?.stale]))
      expect(shown).toEqual(Object.fromEntries(translation.map(({ id }) => [id, model.get(id) === wordsOf(id) ? 0 : 1])))
    }
  }), { numRuns: 400 })
})

test('a new heading over the same words, and new words under the same heading, are the same section', () => {
  const text = (body: string) => blocksOf({ title: 'A', body }, 'fi')
  expect([...pairBlocks(text('## Yksi\n\na\n\n## Kaksi\n\nb'), text('## Eka\n\na\n\n## Kaksi\n\nc'))]).toEqual([['', ''], ['k-kaksi', 'k-kaksi'], ['k-yksi', 'k-eka']])
  // both changed at once: by its place between the same neighbours
  expect(pairBlocks(text('## Yksi\n\na\n\n## Kaksi\n\nb'), text('## Eka\n\nz\n\n## Kaksi\n\nb')).get('k-yksi')).toBe('k-eka')
  expect(pairBlocks(text('## Yksi\n\na'), text('## Eka\n\nz\n\n## Toka\n\ny')).has('k-yksi')).toBe(false)
})

test('a translation that is saved for the first time stands for the original section by section; what it lacks stands for nothing', () => {
  const original = { number: 3, blocks: blocksOf({ title: 'A', body: 'alku\n\n## Yksi\n\na\n\n## Kaksi\n\nb' }, 'fi') }
  const rows = afterTranslation([], null, blocksOf({ title: 'A', body: '## Ett\n\na' }, 'sv'), original)
  expect(rows.map(({ original_anchor, anchor, original_number, stale }) => [original_anchor, anchor, original_number, stale])).toEqual([['', '', 3, 0], ['k-yksi', 'k-ett', 3, 0]])
})
