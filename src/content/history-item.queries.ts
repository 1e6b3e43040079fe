import type { Db } from '../database.ts'
import type { Viewer } from '../people/viewer.ts'
import type { Item } from './content.table.ts'

type HistoryOf = Pick<Item, 'id' | 'state' | 'published_at' | 'created_by' | 'owner_team_id'>
export interface RevisionRow { number: number; created_at: string; summary: string; material: 0 | 1; author: string | null }
export interface RevisionText extends RevisionRow { title: string; body: string; html: string }

/** From when on the viewer sees what happened: before the item was published, that stays with its writer and the owner team, as the draft was. */
const seenFrom = (viewer: Viewer, item: HistoryOf) => (item.created_by === viewer.id || viewer.teamIds.includes(item.owner_team_id) ? '' : item.published_at ?? '')

const revisionsOf = (db: Db, viewer: Viewer, item: HistoryOf, lang: string) => db.selectFrom('revision').leftJoin('person', 'person.id', 'revision.author_id')
  .where('revision.item_id', '=', item.id).where('revision.lang', '=', lang).where('revision.created_at', '>=', seenFrom(viewer, item))
const ROW = ['revision.number', 'revision.created_at', 'revision.summary', 'revision.material', 'person.name as author'] as const

/** The latest first, those up to number `from`. One more than `limit` tells that there are more. */
export const revisionRows = (db: Db, viewer: Viewer, item: HistoryOf, lang: string, from: number, limit: number): Promise<RevisionRow[]> =>
  revisionsOf(db, viewer, item, lang).where('revision.number', '<=', from).select(ROW).orderBy('revision.number', 'desc').limit(limit).execute()

export const revisionText = (db: Db, viewer: Viewer, item: HistoryOf, lang: string, number: number): Promise<RevisionText | undefined> =>
  revisionsOf(db, viewer, item, lang).where('revision.number', '=', number).select(ROW).select(['revision.title', 'revision.body', 'revision.html']).executeTakeFirst()

/** Acts on an item that are no new text and belong to its story. Of a suggestion, who made it stands in the sentence of the revision, if she wants. */
const STORY = ['published', 'scheduled', 'ended', 'checked', 'approved', 'suggested', 'trashed', 'restored', 'change-planned', 'planned-published', 'planned-stopped'] as const
export interface ActRow { at: string; action: (typeof STORY)[number]; actor: string | null }

/** The latest first. */
export async function actRows(db: Db, viewer: Viewer, item: HistoryOf, limit: number): Promise<ActRow[]> {
  const rows = await db.selectFrom('change').leftJoin('person', 'person.id', 'change.actor_id').where('subject_type', '=', 'item').where('subject_id', '=', item.id).where('result', '=', 'done').where('action', 'in', STORY)
    .where('change.at', '>=', seenFrom(viewer, item)).select(['change.at', 'change.action', 'person.name as actor']).orderBy('change.id', 'desc').limit(limit).execute()
  return rows.map((row) => ({ ...row, action: row.action as ActRow['action'], actor: row.action === 'suggested' ? null : row.actor }))
}

/** A revision for someone who edits the item, whoever may look at its history. */
export const textOfRevision = (db: Db, itemId: number, lang: string, number: number): Promise<{ title: string; body: string; author: string | null } | undefined> =>
  db.selectFrom('revision').leftJoin('person', 'person.id', 'revision.author_id').where('revision.item_id', '=', itemId).where('revision.lang', '=', lang).where('revision.number', '=', number)
    .select(['revision.title', 'revision.body', 'person.name as author']).executeTakeFirst()
