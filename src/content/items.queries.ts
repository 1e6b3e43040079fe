import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db } from '../database.ts'
import type { Viewer } from '../people/viewer.ts'
import { alphabetical } from '../platform/database/alphabetical.ts'
import type { Item } from './content.table.ts'
import type { Section } from './sections.ts'
import { indexedSupplements, type IndexedSupplement } from './supplements/indexed-supplements.ts'
import { audienceOf, readableItems, visibleItems } from './visibility.ts'

type CardColumn = typeof CARD_COLUMNS[number] extends `item.${infer Name}` ? Name : never
/** What a list shows of an item. */
export interface ItemCard extends Pick<Item, CardColumn> {
  owner_team: string
  /** `stale`: 1 while a translation is behind its original */
  texts: { lang: string; title: string; slug: string; stale: 0 | 1 }[]
  municipalities: { slug: string; name: string }[]
}
/** Everything about an item but its texts. */
export interface ItemFacts extends Item {
  owner_team: string
  /** `number` is the current revision of the language */
  texts: { lang: string; title: string; slug: string; number: number }[]
  municipalities: { slug: string; name: string }[]
  roles: string[]
  goals: string[]
  subjects: { slug: string; label: string; label_sv: string; label_en: string; yso: string | null }[]
}

const CARD_COLUMNS = [
  'item.id', 'item.external_id', 'item.kind', 'item.language', 'item.owner_team_id', 'item.network_wide', 'item.notice_type', 'item.checked_at',
  'item.review_due_at', 'item.visible_from', 'item.visible_until', 'item.published_at', 'item.changed_at',
] as const
const OWNER = sql<string>`(select name from team where team.id = item.owner_team_id)`.as('owner_team')
const CARD_TEXTS = sql<string>`(select json_group_array(json_object('lang', lang, 'title', title, 'slug', slug, 'stale', stale)) from item_text where item_id = item.id)`.as('texts')
const TEXTS = sql<string>`(select json_group_array(json_object('lang', t.lang, 'title', t.title, 'slug', t.slug, 'number', r.number))
  from item_text t join revision r on r.id = t.revision_id where t.item_id = item.id)`.as('texts')
const MUNICIPALITIES = sql<string>`(select json_group_array(json_object('slug', m.slug, 'name', m.name) order by ${alphabetical('m.name')})
  from item_municipality im join municipality m on m.id = im.municipality_id where im.item_id = item.id)`.as('municipalities')
const ROLES = sql<string>`(select json_group_array(role) from item_role where item_id = item.id)`.as('roles')
const GOALS = sql<string>`(select json_group_array(goal) from item_goal where item_id = item.id)`.as('goals')
const SUBJECTS = sql<string>`(select json_group_array(json_object('slug', s.slug, 'label', s.label, 'label_sv', s.label_sv, 'label_en', s.label_en, 'yso', s.yso) order by ${alphabetical('s.label')})
  from item_subject i join subject s on s.id = i.subject_id where i.item_id = item.id)`.as('subjects')

export const CARD = [...CARD_COLUMNS, OWNER, CARD_TEXTS, MUNICIPALITIES] as const

type JsonColumns<Row> = { [Key in keyof Row]: Row[Key] extends unknown[] ? string : Row[Key] }
export const cardOf = (row: JsonColumns<ItemCard>): ItemCard => ({ ...row, texts: JSON.parse(row.texts), municipalities: JSON.parse(row.municipalities) })
export const FACTS = [OWNER, TEXTS, MUNICIPALITIES, ROLES, GOALS, SUBJECTS] as const
export const factsOf = (row: JsonColumns<ItemFacts>): ItemFacts => ({
  ...row, texts: JSON.parse(row.texts), municipalities: JSON.parse(row.municipalities), roles: JSON.parse(row.roles), goals: JSON.parse(row.goals), subjects: JSON.parse(row.subjects),
})

/** An item that the viewer may open, or undefined: what does not exist and what is not hers are alike. */
export async function findVisibleItem(db: Db, viewer: Viewer, now: string, id: number): Promise<ItemFacts | undefined> {
  const row = await readableItems(db, viewer, now).where('item.id', '=', id)
    .selectAll('item').select(FACTS).executeTakeFirst()
  return row && factsOf(row)
}

/** Those of the ids that the viewer may see in a list, in no order. An index is a hint; this is the permission. */
export async function visibleItemsByIds(db: Db, viewer: Viewer, now: string, ids: number[]): Promise<ItemCard[]> {
  const rows = await visibleItems(db, viewer, now).where('item.id', 'in', ids).select(CARD).execute()
  return rows.map(cardOf)
}

export async function itemIdByExternalId(db: Db, externalId: string): Promise<number | undefined> {
  const row = await db.selectFrom('item').where('external_id', '=', externalId).select('id').executeTakeFirst()
  return row?.id
}

export interface ItemText { lang: string; title: string; slug: string; number: number; body: string; html: string; sections: Section[]; summary: string; created_at: string }

/** The current texts of an item, the original first. Ask for visibility before. */
export async function itemTexts(db: Db, id: number): Promise<ItemText[]> {
  const rows = await currentTexts(db, id).select(['item_text.slug', 'revision.body', 'revision.html', 'revision.summary']).execute()
  return rows.map((row) => ({ ...row, sections: JSON.parse(row.sections) as Section[] }))
}

function currentTexts(db: Db, id: number) {
  return db.selectFrom('item_text').innerJoin('revision', 'revision.id', 'item_text.revision_id').innerJoin('item', 'item.id', 'item_text.item_id')
    .where('item_text.item_id', '=', id).select(['item_text.lang', 'item_text.title', 'revision.number', 'revision.sections', 'revision.created_at'])
    .orderBy((order) => order('item_text.lang', '=', order.ref('item.language')), 'desc').orderBy('item_text.lang')
}

type IndexedText = Pick<ItemText, 'lang' | 'title' | 'number' | 'sections' | 'created_at'>
export interface IndexedItem extends ItemFacts { audience: string; current: IndexedText[]; supplements: IndexedSupplement[] }

/** What an index needs of the texts. One of megabytes is read and parsed in steps: nobody waits for it. */
async function indexedTexts(db: Db, id: number): Promise<IndexedText[]> {
  const texts: IndexedText[] = []
  for (const row of await currentTexts(db, id).execute()) {
    await setImmediate()
    texts.push({ ...row, sections: JSON.parse(row.sections) as Section[] })
  }
  return texts
}

/** Everything that an index needs of a published item, in all its languages; null when the item must not be in an index. */
export async function itemToIndex(db: Db, id: number): Promise<IndexedItem | null> {
  const row = await db.selectFrom('item').where('item.id', '=', id).where('item.state', '=', 'published')
    .selectAll('item').select(FACTS).executeTakeFirst()
  if (!row) return null
  return { ...factsOf(row), audience: audienceOf(row), current: await indexedTexts(db, id), supplements: await indexedSupplements(db, id) }
}
