import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Analyser, Lang } from './analyser.ts'
import { createSnippets, type SnippetPart, type SnippetTerm } from './snippet.ts'
import { testAnalyser } from './test-dictionary.ts'

const analyser = testAnalyser()
const snippet = (by: Analyser, text: string, lang: Lang, terms: SnippetTerm[], maxLength?: number) => createSnippets(by, terms)(text, lang, maxLength)
const marked = (parts: SnippetPart[]) => parts.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('')
const joined = (parts: SnippetPart[]) => parts.map(({ text }) => text).join('')
const of = (text: string, ...words: string[]) => snippet(analyser, text, 'fi', words.map((word) => ({ word, prefix: false })))

describe('a snippet', () => {
  const text = 'Kirjastokortin saa palvelupisteestä. Kortti maksaa viisi euroa, ja myöhästymismaksuista päättää kunta.'

  test('marks words by base form, compound part and letters', () => {
    expect(marked(of(text, 'kortit'))).toMatch(/^\[Kirjastokortin\] saa palvelupisteestä. \[Kortti\] maksaa viisi euroa, ja myöhästymismaksuista/)
    expect(marked(of(text, 'maksu'))).toContain('ja [myöhästymismaksuista] päättää')
    expect(marked(of(text, 'kirjastokorttia'))).toContain('[Kirjastokortin] saa')
    expect(marked(of(text, 'paattaa'))).toContain('[päättää] kunta')
  })

  test('marks words by prefix only for an unfinished term', () => {
    expect(marked(snippet(analyser, text, 'fi', [{ word: 'palv', prefix: true }]))).toContain('saa [palvelupisteestä].')
    expect(marked(snippet(analyser, text, 'fi', [{ word: 'palv', prefix: false }]))).toBe(text)
  })

  test('marks the pieces of hyphenated words', () => {
    expect(marked(of('Avaa pdf-tiedosto.', 'pdf'))).toBe('Avaa [pdf-tiedosto].')
  })

  test('marks Swedish in a Swedish text', () => {
    const parts = snippet(analyser, 'Låna böckerna på biblioteket', 'sv', [{ word: 'bibliotek', prefix: false }])
    expect(marked(parts)).toBe('Låna böckerna på [biblioteket]')
  })

  test('shows the stretch with the most different words', () => {
    const long = `Kortti kortti kortti. ${'Täytettä välissä. '.repeat(40)}Kortti maksaa euron. ${'Lisää täytettä. '.repeat(40)}`
    const shown = marked(of(long, 'kortti', 'maksaa'))
    expect(shown).toContain('[Kortti] [maksaa] euron.')
    expect(shown).toMatch(/^….*…$/)
    expect(joined(of(long, 'kortti', 'maksaa')).length).toBeLessThanOrEqual(222)
  })

  test('shows two unfinished words rather than one that fits better', () => {
    const long = `Kortti on täällä. ${'Täytettä välissä. '.repeat(40)}Palvelupiste ja myöhästymismaksu.`
    const terms = [{ word: 'kortti', prefix: false }, { word: 'palv', prefix: true }, { word: 'myöh', prefix: true }]
    expect(marked(snippet(analyser, long, 'fi', terms))).toContain('[Palvelupiste] ja [myöhästymismaksu]')
  })

  test('counts a compound for every word that it holds', () => {
    const long = `Tila on kiinni. ${'Täytettä välissä. '.repeat(40)}Tee tilavaraus.`
    expect(marked(of(long, 'tila', 'varaus'))).toContain('Tee [tilavaraus].')
  })

  test('does not cut a character in half where there is no space', () => {
    for (let length = 20; length < 30; length++) {
      const shown = joined(snippet(analyser, `${'😀'.repeat(50)}kortti${'😀'.repeat(50)}`, 'fi', [{ word: 'kortti', prefix: false }], length))
      expect(shown).toMatch(/^…(?:😀)+kortti(?:😀)+…$/u)
    }
  })

  test('is the beginning of the text when nothing is a hit', () => {
    const long = 'Ensimmäinen lause on tässä. '.repeat(20)
    const shown = of(long, 'xyz')
    expect(shown).toHaveLength(1)
    expect(shown[0]?.hit).toBe(false)
    expect(shown[0]?.text).toMatch(/^Ensimmäinen.*…$/)
    expect(of('', 'xyz')).toEqual([])
  })

  test('Q-4: is text, never markup: what looks like HTML stays as it was', () => {
    expect(of('<script>alert("kortti")</script> kortti & <mark>', 'kortti')).toEqual([
      { text: '<script>alert("', hit: false }, { text: 'kortti', hit: true }, { text: '")</script> ', hit: false },
      { text: 'kortti', hit: true }, { text: ' & <mark>', hit: false },
    ])
  })

  test('of ten megabytes looks at the beginning only', () => {
    expect(joined(of('Täytettä on paljon. '.repeat(500_000) + 'kortti', 'kortti')).length).toBeLessThanOrEqual(222)
  })

  test('of a long text is the same when its words have been looked at before, in steps', async () => {
    const text = `${'Täytettä on paljon. '.repeat(500)}Kortti on tässä. ${'x'.repeat(5000)} kirjastokortin${'a'.repeat(300_000)}`, terms = [{ word: 'kortti', prefix: false }]
    const snippets = createSnippets(analyser, terms)
    let pauses = 0
    await snippets.readAhead(text, 'fi', async () => { pauses++ })
    expect(pauses).toBeGreaterThan(4)
    expect(snippets(text, 'fi')).toEqual(createSnippets(analyser, terms)(text, 'fi'))
    await snippets.readAhead('Kortti on tässä.', 'fi', () => Promise.reject(new Error('a short text needs no pause')))
  })

  test('joined is a piece of the text with at most two ellipses, within its length, whatever the text and the words', () => {
    const piece = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom('kortti ', 'maksuista ', '😀', '\n', ' '))
    const anyText = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''))
    const anyWord = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('kortti', 'maksu', ''))
    const terms = fc.array(fc.record({ word: anyWord, prefix: fc.boolean() }), { maxLength: 4 })
    fc.assert(fc.property(anyText, terms, fc.integer({ min: 1, max: 80 }), (text, words, maxLength) => {
      const parts = snippet(analyser, text, 'fi', words, maxLength)
      const whole = joined(parts)
      const longestHit = Math.max(0, ...parts.filter(({ hit }) => hit).map((part) => part.text.length))
      const body = [whole, whole.slice(1), whole.slice(0, -1), whole.slice(1, -1)].find((part) => text.includes(part))
      expect(body).toBeDefined()
      expect(whole.replace(body ?? '', '')).toMatch(/^…{0,2}$/)
      expect(whole.length).toBeLessThanOrEqual(Math.max(maxLength, longestHit) + 2)
      expect(parts.every((part) => part.text.length > 0)).toBe(true)
      if (text.isWellFormed()) expect(whole.isWellFormed()).toBe(true)
    }))
  })
})
