import { sql } from 'kysely'
import type { Db, Trx } from '../../database.ts'
import type { Viewer } from '../../people/viewer.ts'
import { CARD, cardOf, type ItemCard } from '../items.queries.ts'
import { visibleItems } from '../visibility.ts'

export async function replaceUses(trx: Trx, itemId: number, lang: string, facts: string[]) {
  await trx.deleteFrom('fact_use').where('item_id', '=', itemId).where('lang', '=', lang).execute()
  await addUses(trx, itemId, lang, facts)
}
export async function addUses(trx: Trx, itemId: number, lang: string, facts: string[]) {
  const rows = [...new Set(facts)].map((fact) => ({ item_id: itemId, lang, fact }))
  if (rows.length > 0) await trx.insertInto('fact_use').values(rows).onConflict((known) => known.doNothing()).execute()
}

export async function itemTitle(db: Db, itemId: number): Promise<string> {
  const row = await db.selectFrom('item').innerJoin('item_text', (join) => join.onRef('item_text.item_id', '=', 'item.id').onRef('item_text.lang', '=', 'item.language')).where('item.id', '=', itemId).select('item_text.title').executeTakeFirst()
  return row?.title ?? ''
}

const uses = (fact: string) => sql<boolean>`exists (select 1 from fact_use u where u.item_id = item.id and u.fact = ${fact})`

/** The pages that use a name, of those that the viewer may see. */
export async function visibleUses(db: Db, viewer: Viewer, now: string, fact: string): Promise<ItemCard[]> {
  return (await visibleItems(db, viewer, now).where(uses(fact)).select(CARD).orderBy('item.kind').orderBy('item.id').execute()).map(cardOf)
}

/** How many pages that the viewer may see use each name. */
export async function countUses(db: Db, viewer: Viewer, now: string): Promise<Map<string, number>> {
  const rows = await visibleItems(db, viewer, now).innerJoin('fact_use as u', 'u.item_id', 'item.id').groupBy('u.fact')
    .select(['u.fact', sql<number>`count(distinct item.id)`.as('n')]).execute()
  return new Map(rows.map(({ fact, n }) => [fact, n]))
}

/** Whether any page at all uses a name, trashed ones too: they can be restored. */
export const isUsed = async (db: Db, fact: string) => (await db.selectFrom('fact_use').where('fact', '=', fact).select('fact').limit(1).executeTakeFirst()) !== undefined

/** The pages whose readers a change of a value concerns: those of its municipality and of the whole network; all for a value of the network. */
export const concernedItems = (db: Db, fact: string, municipalityId: number | null) => db.selectFrom('item').innerJoin('item_text', (join) => join.onRef('item_text.item_id', '=', 'item.id').onRef('item_text.lang', '=', 'item.language'))
  .where('item.state', '=', 'published').where(uses(fact))
  .where(sql<boolean>`(${municipalityId} is null or item.network_wide = 1 or exists (select 1 from item_municipality im where im.item_id = item.id and im.municipality_id = ${municipalityId}))`)
  .select(['item.id', 'item.owner_team_id', 'item_text.title']).orderBy('item.id').execute()

/** The facts of a page whose change waits for a look, with what was told of it. */
export async function openChecks(db: Db, itemId: number): Promise<{ name: string; detail: string }[]> {
  const rows = await db.selectFrom('task').where('item_id', '=', itemId).where('closed_at', 'is', null).where('key', 'like', 'fact:%').select(['key', 'detail']).orderBy('id').execute()
  return rows.map(({ key, detail }) => ({ name: key.split(':')[1]!, detail }))
}

