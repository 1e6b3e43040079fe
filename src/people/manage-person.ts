import type { Trx } from '../database.ts'
import { recordChange, type Actor } from '../platform/changes/changes.queries.ts'
import { HttpError } from '../platform/http/errors.ts'
import { deleteLinksOf } from './auth/one-time-links.queries.ts'
import { deleteSessionsOf } from './auth/session.queries.ts'
import { isOtherAdmin, setTeams, teamsOf, updatePerson } from './people.queries.ts'
import type { Person, Role } from './people.table.ts'

/**
 * Gives the person this role, municipality and teams, and the mark of a supervisor and the library where they are given; one change row for each
 * that differs. A changed role ends her sessions. Whoever moves is neither a supervisor nor in a library of the municipality that she left.
 */
export async function changePerson(trx: Trx, at: string, actor: Actor, person: Person, to: { role: Role; municipalityId: number; teamIds: number[]; supervisor?: 0 | 1; libraryId?: number | null }) {
  const subject = { type: 'person' as const, id: person.id }, roleChanged = to.role !== person.role
  if (roleChanged) {
    await keepOneAdmin(trx, person)
    await updatePerson(trx, person.id, { role: to.role })
    await deleteSessionsOf(trx, person.id)
    await recordChange(trx, { at, actor, action: 'role-changed', subject, detail: { from: person.role, to: to.role } })
  }
  if (to.municipalityId !== person.municipality_id) {
    await updatePerson(trx, person.id, { municipality_id: to.municipalityId })
    await recordChange(trx, { at, actor, action: 'moved', subject, detail: { from: person.municipality_id, to: to.municipalityId } })
  }
  const moved = to.municipalityId !== person.municipality_id, supervisor = moved ? 0 : to.supervisor ?? person.supervisor, libraryId = moved ? null : to.libraryId === undefined ? person.library_id : to.libraryId
  if (supervisor !== person.supervisor) {
    await updatePerson(trx, person.id, { supervisor })
    await recordChange(trx, { at, actor, action: 'supervisor-changed', subject, detail: { from: person.supervisor === 1, to: supervisor === 1 } })
  }
  if (libraryId !== person.library_id) {
    await updatePerson(trx, person.id, { library_id: libraryId })
    await recordChange(trx, { at, actor, action: 'library-changed', subject, detail: { from: person.library_id, to: libraryId } })
  }
  const teams = to.teamIds.toSorted((a, b) => a - b).join(','), before = (await teamsOf(trx, person.id)).join(',')
  if (teams !== before) {
    await setTeams(trx, person.id, to.teamIds)
    await recordChange(trx, { at, actor, action: 'teams-changed', subject, detail: { from: before, to: teams } })
  }
  return { roleChanged }
}

/** Takes away her access at once: sessions and links end here, sign-in and API tokens are refused from the next request on. */
export async function disablePerson(trx: Trx, at: string, actor: Actor, person: Person) {
  if (person.disabled_at !== null) return
  await keepOneAdmin(trx, person)
  await updatePerson(trx, person.id, { disabled_at: at })
  await deleteSessionsOf(trx, person.id)
  await deleteLinksOf(trx, person.id)
  await recordChange(trx, { at, actor, action: 'disabled', subject: { type: 'person', id: person.id } })
}

export async function enablePerson(trx: Trx, at: string, actor: Actor, person: Person) {
  if (person.disabled_at === null) return
  await updatePerson(trx, person.id, { disabled_at: null })
  await recordChange(trx, { at, actor, action: 'enabled', subject: { type: 'person', id: person.id } })
}

export async function endSessions(trx: Trx, at: string, actor: Actor, personId: number, { except = 0 } = {}) {
  const count = await deleteSessionsOf(trx, personId, { except })
  await recordChange(trx, { at, actor, action: 'sessions-ended', subject: { type: 'person', id: personId }, detail: { count } })
}

/** Somebody must be left who can sign in and let others in. */
async function keepOneAdmin(trx: Trx, person: Person) {
  if (person.role === 'admin' && person.disabled_at === null && !(await isOtherAdmin(trx, person.id))) throw new HttpError(409, 'people.lastAdmin')
}
