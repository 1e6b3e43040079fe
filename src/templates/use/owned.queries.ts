import { sql } from 'kysely'
import { itemsInForce } from '../../content/visibility.ts'
import type { Trx } from '../../database.ts'

const KEY = 'template-use:'
export const useTaskKey = (itemId: number, what: 'unused' | 'edited') => `${KEY}${itemId}:${what}`
export const openUseTasks = async (trx: Trx): Promise<string[]> =>
  (await trx.selectFrom('task').where('closed_at', 'is', null).where('key', '>=', KEY).where('key', '<', `${KEY}\uFFFF`).select('key').execute()).map(({ key }) => key)

interface Owned {
  id: number
  team: number
  title: string
  published: string
  /** when its owners last changed it or checked it */
  touched: string
  /** since the month `since` */
  uses: number
  /** in the months after that in which it was last changed or checked */
  sinceTouched: { uses: number; edited: number }
}

/** The published templates with how they are used, to whomever they are restricted: what is asked goes to their own team. */
export async function useOfOwned(trx: Trx, now: string, since: string): Promise<Owned[]> {
  const touched = sql<string>`max(coalesce(item.checked_at, ''), coalesce((select max(created_at) from revision where revision.item_id = item.id), ''))`
  const sum = (column: 'uses' | 'edited', after: typeof touched) => sql<number>`coalesce((select sum(${sql.ref(column)}) from message_use u where u.item_id = item.id and u.month >= ${since} and u.month > substr(${after}, 1, 7)), 0)`
  const rows = await itemsInForce(trx, now).where('item.kind', '=', 'template').where('item.data', 'is not', null)
    .innerJoin('item_text as text', (join) => join.onRef('text.item_id', '=', 'item.id').onRef('text.lang', '=', 'item.language'))
    .select(['item.id', 'item.owner_team_id as team', 'text.title', 'item.published_at as published', touched.as('touched'), sum('uses', sql<string>`''`).as('uses'), sum('uses', touched).as('later'), sum('edited', touched).as('edited')]).execute()
  return rows.map(({ published, later, edited, ...row }) => ({ ...row, published: published ?? now, sinceTouched: { uses: later, edited } }))
}
