import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createAnalyser, type Lang } from './analyser.ts'
import { testAnalyser, testDictionary } from './test-dictionary.ts'

const analyser = testAnalyser()
const withoutDictionary = createAnalyser({ dictionary: null })
const anyText = fc.string({ unit: 'binary', maxLength: 300 })
const langs: Lang[] = ['fi', 'sv', 'en', 'se', 'smn', 'sms', 'no']

describe('fields', () => {
  test('hold base forms, parts and undotted words of a Finnish text', () => {
    expect(analyser.fields('Kirjastokortteja lapsille, päivä!', 'fi')).toEqual({
      base: 'kirjastokortti lapsi päivä', parts: 'kirjasto kortti', fold: 'paiva',
    })
  })

  test('repeat what the text repeats, because frequency counts', () => {
    expect(analyser.fields('Kortti, kortin, kortit', 'fi').base).toBe('kortti kortti kortti')
  })

  test('are tokens of letters and digits, whatever the text and language, with and without the dictionary', () => {
    fc.assert(fc.property(anyText, fc.constantFrom(...langs), (text, lang) => {
      for (const one of [analyser, withoutDictionary]) {
        for (const field of Object.values(one.fields(text, lang))) expect(field).toMatch(/^(?:[\p{L}\p{N}\p{M}]+(?: |$))*$/u)
      }
    }))
  })

  test('of megabytes of words that mean nothing stay within bounds', () => {
    const { base, parts } = analyser.fields(`${'uittouitto'.repeat(9)}x ${'x'.repeat(100_000)} `.repeat(20), 'fi')
    expect(base.length).toBeGreaterThan(0)
    expect(base.length + parts.length).toBeLessThan(20 * 2000)
    expect(analyser.fields('kissa '.repeat(1_000_000), 'fi').base.length).toBe(1_000_000 * 6 - 1)
  })
})

describe('queryWord', () => {
  test('answers for all languages at once, Finnish first', () => {
    expect(analyser.queryWord('böckerna')).toEqual({ known: false, bases: expect.arrayContaining(['böckerna', 'zsvböck']), parts: [] })
    const { known, bases, parts } = analyser.queryWord('Kirjastokortteja')
    expect({ known, first: bases[0], parts }).toEqual({ known: true, first: 'kirjastokortti', parts: ['kirjasto', 'kortti'] })
    expect(bases.slice(1).every((base) => /^z(?:sv|en|se|no)/.test(base))).toBe(true)
  })

  test('finds what a text in any language was indexed by', () => {
    const meets = (query: string, text: string, lang: Lang) => {
      const indexed = analyser.fields(text, lang).base.split(' ')
      return analyser.queryWord(query).bases.some((base) => indexed.includes(base))
    }
    expect(meets('kortti', 'kortteja', 'fi')).toBe(true)
    expect(meets('bibliotek', 'biblioteken', 'sv')).toBe(true)
    expect(meets('library', 'libraries', 'en')).toBe(true)
    expect(meets('girji', 'girjjit', 'se')).toBe(true)
    expect(meets('bibliotek', 'bibliotekene', 'no')).toBe(true)
    expect(meets('kortti', 'biblioteken', 'sv')).toBe(false)
  })

  test('never throws and has no empty base, whatever the word', () => {
    fc.assert(fc.property(anyText, (word) => {
      const { bases, parts } = analyser.queryWord(word)
      expect([...bases, ...parts]).not.toContain('')
    }))
  })
})

describe('word', () => {
  test('takes any case and any Unicode form', () => {
    const plain = analyser.word('päivä', 'fi')
    expect(plain.bases).toEqual(['päivä'])
    expect(analyser.word('PÄIVÄ', 'fi')).toEqual(plain)
    expect(analyser.word('pa\u0308iva\u0308', 'fi')).toEqual(plain)
  })

  test('has no bases for a word of over 100 letters, and none for nothing', () => {
    expect(analyser.word('a'.repeat(100_000), 'fi')).toEqual({ known: false, bases: [], parts: [] })
    expect(analyser.word('', 'sv')).toEqual({ known: false, bases: [], parts: [] })
    expect(analyser.word('kortti', 'fi').bases).toEqual(['kortti'])
  })

  test('reads Inari and Skolt Sámi by the rules of Northern Sámi', () => {
    expect(analyser.word('girjjit', 'smn')).toEqual(analyser.word('girjjit', 'se'))
    expect(analyser.word('girjjit', 'sms')).toEqual(analyser.word('girjjit', 'se'))
  })
})

describe('accepts', () => {
  test('says whether the dictionary has the word as it stands', () => {
    const words = ['kirjastokorttia', 'Rovaniemellä', 'kirjastokorttja', 'celiasta']
    expect(words.map((word) => analyser.accepts(word))).toEqual([true, true, false, false])
    expect(withoutDictionary.accepts('kirjastokorttia')).toBe(false)
  })
})

describe('version', () => {
  test('changes with the dictionary and not otherwise', () => {
    const other = testDictionary().slice()
    other[9] = 1 // padding: the same words in another file
    const versions = [testAnalyser(), createAnalyser({ dictionary: other }), withoutDictionary].map(({ version }) => version)
    expect(new Set(versions).size).toBe(3)
    expect(testAnalyser().version).toBe(analyser.version)
    expect([analyser.dictionary, withoutDictionary.dictionary]).toEqual(['voikko', 'none'])
  })
})
