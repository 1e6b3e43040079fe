import { faultsOf } from '../src/platform/database/backup.ts'
import { openFile } from '../src/platform/database/open.ts'
import { addPerson, apiToken } from '../src/testing/sign-in.ts'
import { postItem } from './post-item.ts'
import { newData, startServer, type ServerOptions } from './server.ts'

const WRITERS = 8

interface CrashResult {
  cycles: number
  /** saves that were answered with 201, and those of them that are gone */
  acknowledged: number
  lost: string[]
  /** saves that the kill cut off: they may be there or not */
  unanswered: number
  /** what SQLite found wrong with the database after a kill */
  faults: string[]
  /** milliseconds from starting the process to the first `ok`, in order of size */
  restarts: number[]
}

interface CrashOptions {
  cycles: number
  /** the kills come at random moments that this number decides */
  seed: number
  program?: string
  /** the external ids that the data folder holds */
  savedIds?: (dataDir: string) => Set<string>
  onCycle?: (done: number, result: CrashResult) => void
}

/** Kills a server with -9 while several writers save through its API, again and again on the same data, and looks for what was promised. */
export async function crashCycles({ cycles, seed, program, savedIds = savedItems, onCycle = () => {} }: CrashOptions): Promise<CrashResult> {
  const random = randomFrom(seed), result: CrashResult = { cycles, acknowledged: 0, lost: [], unanswered: 0, faults: [], restarts: [] }
  let token = ''
  const dataDir = await newData({ fill: async (app) => { token = await apiToken(app, await addPerson(app, { role: 'admin' }), 'write') } })
  const promised: string[] = []
  for (let cycle = 0; cycle < cycles; cycle++) {
    const server = await startTimed({ dataDir, ...(program !== undefined && { program }) }, result)
    const work = Array.from({ length: WRITERS }, (_, writer) => writeUntilKilled(server.url, token, `r1-${cycle}-${writer}`, promised))
    await waitFor(200 + random() * 600)
    await server.kill()
    for (const cut of await Promise.all(work)) result.unanswered += cut
    const saved = savedIds(dataDir)
    result.acknowledged = promised.length
    result.lost = promised.filter((id) => !saved.has(id))
    result.faults.push(...faultsOf(`${dataDir}/db/laavu.sqlite`))
    onCycle(cycle + 1, result)
  }
  result.restarts.sort((a, b) => a - b)
  return result
}

async function startTimed(options: ServerOptions, result: CrashResult) {
  const started = performance.now(), server = await startServer(options)
  if (!(await fetch(`${server.url}/healthz`)).ok) throw new Error(`not healthy after a crash:\n${server.log()}`)
  result.restarts.push(Math.round(performance.now() - started))
  return server
}

/** Saves one item after the other; gives how many requests were cut off, which is one. Another answer than 201 is an error. */
async function writeUntilKilled(url: string, token: string, name: string, promised: string[]): Promise<number> {
  for (let n = 0; ; n++) {
    const status = await postItem(url, token, `${name}-${n}`).catch(() => 0)
    if (status === 0) return 1
    if (status !== 201) throw new Error(`a save was answered with ${status}`)
    promised.push(`${name}-${n}`)
  }
}

/** Items whose text is there as well. */
function savedItems(dataDir: string): Set<string> {
  const sqlite = openFile(`${dataDir}/db/laavu.sqlite`, { readonly: true })
  try {
    return new Set(sqlite.prepare(`select external_id from item join item_text on item_text.item_id = item.id join revision on revision.id = revision_id
      where revision.body = 'Teksti ' || external_id`).pluck().all() as string[])
  } finally {
    sqlite.close()
  }
}

const waitFor = (ms: number) => new Promise((resolve) => { setTimeout(resolve, ms) })

/** mulberry32 */
function randomFrom(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
