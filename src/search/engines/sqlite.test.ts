import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Db } from '../../database.ts'
import { testAnalyser } from '../../language/test-dictionary.ts'
import { migrate } from '../../platform/database/migrate.ts'
import { openDatabase } from '../../platform/database/open.ts'
import { noFilters, type EngineQuery, type IndexItem, type IndexSection, type SearchEngine } from '../search-engine.ts'
import { pageMatch, plainTermMatch } from './match.ts'
import { searchEngineContract } from './search-engine.contract.ts'
import { matchesBetween, pagesBetween } from './sqlite.queries.ts'
import { sqliteSearch } from './sqlite.ts'

const analyser = testAnalyser()
async function newIndex(): Promise<{ db: Db; engine: SearchEngine }> {
  const db = openDatabase(':memory:')
  await migrate(db)
  return { db, engine: sqliteSearch(db, analyser) }
}

searchEngineContract('sqlite', analyser, async () => (await newIndex()).engine)

const WORDS = ['maksu', 'kortti', 'kirjasto', 'päivä', 'maksupääte']
const someWords = (most: number) => fc.array(fc.constantFrom(...WORDS), { maxLength: most }).map((words) => words.join(' '))
const anySection = fc.record({ lang: fc.constantFrom('fi', 'sv'), heading: someWords(1), text: someWords(3), base: someWords(2), parts: someWords(1) })
const anyItem = fc.record({ itemId: fc.integer({ min: 1, max: 4 }), title: someWords(1), sections: fc.array(anySection, { maxLength: 6 }), many: fc.constantFrom(1, 1, 1, 50), removed: fc.boolean() })

function itemOf({ itemId, title, sections, many }: { itemId: number; title: string; sections: Pick<IndexSection, 'lang' | 'heading' | 'text' | 'base' | 'parts'>[]; many: number }, version: number): IndexItem {
  const all = Array.from({ length: many }, () => sections).flat().toSorted((one, other) => (one.lang < other.lang ? -1 : 1)), next: Record<string, number> = {}
  return {
    itemId, version, analyser: analyser.version, audience: 'all', kind: 'guide', networkWide: true, municipalities: [], roles: [], subjects: [], visibleFrom: null, visibleUntil: null, freshAt: '',
    sections: all.map((section): IndexSection => ({ ...section, title, position: (next[section.lang] = (next[section.lang] ?? -1) + 1), anchor: '', titleBase: '', headingBase: '', fold: 'muu' })),
  }
}

test('after any writes, also of texts of hundreds of sections, the index of whole pages has each word on just the pages whose sections have it', async () => {
  const { db, engine } = await newIndex()
  let version = 0
  await fc.assert(fc.asyncProperty(fc.array(anyItem, { maxLength: 5 }), async (writes) => {
    for (const one of writes) await (one.removed ? engine.remove([{ itemId: one.itemId, version: ++version }]) : engine.put([itemOf(one, ++version)]))
    const rows = await db.selectFrom('search_section').select(['id', 'item_id', 'lang']).execute(), pageOf = new Map(rows.map(({ id, item_id, lang }) => [id, `${item_id} ${lang}`]))
    const pages = (ids: number[]) => [...new Set(ids.map((id) => pageOf.get(id)!))].sort((one, other) => (one < other ? -1 : 1))
    for (const word of [...WORDS, 'muu']) {
      const term = [{ word, bases: [word], prefix: word === 'maksu' }], query: EngineQuery = { terms: [term], need: 'all', also: [], phrases: [], without: [], filters: noFilters(), prefer: { lang: 'fi', municipality: '' }, offset: 0, limit: 10 }
      expect(pages(await pagesBetween(db, pageMatch(query)!, 0, 1e6))).toEqual(pages(await matchesBetween(db, plainTermMatch(term), 0, 1e6)))
    }
  }), { numRuns: 50 })
})

test('the index of whole pages is not asked for what needs places', () => {
  const query: EngineQuery = { terms: [[{ word: 'maksu', bases: ['maksu'], prefix: false }]], need: 'all', also: [], phrases: [], without: [], filters: noFilters(), prefer: { lang: 'fi', municipality: '' }, offset: 0, limit: 10 }
  expect(pageMatch(query)).toBe('"maksu"')
  const hyphen = [{ word: 'e-kirja', bases: ['e-kirja'], prefix: false }]
  expect(pageMatch({ ...query, terms: [...query.terms, [{ word: 'kortin', bases: ['kortti'], prefix: false }]] })).toBe('("maksu" AND ("kortin" OR "kortti"))')
  for (const other of [{ terms: [hyphen] }, { phrases: ['maksu on'] }, { without: hyphen }, { need: 'any' as const }]) expect(pageMatch({ ...query, ...other })).toBeNull()
})
