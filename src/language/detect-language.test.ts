import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createAnalyser } from './analyser.ts'
import { detectLanguage } from './detect-language.ts'
import { testAnalyser } from './test-dictionary.ts'

const analysers = [testAnalyser(), createAnalyser({ dictionary: null })]

describe('detectLanguage', () => {
  test.each([
    ['fi', 'Kirjastokortin saa palvelupisteestä, kun asiakas esittää kuvallisen henkilötodistuksen ja antaa osoitteensa.'],
    ['sv', 'Du får ett lånekort på biblioteket när du visar din legitimation och uppger din adress.'],
    ['en', 'You get a library card at the desk when you show your identity card and tell us your address.'],
    ['se', 'Don oaččut girjerádjogoartta go čájehat duođaštusa, ja dat lea nuvttá buohkaide.'],
  ])('knows %s with and without the dictionary', (lang, text) => {
    expect(analysers.map((analyser) => detectLanguage(text, analyser))).toEqual([lang, lang])
  })

  test('takes a text that tells nothing for Finnish, and never throws', () => {
    expect(detectLanguage('', analysers[0]!)).toBe('fi')
    expect(detectLanguage('12345', analysers[0]!)).toBe('fi')
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(['fi', 'sv', 'en', 'se']).toContain(detectLanguage(text, analysers[0]!))
    }))
  })

  test('reads the first words of a long text only', () => {
    expect(detectLanguage('Kirjasto on auki ja kortti on ilmainen. '.repeat(100) + 'the and of to is '.repeat(100_000), analysers[0]!)).toBe('fi')
  })
})
