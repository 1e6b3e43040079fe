import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { testAnalyser } from '../../language/test-dictionary.ts'
import { migrate } from '../../platform/database/migrate.ts'
import { openDatabase } from '../../platform/database/open.ts'
import { createLog } from '../../platform/log.ts'
import { noFilters, type Audience, type EngineQuery, type IndexItem } from '../search-engine.ts'
import { SETTINGS } from './meilisearch-document.ts'
import { meilisearchHttp } from './meilisearch-http.ts'
import { isOlder } from './meilisearch-settings.ts'
import { meilisearchSearch } from './meilisearch.ts'
import { sqliteSearch } from './sqlite.ts'

const analyser = testAnalyser()
const everyone: Audience = { audiences: ['all'], now: '2026-06-01T00:00:00.000Z' }
const closing: (() => void)[] = []
afterEach(() => {
  vi.restoreAllMocks()
  for (const close of closing.splice(0)) close()
})

type Answer = (response: http.ServerResponse) => void
const json = (body: unknown, status = 200): Answer => (response) => { response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)) }

/** A double of the HTTP protocol: it keeps ids and says what it is told to say. Whether real searches are right it cannot tell. */
async function meilisearchDouble() {
  const documents = new Map<string, Record<string, unknown>>(), tasks: unknown[] = [], asked: string[] = []
  const double = { url: '', documents, asked, search: undefined as Answer | undefined, everything: undefined as Answer | undefined, refuses: (_document: Record<string, unknown>) => false, failsToAdd: false, version: '1.99.0', settings: SETTINGS as Record<string, unknown> }
  const task = (fails = false, error = { type: 'internal', code: 'internal', message: 'disk full' }): Answer => {
    tasks.push({ uid: tasks.length, status: fails ? 'failed' : 'succeeded', error: fails ? error : null })
    return json({ taskUid: tasks.length - 1, status: 'enqueued' }, 202)
  }
  function answerTo(method: string, path: string, body: string): Answer {
    if (path === '/version') return json({ pkgVersion: double.version })
    if (path.startsWith('/tasks/')) return json(tasks[Number(path.slice(7))])
    if (path === '/multi-search') return double.search ?? json({ hits: [...documents.values()].map(({ id }) => ({ id, _federation: { weightedRankingScore: 0.9 } })) })
    if (path.startsWith('/indexes?')) return json({ results: [{ uid: 'laavu-0' }, { uid: 'laavu-1' }, { uid: 'other-0' }] })
    if (method === 'GET' && path.endsWith('/settings')) return json(double.settings)
    if (path.endsWith('/stats')) return json({ numberOfDocuments: documents.size })
    if (method === 'GET' && path.includes('/documents')) return json({ results: [...documents.values()] })
    if (method === 'POST' && path.includes('/documents/delete')) return task()
    if (method === 'POST' && path.includes('/documents')) {
      const given = JSON.parse(body) as { id: string }[]
      if (given.some(double.refuses)) return task(true, { type: 'invalid_request', code: 'invalid_document_fields', message: 'bad document' })
      if (double.failsToAdd) return task(true)
      for (const one of given) documents.set(one.id, one)
    }
    return task()
  }
  const server = http.createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => { body += chunk.toString() })
    request.on('end', () => {
      asked.push(`${request.method!} ${request.url!}`)
      ;(double.everything ?? answerTo(request.method!, request.url!, body))(response)
    })
  })
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done) })
  double.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  closing.push(() => { server.closeAllConnections(); server.close() })
  return double
}

async function engineAt(url: string) {
  const db = openDatabase(':memory:')
  await migrate(db)
  return meilisearchSearch({ url, key: 'k'.repeat(16), name: 'laavu' }, db, sqliteSearch(db, analyser), createLog('silent'))
}

function item(itemId: number, text: string): IndexItem {
  const section = { lang: 'fi', position: 0, anchor: '', heading: '', title: 'Otsikko', text, titleBase: '', headingBase: '', ...analyser.fields(text, 'fi') }
  return { itemId, version: itemId, analyser: analyser.version, audience: 'all', kind: 'guide', networkWide: true, municipalities: [], roles: [], subjects: [], visibleFrom: null, visibleUntil: null, freshAt: '2026-01-01', sections: [section] }
}
const ask = (word: string): EngineQuery => ({
  terms: [[{ word, bases: analyser.queryWord(word).bases, prefix: false }]], need: 'all', also: [], phrases: [], without: [], filters: noFilters(), prefer: { lang: 'fi', municipality: '' }, offset: 0, limit: 20,
})
const meilisearchOf = async (engine: Awaited<ReturnType<typeof engineAt>>) => (await engine.health()).meilisearch

