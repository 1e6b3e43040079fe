import { sql } from 'kysely'
import type { Db } from '../database.ts'
import type { Viewer } from '../people/viewer.ts'
import { CARD, cardOf, type ItemCard } from './items.queries.ts'
import { NEW_EMPLOYEE } from './roles.ts'
import type { Section } from './sections.ts'
import { visibleItems } from './visibility.ts'

export interface OnboardingItem extends ItemCard { roles: string[]; sections: Section[] }

/** What is written for new employees, with its text for the reading time. */
export async function onboardingItems(db: Db, viewer: Viewer, now: string, limit: number): Promise<OnboardingItem[]> {
  const rows = await visibleItems(db, viewer, now).where('item.kind', 'not in', ['notice', 'qa'])
    .where((where) => where.or([where('item.kind', '=', 'path'), where('item.id', 'in', (from) => from.selectFrom('item_role').where('role', '=', NEW_EMPLOYEE).select('item_id'))]))
    .select(CARD).select([
      sql<string>`(select json_group_array(role) from item_role where item_id = item.id)`.as('roles'),
      sql<string>`(select r.sections from item_text t join revision r on r.id = t.revision_id
        where t.item_id = item.id and t.lang in (${viewer.locale}, item.language) order by t.lang = ${viewer.locale} desc limit 1)`.as('sections'),
    ]).orderBy('item.id').limit(limit).execute()
  return rows.map((row) => ({ ...cardOf(row), roles: JSON.parse(row.roles) as string[], sections: JSON.parse(row.sections) as Section[] }))
}
