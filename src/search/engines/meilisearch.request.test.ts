import { randomUUID } from 'node:crypto'
import { Meilisearch } from 'meilisearch'
import { afterAll, expect, test } from 'vitest'
import { testAnalyser } from '../../language/test-dictionary.ts'
import { migrate } from '../../platform/database/migrate.ts'
import { openDatabase } from '../../platform/database/open.ts'
import { createLog } from '../../platform/log.ts'
import { noFilters, type IndexItem, type SearchEngine } from '../search-engine.ts'
import { leastKey } from './meilisearch-keys.ts'
import { audienceFilter, documentOf, facetFilters, sectionOf, SETTINGS, type Document } from './meilisearch-document.ts'
import { meilisearchSearch } from './meilisearch.ts'
import { searchEngineContract } from './search-engine.contract.ts'
import { sqliteSearch } from './sqlite.ts'

const { MEILI_URL, MEILI_KEY } = process.env

test.skipIf(MEILI_URL)('Meilisearch itself is not tested here: needs MEILI_URL and MEILI_KEY', ({ skip }) => { skip() })

if (MEILI_URL && MEILI_KEY) {
  const analyser = testAnalyser()
  let answered = 0
  // everything below but the keys themselves runs with the key that `search keys` prints
  const key = await leastKey({ url: MEILI_URL, key: MEILI_KEY })
  const engineOn = async (name: string) => {
    const db = openDatabase(':memory:')
    await migrate(db)
    return meilisearchSearch({ url: MEILI_URL, key, name }, db, sqliteSearch(db, analyser), createLog('silent'))
  }
  searchEngineContract('meilisearch', analyser, async () => {
    const engine = await engineOn(`laavu-${randomUUID()}`)
    const items = new Map<number, IndexItem>()
    const put: SearchEngine['put'] = (given) => {
      for (const item of given) items.set(item.itemId, item)
      return engine.put(given)
    }
    /** What the scheduled job does: puts again what is missing. */
    const catchUp = async () => {
      for (;;) {
        const missing = await engine.outdated(analyser.version, 20)
        if (missing.length === 0) return engine.idle()
        await engine.put(missing.map((id) => items.get(id)!))
      }
    }
    const find: SearchEngine['find'] = async (query, audience) => {
      await catchUp()
      const before = await engine.health()
      expect(before.meilisearch).toMatchObject({ lastError: null, breaker: 'closed', isCurrent: true, refused: [] })
      const found = await engine.find(query, audience)
      answered += (await engine.health()).meilisearch.answered - before.meilisearch.answered
      return found
    }
    return { ...engine, find, put }
  })

  test('meilisearch: the key for Laavu is made once, and opens nothing else', async () => {
    expect(await leastKey({ url: MEILI_URL, key: MEILI_KEY })).toBe(key)
    expect(key).not.toBe(MEILI_KEY)
    const other = new Meilisearch({ host: MEILI_URL, apiKey: MEILI_KEY, defaultWaitOptions: { timeout: 60_000 } }), index = `other-${randomUUID()}`
    await other.createIndex(index).waitTask()
    const client = new Meilisearch({ host: MEILI_URL, apiKey: key })
    const forbidden = [() => client.index(index).search(''), () => client.getKeys(), () => client.createDump(), () => client.createIndex(`x-${randomUUID()}`), () => client.index(index).addDocuments([{ id: 1 }])]
    for (const act of forbidden) await expect((async () => act())()).rejects.toMatchObject({ cause: { code: 'invalid_api_key' } })
  })

  test('meilisearch: a rebuild exchanges the index for a fresh one while searching goes on, and a check finds both alike', async () => {
    const engine = await engineOn(`laavu-${randomUUID()}`), everyone = { audiences: ['all'], now: '2026-06-01T00:00:00.000Z' }
    const section = { lang: 'fi', position: 0, anchor: '', heading: '', title: 'Karhu', text: 'Karhu nukkuu.', titleBase: 'karhu', headingBase: '', ...analyser.fields('Karhu nukkuu.', 'fi') }
    const item = (itemId: number): IndexItem => ({
      itemId, version: itemId, analyser: analyser.version, audience: 'all', kind: 'guide', networkWide: true, municipalities: [], roles: [], subjects: [], visibleFrom: null, visibleUntil: null, freshAt: '2026-01-01', sections: [section],
    })
    const bears = { terms: [[{ word: 'karhu', bases: ['karhu'], prefix: false }]], need: 'all' as const, also: [], phrases: [], without: [], filters: noFilters(), prefer: { lang: 'fi', municipality: '' }, offset: 0, limit: 50 }
    await engine.put([item(1), item(2)])
    await engine.idle()
    const seen = new Set<number>()
    async function* items() {
      for (let id = 1; id <= 45; id++) {
        yield item(id)
        seen.add((await engine.find(bears, everyone)).total)
      }
    }
    await engine.rebuild(items())
    expect(Math.min(...seen)).toBe(2)
    expect((await engine.find(bears, everyone)).total).toBe(45)
    expect(await engine.difference()).toEqual({ missing: 0, extra: 0 })
    expect(engine.trouble()).toBeNull()
    expect((await engine.health()).meilisearch).toMatchObject({ documents: 45, behind: 0, isCurrent: true })
  })

  test('meilisearch: filters let through what they allow and nothing else, whatever stands in a value', async () => {
    const client = new Meilisearch({ host: MEILI_URL, apiKey: MEILI_KEY, defaultWaitOptions: { timeout: 60_000 } }), index = client.index<Document>(`test-${randomUUID()}`)
    const odd = ['te"am', "te'am", 'te\\', 'x"] OR network = true OR kind IN ["guide', 'ä ö']
    const section = { lang: 'fi', position: 0, anchor: '', heading: '', title: 'a', text: 'b', titleBase: '', headingBase: '', base: '', parts: '', fold: '' }
    const item = (itemId: number, different: Partial<IndexItem>): IndexItem => ({
      itemId, version: 1, analyser: '', audience: 'all', kind: 'guide', networkWide: false, municipalities: [], roles: [], subjects: [], visibleFrom: null, visibleUntil: null, freshAt: '2026-01-01', sections: [section], ...different,
    })
    const items = [
      item(1, {}), item(2, { audience: 'team:5' }), item(3, { visibleFrom: '2026-06-02T00:00:00.000Z' }), item(4, { visibleUntil: '2026-06-01T00:00:00.000Z' }), item(5, { networkWide: true }),
      item(6, { municipalities: ['inari'] }), ...odd.map((audience, n) => item(10 + n, { audience, subjects: [audience] })),
    ]
    await index.updateSettings(SETTINGS).waitTask()
    const task = await index.addDocuments(items.map((one) => documentOf(one, section, one.itemId)), { primaryKey: 'id' }).waitTask()
    expect(task).toMatchObject({ status: 'succeeded' })
    const now = '2026-06-01T00:00:00.000Z'
    const found = async (filter: string) => (await index.search('', { filter, limit: 100 })).hits.map(({ id }) => sectionOf(id)).sort((a, b) => a - b)
    expect(await found(audienceFilter({ audiences: ['all'], now }))).toEqual([1, 5, 6])
    expect(await found(audienceFilter({ audiences: ['all', 'team:5'], now }))).toEqual([1, 2, 5, 6])
    for (const [n, audience] of odd.entries()) {
      expect(await found(audienceFilter({ audiences: [audience], now }))).toEqual([10 + n])
      expect(await found(facetFilters({ ...noFilters(), subject: [audience] }).join(' AND '))).toEqual([10 + n])
    }
    expect(await found(facetFilters({ ...noFilters(), municipality: ['inari'] }).join(' AND '))).toEqual([5, 6])
    expect(await found(facetFilters({ ...noFilters(), municipality: ['inari'], kind: ['qa', 'guide'], language: ['fi'] }).join(' AND '))).toEqual([5, 6])
    expect(await found(facetFilters({ ...noFilters(), language: ['sv'] }).join(' AND '))).toEqual([])
  })

  afterAll(() => { expect(answered, 'searches that Meilisearch answered').toBeGreaterThan(25) })
}
