import { expect, test } from 'vitest'
import { noFilters, type EngineQuery, type Forms } from '../search-engine.ts'
import { audienceFilter, encode, facetFilters } from './meilisearch-document.ts'
import { basesOf, queriesOf } from './meilisearch-query.ts'

const forms = (word: string, bases = [word], prefix = false): Forms => ({ word, bases, prefix })
const query = (terms: Forms[][], different: Partial<EngineQuery> = {}): EngineQuery => ({
  terms, need: 'all', also: [], phrases: [], without: [], filters: noFilters(), prefer: { lang: 'fi', municipality: '' }, offset: 0, limit: 20, ...different,
})
const asked = (one: EngineQuery, indexed = basesOf(one)) => queriesOf(one, new Set(indexed)).map(({ q, weight }) => `${q} ${Number(weight.toFixed(3))}`)

test('the typed words are asked as written, then by each combination of base forms, the likeliest first', () => {
  expect(asked(query([[forms('muisti')], [forms('puheita', ['puhe'])]]))).toEqual(['"muisti" "puheita" 1', '"muisti" "puhe" 0.9'])
  expect(asked(query([[forms('kuusi', ['kuusi', 'kuu'])]]))).toEqual(['"kuusi" 1', '"kuusi" 0.9', '"kuu" 0.36'])
  expect(asked(query([[forms('kortin', ['kortti', 'zsvkort'])]]))).toEqual(['"kortin" 1', '"kortti" 0.9', '"zsvkort" 0.45'])
  expect(asked(query([[forms('koti', ['koti']), forms('kotti', ['kotti'])]]))).toEqual(['"koti" 1', '"koti" 0.9', '"kotti" 0.72'])
})

test('a base form that no text has is left out', () => {
  expect(asked(query([[forms('kuusi', ['kuusi', 'kuu'])]]), ['kuusi'])).toEqual(['"kuusi" 1', '"kuusi" 0.9'])
  expect(asked(query([[forms('muisti')], [forms('puheita', ['puhe'])]]), ['muisti'])).toEqual(['"muisti" "puheita" 1'])
})

test('the last word may begin longer ones, in its own letters and in the encoded ones', () => {
  expect(asked(query([[forms('uusi')], [forms('sää', ['sää'], true)]]))).toEqual(['"uusi" "sää" 1', '"uusi" "saqaq" 0.9', '"uusi" sää 0.3', '"uusi" saqaq 0.3'])
  expect(asked(query([[forms('-sää', ['sää'], true)]]))).toEqual(['"-sää" 1', '"saqaq" 0.9'])
})

test('at most twelve combinations of base forms are asked', () => {
  const many = Array.from({ length: 4 }, (_, n) => [forms(`sana${n}`, [`a${n}`, `b${n}`, `c${n}`])])
  expect(asked(query(many))).toHaveLength(13)
})

test('what cannot be said to Meilisearch is not asked there, least of all an empty query, which would find everything', () => {
  expect(asked(query([[forms('kortti')]]))).not.toEqual([])
  for (const different of [{ need: 'any' as const }, { phrases: ['avoinna joka'] }, { without: [forms('ovi')] }]) expect(asked(query([[forms('kortti')]], different))).toEqual([])
  for (const word of ['', '"', '()', '\u0640', 'книга', '\0']) expect(asked(query([[forms('kortti')], [forms(word)]]))).toEqual([])
  expect(asked(query([]))).toEqual([])
  expect(asked(query(Array.from({ length: 11 }, () => [forms('kortti')])))).toEqual([])
})

test('I-4: quotes in a word end nothing', () => {
  expect(asked(query([[forms('a" -b "c')]]))).toEqual(['"a  -b  c" 1', '"a  b  c" 0.9'])
})

test('letters that Meilisearch would fold stay apart, and hyphens divide nothing', () => {
  expect(encode('sää saa e-kirja čáhci')).toBe('saqaq saa ekirja cxaxhci')
})

test('Q-5: a filter is a list of what is allowed, and quotes in a value end nothing', () => {
  expect(audienceFilter({ audiences: ['all', 'a"b\\'], now: '1970-01-01T00:00:01.000Z' })).toBe('audience IN ["all", "a\\"b\\\\"] AND from <= 1000 AND until > 1000')
  expect(facetFilters({ ...noFilters(), kind: ['guide'], municipality: ['inari', 'x"] OR "'] })).toEqual(['kind IN ["guide"]', '(network = true OR municipality IN ["inari", "x\\"] OR \\""])'])
  expect(facetFilters(noFilters())).toEqual([])
})
