import type { Person, Role } from './people.table.ts'
import type { Viewer } from './viewer.ts'

/** What a contact person may do about her own municipality's people, and an administrator about everyone. */
export const isAdmin = (viewer: Viewer) => viewer.role === 'admin'

/** Who acts for a municipality: its contact persons, and the administrator, who alone acts for the network (null). */
export const actsFor = (viewer: Viewer, municipalityId: number | null) => isAdmin(viewer) || (viewer.role === 'contact' && viewer.municipalityId === municipalityId)

/** A contact person sees her own people; others do not exist for her. */
export const maySee = (viewer: Viewer, person: Person) => actsFor(viewer, person.municipality_id)

/** An administrator's account is beyond a contact person: a link that sets its password would make her one. */
export const mayChange = (viewer: Viewer, person: Person) => isAdmin(viewer) || (maySee(viewer, person) && person.role !== 'admin')

export const rolesToGive = (viewer: Viewer): Role[] => (isAdmin(viewer) ? ['reader', 'editor', 'contact', 'admin'] : ['reader', 'editor', 'contact'])

/** A team opens what is restricted to it: a contact person can let in only where she is herself. Teams that she cannot give stay as they are. */
export function teamsAfter(viewer: Viewer, before: number[], wanted: number[]): number[] {
  const mayGive = (id: number) => isAdmin(viewer) || viewer.teamIds.includes(id)
  return [...new Set([...before.filter((id) => !mayGive(id)), ...wanted.filter(mayGive)])]
}
