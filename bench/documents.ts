import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { newData, newFolder, removeFolders, startServer, withData, type Server } from '../e2e/server.ts'
import { isSearchCurrent } from '../src/search/search.sync.ts'
import { addPerson, sessionCookie } from '../src/testing/sign-in.ts'
import { asStarted } from './as-started.ts'
import { writeMegabyteFiles } from './megabyte-files.ts'

const said = (text: string) => { process.stderr.write(`${text}\n`) }
const memoryOf = (pid: number) => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024)
/** the highest of each tenth of the time */
const tenths = (values: number[]) => Array.from({ length: 10 }, (_, n) => Math.max(0, ...values.slice(Math.floor((values.length * n) / 10), Math.ceil((values.length * (n + 1)) / 10))))
const BESIDE = path.join(import.meta.dirname, 'steady-readers.ts')
/** views a second: five hundred people who each open a page every ten seconds */
const RATE = 50
const PEOPLE_SECONDS = 60

async function send(server: Server, cookie: string, team: string, file: string) {
  const form = new FormData(), name = path.basename(file)
  for (const [field, value] of Object.entries({ otsikko: name, kieli: 'fi', kuvaus: 'Mittaus', koskee: 'verkko', aiheet: '', tarkistus: '12', tiimi: team })) form.append(field, value)
  form.append('tiedosto', new Blob([new Uint8Array(readFileSync(file))]), name)
  const res = await fetch(`${server.url}/tiedostot/uusi`, { method: 'POST', body: form, redirect: 'manual', headers: { cookie, 'sec-fetch-site': 'same-origin' } })
  if (res.status !== 303) throw new Error(`${name}: ${res.status} ${/err-msg[^>]*>([^<]+)/.exec(await res.text())?.[1]}`)
  await res.arrayBuffer()
}

