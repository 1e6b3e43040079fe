import { sql } from 'kysely'
import { CARD, cardOf, type ItemCard } from '../../content/items.queries.ts'
import { itemsInForce, visibleItems } from '../../content/visibility.ts'
import type { Db, Trx } from '../../database.ts'
import { isAtLeast, type Viewer } from '../../people/viewer.ts'
import type { DocumentData } from '../fill-document.ts'

const isFaulty = sql<boolean>`item.kind = 'document' and exists (select 1 from json_each(item.data, '$.checks') as asked where asked.value ->> 'ok' = 0)`

export interface FaultyDocument { card: ItemCard; data: DocumentData }

/** Documents of the viewer's teams, for an admin of all, whose file is not accessible, newest first. */
export async function faultyDocuments(db: Db, viewer: Viewer, now: string, page: { limit: number; offset: number }): Promise<{ total: number; documents: FaultyDocument[] }> {
  let faulty = visibleItems(db, viewer, now).where(isFaulty)
  if (!isAtLeast(viewer, 'admin')) faulty = faulty.where('item.owner_team_id', 'in', viewer.teamIds)
  const { total } = await faulty.select((select) => select.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await faulty.select(CARD).select('item.data').orderBy('item.changed_at', 'desc').orderBy('item.id', 'desc').limit(page.limit).offset(page.offset).execute()
  return { total, documents: rows.map(({ data, ...card }) => ({ card: cardOf(card), data: JSON.parse(data!) as DocumentData })) }
}

/** Teams that own a document with faults which all of the team may see. */
export const teamsWithFaults = async (trx: Trx, now: string): Promise<number[]> => (await itemsInForce(trx, now).where(isFaulty)
  .where((where) => where.or([where('item.restricted_team_id', 'is', null), where('item.restricted_team_id', '=', where.ref('item.owner_team_id'))]))
  .select('item.owner_team_id as team').distinct().execute()).map(({ team }) => team)

export const openFaultTasks = async (trx: Trx, beginning: string): Promise<string[]> =>
  (await trx.selectFrom('task').where('closed_at', 'is', null).where('key', 'like', `${beginning}%`).select('key').execute()).map(({ key }) => key)
