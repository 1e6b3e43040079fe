import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Db } from '../../database.ts'
import type { Log } from '../log.ts'
import { checkpointAfter, fileOf, freeConnection } from './open.ts'

/** Pages of the write-ahead log, of 4 kB: what SQLite itself waits for. */
const MANY = 1_000
/** Milliseconds between looks: while somebody reads for long the log stays as it is, and a thread for each look would be too many. */
const EVERY = 2_000

/**
 * Moves what has been committed from the write-ahead log into the database in a thread of its own. SQLite would do it in the commit that makes the
 * log long, and the event loop would stand still until the disk has taken thousands of pages. The thread lives no longer than that: it takes ten
 * megabytes.
 */
export function checkpointAside(db: Db, log: Log): { stop(): Promise<void> } {
  const file = fileOf(db)
  if (file === null) return { stop: () => Promise.resolve() }
  let worker: Worker | null = null
  checkpointAfter(db, 0)
  const clock = setInterval(() => {
    if (worker !== null || !isLong(db)) return
    worker = new Worker(new URL('./checkpoint-worker.ts', import.meta.url), { workerData: file, resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 2 } })
    worker.once('exit', () => { worker = null })
    worker.once('error', (error) => {
      log.error({ err: error }, 'checkpoints are made by commits again')
      clearInterval(clock)
      checkpointAfter(db, MANY)
    })
  }, EVERY).unref()
  return {
    async stop() {
      clearInterval(clock)
      if (worker) await once(worker, 'exit')
      checkpointAfter(db, MANY)
    },
  }
}

/** NOOP only looks. Also what other processes have written is in the log. */
function isLong(db: Db): boolean {
  const state = freeConnection(db)?.prepare('pragma wal_checkpoint(NOOP)').get() as { log: number; checkpointed: number } | undefined
  return state !== undefined && state.log - state.checkpointed >= MANY
}
