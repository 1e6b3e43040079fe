import { sql } from 'kysely'
import type { Db, Trx } from '../../database.ts'
import { pictureColumn, readPicture } from '../../files/images/images.queries.ts'
import type { Viewer } from '../../people/viewer.ts'
import type { TextFile } from '../prepare-text.ts'
import type { Draft } from './drafts.table.ts'

type Place = { itemId: number | null; lang: string }

/** A draft of one's own; another person's is as if it were not there. */
export const ownDraft = (db: Db, personId: number, id: number): Promise<Draft | undefined> =>
  db.selectFrom('draft').where('id', '=', id).where('person_id', '=', personId).selectAll().executeTakeFirst()

/** The drafts of one's own of a text, the latest first. */
export const draftsOf = (db: Db, personId: number, { itemId, lang }: Place): Promise<Draft[]> =>
  db.selectFrom('draft').where('person_id', '=', personId).where('item_id', 'is', itemId).$if(itemId !== null, (query) => query.where('lang', '=', lang))
    .selectAll().orderBy('saved_at', 'desc').orderBy('id', 'desc').limit(5).execute()

export const ownDrafts = (db: Db, personId: number, limit: number): Promise<Draft[]> =>
  db.selectFrom('draft').where('person_id', '=', personId).selectAll().orderBy('saved_at', 'desc').orderBy('id', 'desc').limit(limit).execute()

/** Writes over the person's own draft of that id, or begins one. */
export async function putDraft(trx: Trx, at: string, personId: number, id: number | null, { itemId, lang, base, fields }: Place & { base: number; fields: string }): Promise<number> {
  if (id !== null) {
    const known = await trx.updateTable('draft').set({ base, fields, lang, saved_at: at }).where('id', '=', id).where('person_id', '=', personId)
      .where('item_id', 'is', itemId).returning('id').executeTakeFirst()
    if (known) return known.id
  }
  const added = await trx.insertInto('draft').values({ person_id: personId, item_id: itemId, lang, base, fields, created_at: at, saved_at: at, share_token: null })
    .returning('id').executeTakeFirstOrThrow()
  return added.id
}

export async function setDraftFields(trx: Trx, at: string, id: number, fields: string) {
  await trx.updateTable('draft').set({ fields, saved_at: at }).where('id', '=', id).execute()
}

export async function deleteDraft(trx: Trx, personId: number, id: number): Promise<boolean> {
  const gone = await trx.deleteFrom('draft').where('id', '=', id).where('person_id', '=', personId).returning('id').executeTakeFirst()
  return gone !== undefined
}

export async function setShareToken(trx: Trx, personId: number, id: number, token: string | null): Promise<boolean> {
  const done = await trx.updateTable('draft').set({ share_token: token }).where('id', '=', id).where('person_id', '=', personId).returning('id').executeTakeFirst()
  return done !== undefined
}

/** Ends the sharing of what has been typed of an item. */
export const unshareDraftsOf = (trx: Trx, itemId: number) => trx.updateTable('draft').set({ share_token: null }).where('item_id', '=', itemId).execute()

/** Shared by its writer, who is still one of the staff; what belongs to a restricted item only to those who may read that. */
const shared = (db: Db, viewer: Pick<Viewer, 'teamIds'>) => db.selectFrom('draft').innerJoin('person', 'person.id', 'draft.person_id').leftJoin('item', 'item.id', 'draft.item_id')
  .where('draft.share_token', 'is not', null).where('person.disabled_at', 'is', null)
  .where((where) => where.or([where('item.restricted_team_id', 'is', null), where('item.restricted_team_id', 'in', viewer.teamIds)]))

export const sharedDraft = (db: Db, viewer: Viewer, token: string) =>
  shared(db, viewer).where('draft.share_token', '=', token).selectAll('draft').select(['person.name as writer', 'item.kind']).executeTakeFirst()

export const draftFiles = async (db: Db, id: number): Promise<TextFile[]> =>
  (await db.selectFrom('draft_file').where('draft_id', '=', id).select(['path', 'file_id', pictureColumn('draft_file.file_id').as('shown')]).execute())
    .map((row) => ({ path: row.path, fileId: row.file_id, ...readPicture(row.shown) }))

export async function addDraftFile(trx: Trx, id: number, path: string, fileId: string) {
  await trx.insertInto('draft_file').values({ draft_id: id, path, file_id: fileId }).execute()
}

/** A file of a draft that the viewer writes or that has been shared with her. */
export async function fileOfDraft(db: Db, viewer: Viewer, fileId: string) {
  const uses = (draftId: ReturnType<typeof sql.ref>) => sql<boolean>`exists (select 1 from draft_file where draft_id = ${draftId} and file_id = ${fileId})`
  const own = await db.selectFrom('draft').where('person_id', '=', viewer.id).where(uses(sql.ref('draft.id'))).select('id').executeTakeFirst()
  const found = own ?? await shared(db, viewer).where(uses(sql.ref('draft.id'))).select('draft.id').executeTakeFirst()
  return found && db.selectFrom('file').where('id', '=', fileId).selectAll().executeTakeFirst()
}
