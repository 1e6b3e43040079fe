import { randomUUID } from 'node:crypto'
import net, { type AddressInfo } from 'node:net'
import { Meilisearch } from 'meilisearch'
import { afterEach, expect, test } from 'vitest'
import { testAnalyser } from '../../language/test-dictionary.ts'
import { migrate } from '../../platform/database/migrate.ts'
import { openDatabase } from '../../platform/database/open.ts'
import { createLog } from '../../platform/log.ts'
import { noFilters, type Audience, type EngineQuery, type IndexItem } from '../search-engine.ts'
import { leastKey } from './meilisearch-keys.ts'
import { meilisearchSearch } from './meilisearch.ts'
import { sqliteSearch } from './sqlite.ts'

const { MEILI_URL, MEILI_KEY } = process.env
const MINUTE = 60_000

test.skipIf(MEILI_URL)('outages of Meilisearch itself are not tested here: needs MEILI_URL and MEILI_KEY', ({ skip }) => { skip() })

if (MEILI_URL && MEILI_KEY) {
  const analyser = testAnalyser(), master = new Meilisearch({ host: MEILI_URL, apiKey: MEILI_KEY, defaultWaitOptions: { timeout: MINUTE } })
  const everyone: Audience = { audiences: ['all'], now: '2026-06-01T00:00:00.000Z' }
  const bears: EngineQuery = { terms: [[{ word: 'karhu', bases: ['karhu'], prefix: false }]], need: 'all', also: [], phrases: [], without: [], filters: noFilters(), prefer: { lang: 'fi', municipality: '' }, offset: 0, limit: 50 }
  const closing: (() => void)[] = []
  afterEach(() => { for (const close of closing.splice(0)) close() })

  type Line = 'open' | 'refused' | 'black-holed' | 'slow' | 'answering 503' | 'answering garbage' | 'answering half'
  const ANSWERS: Partial<Record<Line, string>> = {
    'answering 503': 'HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n', 'answering garbage': 'HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n<html>',
    'answering half': 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 90\r\n\r\n{"hits":[{"id":"1-',
  }
  /** A line to the real server that can be cut. */
  async function line() {
    const target = new URL(MEILI_URL!), sockets = new Set<net.Socket>(), state: { now: Line } = { now: 'open' }
    const proxy = net.createServer((client) => {
      sockets.add(client)
      client.on('error', () => {}).on('close', () => { sockets.delete(client) })
      if (state.now === 'refused') return client.destroy()
      if (state.now === 'black-holed') return
      const answer = ANSWERS[state.now]
      if (answer !== undefined) return client.on('data', () => client.end(answer))
      const server = net.connect(Number(target.port), target.hostname)
      server.on('error', () => client.destroy())
      const wait = state.now === 'slow' ? 1000 : 0
      client.on('data', (bytes) => { setTimeout(() => { server.write(bytes) }, wait) }).on('close', () => { server.destroy() })
      server.pipe(client)
    })
    await new Promise<void>((done) => { proxy.listen(0, '127.0.0.1', done) })
    closing.push(() => { proxy.close(); for (const socket of sockets) socket.destroy() })
    return {
      url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
      turn(to: Line) { state.now = to; for (const socket of sockets) socket.destroy() },
    }
  }

  function item(itemId: number): IndexItem {
    const section = { lang: 'fi', position: 0, anchor: '', heading: '', title: `Karhu ${itemId}`, text: 'Karhu nukkuu.', titleBase: 'karhu', headingBase: '', ...analyser.fields('Karhu nukkuu.', 'fi') }
    return { itemId, version: itemId, analyser: analyser.version, audience: 'all', kind: 'guide', networkWide: true, municipalities: [], roles: [], subjects: [], visibleFrom: null, visibleUntil: null, freshAt: '2026-01-01', sections: [section] }
  }

  test.each<Line | 'restarting' | 'wiped'>(['refused', 'black-holed', 'slow', 'answering 503', 'answering garbage', 'answering half', 'restarting', 'wiped'])('with Meilisearch %s every search and save is served, and within a minute of its return the index equals the database', async (fault) => {
    const through = await line(), db = openDatabase(':memory:'), name = `laavu-${randomUUID()}`
    await migrate(db)
    const engine = meilisearchSearch({ url: through.url, key: await leastKey({ url: MEILI_URL, key: MEILI_KEY }), name }, db, sqliteSearch(db, analyser), createLog('silent'))
    await engine.put([item(1), item(2)])
    await engine.idle()
    expect((await engine.find(bears, everyone)).total).toBe(2)
    expect((await engine.health()).meilisearch.answered).toBe(1)

    if (fault === 'wiped') await master.deleteIndex(`${name}-1`).waitTask()
    else if (fault !== 'restarting') through.turn(fault)
    for (let id = 3; id <= 12; id++) {
      if (fault === 'restarting') through.turn(id < 6 ? 'refused' : id < 9 ? 'answering 503' : 'open') // not there, then not ready, then back
      await engine.put([item(id)])
      expect((await engine.find(bears, everyone)).total).toBe(id)
    }
    await engine.remove([{ itemId: 1, version: 100 }])
    expect((await engine.find(bears, everyone)).total).toBe(11)

    through.turn('open')
    const back = Date.now()
    // what the scheduled job does
    const isEqual = async () => {
      for (const id of await engine.outdated(analyser.version, 20)) await engine.put([item(id)])
      await engine.idle()
      const { missing, extra } = await engine.difference().catch(() => ({ missing: NaN, extra: NaN }))
      return missing === 0 && extra === 0 && engine.trouble() === null
    }
    while (!(await isEqual()) && Date.now() - back < MINUTE) await new Promise((done) => { setTimeout(done, 500) })
    expect(await isEqual()).toBe(true)
    expect((await engine.find(bears, everyone)).total).toBe(11)
  }, 2 * MINUTE)
}
