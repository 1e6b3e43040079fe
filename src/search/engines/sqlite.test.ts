import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import type { Db } from '../../database.ts'
import { testAnalyser } from '../../language/test-dictionary.ts'
import { migrate } from '../../platform/database/migrate.ts'
import { freeConnection, openDatabase } from '../../platform/database/open.ts'
import { noFilters, type EngineQuery, type IndexItem, type IndexSection, type SearchEngine } from '../search-engine.ts'
import { pageMatch, plainAllMatch, plainMatchOf, plainTermMatch, titleMatchOf, type Match } from './match.ts'
import { searchEngineContract } from './search-engine.contract.ts'
import { rememberSectionFacts } from './section-facts.ts'
import { matchesBetween, MILE, pagesBetween, someMatches, stopAfter } from './sqlite.queries.ts'
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
      expect(pages(await pagesBetween(db, pageMatch(query)!, 0, 1e6))).toEqual(pages(await matchesBetween(db, () => plainTermMatch(term), 0, 1e6)))
    }
  }), { numRuns: 50 })
})

test('the index of whole pages is not asked for what needs places', () => {
  const query: EngineQuery = { terms: [[{ word: 'maksu', bases: ['maksu'], prefix: false }]], need: 'all', also: [], phrases: [], without: [], filters: noFilters(), prefer: { lang: 'fi', municipality: '' }, offset: 0, limit: 10 }
  expect(pageMatch(query)).toBe('"maksu"')
  const hyphen = [{ word: 'e-kirja', bases: ['e-kirja'], prefix: false }]
  expect(pageMatch({ ...query, terms: [...query.terms, [{ word: 'kortin', bases: ['kortti'], prefix: false }]] })).toBe('("maksu" AND ("kortin" OR "kortti"))')
  expect(pageMatch({ ...query, need: 'any', terms: [...query.terms, [{ word: 'kortin', bases: ['kortti'], prefix: false }]] })).toBe('("maksu" OR ("kortin" OR "kortti"))')
  for (const other of [{ terms: [hyphen] }, { phrases: ['maksu on'] }, { without: hyphen }, { need: 'any' as const, also: [hyphen] }, { need: 'page' as const }]) expect(pageMatch({ ...query, ...other })).toBeNull()
})

const FIND = { phrases: [], without: [], filters: noFilters(), prefer: { lang: 'fi', municipality: '' }, offset: 0, limit: 50 }, EVERYONE = { audiences: ['all'], now: '2026-11-26T08:00:00.000Z' }
const asTerms = (words: string[]) => words.map((word) => [{ word, bases: [word], prefix: false }])
const page = (itemId: number, text: string): IndexItem => itemOf({ itemId, title: '', many: 1, removed: false, sections: [{ lang: 'fi', heading: '', text, base: text, parts: '' }] } as Parameters<typeof itemOf>[0], itemId)
/** An engine for which any word is a common one, and any query one of many pages. */
const overwhelmed = (db: Db) => sqliteSearch(db, analyser, rememberSectionFacts(db), { scored: 2, scoredOfAny: 3, fewOfAny: 1, readPages: 0, common: { pages: 1, oneOf: 1000 }, listed: 3 })

test('whatever is too much to be scored is found all the same, with the same total', async () => {
  await fc.assert(fc.asyncProperty(fc.array(someWords(4), { minLength: 1, maxLength: 12 }), fc.uniqueArray(fc.constantFrom(...WORDS, 'outo'), { minLength: 1 }), fc.boolean(), async (texts, words, isAhead) => {
    const { db, engine } = await newIndex(), big = overwhelmed(db), query: EngineQuery = { ...FIND, need: 'all', also: [], terms: asTerms(words) }
    await engine.put(texts.map((text, index) => page(index + 1, text)))
    if (isAhead) await big.readAhead(EVERYONE.now)
    const found = await engine.find(query, EVERYONE), same = await big.find(query, EVERYONE), ids = (hits: typeof found.hits) => hits.map(({ itemId }) => itemId).sort((a, b) => a - b)
    expect([same.total, ids(same.hits)]).toEqual([found.total, ids(found.hits)])
    await db.destroy()
  }), { numRuns: 40 })
})

/** The next section gets this id. */
async function goOnAt(db: Db, id: number) {
  await sql`delete from sqlite_sequence where name = 'search_section'`.execute(db)
  await sql`insert into sqlite_sequence(name, seq) values ('search_section', ${id - 1})`.execute(db)
}

test('what is spread over miles of a big index is found as it is in a small one', async () => {
  const places = fc.uniqueArray(fc.tuple(fc.nat(4), fc.integer({ min: -1, max: 1 })).map(([mile, from]) => Math.max(1, mile * MILE + from)), { minLength: 1, maxLength: 12 }).map((ids) => ids.sort((a, b) => a - b))
  const words = fc.uniqueArray(fc.constantFrom(...WORDS, 'outo'), { minLength: 1, maxLength: 3 }), without = fc.uniqueArray(fc.constantFrom(...WORDS), { maxLength: 1 })
  await fc.assert(fc.asyncProperty(places, fc.array(someWords(4), { minLength: 12, maxLength: 12 }), words, without, fc.constantFrom('all', 'any'), async (ids, texts, typed, not, need) => {
    const small = await newIndex(), big = await newIndex()
    for (const [at, id] of ids.entries()) {
      await goOnAt(big.db, id)
      for (const { engine } of [small, big]) await engine.put([page(at + 1, texts[at]!)])
    }
    const forms = (some: string[]) => some.map((word) => ({ word, bases: [word], prefix: false })), query: EngineQuery = { ...FIND, need, terms: asTerms(typed), also: need === 'any' ? [forms(['maksu', 'kirjasto'])] : [], without: forms(not) }
    const found = async (engine: SearchEngine) => { const { total, hits } = await engine.find(query, EVERYONE); return [total, hits.map(({ itemId }) => itemId).sort((a, b) => a - b)] }
    expect(await found(big.engine)).toEqual(await found(small.engine))
    expect(await found(overwhelmed(big.db))).toEqual(await found(overwhelmed(small.db)))
    const marked = (await Promise.all([0, 1].map((mile) => someMatches(big.db, stopAfter(mile * MILE), { most: 99, first: 'oldest' })))).flat()
    expect(marked.sort((a, b) => a - b)).toEqual(ids.filter((id) => id % MILE === 0))
    for (const { db } of [small, big]) await db.destroy()
  }), { numRuns: 60 })
})

