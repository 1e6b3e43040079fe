import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Db } from '../../database.ts'
import type { Log } from '../log.ts'
import { checkpointAfter, fileOf } from './open.ts'

/** Pages of the write-ahead log, of 4 kB: what SQLite itself waits for. */
const MANY = 1_000
/** A start has better things to do. In milliseconds. */
const LATER = 3_000

/**
 * Moves what has been committed from the write-ahead log into the database in a thread of its own. SQLite would do it in the commit that makes the
 * log long, and the event loop would stand still until the disk has taken thousands of pages.
 */
export function checkpointAside(db: Db, log: Log): { stop(): Promise<void> } {
  const file = fileOf(db)
  if (file === null) return { stop: () => Promise.resolve() }
  let worker: Worker | null = null
  const later = setTimeout(() => {
    worker = startWorker(file)
    checkpointAfter(db, 0)
    worker.on('error', (error) => {
      log.error({ err: error }, 'checkpoints are made by commits again')
      checkpointAfter(db, MANY)
      worker = null
    })
  }, LATER).unref()
  return {
    async stop() {
      clearTimeout(later)
      if (!worker) return
      const ended = once(worker, 'exit')
      worker.postMessage('stop')
      await ended
      checkpointAfter(db, MANY)
    },
  }
}

function startWorker(file: string): Worker {
  const worker = new Worker(new URL('./checkpoint-worker.ts', import.meta.url), { workerData: { file, many: MANY }, resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 2 } })
  worker.unref()
  return worker
}
