import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isEmptyQuery, MOST_WORDS, parseQuery } from './search-query.ts'

test('words are lower-cased and kept once, in order', () => {
  expect(parseQuery('Kirjastokortti ilman HETUA kirjastokortti')).toEqual({ words: ['kirjastokortti', 'ilman', 'hetua'], phrases: [], without: [], kinds: [], municipalities: [] })
})

test('quotes make a phrase, a single quoted word is a word, and an open quote is nothing', () => {
  expect(parseQuery('"avoinna joka päivä" "maksu" -"vanha ohje"')).toMatchObject({ words: ['maksu'], phrases: [['avoinna', 'joka', 'päivä']], without: ['vanha ohje'] })
  expect(parseQuery('"avoinna joka')).toMatchObject({ words: ['avoinna', 'joka'], phrases: [] })
})

test('quotes and minus signs as phones write them are taken for what is meant', () => {
  expect(parseQuery('”avoinna joka päivä” “kunnan kirjasto” –laskutus')).toMatchObject({ words: [], phrases: [['avoinna', 'joka', 'päivä'], ['kunnan', 'kirjasto']], without: ['laskutus'] })
  expect(parseQuery('9–15 koulu–kirjasto')).toMatchObject({ without: [] })
})

test('a minus leaves a word out; a hyphen inside or after a word does not', () => {
  expect(parseQuery('maksu -laskutus -e-kirja')).toMatchObject({ words: ['maksu'], without: ['laskutus', 'e-kirja'] })
  expect(parseQuery('koulu- ja kirjasto - asiakas-palvelu')).toMatchObject({ words: ['koulu', 'ja', 'kirjasto', 'asiakas-palvelu'], without: [] })
})

test.each([
  ['laji:tiedote', 'kinds', ['notice']], ['kind:guide', 'kinds', ['guide']], ['Laji:Käytäntö', 'kinds', ['practice']], ['kunta:Inari', 'municipalities', ['inari']], ['municipality:salla', 'municipalities', ['salla']],
])('%s is a filter', (typed, field, values) => { expect(parseQuery(`sää ${typed}`)).toMatchObject({ words: ['sää'], [field]: values }) })

test('an unknown kind, a clock time and a colon in a word are words', () => {
  expect(parseQuery('laji:muu EU:n klo 10:00')).toMatchObject({ words: ['laji:muu', 'eu:n', 'klo', '10:00'], kinds: [] })
})

test('Q-6: at most twenty words are looked for, and only a query without any is empty', () => {
  expect(parseQuery(Array.from({ length: 200 }, (_, n) => `sana${n}`).join(' ')).words).toHaveLength(MOST_WORDS)
  for (const typed of ['', ' ', '"', '""', '*', '-', '😀', '-sana', 'kunta:inari']) expect(isEmptyQuery(parseQuery(typed)), typed).toBe(true)
  expect(isEmptyQuery(parseQuery('a'))).toBe(false)
})

test('I-4: no typed text fails, and no word holds anything but letters, digits and joiners', () => {
  const piece = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('"', '*', 'NEAR(', 'title:', '-', ' OR ', 'AND NOT', '{base} :', "'", ';--', 'laji:', '\0', '\u00AD', '^'))
  fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
    const { words, phrases, without } = parseQuery(pieces.join(''))
    for (const word of [...words, ...phrases.flat(), ...without.flatMap((one) => one.split(' '))]) expect(word).toMatch(/^[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{Cf}'’:\-\u2010\u2011]*$/u)
    expect(words.length + phrases.flat().length + without.flatMap((one) => one.split(' ')).length).toBeLessThanOrEqual(MOST_WORDS)
  }), { numRuns: 500 })
})