test('of more sections than are listed, the newest come first, in whichever mile they are, and then what has the words in several', async () => {
  const { db } = await newIndex(), big = overwhelmed(db), query: EngineQuery = { ...FIND, need: 'all', also: [], terms: asTerms(['maksu', 'kortti']) }
  for (const [at, id] of [1, 7, MILE - 1, MILE, MILE + 1, 3 * MILE, 5 * MILE + 9].entries()) {
    await goOnAt(db, id)
    await big.put([page(at + 1, 'maksu kortti')])
  }
  await big.put([itemOf({ itemId: 8, title: '', many: 1, sections: ['maksu', 'kortti'].map((text) => ({ lang: 'fi', heading: '', text, base: text, parts: '' })) }, 8)])
  const { total, hits } = await big.find(query, EVERYONE)
  expect([total, hits.slice(0, 3).map(({ itemId }) => itemId)]).toEqual([8, [5, 6, 7]])
})

test('a search stops for words that have to be together, not for words next to each other', () => {
  const query = (terms: string[], phrases: string[] = []): EngineQuery => ({ ...FIND, need: 'all', also: [], phrases, terms: asTerms(terms) })
  const stops = (match: Match) => match('"seis"') !== match()
  for (const make of [plainMatchOf, titleMatchOf]) {
    expect([['maksu'], ['maksu', 'kortti'], ['maksu', 'e-kortti']].map((terms) => stops(make(query(terms))))).toEqual([false, true, false])
    expect(stops(make(query(['maksu'], ['on kortti'])))).toBe(false)
    expect(stops(make({ ...query(['maksu']), without: [{ word: 'kortti', bases: [], prefix: false }] }))).toBe(true)
  }
  expect([['maksu', 'kortti'], ['maksu', 'e-kortti']].map((words) => stops(plainAllMatch(words.map((word) => ({ word, bases: [], prefix: false })))))).toEqual([true, false])
})

test('in a big index, words next to each other are looked for in a thread of their own, and several words scored', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'laavu-')), db = openDatabase(path.join(folder, 'laavu.sqlite'))
  await migrate(db)
  const engine = sqliteSearch(db, analyser), query: EngineQuery = { ...FIND, need: 'all', terms: [], also: [], phrases: ['maksu kortti'] }
  await engine.put([page(1, 'maksu kortti'), page(2, 'kortti maksu')])
  const asked = vi.spyOn(freeConnection(db)!, 'prepare'), isAskedHere = (what = /search_text match (?!value)/) => asked.mock.calls.some(([text]) => what.test(text))
  const found = async () => (await engine.find(query, EVERYONE)).hits.map(({ itemId }) => itemId).sort((a, b) => a - b)
  expect([await found(), isAskedHere()]).toEqual([[1], true])
  await goOnAt(db, 3 * MILE)
  await engine.put([page(3, 'maksu kortti'), page(4, 'päivä')])
  asked.mockClear()
  expect([await found(), isAskedHere()]).toEqual([[1, 3], false])
  const words = await engine.find({ ...query, phrases: [], terms: asTerms(['maksu', 'kortti']) }, EVERYONE)
  expect([words.total, isAskedHere(), isAskedHere(/bm25/)]).toEqual([3, true, false])
  expect([(await engine.find({ ...query, phrases: [], terms: asTerms(['maksu']) }, EVERYONE)).total, isAskedHere(/bm25/)]).toEqual([3, true])
  await db.destroy()
  rmSync(folder, { recursive: true })
})

test('of common words alone, the relaxed step finds what has all of them that are seen, else what has any', async () => {
  const { db, engine } = await newIndex(), big = overwhelmed(db), any: EngineQuery = { ...FIND, need: 'any', also: [], terms: asTerms(['maksu', 'kortti', 'outo']) }
  const ids = async () => (await big.find(any, EVERYONE)).hits.map(({ itemId }) => itemId).sort((a, b) => a - b)
  await engine.put([...Array.from({ length: 8 }, (_, index) => page(index + 1, index % 2 ? 'maksu' : 'kortti')), page(9, 'maksu ja kortti'), { ...page(10, 'kortti ja outo'), audience: 'team:1' }])
  for (const isAhead of [false, true]) {
    if (isAhead) await big.readAhead(EVERYONE.now)
    await engine.put([page(9, 'maksu ja kortti')].map((item) => ({ ...item, version: isAhead ? 30 : 20 })))
    expect(await ids()).toEqual([9])
    await engine.remove([{ itemId: 9, version: isAhead ? 31 : 21 }])
    expect(await ids()).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  }
  expect((await big.find({ ...any, terms: asTerms(['outo']), also: [['maksu', 'kortti'].map((word) => ({ word, bases: [word], prefix: false }))] }, EVERYONE)).total).toBe(0)
})
