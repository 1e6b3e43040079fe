import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { newData, newFolder, removeFolders, run } from '../e2e/server.ts'
import { openApp } from '../src/commands/open-app.ts'
import type { AppContext } from '../src/context.ts'
import { createItem, prepareText } from '../src/content/save-item.ts'
import { sql } from 'kysely'
import { viewerRowById } from '../src/people/auth/session.queries.ts'
import { viewerFrom } from '../src/people/auth/session.ts'
import { ensureTeam } from '../src/people/people.queries.ts'
import type { Viewer } from '../src/people/viewer.ts'
import { SYSTEM } from '../src/platform/changes/changes.queries.ts'
import { readConfig } from '../src/platform/config.ts'
import { createLog } from '../src/platform/log.ts'
import { findItems } from '../src/search/find-items.ts'
import { showSections } from '../src/search/result-sections.ts'
import { noFilters } from '../src/search/search-engine.ts'
import { catchUpSearch, rebuildSearch } from '../src/search/search.sync.ts'
import { sampleItem } from '../src/testing/sample-item.ts'
import { addPerson } from '../src/testing/sign-in.ts'
import { quantile } from './numbers.ts'
import { queries, writePages } from './pages.ts'

const SAVES = 20

/**
 * Searches that nobody has asked before, at several sizes of the library: time, size of the index, speed of indexing, time from a save to a
 * hit. With MEILI_URL (and MEILI_KEY) set the second engine is measured on the same pages.
 */
export async function benchSearch({ sizes, searches }: { sizes: number[]; searches: number }) {
  const rows: Record<string, object> = {}
  for (const pages of sizes) {
    const source = path.join(newFolder(), 'pages.jsonl'), dataDir = await newData()
    await writePages(source, pages)
    const started = performance.now(), { code, output, stdout } = await run(['import', source], { dataDir })
    if (code !== 0) throw new Error(output)
    const whole = (performance.now() - started) / 1000, { seconds } = JSON.parse(stdout.trim().split('\n').at(-1)!) as { seconds: number }
    rows[`embedded, ${pages}`] = { ...(await measure(dataDir, searches, {})), indexedPerSecond: Math.round(pages / Math.max(0.1, whole - seconds)) }
    const { MEILI_URL, MEILI_KEY } = process.env
    if (MEILI_URL) rows[`Meilisearch, ${pages}`] = await measure(dataDir, searches, { MEILI_URL, ...(MEILI_KEY && { MEILI_KEY }) })
  }
  console.table(rows)
  removeFolders()
}

async function measure(dataDir: string, searches: number, settings: Record<string, string>) {
  const app = await openApp(readConfig({ DATA_DIR: dataDir, PUBLIC_URL: 'http://127.0.0.1', ...settings }), createLog('silent'))
  try {
    if (Object.keys(settings).length > 0) await rebuildSearch(app)
    const viewer = viewerFrom((await viewerRowById(app.db, await addPerson(app, { email: `${Date.now()}@kirjasto.example` })))!)
    await ask(app, viewer, 'kirjasto') // opens what is opened once
    const times: number[] = [], cpuBefore = process.cpuUsage()
    for (const typed of [...new Set(queries(searches * 2))].slice(0, searches)) times.push(await ask(app, viewer, typed))
    const { user, system } = process.cpuUsage(cpuBefore)
    return {
      p50: quantile(times, 0.5), p95: quantile(times, 0.95), p99: quantile(times, 0.99), cpuMsPerSearch: Math.round((user + system) / times.length / 10) / 100,
      saveToFoundMs: quantile(await savesToFound(app, viewer), 0.5), ...(await indexSize(app)),
    }
  } finally {
    await app.db.destroy()
  }
}

async function ask(app: AppContext, viewer: Viewer, typed: string): Promise<number> {
  const started = performance.now()
  const answer = await findItems(app, viewer, { typed, filters: noFilters(), asTyped: false, offset: 0, limit: 10 })
  await showSections(app, answer, (index) => ({ length: index ? 220 : 420, steps: index === 0, others: 3 }))
  return performance.now() - started
}

/** From the beginning of the save to the first search that has it. */
async function savesToFound(app: AppContext, viewer: Viewer): Promise<number[]> {
  const times: number[] = [], ownerTeamId = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Mittaajat'))
  for (let n = 0; n < SAVES; n++) {
    const word = `mittaussana${Date.now().toString(36)}${n}`, input = sampleItem({ ownerTeamId, title: `Mittaus ${n}`, body: `Tässä on ${word}.`, subjects: [], roles: [] })
    const started = performance.now(), text = prepareText(input)
    await app.db.transaction().execute((trx) => createItem(trx, app.now().toISOString(), SYSTEM, input, text))
    const indexed = catchUpSearch(app) // as the server does when it has answered
    for (;;) {
      const { total } = await findItems(app, viewer, { typed: word, filters: noFilters(), asTyped: true, offset: 0, limit: 1 })
      if (total > 0) break
      await wait(2)
    }
    times.push(performance.now() - started)
    await indexed
  }
  return times
}

async function indexSize(app: AppContext) {
  const { rows: [row] } = await sql<{ bytes: number; characters: number }>`select (select sum(pgsize) from dbstat where name glob 'search_*' and aggregate = 1) bytes, (select sum(length(text)) from search_section) characters`.execute(app.db)
  return { indexMb: Math.round(row!.bytes / 1e6), bytesPerCharacter: Math.round((row!.bytes / row!.characters) * 100) / 100 }
}
