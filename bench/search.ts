import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { dictionarySetting, newData, newFolder, removeFolders, run } from '../e2e/server.ts'
import { openApp } from '../src/commands/open-app.ts'
import type { AppContext } from '../src/context.ts'
import { prepareText } from '../src/content/prepare-text.ts'
import { createItem } from '../src/content/save-item.ts'
import { sql } from 'kysely'
import { viewerRowById } from '../src/people/auth/session.queries.ts'
import { viewerFrom } from '../src/people/auth/session.ts'
import { ensureTeam } from '../src/people/people.queries.ts'
import type { Viewer } from '../src/people/viewer.ts'
import { SYSTEM } from '../src/platform/changes/changes.queries.ts'
import { readConfig } from '../src/platform/config.ts'
import { createLog } from '../src/platform/log.ts'
import type { MeilisearchHealth } from '../src/search/engines/meilisearch.ts'
import { findItems } from '../src/search/find-items.ts'
import { showSections } from '../src/search/result-sections.ts'
import { noFilters } from '../src/search/search-engine.ts'
import { catchUpSearch, rebuildSearch } from '../src/search/search.sync.ts'
import { sampleItem } from '../src/testing/sample-item.ts'
import { addPerson } from '../src/testing/sign-in.ts'
import { quantile } from './numbers.ts'
import { queries, writePages } from './pages.ts'

const SAVES = 20
const said = (text: string) => { process.stderr.write(`${text}\n`) }

/**
 * Searches that nobody has asked before, at several sizes of the library: time, size of the index, speed of indexing, time from a save to a
 * hit. With MEILI_URL (and MEILI_KEY) set the second engine is measured on the same pages; the server should hold nothing else, as its size is
 * read from the whole of it.
 */
export async function benchSearch({ sizes, searches }: { sizes: number[]; searches: number }) {
  const rows: Record<string, object> = {}, { MEILI_URL, MEILI_KEY } = process.env
  const measured = (name: string, row: object) => {
    rows[name] = row
    said(`${name} pages: ${JSON.stringify(row)}`)
  }
  const libraries: { pages: number; dataDir: string }[] = []
  for (const pages of sizes) {
    said(`Making and importing ${pages} pages …`)
    const source = path.join(newFolder(), 'pages.jsonl'), dataDir = await newData()
    await writePages(source, pages)
    const started = performance.now(), { code, output, stdout } = await run(['import', source], { dataDir })
    if (code !== 0) throw new Error(output)
    const whole = (performance.now() - started) / 1000, { seconds } = JSON.parse(stdout.trim().split('\n').at(-1)!) as { seconds: number }
    measured(`embedded, ${pages}`, { ...(await measure(dataDir, searches, {})), indexedPerSecond: Math.round(pages / Math.max(0.1, whole - seconds)) })
    libraries.push({ pages, dataDir })
  }
  // after them all: the server goes on working for a while when it has answered, and would take the processor from the embedded engine
  for (const { pages, dataDir } of MEILI_URL ? libraries : []) measured(`Meilisearch, ${pages}`, await measure(dataDir, searches, { MEILI_URL: MEILI_URL!, ...(MEILI_KEY && { MEILI_KEY }) }))
  console.table(rows)
  removeFolders()
}

async function measure(dataDir: string, searches: number, settings: Record<string, string>) {
  const app = await openApp(readConfig({ DATA_DIR: dataDir, PUBLIC_URL: 'http://127.0.0.1', ...dictionarySetting(), ...settings }), createLog('silent'))
  try {
    const rebuilt = settings.MEILI_URL ? await rebuild(app) : {}
    const viewer = viewerFrom((await viewerRowById(app.db, await addPerson(app, { email: `${Date.now()}@kirjasto.example` })))!)
    await app.search.readAhead(app.now().toISOString()) // as the server does after its start
    await ask(app, viewer, 'kirjasto') // opens what is opened once
    const times: number[] = [], cpuBefore = process.cpuUsage()
    for (const typed of [...new Set(queries(searches * 2))].slice(0, searches)) times.push(await ask(app, viewer, typed))
    const { user, system } = process.cpuUsage(cpuBefore), answered = await answeredBy(app), saved = await savesToFound(app, viewer)
    return {
      p50: quantile(times, 0.5), p95: quantile(times, 0.95), p99: quantile(times, 0.99), cpuMsPerSearch: Math.round((user + system) / times.length / 10) / 100,
      saveToFoundMs: quantile(saved, 0.5), saveToFoundMaxMs: quantile(saved, 1), ...(settings.MEILI_URL ? await serverSize(app, settings) : await indexSize(app)), ...rebuilt, ...answered,
    }
  } finally {
    await app.db.destroy()
  }
}

