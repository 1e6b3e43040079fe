import type { Db } from '../database.ts'
import type { Role } from '../people/people.table.ts'
import { alphabetical } from '../platform/database/alphabetical.ts'
import type { Viewer } from '../people/viewer.ts'
import { visibleItems } from './visibility.ts'

/** How many of the items that the viewer sees each team owns. */
export async function ownedCounts(db: Db, viewer: Viewer, now: string): Promise<Map<number, number>> {
  const rows = await visibleItems(db, viewer, now).select((select) => ['item.owner_team_id as id', select.fn.countAll<number>().as('count')]).groupBy('item.owner_team_id').execute()
  return new Map(rows.map((row) => [row.id, row.count]))
}

export interface Member { team_id: number; name: string; email: string; municipality: string }

/** Whom to ask when it is about the service itself: the contact people of the viewer's municipality and the administrators. */
export const keepers = (db: Db, viewer: Viewer): Promise<{ name: string; email: string; role: Role }[]> =>
  db.selectFrom('person').where('disabled_at', 'is', null)
    .where((where) => where.or([where('role', '=', 'admin'), where.and([where('role', '=', 'contact'), where('municipality_id', '=', viewer.municipalityId)])]))
    .select(['name', 'email', 'role']).orderBy(alphabetical('name')).execute()

/** The people of every team who can sign in. */
export const teamMembers = (db: Db): Promise<Member[]> =>
  db.selectFrom('team_member').innerJoin('person', 'person.id', 'team_member.person_id').innerJoin('municipality', 'municipality.id', 'person.municipality_id')
    .where('person.disabled_at', 'is', null)
    .select(['team_member.team_id', 'person.name', 'person.email', 'municipality.name as municipality']).orderBy(alphabetical('person.name')).execute()
