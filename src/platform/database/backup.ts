import type { Database } from 'better-sqlite3'
import { openFile } from './open.ts'

/**
 * Copies a database that may be in use into a new file: the state of one moment, whatever is written meanwhile. The copy is one closed
 * file, without a write-ahead log beside it.
 */
export async function copyDatabase(from: string, to: string): Promise<void> {
  const source = openFile(from, { readonly: true })
  try {
    // all pages in one step: after a pause, a change by another process would start the copy again
    await source.backup(to, { progress: () => 0x7fffffff })
  } finally {
    source.close()
  }
  const copy = openFile(to)
  copy.pragma('journal_mode = DELETE')
  copy.close()
}

/** What is wrong with a database file, in SQLite's words; nothing when it is sound. */
export function faultsOf(file: string): string[] {
  try {
    return read(file, (sqlite) => {
      const pages = sqlite.pragma('integrity_check') as { integrity_check: string }[]
      const references = sqlite.pragma('foreign_key_check') as { table: string; rowid: number; parent: string }[]
      return [
        ...pages.map((row) => row.integrity_check).filter((text) => text !== 'ok'),
        ...references.map(({ table, rowid, parent }) => `row ${rowid} of ${table} refers to a missing row of ${parent}`),
      ]
    })
  } catch (error) {
    if (isDamage(error)) return [error.message]
    throw error
  }
}

/** SQLite says that the file is damaged, or that it is no database at all. */
export const isDamage = (error: unknown): error is Error => error instanceof Error && 'code' in error && /^SQLITE_(CORRUPT|NOTADB)/.test(String(error.code))

/** How many rows the tables of a database file have. */
export function countRows<Table extends string>(file: string, tables: readonly Table[]): Record<Table, number> {
  return read(file, (sqlite) => Object.fromEntries(tables.map((table) => [table, sqlite.prepare(`select count(*) from "${table}"`).pluck().get()]))) as Record<Table, number>
}

/** The hashes of the uploaded files that a database file refers to. */
export const hashesOfFiles = (file: string) => read(file, (sqlite) => sqlite.prepare('select sha256 from file').pluck().all() as string[])

function read<Result>(file: string, ask: (sqlite: Database) => Result): Result {
  const sqlite = openFile(file, { readonly: true })
  try {
    return ask(sqlite)
  } finally {
    sqlite.close()
  }
}

/**
 * Makes one closed file of a database and its write-ahead log, so that it can be moved away. Throws when another process has it open.
 */
export function closeDatabase(file: string): void {
  const sqlite = openFile(file)
  try {
    sqlite.pragma('busy_timeout = 500')
    sqlite.pragma('journal_mode = DELETE')
  } finally {
    sqlite.close()
  }
}
