import { expect, test } from 'vitest'
import { testAnalyser } from '../language/test-dictionary.ts'
import { otherWords, readSynonyms, readTerms } from './other-words.ts'

const analyser = testAnalyser()
const slang = otherWords(analyser, readSynonyms('# otsikko\nhetu, sotu\thenkilötunnus\nei toimi, jumissa\thäiriö, vika\nkimppa\tkirjastokimppa\n'))

test('any inflection of the left side leads to the right side', () => {
  expect(slang(['kirjastokortti', 'ilman', 'hetua'])).toEqual(['henkilötunnus'])
  expect(slang(['kimpan', 'laatikot'])).toEqual(['kirjastokimppa'])
})

test('a run of words is matched as a whole, in any place', () => {
  expect(slang(['koha', 'ei', 'toimi'])).toEqual(['häiriö', 'vika'])
  expect(slang(['toimi', 'koha', 'ei'])).toEqual([])
})

test('the right side never leads back to the left', () => { expect(slang(['henkilötunnus'])).toEqual([]) })

test('terms in Swedish, English and Northern Sámi lead to Finnish', () => {
  const terms = otherWords(analyser, readTerms('fi\ten\tsv\tse\nkirjastokortti\tlibrary card\tbibliotekskort, lånekort\tgirjerádjogoarta\n'))
  expect(terms(['library', 'cards'])).toEqual(['kirjastokortti'])
  expect(terms(['bibliotekskortet'])).toEqual(['kirjastokortti'])
  expect(terms(['lånekort'])).toEqual(['kirjastokortti'])
  expect(terms(['girjerádjogoarta'])).toEqual(['kirjastokortti'])
  expect(terms(['card'])).toEqual([])
})
