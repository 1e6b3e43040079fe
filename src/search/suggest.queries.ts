import { sql } from 'kysely'
import type { Kind } from '../content/content.table.ts'
import { visibleItems } from '../content/visibility.ts'
import type { Db } from '../database.ts'
import type { Viewer } from '../people/viewer.ts'

/** What suggesting needs of a published item. */
export interface SuggestedItem {
  id: number
  kind: Kind
  audience: string
  visibleFrom: string | null
  visibleUntil: string | null
  freshAt: string
  municipalities: string[]
  texts: { lang: string; title: string }[]
}

const columns = (db: Db) => db.selectFrom('item').where('item.state', '=', 'published').select([
  'item.id', 'item.kind', 'item.visible_from as visibleFrom', 'item.visible_until as visibleUntil', 'item.changed_at as freshAt',
  sql<string>`iif(item.restricted_team_id is null, 'all', 'team:' || item.restricted_team_id)`.as('audience'),
  sql<string>`(select json_group_array(m.slug) from item_municipality im join municipality m on m.id = im.municipality_id where im.item_id = item.id)`.as('municipalities'),
  sql<string>`(select json_group_array(json_object('lang', lang, 'title', title)) from item_text where item_id = item.id)`.as('texts'),
])
type Row = Awaited<ReturnType<ReturnType<typeof columns>['execute']>>[number]
const read = (row: Row): SuggestedItem => ({ ...row, municipalities: JSON.parse(row.municipalities) as string[], texts: JSON.parse(row.texts) as SuggestedItem['texts'] })

export const itemsAfter = async (db: Db, after: number, limit: number) => (await columns(db).where('item.id', '>', after).orderBy('item.id').limit(limit).execute()).map(read)
export const itemsById = async (db: Db, ids: number[]) => (await columns(db).where('item.id', 'in', ids).execute()).map(read)

/** Items with a change newer than `after`, of at most `limit` changes; the id of the newest of those. The plus as in search.queries.ts. */
export async function itemsChangedSince(db: Db, after: number, limit: number): Promise<{ ids: number[]; lastId: number } | null> {
  const { rows } = await sql<{ id: number; item: number }>`
    select id, subject_id item from change where id > ${after} and +subject_type = 'item' and subject_id is not null order by id limit ${limit}`.execute(db)
  return rows.length === 0 ? null : { ids: [...new Set(rows.map((row) => row.item))], lastId: rows.at(-1)!.id }
}

export interface Subject { id: number; slug: string; label: string; label_sv: string; label_en: string }
/** Items that everyone on the staff sees at any time. */
const alwaysPublic = (db: Db) => db.selectFrom('item').where('item.state', '=', 'published').where('item.restricted_team_id', 'is', null).where('item.visible_from', 'is', null).where('item.visible_until', 'is', null)
export const publicSubjects = (db: Db): Promise<Subject[]> => db.selectFrom('subject').where('subject.id', 'in', alwaysPublic(db).innerJoin('item_subject', 'item_subject.item_id', 'item.id').select('item_subject.subject_id'))
  .select(['id', 'slug', 'label', 'label_sv', 'label_en']).execute()
/** Teams with a page that everyone sees, or with people. */
export const publicTeams = (db: Db): Promise<{ id: number; name: string }[]> => db.selectFrom('team').where((where) => where.or([
  where('team.id', 'in', alwaysPublic(db).select('item.owner_team_id')), where('team.id', 'in', where.selectFrom('team_member').select('team_member.team_id')),
])).select(['id', 'name']).execute()

/** Of these subjects, those of an item that the viewer sees. */
export const visibleSubjects = async (db: Db, viewer: Viewer, now: string, ids: number[]): Promise<Set<number>> => new Set((await db.selectFrom('subject').where('subject.id', 'in', ids)
  .where((where) => where.exists(visibleItems(db, viewer, now).innerJoin('item_subject', 'item_subject.item_id', 'item.id').where(sql<boolean>`item_subject.subject_id = subject.id`).select('item.id')))
  .select('subject.id').execute()).map(({ id }) => id))

/** Of these teams, those that the page of who helps names: with an item that the viewer sees, or with people. */
export const visibleTeams = async (db: Db, viewer: Viewer, now: string, ids: number[]): Promise<Set<number>> => new Set((await db.selectFrom('team').where('team.id', 'in', ids)
  .where((where) => where.or([
    where.exists(visibleItems(db, viewer, now).where(sql<boolean>`item.owner_team_id = team.id`).select('item.id')),
    where.exists(where.selectFrom('team_member').innerJoin('person', 'person.id', 'team_member.person_id').whereRef('team_member.team_id', '=', 'team.id').where('person.disabled_at', 'is', null).select('person_id')),
  ])).select('team.id').execute()).map(({ id }) => id))

/** A page of the index's base forms in order, with the number of sections that have them. */
export async function baseFormsAfter(db: Db, after: string, limit: number): Promise<{ term: string; documents: number }[]> {
  const { rows } = await sql<{ term: string; documents: number }>`
    select term, doc documents from search_vocabulary where term > ${after} and col = 'base' order by term limit ${limit}`.execute(db)
  return rows
}

/** Indexed items that not everyone on the staff sees, or not at any time. */
export const notAlwaysPublic = async (db: Db): Promise<number[]> => (await db.selectFrom('search_item').where('removed', '=', 0)
  .where((where) => where.or([where('audience', '!=', 'all'), where('visible_from', 'is not', null), where('visible_until', 'is not', null)])).select('item_id').execute()).map((row) => row.item_id)
