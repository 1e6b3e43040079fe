import type { Db, Trx } from '../database.ts'
import { recordChange, type Actor } from '../platform/changes/changes.queries.ts'
import { DATA_MAP } from './data-map.ts'
import { disablePerson } from './manage-person.ts'
import { updatePerson } from './people.queries.ts'
import type { Person, Role } from './people.table.ts'
import { deleteOwnRows, replaceCopies, rowsOf } from './person-data.queries.ts'

/** All that is kept of a person, by why it is kept; without secrets and without others' data. */
export async function dataOf(db: Db, person: Person): Promise<Record<string, Record<string, unknown[]>>> {
  const data: Record<string, Record<string, unknown[]>> = {}
  for (const { key, tables } of DATA_MAP) {
    data[key] = {}
    for (const held of tables) { const rows = await rowsOf(db, held, person); if (rows.length > 0) data[key][held.table] = rows }
  }
  return data
}

/** A name is content, not interface: it is said in both official languages. */
const FORMER: Record<Role, string> = {
  reader: 'Entinen lukija / f.d. läsare', editor: 'Entinen toimittaja / f.d. redaktör', contact: 'Entinen yhteyshenkilö / f.d. kontaktperson', admin: 'Entinen ylläpitäjä / f.d. administratör',
}

/**
 * Erases a person: her account, sign-in, follows, lists, onboarding and drafts go; what she wrote for all stays as the work of a role. Her
 * number is never given to another, so that the change log, which is a chain and is not rewritten, cannot point to a wrong person.
 */
export async function erasePerson(trx: Trx, at: string, actor: Actor, person: Person) {
  await disablePerson(trx, at, actor, person)
  await replaceCopies(trx, person, FORMER[person.role])
  await deleteOwnRows(trx, person.id)
  await updatePerson(trx, person.id, { name: FORMER[person.role], email: `poistettu-${person.id}@laavu.invalid`, role: 'reader', locale: 'fi', theme: '', password_hash: null, supervisor: 0, library_id: null })
  await recordChange(trx, { at, actor, action: 'erased', subject: { type: 'person', id: person.id } })
}
