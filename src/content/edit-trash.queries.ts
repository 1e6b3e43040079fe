import type { Db } from '../database.ts'
import { isAtLeast, type Viewer } from '../people/viewer.ts'
import { CARD, cardOf, type ItemCard } from './items.queries.ts'

export interface TrashedItem extends ItemCard { trashed_at: string }
export const TRASH_DAYS = 30

/** What was put aside at most 30 days ago and the viewer might edit (may-edit.ts) if it were not; drafts only those of her own and of her teams. */
const trashed = (db: Db, viewer: Viewer, now: string) => db.selectFrom('item').where('item.state', '=', 'trashed')
  .where('item.trashed_at', '>', new Date(Date.parse(now) - TRASH_DAYS * 86_400_000).toISOString())
  .where((where) => where.or([where('item.restricted_team_id', 'is', null), where('item.restricted_team_id', 'in', viewer.teamIds)]))
  .where((where) => where.or([where('item.published_at', 'is not', null), where('item.created_by', '=', viewer.id), where('item.owner_team_id', 'in', viewer.teamIds)]))
  .$if(!isAtLeast(viewer, 'admin'), (query) => query.where((where) => where.or([
    where('item.owner_team_id', 'in', viewer.teamIds), where('item.network_wide', '=', 1),
    where('item.id', 'in', (from) => from.selectFrom('item_municipality').where('municipality_id', '=', viewer.municipalityId).select('item_id')),
  ])))

export async function trashedItems(db: Db, viewer: Viewer, now: string, limit: number): Promise<TrashedItem[]> {
  const rows = await trashed(db, viewer, now).select(CARD).select('item.trashed_at').orderBy('item.trashed_at', 'desc').orderBy('item.id', 'desc').limit(limit).execute()
  return rows.map((row) => ({ ...cardOf(row), trashed_at: row.trashed_at! }))
}

export async function trashedItem(db: Db, viewer: Viewer, now: string, id: number): Promise<TrashedItem | undefined> {
  const row = await trashed(db, viewer, now).where('item.id', '=', id).select(CARD).select('item.trashed_at').executeTakeFirst()
  return row && { ...cardOf(row), trashed_at: row.trashed_at! }
}
