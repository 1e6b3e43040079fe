import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { newData, newFolder, removeFolders, startServer, withData, type Server } from '../e2e/server.ts'
import { makeDocx } from '../src/documents/fixtures/make-office.ts'
import { makePdf } from '../src/documents/fixtures/make-pdf.ts'
import { addPerson, sessionCookie } from '../src/testing/sign-in.ts'
import { load, type Figures } from './load.ts'
import { quantile } from './numbers.ts'
import { sentences } from './pages.ts'

const MEGABYTE = 1_000_000
const said = (text: string) => { process.stderr.write(`${text}\n`) }
const memoryOf = (pid: number) => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024)

/** A megabyte as people have it: some pages of text, and pictures that take the room. One in fifty is all text. */
function makeFile(n: number): { name: string; bytes: Buffer } {
  const lines = sentences(), text = (count: number, from: number) => Array.from({ length: count }, (_, at) => lines[(n * 131 + from * 17 + at * 7) % lines.length]!)
  const picture = (size: number) => ({ name: 'word/media/a.jpg', bytes: randomBytes(Math.max(0, MEGABYTE - size)) })
  if (n % 50 === 0) { let all = ''; for (let at = 0; all.length < MEGABYTE; at++) all += `${text(1, at)[0]} ${n}.${at}\n`; return { name: `f${n}.txt`, bytes: Buffer.from(all).subarray(0, MEGABYTE) } }
  if (n % 10 < 5) {
    const pdf = makePdf(Array.from({ length: 12 }, (_, page) => text(25, page).map((line) => line.replace(/[^\p{L}\p{N} .,:-]/gu, '').slice(0, 90)).join('\n')), { title: `Tiedosto ${n}` })
    const filling = Buffer.from(`999 0 obj\n<< /Length ${MEGABYTE - pdf.length} >>\nstream\n${randomBytes(Math.ceil((MEGABYTE - pdf.length) / 2)).toString('hex')}\nendstream\nendobj\n`, 'latin1')
    return { name: `f${n}.pdf`, bytes: addTo(pdf, filling) }
  }
  return { name: `f${n}.docx`, bytes: makeDocx([`h: Tiedosto ${n}`, ...text(300, 1)], { title: `Tiedosto ${n}`, extra: [picture(15_000)] }) }
}
/** Puts an object that nothing uses before the cross-reference table of a PDF. */
function addTo(pdf: Buffer, object: Buffer): Buffer {
  const at = pdf.lastIndexOf('xref\n0'), start = pdf.lastIndexOf('startxref')
  return Buffer.concat([pdf.subarray(0, at), object, pdf.subarray(at, start), Buffer.from(`startxref\n${at + object.length}\n%%EOF\n`)])
}

async function send(server: Server, cookie: string, team: string, file: { name: string; bytes: Buffer }) {
  const form = new FormData()
  for (const [field, value] of Object.entries({ otsikko: file.name, kieli: 'fi', kuvaus: 'Mittaus', koskee: 'verkko', aiheet: '', tarkistus: '12', tiimi: team })) form.append(field, value)
  form.append('tiedosto', new Blob([new Uint8Array(file.bytes)]), file.name)
  const res = await fetch(`${server.url}/tiedostot/uusi`, { method: 'POST', body: form, redirect: 'manual', headers: { cookie, 'sec-fetch-site': 'same-origin' } })
  if (res.status !== 303) throw new Error(`${file.name}: ${res.status} ${/err-msg[^>]*>([^<]+)/.exec(await res.text())?.[1]}`)
  await res.arrayBuffer()
}

