import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { newData, newFolder, removeFolders, run, startServer, withData } from '../e2e/server.ts'
import { addPerson, sessionCookie } from '../src/testing/sign-in.ts'
import { asStarted } from './as-started.ts'
import { load, type Figures } from './load.ts'
import { queries, writePages } from './pages.ts'

const HELP = `npm run bench                              pages, searches and suggestions over HTTP beside a bare handler, memory, start, import
  --pages 10000 --seconds 5
npm run bench -- search                    searches nobody has asked before, index size, indexing, save to found
  --sizes 10000,100000 --searches 300      (MEILI_URL and MEILI_KEY: the second engine too)
npm run bench -- sign-in                   what many sign-ins cost those who read; known and unknown accounts
npm run bench -- event-loop                longest block while odd texts are indexed and searched
npm run bench -- restricted-words          whether an answer's time tells of words that only others see (Q-7)
npm run bench -- documents                 files of a megabyte come in and are read while people read pages
  --files 1000 --by import                 (or --by upload: by forms)
npm run bench -- office-files --texts folder   every word of office files that LibreOffice makes of those texts: is it read and found in its place`
const argument = (name: string, fallback: string) => { const at = process.argv.indexOf(`--${name}`); return at < 0 ? fallback : (process.argv[at + 1] ?? '') }
const PAGES = Number(argument('pages', '10000')), SECONDS = Number(argument('seconds', '5'))
const said = (text: string) => { process.stderr.write(`${text}\n`) }
const memoryOf = (pid: number) => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024)

const cpuMsOf = (pid: number) => { const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' '); return (Number(fields[11]) + Number(fields[12])) * 10 }
/** How long V8 waits, without work, before it gives memory back; in milliseconds. */
const REST = 20_000

/** Until a process has used hardly any processor time for two seconds. */
async function idle(pid: number) {
  for (let used = cpuMsOf(pid), before = -Infinity; used - before > 100; used = cpuMsOf(pid)) {
    before = used
    await wait(2000)
  }
}

/** One run on one machine: compare figures within it, not with another run's. */
async function benchServer() {
  const folder = newFolder(), source = path.join(folder, 'pages.jsonl')
  said(`Making ${PAGES} pages …`)
  await writePages(source, PAGES)

  const dataDir = await newData()
  const sample = await run(['sample', 'add'], { dataDir }) // else the first start would be loading it
  if (sample.code !== 0) throw new Error(sample.output)
  said('Importing …')
  const importStarted = performance.now()
  const imported = await run(['import', source], { dataDir })
  const importSeconds = (performance.now() - importStarted) / 1000
  if (imported.code !== 0) throw new Error(imported.output)

  const { nodeOptions, env } = asStarted(), start = () => startServer({ dataDir, env: { ...env, LOG_LEVEL: 'warn' }, nodeOptions })
  await (await start()).stop() // the first start of new code also compiles it, and keeps what it needs for that
  const startStarted = performance.now(), server = await start()
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

  said('Waiting until the server has read what it reads after a start …')
  await fetch(`${server.url}/haku/ehdotukset?q=kirj`, { headers: { cookie } })
  await idle(server.pid)
  const afterReading = memoryOf(server.pid)

  const searches = queries(500).map((q) => `/haku?q=${encodeURIComponent(q)}`)
  const figures: Record<string, Figures & { ofBare?: number }> = {}
  figures['first view of each page ×1'] = await load(server.url, ids, { connections: 1, seconds: 0, cookie })
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
  const afterLoad = memoryOf(server.pid)
  await wait(REST)
  const atRest = memoryOf(server.pid)
  const letters = queries(100).flatMap((typed) => Array.from(typed).map((_letter, at) => `/haku/ehdotukset?q=${encodeURIComponent(typed.slice(0, at + 1))}`))
  for (const connections of [1, 16]) figures[`suggestions, letter by letter ×${connections}`] = await load(server.url, letters, { connections, seconds: SECONDS, cookie })
  console.table(figures)
  console.log(JSON.stringify({
    pages: PAGES, pageBytes: Buffer.byteLength(page), importSeconds: Math.round(importSeconds * 10) / 10, importedPerSecond: Math.round(PAGES / importSeconds),
    startMs, memoryMb: { atStart: memoryAtStart, afterReading, afterLoad, atRest }, import: imported.stdout.trim().split('\n').at(-1),
  }, null, 1))
  bare.kill()
  await server.stop()
  removeFolders()
}

switch (process.argv[2]) {
  case 'search': await (await import('./search.ts')).benchSearch({ sizes: argument('sizes', '10000').split(',').map(Number), searches: Number(argument('searches', '300')) }); break
  case 'sign-in': await (await import('./sign-in.ts')).benchSignIn(); break
  case 'restricted-words': await (await import('./restricted-words.ts')).benchRestrictedWords(); break
  case 'event-loop': await (await import('./event-loop.ts')).benchEventLoop(); break
  case 'documents': await (await import('./documents.ts')).benchDocuments({ files: Number(argument('files', '1000')), by: argument('by', 'import') }); break
  case 'office-files': await (await import('./office-files.ts')).checkOfficeFiles(argument('texts', '')); break
  case '--help': console.log(HELP); break
  default: await benchServer()
}