interface Views { views: number; p50: number; p95: number; p99: number; most: number; failed: number }
/** People who open pages all the while. */
class Readers {
  readonly #child: ChildProcess
  constructor(server: Server, cookie: string, paths: string[]) {
    this.#child = spawn(process.execPath, [BESIDE, server.url, cookie, String(RATE), ...paths], { stdio: ['pipe', 'pipe', 'inherit'] })
    process.once('exit', () => { this.end() })
  }
  /** what they have seen since the last call */
  async seen(): Promise<Views> {
    this.#child.stdin!.write('\n')
    const [line] = await once(this.#child.stdout!, 'data') as [Buffer]
    return JSON.parse(String(line)) as Views
  }
  end() { this.#child.kill() }
}

/**
 * So many files of a megabyte come in, by an import beside the server or by forms, and are read and indexed, while people read pages. Says whether
 * each goal is met: memory that stays level, no block of the server's loop above 100 ms, and a 99th percentile of page views at most doubled.
 */
export async function benchDocuments({ files, by }: { files: number; by: string }) {
  const folder = newFolder()
  said(`Writing ${files} files …`)
  await writeMegabyteFiles(folder, files)
  const dataDir = await newData({ sample: true }), { nodeOptions, env } = asStarted()
  const settings = { ...env, LOG_LEVEL: 'warn', UPLOAD_PERSON_DAY_MB: '100000', UPLOAD_MUNICIPALITY_MB: '100000', VOIKKO_DICTIONARY: path.resolve('db/mor.vfst') }
  const server = await startServer({ dataDir, env: settings, nodeOptions: [...nodeOptions, `--import=${path.join(import.meta.dirname, 'watch-loop.ts')}`] })
  const { cookie, team, ids } = await withData(dataDir, async (app) => ({
    cookie: await sessionCookie(app, await addPerson(app, { role: 'admin', teams: ['Mittaajat'] }), { shared: false }),
    team: String((await app.db.selectFrom('team').where('name', '=', 'Mittaajat').select('id').executeTakeFirstOrThrow()).id),
    ids: (await app.db.selectFrom('item_text').select(['item_id', 'slug']).where('lang', '=', 'fi').orderBy('item_id').limit(200).execute()).map((row) => `/sivu/${row.item_id}-${row.slug}`),
  }))
  const readers = new Readers(server, cookie, ids)
  await wait(20_000)
  await readers.seen()
  await wait(PEOPLE_SECONDS * 1_000) // a page is made anew once a minute
  const alone = await readers.seen(), from = server.log().length, started = performance.now(), memory: number[] = [], importer: number[] = []
  said(`Pages alone: ${JSON.stringify(alone)}`)
  const clock = setInterval(() => { memory.push(memoryOf(server.pid)) }, 1_000)

  const names = readdirSync(folder).map((name) => path.join(folder, name))
  if (by === 'import') {
    const child = spawn(process.execPath, [...asStarted('laavu').nodeOptions, 'src/cli.ts', 'import', folder], { env: { ...process.env, ...settings, DATA_DIR: dataDir }, stdio: ['ignore', 'inherit', 'pipe'] })
    child.stderr.on('data', (text) => { if (!/text is the same/.test(String(text))) process.stderr.write(text as Buffer) })
    const watch = setInterval(() => { try { importer.push(memoryOf(child.pid!)) } catch { /* it has ended */ } }, 1_000), [code] = await once(child, 'exit') as [number]
    clearInterval(watch)
    if (code !== 0) throw new Error(`import ended with ${code}`)
  } else {
    const sender = async () => { for (let name = names.pop(); name; name = names.pop()) await send(server, cookie, team, name) }
    await Promise.all([sender(), sender()])
  }
  const takenSeconds = Math.round((performance.now() - started) / 1000)
  said(`All taken after ${takenSeconds} s`)
  const left = () => withData(dataDir, async (app) => Number((await app.db.selectFrom('document_text').where('state', '=', 'waiting').select((select) => select.fn.countAll().as('n')).executeTakeFirstOrThrow()).n) + ((await isSearchCurrent(app)) ? 0 : 1))
  for (let n = await left(); n > 0; n = await left()) { said(`${n} wait`); await wait(10_000) }
  clearInterval(clock)
  const seconds = Math.round((performance.now() - started) / 1000), meanwhile = await readers.seen()
  const blocks = [...server.log().slice(from).matchAll(/loop-blocked (\S+) (\S+) (\S+)/g)].map(([, ms, busy, queued]) => ({ ms: Number(ms), busy: Number(busy), queued: Number(queued) })), longest = blocks.toSorted((a, b) => b.ms - a.ms)
  const isLevel = (values: number[]) => values.length === 0 || Math.max(...tenths(values).slice(5)) <= Math.max(...tenths(values).slice(0, 5)) * 1.1
  console.log(JSON.stringify({
    by, files, takenSeconds, readAndIndexedSeconds: seconds, filesPerSecond: Math.round((files / seconds) * 100) / 100, serverMbByTenths: tenths(memory), importerMbByTenths: importer.length > 0 ? tenths(importer) : null,
    longestBlocksMs: longest.slice(0, 5), secondsWithBlockOver50: blocks.filter(({ ms }) => ms > 50).length, pagesAlone: alone, pagesMeanwhile: meanwhile, viewsPerSecond: RATE,
  }))
  const goals: [string, boolean, string][] = [
    ['memory level', isLevel(memory) && isLevel(importer), `at most ${Math.max(...memory)} MB${importer.length > 0 ? `, the import ${Math.max(...importer)} MB` : ''}`],
    ['no block above 100 ms', (longest[0]?.ms ?? 0) <= 100, `longest ${longest[0]?.ms} ms: at work ${longest[0]?.busy}, waiting for a processor that others had ${longest[0]?.queued}, the rest for the disk or a lock`],
    ['page views p99 at most doubled', meanwhile.p99 <= alone.p99 * 2 && meanwhile.failed === 0, `${alone.p99} ms alone, ${meanwhile.p99} ms meanwhile (×${Math.round((meanwhile.p99 / alone.p99) * 100) / 100}); ${meanwhile.failed} failed`],
  ]
  for (const [goal, isMet, figures] of goals) console.log(`${isMet ? 'MET' : 'NOT MET'}  ${goal}: ${figures}`)
  readers.end()
  await server.stop()
  removeFolders()
}