/** What is seen while something goes on: the loop's longest blocks, memory each second, and how quick pages are. */
class Watch {
  readonly #server: Server
  readonly #from: number
  readonly memory: number[] = []
  readonly pages: Figures[] = []
  #over = false
  #ended: Promise<unknown>
  constructor(server: Server, cookie: string, ids: string[]) {
    this.#server = server
    this.#from = server.log().length
    const pages = async () => { while (!this.#over) this.pages.push(await load(server.url, ids, { connections: 4, seconds: 5, cookie })) }
    const memory = async () => { while (!this.#over) { this.memory.push(memoryOf(server.pid)); await wait(1_000) } }
    this.#ended = Promise.all([pages(), memory()])
  }
  get blocked(): number[] { return [...this.#server.log().slice(this.#from).matchAll(/loop-blocked ([\d.]+)/g)].map(([, ms]) => Number(ms)) }
  async end() { this.#over = true; await this.#ended }
}

/**
 * So many files of a megabyte come in, by forms or by an import beside the server, and are read, while people read pages: memory, the longest block
 * of the event loop, and page views against those of before.
 */
export async function benchDocuments({ files, by }: { files: number; by: string }) {
  const dataDir = await newData({ sample: true }), env = { LOG_LEVEL: 'warn', UPLOAD_PERSON_DAY_MB: '100000', UPLOAD_MUNICIPALITY_MB: '100000' }
  const server = await startServer({ dataDir, env, nodeOptions: ['--max-semi-space-size=8', '--heap-growing-percent=30', `--import=${path.join(import.meta.dirname, 'watch-loop.ts')}`] })
  const { cookie, team, ids } = await withData(dataDir, async (app) => ({
    cookie: await sessionCookie(app, await addPerson(app, { role: 'admin', teams: ['Mittaajat'] }), { shared: false }),
    team: String((await app.db.selectFrom('team').where('name', '=', 'Mittaajat').select('id').executeTakeFirstOrThrow()).id),
    ids: (await app.db.selectFrom('item_text').select(['item_id', 'slug']).where('lang', '=', 'fi').orderBy('item_id').limit(200).execute()).map((row) => `/sivu/${row.item_id}-${row.slug}`),
  }))
  await load(server.url, ids, { connections: 4, seconds: 3, cookie })
  const alone = await load(server.url, ids, { connections: 4, seconds: 10, cookie })
  said(`Pages alone: p99 ${alone.p99} ms`)
  const started = performance.now(), importer: number[] = []
  let next = 1
  const sender = async () => { while (next <= files) await send(server, cookie, team, makeFile(next++)) }
  const imported = async () => {
    const folder = newFolder()
    for (let n = 1; n <= files; n++) { const { name, bytes } = makeFile(n); writeFileSync(path.join(folder, name), bytes) }
    const child = spawn(process.execPath, ['--max-semi-space-size=4', 'src/cli.ts', 'import', folder], { env: { ...process.env, ...env, DATA_DIR: dataDir }, stdio: ['ignore', 'inherit', 'inherit'] })
    const memory = setInterval(() => { try { importer.push(memoryOf(child.pid!)) } catch { /* it has ended */ } }, 1_000)
    await new Promise<void>((resolve, reject) => { child.once('exit', (code) => { if (code === 0) resolve(); else reject(new Error(`import ended with ${code}`)) }) })
    clearInterval(memory)
  }
  const watch = new Watch(server, cookie, ids), part = (values: number[], from: number, to: number) => Math.max(0, ...values.slice(Math.floor(values.length * from), Math.ceil(values.length * to)))
  const tell = (what: string) => {
    const { memory, pages, blocked } = watch
    console.log(JSON.stringify({
      what, by, files, seconds: Math.round((performance.now() - started) / 1000), memoryMbByTenths: Array.from({ length: 10 }, (_, n) => part(memory, n / 10, (n + 1) / 10)), importerMbByFifths: importer.length > 0 ? Array.from({ length: 5 }, (_, n) => part(importer, n / 5, (n + 1) / 5)) : null,
      blockedMs: { most: Math.max(0, ...blocked), secondsOver50: blocked.filter((ms) => ms > 50).length, secondsOver100: blocked.filter((ms) => ms > 100).length, seconds: blocked.length },
      pagesAlone: alone, pagesMeanwhile: { p50: quantile(pages.map(({ p50 }) => p50), 0.5), p99Median: quantile(pages.map(({ p99 }) => p99), 0.5), p99Worst: Math.max(0, ...pages.map(({ p99 }) => p99)), failed: pages.reduce((sum, { failed }) => sum + failed, 0) },
    }))
  }
  await (by === 'import' ? imported() : Promise.all([sender(), sender()]))
  tell('taken')
  const left = () => withData(dataDir, async ({ db }) => Number((await db.selectFrom('document_text').where('state', '=', 'waiting').select((select) => select.fn.countAll().as('n')).executeTakeFirstOrThrow()).n))
  for (let n = await left(); n > 0; n = await left()) { said(`${n} wait to be read`); await wait(20_000) }
  await watch.end()
  tell('read')
  await server.stop()
  removeFolders()
}
