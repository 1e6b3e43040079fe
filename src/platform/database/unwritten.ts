import type { Db } from '../../database.ts'
import { freeConnection } from './open.ts'

/** A state of a database; what was read in it may be remembered by it in a WeakMap. */
export interface DatabaseState { readonly others: number; readonly own: number }
const states = new WeakMap<Db, DatabaseState>()

/**
 * The same object for as long as nothing at all is written to the database: by this process, by another one, by a command beside the server.
 * What is read after asking for it may be given to the next who asks and gets the same. Null while a transaction is open.
 */
export function databaseState(db: Db): DatabaseState | null {
  const connection = freeConnection(db)
  if (!connection) return null
  // SQLite tells of others' commits by the one number, of this connection's own writes by the other
  const [others] = connection.prepare('pragma data_version').raw().get() as [number], [own] = connection.prepare('select total_changes()').raw().get() as [number]
  const known = states.get(db)
  if (known && known.others === others && known.own === own) return known
  const state = { others, own }
  states.set(db, state)
  return state
}
