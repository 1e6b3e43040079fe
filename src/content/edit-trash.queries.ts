import type { Db, Trx } from '../database.ts'
import type { Viewer } from '../people/viewer.ts'
import { CARD, cardOf, type ItemCard } from './items.queries.ts'
import { mayEdit } from './may-edit.ts'
import { trashedItems } from './visibility.ts'

export interface TrashedItem extends ItemCard { trashed_at: string }
export const TRASH_DAYS = 30
/** Looked through at most for what the viewer may take back. */
const LOOKED_THROUGH = 2_000

const trashSince = (now: string) => new Date(Date.parse(now) - TRASH_DAYS * 86_400_000).toISOString()

/** What the viewer may take back, the latest first. */
export async function itemsInTrash(db: Db, viewer: Viewer, now: string, limit: number): Promise<TrashedItem[]> {
  const rows = await trashedItems(db, viewer, trashSince(now)).select(CARD).select('item.trashed_at').orderBy('item.trashed_at', 'desc').orderBy('item.id', 'desc').limit(LOOKED_THROUGH).execute()
  return rows.map((row) => ({ ...cardOf(row), trashed_at: row.trashed_at! })).filter((item) => mayEdit(viewer, item)).slice(0, limit)
}

export async function itemInTrash(db: Db, viewer: Viewer, now: string, id: number): Promise<TrashedItem | undefined> {
  const row = await trashedItems(db, viewer, trashSince(now)).where('item.id', '=', id).select(CARD).select('item.trashed_at').executeTakeFirst()
  const item = row && { ...cardOf(row), trashed_at: row.trashed_at! }
  return item && mayEdit(viewer, item) ? item : undefined
}

/** What nobody has taken back in time. */
export const overdueTrash = (db: Db, now: string, limit: number) =>
  db.selectFrom('item').where('state', '=', 'trashed').where('trashed_at', '<=', trashSince(now)).select(['id', 'trashed_at', 'restricted_team_id']).orderBy('trashed_at').limit(limit).execute()

/** False when it has been taken back meanwhile, also if it was put aside again later. */
export const isStillTrashed = async (trx: Trx, id: number, trashedAt: string): Promise<boolean> =>
  (await trx.selectFrom('item').where('id', '=', id).where('state', '=', 'trashed').where('trashed_at', '=', trashedAt).select('id').executeTakeFirst()) !== undefined

/** Removes an item for good with its revisions. What people have typed of it (draft) stays with them. */
export async function removeItem(trx: Trx, id: number) {
  await trx.deleteFrom('item').where('id', '=', id).execute()
}
