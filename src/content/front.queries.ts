import { sql } from 'kysely'
import type { Db } from '../database.ts'
import type { Viewer } from '../people/viewer.ts'
import type { Kind } from './content.table.ts'
import { CARD, cardOf, type ItemCard } from './items.queries.ts'
import { NEW_EMPLOYEE } from './roles.ts'
import { visibleItems } from './visibility.ts'

export async function countsByKind(db: Db, viewer: Viewer, now: string): Promise<Map<Kind, number>> {
  const rows = await visibleItems(db, viewer, now).select((select) => ['item.kind', select.fn.countAll<number>().as('count')]).groupBy('item.kind').execute()
  return new Map(rows.map((row) => [row.kind, row.count]))
}

/** The sentence of the save that moved `changed_at`, in its language. */
export interface ChangedItem extends ItemCard { change: { summary: string; lang: string } | null }
const CHANGE = sql<string | null>`(select json_object('summary', summary, 'lang', lang) from revision
  where item_id = item.id and created_at = item.changed_at limit 1)`.as('change')

/** What changed last, in the viewer's order of interest: newest first. Notices have a place of their own. */
export async function changedItems(db: Db, viewer: Viewer, now: string, limit: number): Promise<ChangedItem[]> {
  const rows = await visibleItems(db, viewer, now).where('item.kind', '<>', 'notice').select(CARD).select(CHANGE)
    .orderBy('item.changed_at', 'desc').orderBy('item.id', 'desc').limit(limit).execute()
  return rows.map((row) => ({ ...cardOf(row), change: row.change === null ? null : JSON.parse(row.change) as ChangedItem['change'] }))
}

/** What a new employee starts with: the paths first, then what is written for her, the oldest (the basics) first. */
export async function newEmployeeItems(db: Db, viewer: Viewer, now: string, limit: number): Promise<ItemCard[]> {
  const rows = await visibleItems(db, viewer, now)
    .where((where) => where.or([where('item.kind', '=', 'path'), where('item.id', 'in', (from) => from.selectFrom('item_role').where('role', '=', NEW_EMPLOYEE).select('item_id'))]))
    .where('item.kind', 'not in', ['notice', 'qa']).select(CARD)
    .orderBy((order) => order('item.kind', '=', 'path'), 'desc').orderBy('item.id').limit(limit).execute()
  return rows.map(cardOf)
}

/** What the viewer's teams own and should have checked by now, the latest first. */
export async function lateItems(db: Db, viewer: Viewer, now: string, limit: number): Promise<{ total: number; items: ItemCard[] }> {
  if (viewer.teamIds.length === 0) return { total: 0, items: [] }
  const late = visibleItems(db, viewer, now).where('item.owner_team_id', 'in', viewer.teamIds).where('item.review_due_at', '<=', now)
  const { total } = await late.select((select) => select.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = total === 0 ? [] : await late.select(CARD).orderBy('item.review_due_at').orderBy('item.id').limit(limit).execute()
  return { total, items: rows.map(cardOf) }
}
