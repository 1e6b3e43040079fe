import { expect, test } from 'vitest'
import { Beginnings } from './suggest-beginnings.ts'

const words = (list: string[]) => {
  const made = new Beginnings()
  list.forEach((word, number) => { made.add(word, number) })
  return made
}
const found = (made: Beginnings, beginning: string) => [...new Set([...made.startingWith(beginning)].flatMap(({ holders }) => holders))].toSorted((a, b) => a - b)

test('a beginning finds every word that begins so, and the word itself', () => {
  const made = words(['kortti', 'kirjasto', 'kirja', 'lainaus'])
  expect([found(made, 'kirja'), found(made, 'kirjas'), found(made, 'k'), found(made, 'x')]).toEqual([[1, 2], [1], [0, 1, 2], []])
})

test('letters without dots find dotted ones; dotted ones find undotted only when nothing else begins so', () => {
  const made = words(['sää', 'saari', 'čáhci', 'tietämys'])
  expect([found(made, 'saa'), found(made, 'sää'), found(made, 'cahc'), found(made, 'säar'), found(made, 'tietamy')]).toEqual([[0, 1], [0], [2], [1], [3]])
})

test('what is added later is found too, and one word can stand for several', () => {
  const made = words(['a1', 'b1'])
  expect(found(made, 'a')).toEqual([0])
  made.add('a0', 7)
  made.add('a1', 8)
  expect([found(made, 'a'), made.holdersOf('a1')]).toEqual([[0, 7, 8], [0, 8]])
})
