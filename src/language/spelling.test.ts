import { describe, expect, test } from 'vitest'
import { createAnalyser, type Analyser, type Lang } from './analyser.ts'
import { createSpelling, Offers, type Vocabulary } from './spelling.ts'
import { testAnalyser } from './test-dictionary.ts'
import { tokenize } from './words.ts'

const finnish = testAnalyser()

function vocabularyOf(analyser: Analyser, texts: [string, Lang][]): Vocabulary {
  const surface = new Map<string, number>()
  const base = new Map<string, number>()
  const count = (counts: Map<string, number>, terms: string[]) => {
    for (const term of new Set(terms)) counts.set(term, (counts.get(term) ?? 0) + 1)
  }
  for (const [text, lang] of texts) {
    const fields = analyser.fields(text, lang)
    count(surface, tokenize(text).map(({ word }) => word))
    count(base, `${fields.base} ${fields.parts}`.split(' '))
  }
  const offers = new Offers()
  for (const term of new Set([...surface.keys(), ...base.keys()].sort())) offers.add(term)
  return { surface: (term) => surface.get(term) ?? 0, base: (term) => base.get(term) ?? 0, offers: [offers] }
}

const texts: [string, Lang][] = [
  ['Myöhästymismaksuista päätetään kunnassa', 'fi'],
  ['Kirjastokortti maksaa viisi euroa vuonna 2024', 'fi'],
  ['Kirjastokortin saa palvelutiskiltä', 'fi'],
  ['Säätiön pöytäkirja', 'fi'],
  ['Kaukopalvelun tilaus', 'fi'],
  ['Celian äänikirjat', 'fi'],
  ['Böckerna finns i biblioteket', 'sv'],
  ['Girjerádju lea čáppat', 'se'],
]
const spelling = createSpelling(finnish, vocabularyOf(finnish, texts))
const words = (word: string, limit?: number) => spelling.alternatives(word, limit).map((alternative) => alternative.word)
const how = (word: string) => spelling.alternatives(word)[0]?.how

describe('a word that the index holds is left alone', () => {
  test.each(['kirjastokortti', 'Kirjastokortin', 'kirjastokortteihin', 'celialla', 'biblioteken', 'böcker', 'maksuja'])('%s', (word) => {
    expect(words(word)).toEqual([])
  })

  test('while one that it does not hold is not', () => {
    expect(words('kirjastokorti')).not.toEqual([])
  })
})

test('a word of the dictionary is not taken for another that is two letters away, nor a short one for any, unlike what is no word', () => {
  const other = createSpelling(finnish, vocabularyOf(finnish, [['Miten suomalainen kirjasto', 'fi']]))
  expect([other.alternatives('humalainen'), other.alternatives('mies')]).toEqual([[], []])
  expect(other.alternatives('mitn').map(({ word }) => word)).toEqual(['miten'])
  expect(other.alternatives('suamalinen').map(({ word }) => word)).toEqual(['suomalainen'])
})

describe('letters are put back', () => {
  test.each([
    ['saation', 'säätiön'], // as in a text
    ['girjeradju', 'girjerádju'],
    ['cappat', 'čáppat'],
    ['saatioita', 'säätiö'], // in a form that no text has
    ['poytakirjoissa', 'pöytäkirja'],
    ['aanikirjoja', 'äänikirja'],
  ])('%s: %s', (typed, meant) => {
    expect(words(typed)[0]).toBe(meant)
    expect(how(typed)).toBe('letters')
  })
})

test('a real word of the index stays as it is, even when another one has dots', () => {
  const both = createSpelling(finnish, vocabularyOf(finnish, [['vaara uhkaa', 'fi'], ['väärän tiedon', 'fi']]))
  expect(both.alternatives('vaaran')).toEqual([])
  const one = createSpelling(finnish, vocabularyOf(finnish, [['väärän tiedon', 'fi']]))
  expect(one.alternatives('vaaran')).toEqual([{ word: 'väärän', how: 'letters' }])
})

test('a root that an unknown word shares by chance is no proof of its spelling', () => {
  const { bases } = finnish.word('vihreet', 'fi')
  expect(finnish.word('vihrät', 'fi').bases.filter((base) => bases.includes(base))).toEqual(['zfivihr'])
  expect(createSpelling(finnish, vocabularyOf(finnish, [['vihreet vihreät', 'fi']])).alternatives('vihrät')[0]?.word).toBe('vihreät')
})

describe('typing errors are recognised', () => {
  test.each([
    ['kirjastokorti', 'kirjastokortti'], // near a word of a text
    ['kirjatsokortti', 'kirjastokortti'],
    ['kirjastokorttt', 'kirjastokortti'],
    ['kirjasstokorteista', 'kirjastokortti'], // a form that no text has
    ['kaukopavelua', 'kaukopalvelu'],
    ['kirjaskokorti', 'kirjastokortti'], // two edits in a long word
    ['bibloteket', 'biblioteket'],
  ])('%s: %s', (typed, meant) => {
    expect(words(typed)).toContain(meant)
    expect(how(typed)).toBe('typo')
  })

  test('the more common of two equally near words comes first', () => {
    const vocabulary = vocabularyOf(finnish, [['katu', 'fi'], ['kahu', 'fi'], ['katu', 'fi'], ['katu', 'fi']])
    expect(createSpelling(finnish, vocabulary).alternatives('kavu', 5).map(({ word }) => word)[0]).toBe('katu')
  })

  test('at most two are given unless another limit is asked', () => {
    const vocabulary = vocabularyOf(finnish, [['kissa kassa kisa kiesa', 'fi']])
    const many = createSpelling(finnish, vocabulary)
    expect(many.alternatives('kiasa')).toHaveLength(2)
    expect(many.alternatives('kiasa', 1)).toHaveLength(1)
  })

  test.each(['kor', '2025', 'h2o', 'x'.repeat(31), '', '"', 'xyzzyq'])('nothing is guessed for "%s"', (word) => {
    expect(words(word)).toEqual([])
  })

  test('stems and roots are never offered', () => {
    expect(words('zsvböc')).toEqual([])
  })
})

test('words that are divided over several lists are offered together, each once', () => {
  const [first, second] = [vocabularyOf(finnish, [['kissa kassa', 'fi']]), vocabularyOf(finnish, [['kassa kiessa', 'fi']])]
  const count = (term: string) => first.surface(term) + second.surface(term), both = createSpelling(finnish, { surface: count, base: count, offers: [...first.offers, ...second.offers] })
  expect(both.alternatives('kiassa', 5).map(({ word }) => word).toSorted()).toEqual(['kassa', 'kiessa', 'kissa'])
})

test('without a dictionary, words near those of the index are found', () => {
  const plain = createAnalyser({ dictionary: null })
  const plainSpelling = createSpelling(plain, vocabularyOf(plain, texts))
  expect(plainSpelling.alternatives('kirjatokortti')[0]).toEqual({ word: 'kirjastokortti', how: 'typo' })
  expect(plainSpelling.alternatives('saation')[0]).toEqual({ word: 'säätiön', how: 'letters' })
  expect(plainSpelling.alternatives('kirjastokortti')).toEqual([])
})
