import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Database } from 'better-sqlite3'
import { isBusy } from './is-busy.ts'
import { openFile } from './open.ts'

/** Who serves a data folder. */
export interface Serving { pid: number; since: string }

/** Another process serves the data folder. */
export class DataInUse extends Error {
  override name = 'DataInUse'
  readonly by: Serving | null
  constructor(by: Serving | null) {
    super(`The data is in use by another Laavu${by ? ` (process ${by.pid}, since ${by.since})` : ''}.`)
    this.by = by
  }
}

export interface DataLock { release(): void }

/** A command that only looks holds the lock for a moment: the wait, in milliseconds, is for that. */
const PATIENCE = 250
/** Keeps them from being collected as garbage, which would let the lock go. */
const held = new Set<Database>()
const fileOf = (dataDir: string) => path.join(dataDir, 'db', 'serving.sqlite')

/**
 * Takes the data folder for this process; throws DataInUse. The lock is a write transaction that stays open on a small database of its
 * own: the system ends it with the process however that dies, so there are no stale locks, and others can read meanwhile who holds it.
 */
export function lockData(dataDir: string, since: string): DataLock {
  const file = openFile(fileOf(dataDir))
  file.pragma(`busy_timeout = ${PATIENCE}`)
  try {
    file.exec('begin immediate')
    file.exec('create table if not exists serving(one integer primary key check (one = 1), pid integer not null, since text not null) strict')
    file.prepare('insert or replace into serving values (1, ?, ?)').run(process.pid, since)
    file.exec('commit; begin immediate')
    if (read(file)?.pid !== process.pid) throw new DataInUse(read(file)) // someone was faster between the two statements
  } catch (error) {
    const by = isBusy(error) ? new DataInUse(read(file)) : error
    file.close()
    throw by
  }
  held.add(file)
  return { release: () => { held.delete(file); file.close() } }
}

/** Who serves the data folder just now; null when nobody does. */
export function servingNow(dataDir: string): Serving | null {
  if (!existsSync(fileOf(dataDir))) return null
  const file = openFile(fileOf(dataDir))
  try {
    file.pragma('busy_timeout = 0')
    file.exec('begin immediate; rollback')
    return null
  } catch (error) {
    if (!isBusy(error)) throw error
    return read(file)
  } finally {
    file.close()
  }
}

function read(file: Database): Serving | null {
  const isThere = file.prepare("select 1 from sqlite_schema where name = 'serving'").get()
  return isThere ? (file.prepare('select pid, since from serving').get() as Serving | undefined) ?? null : null
}
