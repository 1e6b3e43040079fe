import type { Trx } from '../database.ts'
import { recordChange, type Actor } from '../platform/changes/changes.queries.ts'
import { HttpError } from '../platform/http/errors.ts'
import { insertPerson, personByEmail, setTeams } from './people.queries.ts'
import type { Person, Role } from './people.table.ts'

export interface NewPerson {
  /** kept in lower case */
  email: string
  name: string
  municipalityId: number
  role: Role
  locale: Person['locale']
  teamIds: number[]
  /** of her municipality */
  libraryId?: number | null
  /** from hashPassword; null: she sets it through an invitation */
  passwordHash: string | null
}

export class EmailTaken extends HttpError {
  constructor() { super(409, 'people.emailTaken') }
}

/** Adds a person; `action` says how she came. Two people cannot share an address: EmailTaken. */
export async function createPerson(trx: Trx, at: string, actor: Actor, person: NewPerson,
  action: 'person-added' | 'invited' | 'set-up' = 'person-added'): Promise<number> {
  if (await personByEmail(trx, person.email)) throw new EmailTaken()
  const id = await insertPerson(trx, {
    email: person.email.toLowerCase(), name: person.name, municipality_id: person.municipalityId, role: person.role, locale: person.locale,
    password_hash: person.passwordHash, created_at: at, disabled_at: null, library_id: person.libraryId ?? null,
  })
  await setTeams(trx, id, person.teamIds)
  await recordChange(trx, { at, actor, action, subject: { type: 'person', id }, detail: { role: person.role, municipality: person.municipalityId } })
  return id
}