/** Both indexes anew, Meilisearch's beside the one in use. */
async function rebuild(app: AppContext) {
  const started = performance.now()
  await rebuildSearch(app, (done, all) => { if (done % 10_000 === 0) said(`rebuilt ${done}/${all}, ${Math.round((performance.now() - started) / 1000)} s`) })
  const seconds = (performance.now() - started) / 1000, { isCurrent, lastError } = await ofMeilisearch(app)
  if (!isCurrent) throw new Error(`Meilisearch does not have it all: ${lastError}`)
  return { indexedPerSecond: Math.round((await app.search.health()).items / seconds) }
}

const ofMeilisearch = async (app: AppContext) => ((await app.search.health()) as MeilisearchHealth).meilisearch
/** Engine queries that each engine answered: one search asks several times, and what Meilisearch does not find the embedded engine looks for. */
async function answeredBy(app: AppContext) {
  if (app.search.name !== 'meilisearch') return {}
  const { answered, answeredByEmbedded } = await ofMeilisearch(app)
  return { answered, answeredByEmbedded }
}

async function ask(app: AppContext, viewer: Viewer, typed: string): Promise<number> {
  const started = performance.now()
  const answer = await findItems(app, viewer, { typed, filters: noFilters(), asTyped: false, offset: 0, limit: 10 })
  await showSections(app, answer, (index) => ({ length: index ? 220 : 420, steps: index === 0, others: 3 }))
  return performance.now() - started
}

/** From the beginning of the save to the first search that has it, from the engine that is measured: readers have it from the embedded one before. */
async function savesToFound(app: AppContext, viewer: Viewer): Promise<number[]> {
  const times: number[] = [], ownerTeamId = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Mittaajat'))
  for (let n = 0; n < SAVES; n++) {
    const word = `mittaussana${Date.now().toString(36)}${n}`, input = sampleItem({ ownerTeamId, title: `Mittaus ${n}`, body: `Tässä on ${word}.`, subjects: [], roles: [] })
    const started = performance.now(), text = prepareText(input)
    await app.db.transaction().execute((trx) => createItem(trx, app.now().toISOString(), SYSTEM, input, text))
    const indexed = catchUpSearch(app) // as the server does when it has answered
    for (;;) {
      const before = await answeredBy(app), { total } = await findItems(app, viewer, { typed: word, filters: noFilters(), asTyped: true, offset: 0, limit: 1 })
      if (total > 0 && (await answeredBy(app)).answeredByEmbedded === before.answeredByEmbedded) break // found by the engine that is measured
      await wait(2)
    }
    times.push(performance.now() - started)
    await indexed
  }
  return times
}

async function indexSize(app: AppContext) {
  const { rows: [row] } = await sql<{ bytes: number }>`select sum(pgsize) bytes from dbstat where name glob 'search_*' and aggregate = 1`.execute(app.db)
  return { indexMb: Math.round(row!.bytes / 1e6), bytesPerCharacter: Math.round((row!.bytes / (await characters(app))) * 100) / 100 }
}

const characters = async (app: AppContext) => (await sql<{ n: number }>`select sum(length(text)) n from search_section`.execute(app.db)).rows[0]!.n

async function serverSize(app: AppContext, { MEILI_URL, MEILI_KEY }: Record<string, string>) {
  const { usedDatabaseSize: bytes } = await (await fetch(`${MEILI_URL}/stats`, { headers: { authorization: `Bearer ${MEILI_KEY ?? ''}` } })).json() as { usedDatabaseSize: number }
  return { indexMb: Math.round(bytes / 1e6), bytesPerCharacter: Math.round((bytes / (await characters(app))) * 100) / 100 }
}
