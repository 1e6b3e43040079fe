import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fold, tokenize } from './words.ts'

const words = (text: string) => tokenize(text).map(({ word }) => word)
const anyText = fc.string({ unit: 'binary', maxLength: 300 })

describe('tokenize', () => {
  test('finds the words of a sentence in lower case, without punctuation', () => {
    expect(words('Kirjastokortti maksaa 5,50 euroa (lapsille: ei mitään)!')).toEqual(
      ['kirjastokortti', 'maksaa', '5', '50', 'euroa', 'lapsille', 'ei', 'mitään'])
  })

  test('keeps hyphens, apostrophes and colons between letters, and only there', () => {
    expect(words("aamu-uninen vaa'an EU:n lasten- ja 'nuorten' show’n -kin")).toEqual(
      ['aamu-uninen', "vaa'an", 'eu:n', 'lasten', 'ja', 'nuorten', 'show’n', 'kin'])
  })

  test('reads decomposed letters and soft hyphens as the word that is seen', () => {
    expect(words('kirjasto\u00ADkortti pa\u0308iva\u0308')).toEqual(['kirjastokortti', 'päivä'])
  })

  test('gives offsets into the text as it was given', () => {
    const text = '😀 Pa\u0308iva\u0308 ilta'
    expect(tokenize(text).map(({ start, end }) => text.slice(start, end))).toEqual(['Pa\u0308iva\u0308', 'ilta'])
  })

  test('knows the letters of Sámi', () => {
    expect(words('Girjerádju čuožžu Ánaris; ǩeʹrjjpõrtt')).toEqual(['girjerádju', 'čuožžu', 'ánaris', 'ǩeʹrjjpõrtt'])
  })

  test('leaves a run of over 100 letters out and keeps its neighbours', () => {
    expect(words(`ennen ${'a'.repeat(100)} ${'b'.repeat(101)} ${'c'.repeat(100_000)} jälkeen`)).toEqual(['ennen', 'a'.repeat(100), 'jälkeen'])
  })

  test('cuts a chain of joined words where it passes 100 letters and keeps every word', () => {
    const chain = Array.from({ length: 40 }, (_, index) => `sana${index}`)
    const found = words(chain.join('-'))
    expect(found.length).toBeGreaterThan(1)
    expect(found.every((word) => word.length <= 100)).toBe(true)
    expect(found.join('-')).toBe(chain.join('-'))
  })

  test('reads ten megabytes of one word, of joined letters and of letters beyond the first plane', () => {
    expect(tokenize('a'.repeat(10_000_000))).toEqual([])
    expect(tokenize('a-'.repeat(5_000_000)).length).toBe(100_000)
    expect(tokenize('𐐀'.repeat(2_500_000))).toEqual([])
  })

  test('offsets are in order, do not overlap, and give the word back, whatever the text', () => {
    fc.assert(fc.property(anyText, (text) => {
      let last = 0
      for (const { word, start, end } of tokenize(text)) {
        expect(start).toBeGreaterThanOrEqual(last)
        expect(end).toBeGreaterThan(start)
        expect(tokenize(text.slice(start, end)).map((again) => again.word)).toEqual([word])
        last = end
      }
    }))
  })
})

describe('fold', () => {
  test('gives what is typed without Finnish, Swedish and Sámi letters', () => {
    expect(['päivä', 'åbo', 'čáhppes', 'đŋŧž', 'smørbrød', 'ǩeʹrjj', 'ǽ', 'kirja'].map(fold)).toEqual(
      ['paiva', 'abo', 'cahppes', 'dntz', 'smorbrod', 'kerjj', 'a', 'kirja'])
  })

  test('folding twice changes nothing more', () => {
    fc.assert(fc.property(anyText, (text) => {
      for (const { word } of tokenize(text)) expect(fold(fold(word))).toBe(fold(word))
    }))
  })
})
