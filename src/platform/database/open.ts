import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import path from 'node:path'
import SQLite from 'better-sqlite3'
import type { Database, Db } from '../../database.ts'
import { PatientKysely } from './patient-dialect.ts'
import { WriteAheadLog } from './write-ahead-log.ts'

/** Older versions can corrupt a WAL database when two connections checkpoint at once (fixed in 3.51.3). */
const OLDEST_SQLITE = [3, 51, 3]

/**
 * Opens the database file (or ':memory:', or a copy in memory of the bytes of a file). An acknowledged save survives a power cut: every connection
 * is opened with `synchronous = FULL`, as the library is compiled to do less in WAL mode, and this one waits itself until a commit is safe.
 */
export function openDatabase(file: string | Buffer, options: { readonly?: boolean } = {}): Db {
  const sqlite = openFile(file, options), database = withStatementCache(sqlite)
  if (!options.readonly) sqlite.pragma('synchronous = NORMAL') // each transaction itself waits until it is safe on disk
  const db = new PatientKysely<Database>(database, new WriteAheadLog(database.file))
  connections.set(db, database)
  return db
}

type Connection = ReturnType<typeof withStatementCache>
const connections = new WeakMap<Db, Connection>()
/** The file of a database; null when it is in memory. */
export const fileOf = (db: Db): string | null => connections.get(db)?.file ?? null
/** Pages of the write-ahead log after which a commit moves them into the database; 0: never. */
export function checkpointAfter(db: Db, pages: number) { connections.get(db)?.checkpointAfter(pages) }
/** The connection of a database while no transaction is open on it: what is read there now, in one call, is what has been committed. */
export function freeConnection(db: Db): Connection | undefined {
  const connection = connections.get(db)
  return connection?.isInTransaction() ? undefined : connection
}

export function openFile(file: string | Buffer, { readonly = false } = {}): SQLite.Database {
  if (typeof file === 'string' && file !== ':memory:' && !readonly) makePrivate(file)
  const sqlite = new SQLite(file, { readonly })
  const version = sqlite.prepare('select sqlite_version()').pluck().get() as string
  if (isOlder(version)) throw new Error(`SQLite ${version} is too old: ${OLDEST_SQLITE.join('.')} or newer is needed`)
  if (!readonly) sqlite.pragma('journal_mode = WAL')
  for (const pragma of ['synchronous = FULL', 'foreign_keys = ON', 'busy_timeout = 5000', 'temp_store = MEMORY', 'cache_size = -8000']) sqlite.pragma(pragma)
  return sqlite
}

function isOlder(version: string) {
  const parts = version.split('.').map(Number)
  for (const [i, least] of OLDEST_SQLITE.entries()) if (parts[i] !== least) return (parts[i] ?? 0) < least
  return false
}

/** The file is the service account's alone. */
function makePrivate(file: string) {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  closeSync(openSync(file, 'a', 0o600))
  chmodSync(file, 0o600)
}

/** Kysely prepares every query anew; compiling SQL costs more than running most of ours, so prepared statements are kept by their text. */
function withStatementCache(sqlite: SQLite.Database) {
  const kept = new Map<string, SQLite.Statement>()
  return {
    prepare(asked: string) {
      // a transaction takes the write lock at once: one that reads first and writes later would fail when another process wrote in between
      const text = asked === 'begin' ? 'begin immediate' : asked
      let statement = kept.get(text)
      if (!statement) {
        statement = sqlite.prepare(text)
        if (kept.size >= 500) kept.delete(kept.keys().next().value!)
        kept.set(text, statement)
      }
      return statement
    },
    close: () => sqlite.close(),
    checkpointAfter: (pages: number) => { sqlite.pragma(`wal_autocheckpoint = ${pages}`) },
    file: sqlite.memory ? null : sqlite.name,
    isInTransaction: () => sqlite.inTransaction,
  }
}
