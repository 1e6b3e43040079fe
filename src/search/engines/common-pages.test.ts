import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testAnalyser } from '../../language/test-dictionary.ts'
import { migrate } from '../../platform/database/migrate.ts'
import { openDatabase } from '../../platform/database/open.ts'
import { noFilters, type EngineQuery, type IndexItem } from '../search-engine.ts'
import { commonPages } from './common-pages.ts'
import { pageMatch, pageWords } from './match.ts'
import { rememberSectionFacts } from './section-facts.ts'
import { pagesBetween } from './sqlite.queries.ts'
import { sqliteSearch } from './sqlite.ts'

const WORDS = ['maksu', 'kortti', 'kirjasto', 'nide'], SOME = { pages: 18, oneOf: 1_000_000 }
const anyWrite = fc.record({ itemId: fc.integer({ min: 1, max: 50 }), words: fc.array(fc.subarray(WORDS), { minLength: 1, maxLength: 3 }), removed: fc.constantFrom(false, false, false, true) })
const anyTerms = fc.array(fc.subarray([...WORDS, 'karhu'], { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })

async function newIndex() {
  const db = openDatabase(':memory:')
  await migrate(db)
  const facts = rememberSectionFacts(db)
  return { db, facts, engine: sqliteSearch(db, testAnalyser(), facts) }
}
const itemOf = (itemId: number, words: string[][], version: number): IndexItem => ({
  itemId, version, analyser: '', audience: 'all', kind: 'guide', networkWide: true, municipalities: [], roles: [], subjects: [], visibleFrom: null, visibleUntil: null, freshAt: '',
  sections: words.map((some, position) => ({ lang: 'fi', position, anchor: '', title: '', heading: '', text: some.join(' '), titleBase: '', headingBase: '', base: '', parts: '', fold: '' })),
})
const asking = (terms: string[][]): EngineQuery => ({
  terms: terms.map((words) => words.map((word) => ({ word, bases: [], prefix: false }))), need: 'all', also: [], phrases: [], without: [], filters: noFilters(), prefer: { lang: 'fi', municipality: '' }, offset: 0, limit: 10,
})

test('whatever has been written since the words were read, the pages are those that the index gives', async () => {
  const { db, facts, engine } = await newIndex(), common = commonPages(db, SOME)
  let version = 0, answered = 0
  const write = async (writes: { itemId: number; words: string[][]; removed: boolean }[]) => {
    for (const { itemId, words, removed } of writes) await (removed ? engine.remove([{ itemId, version: ++version }]) : engine.put([itemOf(itemId, words, ++version)]))
  }
  await fc.assert(fc.asyncProperty(fc.array(anyWrite, { maxLength: 40 }), fc.array(anyWrite, { maxLength: 5 }), anyTerms, async (before, after, terms) => {
    await write(before)
    await facts.learnAll()
    await common.readAhead(facts.current())
    for (const writes of [[], after]) {
      await write(writes)
      const query = asking(terms), match = pageMatch(query)!, found = await common.pagesOf(pageWords(query)!, match, facts.current())
      if (!found) continue
      answered++
      expect([...found.read, ...found.newer]).toEqual(await pagesBetween(db, match, 0, 1e9))
    }
  }), { numRuns: 150 })
  expect(answered).toBeGreaterThan(50)
})

test('what cannot be told from memory is left to the index: beginnings, words that are not common, facts that are read anew', async () => {
  const { db, facts, engine } = await newIndex(), common = commonPages(db, { pages: 1, oneOf: 10 })
  await engine.put([itemOf(1, [['maksu']], 1)])
  await facts.learnAll()
  const pages = (words: string[][]) => common.pagesOf(words, '"maksu"', facts.current())
  expect(await pages([['maksu']])).toBeNull()
  await common.readAhead(facts.current())
  expect((await pages([['maksu']]))!.read).toHaveLength(1)
  expect(await pages([['karhu']])).toBeNull()
  expect(await common.pagesOf([['maksu']], '"maksu"', rememberSectionFacts(db).current())).toBeNull()
  expect(pageWords({ ...asking([['maksu']]), terms: [[{ word: 'maks', bases: [], prefix: true }]] })).toBeNull()
  const rare = commonPages(db, { pages: 2, oneOf: 10 })
  await rare.readAhead(facts.current())
  expect(await rare.pagesOf([['maksu']], '"maksu"', facts.current())).toBeNull()
})
