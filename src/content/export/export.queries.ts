import type { Db } from '../../database.ts'
import { endedConsents } from '../../files/images/images.queries.ts'
import type { Viewer } from '../../people/viewer.ts'
import { FACTS, factsOf, type ItemFacts } from '../items.queries.ts'
import { readableItems } from '../visibility.ts'

/** Whose eyes: a viewer's, or null for the whole library (the command line of whoever runs the server). */
export type Eyes = { viewer: Viewer; now: string } | null

const seen = (db: Db, eyes: Eyes) => (eyes ? readableItems(db, eyes.viewer, eyes.now) : db.selectFrom('item'))

/** The ids of all that can be seen, in order. */
export const allItemIds = async (db: Db, eyes: Eyes): Promise<number[]> => (await seen(db, eyes).select('item.id').orderBy('item.id').execute()).map(({ id }) => id)

/** Those of the ids that can be seen, in order. */
export async function itemsByIds(db: Db, eyes: Eyes, ids: number[]): Promise<ItemFacts[]> {
  const rows = await seen(db, eyes).where('item.id', 'in', ids).selectAll('item').select(FACTS).orderBy('item.id').execute()
  return rows.map(factsOf)
}

export interface ExportedText { lang: string; title: string; slug: string; number: number; body: string; html: string; summary: string; created_at: string }
export const currentTexts = (db: Db, itemId: number): Promise<ExportedText[]> =>
  db.selectFrom('item_text').innerJoin('revision', 'revision.id', 'item_text.revision_id').where('item_text.item_id', '=', itemId)
    .select(['item_text.lang', 'item_text.title', 'item_text.slug', 'revision.number', 'revision.body', 'revision.html', 'revision.summary', 'revision.created_at'])
    .orderBy('item_text.lang').execute()

/** What was written before the item was published stays with its writer and the owner team, as on the page of its history. */
export function revisionsOf(db: Db, eyes: Eyes, item: ItemFacts) {
  const own = eyes === null || item.created_by === eyes.viewer.id || eyes.viewer.teamIds.includes(item.owner_team_id)
  return db.selectFrom('revision').leftJoin('person', 'person.id', 'revision.author_id').leftJoin('template_revision', 'template_revision.revision_id', 'revision.id')
    .where('revision.item_id', '=', item.id)
    .$if(!own && item.published_at !== null, (query) => query.where('revision.created_at', '>=', item.published_at!))
    .select(['revision.lang', 'revision.number', 'revision.title', 'revision.body', 'revision.summary', 'revision.material', 'revision.created_at', 'person.name as author', 'person.email as email', 'template_revision.data as data'])
    .orderBy('revision.created_at').orderBy('revision.lang').orderBy('revision.number').execute()
}

export interface ExportedFile { id: string; sha256: string; size: number; mime: string; name: string; created_at: string }
/** The files of an item by the paths that its texts write. A picture whose consent has ended is left out. */
export async function filesOfItem(db: Db, now: string, itemId: number): Promise<(ExportedFile & { path: string })[]> {
  const files = await db.selectFrom('item_file').innerJoin('file', 'file.id', 'item_file.file_id').where('item_file.item_id', '=', itemId)
    .select(['item_file.path', 'file.id', 'file.sha256', 'file.size', 'file.mime', 'file.name', 'file.created_at']).orderBy('item_file.path').execute()
  const ended = await endedConsents(db, now, files.map(({ id }) => id))
  return files.filter(({ id }) => !ended.has(id))
}

/** The files that a document has had. */
export const versionsOfItem = (db: Db, itemId: number): Promise<(ExportedFile & { number: number; why: string; author: string | null; email: string | null; added_at: string })[]> =>
  db.selectFrom('document_version as version').innerJoin('file', 'file.id', 'version.file_id').leftJoin('person', 'person.id', 'version.author_id').where('version.item_id', '=', itemId)
    .select(['version.number', 'version.why', 'version.created_at as added_at', 'person.name as author', 'person.email as email', 'file.id', 'file.sha256', 'file.size', 'file.mime', 'file.name', 'file.created_at'])
    .orderBy('version.number').execute()

/** What is told of a picture beside its bytes. */
export const imageFacts = (db: Db, fileId: string) => db.selectFrom('image').where('file_id', '=', fileId).select(['width', 'height', 'alt', 'author', 'licence', 'consent_until']).executeTakeFirst()

export const teamNames = async (db: Db) => new Map((await db.selectFrom('team').selectAll().orderBy('id').execute()).map((team) => [team.id, team]))

export const personOf = (db: Db, id: number) => db.selectFrom('person').where('id', '=', id).select(['name', 'email']).executeTakeFirst()
