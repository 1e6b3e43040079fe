import { Worker } from 'node:worker_threads'
import { Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, type CompiledQuery, type DatabaseConnection, type Driver } from 'kysely'
import type { Database, Db } from '../../database.ts'
import { fileOf } from './open.ts'

/** The thread ends when it has been asked nothing for so long (milliseconds): it takes some thirty megabytes (20 by itself). */
const IDLE = 5 * 60_000

export interface Asked { number: number; sql: string; parameters: readonly unknown[] }
export type Answer = { number: number; rows: unknown[] } | { number: number; error: string }

/**
 * The database as a thread of its own reads it, for what takes long and cannot be asked in parts: the event loop goes on meanwhile. What the thread
 * does not answer, the connection itself does. A database in memory has this connection alone.
 */
export function readAside(db: Db): Db {
  const file = fileOf(db)
  if (file === null) return db
  const thread = new ReadingThread(file)
  const connection: DatabaseConnection = {
    executeQuery: async <Row>(query: CompiledQuery) => ({ rows: (await thread.ask(query).catch(async () => (await db.executeQuery(query)).rows)) as Row[] }),
    streamQuery() { throw new Error('all rows come at once') },
  }
  return new Kysely<Database>({
    dialect: { createDriver: () => readingDriver(connection), createAdapter: () => new SqliteAdapter(), createQueryCompiler: () => new SqliteQueryCompiler(), createIntrospector: (kysely) => new SqliteIntrospector(kysely) },
  })
}

/** Writes nothing. */
function readingDriver(connection: DatabaseConnection): Driver {
  const nothing = async () => {}, refuse = () => { throw new Error('only for reading') }
  return {
    init: nothing, acquireConnection: async () => connection, releaseConnection: nothing, destroy: nothing,
    beginTransaction: refuse, commitTransaction: refuse, rollbackTransaction: refuse,
  }
}

class ReadingThread {
  readonly #file: string
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown[]>>()
  #worker: Worker | null = null
  #number = 0
  #idle: NodeJS.Timeout | undefined

  constructor(file: string) { this.#file = file }

  /** Rejects what SQLite rejects, and when the thread has ended. */
  async ask({ sql, parameters }: CompiledQuery): Promise<unknown[]> {
    clearTimeout(this.#idle)
    const worker = this.#worker ??= this.#start(), asked: Asked = { number: this.#number++, sql, parameters }, answer = Promise.withResolvers<unknown[]>()
    this.#waiting.set(asked.number, answer)
    worker.ref()
    worker.postMessage(asked)
    try { return await answer.promise } finally {
      this.#waiting.delete(asked.number)
      if (this.#waiting.size === 0) this.#rest(worker)
    }
  }

  #start(): Worker {
    const worker = new Worker(new URL('./read-worker.ts', import.meta.url), { workerData: this.#file, resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4 } })
    worker.on('message', (answer: Answer) => {
      const waiting = this.#waiting.get(answer.number)
      if ('rows' in answer) waiting?.resolve(answer.rows)
      else waiting?.reject(new Error(answer.error))
    })
    worker.on('error', () => {}) // an exit follows
    worker.once('exit', () => {
      if (this.#worker !== worker) return
      this.#worker = null
      for (const { reject } of this.#waiting.values()) reject(new Error('the reading thread has ended'))
    })
    return worker
  }

  /** Keeps no process running, and ends in a while. */
  #rest(worker: Worker) {
    if (this.#worker !== worker) return // it has ended
    worker.unref()
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => {
      this.#worker = null
      worker.postMessage(null)
    }, IDLE).unref()
  }
}
