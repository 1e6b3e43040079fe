import type { Db } from '../database.ts'
import type { Viewer } from '../people/viewer.ts'
import type { Item } from './content.table.ts'

type HistoryOf = Pick<Item, 'id' | 'state' | 'published_at' | 'created_by' | 'owner_team_id'>
export interface RevisionRow { number: number; created_at: string; summary: string; material: 0 | 1; author: string | null }
export interface RevisionText extends RevisionRow { title: string; body: string; html: string }

/** The revisions of a language. What was written before the item was published stays with its writer and the owner team, as the draft was. */
function revisionsOf(db: Db, viewer: Viewer, item: HistoryOf, lang: string) {
  const own = item.created_by === viewer.id || viewer.teamIds.includes(item.owner_team_id)
  return db.selectFrom('revision').leftJoin('person', 'person.id', 'revision.author_id').where('revision.item_id', '=', item.id).where('revision.lang', '=', lang)
    .$if(!own && item.published_at !== null, (query) => query.where('revision.created_at', '>=', item.published_at!))
}
const ROW = ['revision.number', 'revision.created_at', 'revision.summary', 'revision.material', 'person.name as author'] as const

/** The latest first, those up to number `from`. One more than `limit` tells that there are more. */
export const revisionRows = (db: Db, viewer: Viewer, item: HistoryOf, lang: string, from: number, limit: number): Promise<RevisionRow[]> =>
  revisionsOf(db, viewer, item, lang).where('revision.number', '<=', from).select(ROW).orderBy('revision.number', 'desc').limit(limit).execute()

export const revisionText = (db: Db, viewer: Viewer, item: HistoryOf, lang: string, number: number): Promise<RevisionText | undefined> =>
  revisionsOf(db, viewer, item, lang).where('revision.number', '=', number).select(ROW).select(['revision.title', 'revision.body', 'revision.html']).executeTakeFirst()

/** A revision for someone who edits the item, whoever may look at its history. */
export const textOfRevision = (db: Db, itemId: number, lang: string, number: number): Promise<{ title: string; body: string; author: string | null } | undefined> =>
  db.selectFrom('revision').leftJoin('person', 'person.id', 'revision.author_id').where('revision.item_id', '=', itemId).where('revision.lang', '=', lang).where('revision.number', '=', number)
    .select(['revision.title', 'revision.body', 'person.name as author']).executeTakeFirst()
