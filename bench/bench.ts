import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { newData, newFolder, removeFolders, run, startServer, withData } from '../e2e/server.ts'
import { addPerson, sessionCookie } from '../src/testing/sign-in.ts'
import { load, type Figures } from './load.ts'
import { queries, writePages } from './pages.ts'

const HELP = `npm run bench                              pages and searches over HTTP beside a bare handler, memory, start, import
  --pages 10000 --seconds 5
npm run bench -- search                    searches nobody has asked before, index size, indexing, save to found
  --sizes 10000,100000 --searches 300      (MEILI_URL and MEILI_KEY: the second engine too)
npm run bench -- sign-in                   what many sign-ins cost those who read; known and unknown accounts
npm run bench -- event-loop                longest block while odd texts are indexed and searched`
const argument = (name: string, fallback: string) => { const at = process.argv.indexOf(`--${name}`); return at < 0 ? fallback : (process.argv[at + 1] ?? '') }
const PAGES = Number(argument('pages', '10000')), SECONDS = Number(argument('seconds', '5'))
const said = (text: string) => { process.stderr.write(`${text}\n`) }
const memoryOf = (pid: number) => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024)

/** One run on one machine: compare figures within it, not with another run's. */
async function benchServer() {
  const folder = newFolder(), source = path.join(folder, 'pages.jsonl')
  said(`Making ${PAGES} pages …`)
  await writePages(source, PAGES)

  const dataDir = await newData({ sample: true })
  said('Importing …')
  const importStarted = performance.now()
  const imported = await run(['import', source], { dataDir })
  const importSeconds = (performance.now() - importStarted) / 1000
  if (imported.code !== 0) throw new Error(imported.output)

  const startStarted = performance.now()
  const server = await startServer({ dataDir, env: { LOG_LEVEL: 'warn' }, nodeOptions: ['--max-semi-space-size=8', '--heap-growing-percent=30'] })
  const startMs = Math.round(performance.now() - startStarted)
  const memoryAtStart = memoryOf(server.pid)

  const { cookie, ids } = await withData(dataDir, async (app) => ({
    cookie: await sessionCookie(app, await addPerson(app), { shared: false }),
    ids: (await app.db.selectFrom('item_text').select(['item_id', 'slug']).where('lang', '=', 'fi').orderBy('item_id', 'desc').limit(500).execute()).map((row) => `/sivu/${row.item_id}-${row.slug}`),
  }))
  const page = await (await fetch(`${server.url}${ids[0]}`, { headers: { cookie } })).text()
  const copy = path.join(folder, 'page.html')
  writeFileSync(copy, page)
  const bare = spawn(process.execPath, [path.join(import.meta.dirname, 'bare-server.ts'), copy], { stdio: ['ignore', 'pipe', 'inherit'] })
  const bareUrl = await new Promise<string>((resolve) => { bare.stdout.on('data', (text) => resolve(`http://127.0.0.1:${/up (\d+)/.exec(String(text))![1]}`)) })

  const searches = queries(500).map((q) => `/haku?q=${encodeURIComponent(q)}`)
  const figures: Record<string, Figures & { ofBare?: number }> = {}
  for (const [name, url, paths] of [['warm-up', server.url, ids], ['warm-up', bareUrl, ['/']]] as const) await load(url, [...paths], { connections: 4, seconds: 2, cookie }).then(() => said(name))
  for (const connections of [1, 16, 64]) {
    said(`${connections} connections …`)
    const base = await load(bareUrl, ['/'], { connections, seconds: SECONDS })
    const pages = await load(server.url, ids, { connections, seconds: SECONDS, cookie })
    const found = await load(server.url, searches, { connections, seconds: SECONDS, cookie })
    figures[`bare handler ×${connections}`] = base
    figures[`page view ×${connections}`] = { ...pages, ofBare: Math.round((pages.perSecond / base.perSecond) * 100) / 100 }
    figures[`search ×${connections}`] = { ...found, ofBare: Math.round((found.perSecond / base.perSecond) * 100) / 100 }
  }
  console.table(figures)
  console.log(JSON.stringify({
    pages: PAGES, pageBytes: Buffer.byteLength(page), importSeconds: Math.round(importSeconds * 10) / 10, importedPerSecond: Math.round(PAGES / importSeconds),
    startMs, memoryMb: { atStart: memoryAtStart, afterLoad: memoryOf(server.pid) }, import: imported.stdout.trim().split('\n').at(-1),
  }, null, 1))
  bare.kill()
  await server.stop()
  removeFolders()
}

switch (process.argv[2]) {
  case 'search': await (await import('./search.ts')).benchSearch({ sizes: argument('sizes', '10000').split(',').map(Number), searches: Number(argument('searches', '300')) }); break
  case 'sign-in': await (await import('./sign-in.ts')).benchSignIn(); break
  case 'event-loop': await (await import('./event-loop.ts')).benchEventLoop(); break
  case '--help': console.log(HELP); break
  default: await benchServer()
}