test('Q-3: an answering server ranks, and what it says of a section that is gone, or was another’s before a restore, counts nowhere', async () => {
  const double = await meilisearchDouble(), engine = await engineAt(double.url)
  await engine.put([item(1, 'Karhu nukkuu.'), item(2, 'Susi ulvoo.')])
  await engine.idle()
  const [bear] = double.documents.keys()
  double.search = json({ hits: [bear, '2-1-abc', '99-1-abc'].map((id) => ({ id, _federation: { weightedRankingScore: 0.7 } })) })
  expect(await engine.find(ask('karhu'), everyone)).toMatchObject({ total: 1, hits: [{ itemId: 1, score: 0.7 }] })
  expect(await meilisearchOf(engine)).toMatchObject({ isCurrent: true, answered: 1, answeredByEmbedded: 0, version: '1.99.0', documents: 2, behind: 0, lastError: null, breaker: 'closed' })
  expect(double.asked).toContain('DELETE /indexes/laavu-0')
  expect(double.asked.filter((one) => one.startsWith('DELETE'))).toHaveLength(1)
})

const FAULTS: [what: string, answer: Answer][] = [
  ['503', json({ message: 'overloaded' }, 503)],
  ['a slow answer', () => {}],
  ['a broken connection', (response) => { response.destroy() }],
  ['half an answer', (response) => { response.writeHead(200, { 'content-length': '500' }).write('{"hits":[{"id":"1-'); setTimeout(() => { response.destroy() }, 10) }],
  ['HTML', (response) => { response.end('<html>') }],
  ['null', json(null)],
  ['other hits', json({ hits: [{ id: 7 }] })],
  ['no hits', json({ hits: [] })],
]
test.each(FAULTS)('Q-3: with %s the embedded engine answers', async (_what, answer) => {
  const double = await meilisearchDouble(), engine = await engineAt(double.url)
  await engine.put([item(1, 'Karhu nukkuu.')])
  await engine.idle()
  double.search = answer
  expect(await engine.find(ask('karhut'), everyone)).toMatchObject({ total: 1, hits: [{ itemId: 1 }] })
  expect(await meilisearchOf(engine)).toMatchObject({ answered: 0, answeredByEmbedded: 1 })
  expect(double.asked).toContain('POST /multi-search')
})

test('Q-3: an answer of 10 MB is not read to its end', async () => {
  const double = await meilisearchDouble()
  for (const [length, more] of [[1_000_000, 'x'.repeat(1_000_000)], [10_000_000, null]] as const) {
    double.everything = json({ more: 'x'.repeat(length) })
    const answer = meilisearchHttp()(double.url)
    if (more) expect(await answer).toEqual({ more })
    else await expect(answer).rejects.toThrow('an answer of more than 3000000 bytes')
  }
})

test.each([7, -1, null, '0.5'])('a score of %s is not believed', async (score) => {
  const double = await meilisearchDouble(), engine = await engineAt(double.url)
  await engine.put([item(1, 'Karhu nukkuu.')])
  await engine.idle()
  double.search = json({ hits: [...double.documents.keys()].map((id) => ({ id, _federation: { weightedRankingScore: score } })) })
  expect((await engine.find(ask('karhut'), everyone)).total).toBe(1)
  expect(await meilisearchOf(engine)).toMatchObject({ answeredByEmbedded: 1, lastError: 'Meilisearch answered hits that cannot be read' })
})

test('a server that refuses connections stops neither saving nor searching, and is told of', async () => {
  const double = await meilisearchDouble(), engine = await engineAt(double.url)
  for (const close of closing.splice(0)) close()
  await engine.put([item(1, 'Karhu nukkuu.')])
  await engine.idle()
  expect((await engine.find(ask('karhut'), everyone)).total).toBe(1)
  expect(await engine.outdated(analyser.version, 10)).toEqual([])
  const health = await meilisearchOf(engine)
  expect(health).toMatchObject({ isCurrent: false, documents: null, behind: 1, answeredByEmbedded: 1 })
  expect(health.lastError).toContain('ECONNREFUSED')
})

test('a server that has lost the index gets it anew', async () => {
  const double = await meilisearchDouble(), engine = await engineAt(double.url)
  await engine.put([item(1, 'Karhu nukkuu.')])
  await engine.idle()
  double.documents.clear()
  double.search = json({ code: 'index_not_found', message: 'Index not found' }, 404)
  expect((await engine.find(ask('karhut'), everyone)).total).toBe(1)
  await engine.idle()
  expect(await meilisearchOf(engine)).toMatchObject({ isCurrent: false, behind: 1, breaker: 'closed' })
  expect(await engine.outdated(analyser.version, 10)).toEqual([1])
})

