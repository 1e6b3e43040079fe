import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openApp } from '../src/commands/open-app.ts'
import type { AppContext } from '../src/context.ts'
import { recordChange, SYSTEM } from '../src/platform/changes/changes.queries.ts'
import { readConfig, SETTING_NAMES } from '../src/platform/config.ts'
import { createLog } from '../src/platform/log.ts'

export const ROOT = path.resolve(import.meta.dirname, '..')
export const MAIN = path.join(ROOT, 'src/main.ts')
const CLI = path.join(ROOT, 'src/cli.ts')
/** The setting for the Finnish dictionary that was built beside the code, where it was. */
export const dictionarySetting = (): { VOIKKO_DICTIONARY?: string } => { const file = path.join(ROOT, 'db/mor.vfst'); return existsSync(file) ? { VOIKKO_DICTIONARY: file } : {} }

export interface ServerOptions {
  /** a new temporary folder, without the sample library, unless given */
  dataDir?: string
  /** settings and other variables of the environment */
  env?: Record<string, string>
  /** what to run instead of the product: for doubles that show that a test notices */
  program?: string
  nodeOptions?: string[]
}

export interface Server {
  url: string
  pid: number
  dataDir: string
  /** everything it has printed so far */
  log(): string
  /** SIGTERM; gives the exit code */
  stop(): Promise<number | null>
  /** kill -9 */
  kill(): Promise<void>
}

/** A real server process on a port of its own choice; resolves when it says that it is up. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const dataDir = options.dataDir ?? await newData()
  const { child, output } = launch([...(options.nodeOptions ?? []), options.program ?? MAIN], { ...options.env, DATA_DIR: dataDir })
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout!.on('data', () => { const up = /Laavu is up: (\S+)/.exec(output()); if (up) resolve(up[1]!) })
    child.once('exit', (code) => { reject(new Error(`the server ended with ${code}:\n${output()}`)) })
  })
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal)
      await once(child, 'exit')
    }
    return child.exitCode
  }
  return { url, pid: child.pid!, dataDir, log: output, stop: () => end('SIGTERM'), kill: async () => { await end('SIGKILL') } }
}

/** Runs the server or a command to its end. */
export async function run(words: string[], { dataDir, env = {}, program = CLI }: { dataDir: string; env?: Record<string, string>; program?: string }) {
  const { child, output, printed } = launch([program, ...words], { ...env, DATA_DIR: dataDir })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, pid: child.pid!, stdout: printed.stdout, stderr: printed.stderr, output: output() }
}

const running = new Set<ChildProcess>()
process.once('exit', () => { for (const child of running) child.kill('SIGKILL') })
function launch(words: string[], env: Record<string, string>): { child: ChildProcess; output: () => string; printed: { stdout: string; stderr: string } } {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !SETTING_NAMES.includes(name) && name !== 'NODE_ENV' && !name.startsWith('VITEST')))
  const child = spawn(process.execPath, words, {
    cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'],
    // compiled code is kept between the many starts of the tests
    env: { ...inherited, NODE_COMPILE_CACHE: path.join(ROOT, 'node_modules/.cache/node'), PORT: '0', ...dictionarySetting(), ...env },
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  const printed = { stdout: '', stderr: '' }
  let all = ''
  for (const name of ['stdout', 'stderr'] as const) child[name].setEncoding('utf8').on('data', (text: string) => { printed[name] += text; all += text })
  return { child, output: () => all, printed }
}

const made: string[] = []
export function newFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'laavu-e2e-'))
  made.push(folder)
  return folder
}
/** For afterAll: ends what a failed test has left running, and removes the folders that were made. */
export function removeFolders() {
  for (const child of running) child.kill('SIGKILL')
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
}

/** A data folder with the current schema and the municipalities, and with the sample library where it is asked for. */
export async function newData({ sample = false, fill }: { sample?: boolean; fill?: (app: AppContext) => Promise<void> } = {}): Promise<string> {
  const dataDir = newFolder(), files = await (prepared[sample ? 'sample' : 'empty'] ??= prepareData(sample))
  for (const [name, bytes] of files) {
    mkdirSync(path.join(dataDir, path.dirname(name)), { recursive: true, mode: 0o700 })
    writeFileSync(path.join(dataDir, name), bytes, { mode: 0o600 })
  }
  if (fill) await withData(dataDir, fill)
  return dataDir
}

/** What a data folder of each kind holds: it is made once, since that takes seconds, and then copied. */
const prepared: { sample?: Promise<Map<string, Buffer>>; empty?: Promise<Map<string, Buffer>> } = {}
async function prepareData(sample: boolean): Promise<Map<string, Buffer>> {
  const dataDir = newFolder()
  if (sample) await (await startServer({ dataDir })).stop() // as anyone's first start makes it
  else await withData(dataDir, (app) => app.db.transaction().execute((trx) => recordChange(trx, { at: app.now().toISOString(), actor: SYSTEM, action: 'sample-offered', subject: { type: 'system', id: null } })))
  const found = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map((one) => path.join(one.parentPath, one.name))
  return new Map(found.map((file) => [path.relative(dataDir, file), readFileSync(file)]))
}

/** Works on a data folder beside its server, as a command would. */
export async function withData<Result>(dataDir: string, work: (app: AppContext) => Promise<Result>): Promise<Result> {
  const app = await openApp(readConfig({ DATA_DIR: dataDir, PUBLIC_URL: 'http://127.0.0.1', ...dictionarySetting() }), createLog('silent'))
  try {
    return await work(app)
  } finally {
    await app.db.destroy()
  }
}
