import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import type { Db } from '../../database.ts'
import { isBusy } from './is-busy.ts'
import { fileOf, openFile } from './open.ts'

/** How often who waits looks whether it is free, and for how long who has given it back leaves it free. In milliseconds. */
const BETWEEN_TRIES = 10, FREE_FOR = 30

/** The right of one process to do what nobody waits for. Taken by several works of one process, it is free when each has given it back. */
export interface Turn {
  /** false while another process has it */
  take(): boolean
  /** waits for it for so many milliseconds; false when it is not free then either */
  wait(patience: number): Promise<boolean>
  giveBack(): void
  /** after giving back, before it is taken again: whoever waits gets it */
  leaveFree(): Promise<void>
}

const turns = new WeakMap<Db, Turn>()

/**
 * Work in the background (files read, pictures made smaller, much to be indexed) is done by one process at a time, so that nothing is done twice:
 * an import takes it from the server. As the server's lock it is a transaction on a small database beside the other, which ends with the process
 * however that dies. A database in memory has one process.
 */
export function backgroundTurn(db: Db): Turn {
  const turn = turns.get(db) ?? newTurn(fileOf(db))
  turns.set(db, turn)
  return turn
}

function newTurn(database: string | null): Turn {
  let file: Database | null = null, taken = 0
  const take = () => {
    if (taken === 0 && database !== null && !begin(file ??= openTurn(path.join(path.dirname(database), 'background.sqlite')))) return false
    taken++
    return true
  }
  return {
    take,
    async wait(patience) {
      for (let waited = 0; !take(); waited += BETWEEN_TRIES) {
        if (waited >= patience) return false
        await setTimeout(BETWEEN_TRIES)
      }
      return true
    },
    giveBack() { if (--taken === 0) file?.exec('rollback') },
    async leaveFree() { if (taken === 0 && file !== null) await setTimeout(FREE_FOR) },
  }
}

function openTurn(name: string): Database {
  const file = openFile(name)
  file.pragma('busy_timeout = 0')
  return file
}

function begin(file: Database): boolean {
  try { file.exec('begin immediate') } catch (error) {
    if (isBusy(error)) return false
    throw error
  }
  return true
}