test('after three failures the server is left alone for ten seconds, then asked again', async () => {
  const double = await meilisearchDouble(), engine = await engineAt(double.url)
  await engine.put([item(1, 'Karhu nukkuu.')])
  await engine.idle()
  const now = vi.spyOn(performance, 'now').mockReturnValue(1_000_000), searches = () => double.asked.filter((one) => one.endsWith('/multi-search')).length
  double.search = json({}, 503)
  for (let n = 0; n < 5; n++) expect((await engine.find(ask('karhut'), everyone)).total).toBe(1)
  expect(searches()).toBe(3)
  expect(await meilisearchOf(engine)).toMatchObject({ breaker: 'open' })
  double.search = undefined
  now.mockReturnValue(1_010_001)
  expect((await engine.find(ask('karhut'), everyone)).hits[0]).toMatchObject({ itemId: 1, score: 0.9 })
  expect(searches()).toBe(4)
  expect(await meilisearchOf(engine)).toMatchObject({ breaker: 'closed', answered: 1 })
})

test('one bad document is left out and reported; the others get through', async () => {
  const double = await meilisearchDouble(), engine = await engineAt(double.url)
  double.refuses = ({ item: id }) => id === 3
  await engine.put([1, 2, 3, 4, 5].map((id) => item(id, 'Karhu nukkuu.')))
  await engine.idle()
  expect([...double.documents.values()].map((one) => one.item)).toEqual([1, 2, 4, 5])
  expect(await meilisearchOf(engine)).toMatchObject({ isCurrent: true, behind: 0, refused: [{ itemId: 3, reason: 'bad document' }] })
})

test('a task that failed for another reason is tried again until it succeeds', async () => {
  const double = await meilisearchDouble(), engine = await engineAt(double.url)
  double.failsToAdd = true
  await engine.put([item(1, 'Karhu nukkuu.')])
  await engine.idle()
  expect(double.documents.size).toBe(0)
  expect(await meilisearchOf(engine)).toMatchObject({ lastError: 'Meilisearch task failed: disk full', refused: [], behind: 1 })
  double.failsToAdd = false
  await vi.waitFor(() => { expect(double.documents.size).toBe(1) }, { timeout: 20_000 })
  await engine.idle()
  expect(await meilisearchOf(engine)).toMatchObject({ isCurrent: true, lastError: null, refused: [] })
})

test('what a server lost is asked for again, and not searched there before it is back', async () => {
  const double = await meilisearchDouble(), engine = await engineAt(double.url)
  await engine.put([item(1, 'Karhu nukkuu.'), item(2, 'Susi ulvoo.')])
  await engine.idle()
  double.documents.clear()
  expect(await engine.outdated(analyser.version, 10)).toEqual([1, 2])
  await engine.put([item(1, 'Karhu nukkuu.'), item(2, 'Susi ulvoo.')])
  await engine.idle()
  expect(double.documents.size).toBe(2)
  expect(await engine.outdated(analyser.version, 10)).toEqual([])
  expect(await meilisearchOf(engine)).toMatchObject({ isCurrent: true, behind: 0 })
})

test('a server that is too old, or keeps other settings than it was given, is not searched, and the administrator is told why', async () => {
  const double = await meilisearchDouble(), engine = await engineAt(double.url)
  double.version = '1.9.3'
  await engine.put([item(1, 'Karhu nukkuu.')])
  await engine.idle()
  expect((await engine.find(ask('karhut'), everyone)).total).toBe(1)
  expect(engine.trouble()).toMatch(/1\.9\.3 is too old: 1\.\d+\.0 or newer/)
  const other = await meilisearchDouble(), second = await engineAt(other.url)
  other.settings = { ...SETTINGS, rankingRules: ['words'] }
  await second.put([item(1, 'Karhu nukkuu.')])
  await second.idle()
  expect(second.trouble()).toBe('Meilisearch keeps other settings than it was given: rankingRules')
  expect([...double.asked, ...other.asked].filter((one) => one.endsWith('/multi-search'))).toEqual([])
})

test.each([['1.12.0', '1.12.0', false], ['1.9.9', '1.12.0', true], ['1.50.1', '1.12.0', false], ['2.0', '1.12.0', false], ['0.30.5', '1.12.0', true]])('%s is older than %s: %s', (version, than, older) => {
  expect(isOlder(version, than)).toBe(older)
})

test('a rebuild fills a second index and exchanges the two; when the server goes away meanwhile, the rebuild of the own index is whole all the same', async () => {
  const double = await meilisearchDouble(), engine = await engineAt(double.url)
  async function* items() { yield item(1, 'Karhu nukkuu.') }
  await engine.rebuild(items())
  expect(double.asked.filter((one) => /swap|uusi$/.test(one))).toEqual(['POST /swap-indexes', 'DELETE /indexes/laavu-1-uusi'])
  expect(engine.trouble()).toBeNull()
  async function* cutOff() {
    yield item(1, 'Karhu nukkuu.')
    double.everything = (response) => { response.destroy() }
    yield item(2, 'Karhu herää.')
  }
  await engine.rebuild(cutOff())
  expect((await engine.find(ask('karhut'), everyone)).total).toBe(2)
  expect(engine.trouble()).not.toBeNull()
})
