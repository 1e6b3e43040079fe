import { expect, test } from 'vitest'
import { testAnalyser } from '../language/test-dictionary.ts'
import { otherWords, readTerms, wordsOfLines, wordsWith } from './other-words.ts'
import { readSynonyms } from './synonyms/shipped-synonyms.ts'

const analyser = testAnalyser()
const slang = otherWords(analyser, wordsOfLines(readSynonyms('# otsikko\nhetu, sotu\thenkilötunnus\nei toimi, jumissa\thäiriö, vika\nkimppa\tkirjastokimppa\n')))
const all = wordsWith(analyser, [])
const said = (words: string[], by = slang) => by(words).map((one) => one.said)

test('any inflection of the left side leads to the right side, and tells which words it stands for', () => {
  expect(slang(['kirjastokortti', 'ilman', 'hetua'])).toEqual([{ at: 2, length: 1, said: 'henkilötunnus', general: false }])
  expect(said(['kimpan', 'laatikot'])).toEqual(['kirjastokimppa'])
})

test('a run of words is matched as a whole, in any place', () => {
  expect(said(['koha', 'ei', 'toimi'])).toEqual(['häiriö', 'vika'])
  expect(said(['toimi', 'koha', 'ei'])).toEqual([])
})

test('the right side leads back to the left only where the line works both ways', () => {
  expect(said(['henkilötunnus'])).toEqual([])
  expect(said(['henkilötunnuksen'], otherWords(analyser, wordsOfLines([{ typed: 'hetu', said: 'henkilötunnus', bothWays: true }])))).toEqual(['hetu'])
})

test('terms in Swedish, English and Northern Sámi lead to Finnish', () => {
  const terms = otherWords(analyser, readTerms('fi\ten\tsv\tse\nkirjastokortti\tlibrary card\tbibliotekskort, lånekort\tgirjerádjogoarta\n'))
  expect(said(['library', 'cards'], terms)).toEqual(['kirjastokortti'])
  expect(said(['bibliotekskortet'], terms)).toEqual(['kirjastokortti'])
  expect(said(['lånekort'], terms)).toEqual(['kirjastokortti'])
  expect(said(['girjerádjogoarta'], terms)).toEqual(['kirjastokortti'])
  expect(said(['card'], terms)).toEqual([])
})

test('the General Finnish Ontology says Swedish and English words in Finnish, and the Sámi dictionary Northern Sámi ones', () => {
  expect(all(['fairy', 'tales'])).toContainEqual({ at: 0, length: 2, said: 'sadut', general: true })
  expect(said(['barnböckerna'], all)).toContain('lastenkirjallisuus')
  expect(said(['skuvla'], all)).toContain('koulu')
})

test('words that say something together are not looked up one by one in a general vocabulary', () => {
  expect(said(['card'], all)).toEqual(['kortit', 'karstaus'])
  expect(said(['card', 'games'], all)).toEqual(['korttipelit'])
  expect(said(['library', 'card', 'games'], all)).not.toContain('karstaus')
  expect(said(['lost', 'library', 'card'], all)).toContain('kirjastokortti')
  expect(said(['lost', 'library', 'card'], all)).not.toContain('karstaus')
})

test('the Northern Sámi dictionary is for words that are not Swedish or English', () => {
  expect(said(['cuba'], all)).toEqual(['Kuuba'])
  expect(said(['cára'], all)).toEqual(['tsaari'])
})

test('a general vocabulary leaves words alone that are Finnish ones', () => {
  expect(said(['villa'], all)).toEqual([])
  expect(said(['ilman'], all)).toEqual([])
})

test('municipalities are found by their Swedish and Sámi names', () => {
  expect(said(['aanaar'], all)).toContain('Inari')
  expect(said(['enare'], all)).toContain('Inari')
})
