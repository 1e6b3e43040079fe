import { sql } from 'kysely'
import type { Db } from '../database.ts'

/** `created`: the item's first change; `standsAlone`: it is of a kind that is shown on others’ pages only by its subjects and links, and has none */
export interface ItemChange { id: number; action: string; itemId: number | null; created: number; standsAlone: boolean }

export async function changesOfItems(db: Db, after: number, to: number): Promise<ItemChange[]> {
  const rows = await db.selectFrom('change').leftJoin('item', (join) => join.onRef('item.id', '=', 'change.subject_id').on('change.subject_type', '=', 'item'))
    .where('change.id', '>', after).where('change.id', '<=', to).orderBy('change.id')
    .select(['change.id', 'change.action', 'item.id as itemId'])
    .select(sql<number>`(select min(first.id) from change first where first.subject_type = 'item' and first.subject_id = item.id)`.as('created'))
    .select(sql<0 | 1>`coalesce(item.kind in ('guide', 'practice', 'document') and not exists (select 1 from item_subject s where s.item_id = item.id) and not exists (select 1 from item_link l where l.item_id = item.id), 0)`.as('standsAlone'))
    .execute()
  return rows.map((row) => ({ ...row, standsAlone: row.standsAlone === 1 }))
}
