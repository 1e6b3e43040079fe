import { setTimeout } from 'node:timers/promises'
import { Kysely, SqliteDialect, SqliteDriver, type DatabaseConnection, type SqliteDatabase, type Transaction } from 'kysely'
import { hasSteppedBack } from '../step-back.ts'
import { isBusy } from './is-busy.ts'
import type { WriteAheadLog } from './write-ahead-log.ts'

/** As long as SQLite itself waits (`busy_timeout`), and how often the lock is tried meanwhile. In milliseconds. */
const PATIENCE = 5_000, BETWEEN_TRIES = 1
/** A process that has stepped back leaves the lock free for so long after each of its transactions: whoever waits gets in between. In milliseconds. */
const GAP = 3

/**
 * SQLite stops the thread while it waits for another process's write, and while the disk takes what a commit has written, which may be half a second
 * on a busy one. Here both leave the event loop free: a transaction that finds the database locked tries again later, and one that has been
 * committed (`synchronous = NORMAL`: written, in order, not yet safe) ends when its write-ahead log is safe on disk. Others read and write meanwhile.
 */
export class PatientKysely<Database> extends Kysely<Database> {
  readonly #log: WriteAheadLog
  constructor(database: SqliteDatabase, log: WriteAheadLog) {
    super({ dialect: new PatientDialect(database, log) })
    this.#log = log
  }

  override transaction() {
    const builder = super.transaction(), execute = builder.execute.bind(builder)
    return Object.assign(builder, {
      execute: async <Result>(work: (trx: Transaction<Database>) => Promise<Result>): Promise<Result> => {
        const result = await execute(work)
        await this.#log.safe()
        return result
      },
    })
  }
}

class PatientDialect extends SqliteDialect {
  readonly #database: SqliteDatabase
  readonly #log: WriteAheadLog
  constructor(database: SqliteDatabase, log: WriteAheadLog) {
    super({ database })
    this.#database = database
    this.#log = log
  }
  override createDriver() { return new PatientDriver(this.#database, this.#log) }
}

class PatientDriver extends SqliteDriver {
  readonly #database: SqliteDatabase
  readonly #log: WriteAheadLog
  #wroteAt = -Infinity
  constructor(database: SqliteDatabase, log: WriteAheadLog) {
    super({ database })
    this.#database = database
    this.#log = log
  }

  override async beginTransaction(connection: DatabaseConnection) {
    if (hasSteppedBack() && performance.now() - this.#wroteAt < GAP) await setTimeout(GAP)
    for (const until = performance.now() + PATIENCE; !(await this.#begin(connection, until));) await setTimeout(BETWEEN_TRIES)
  }

  async #begin(connection: DatabaseConnection, until: number): Promise<boolean> {
    this.#stopFor(0)
    try { await super.beginTransaction(connection) } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error
      return false
    } finally { this.#stopFor(PATIENCE) }
    return true
  }

  override async commitTransaction(connection: DatabaseConnection) {
    await super.commitTransaction(connection)
    this.#wroteAt = performance.now()
  }

  /** A full disk makes SQLite roll back by itself; that there is nothing more to roll back must not hide why. */
  override async rollbackTransaction(connection: DatabaseConnection) {
    try { await super.rollbackTransaction(connection) } catch (error) {
      if (!(error instanceof Error && error.message.includes('no transaction is active'))) throw error
    }
  }

  override async destroy() {
    await super.destroy()
    await this.#log.close()
  }

  #stopFor(ms: number) { this.#database.prepare(`pragma busy_timeout = ${ms}`).all([]) }
}
