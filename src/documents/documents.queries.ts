import type { Db, Trx } from '../database.ts'
import type { StoredFile } from '../files/files.table.ts'
import { EXTRACTOR, NOTHING_READ, type Reading } from './read/reading.ts'
import type { TextState } from './documents.table.ts'

export interface Version { number: number; file_id: string; name: string; mime: string; size: number; sha256: string; why: string; author: string | null; created_at: string }

/** The files of a document, the newest first. Ask for visibility before. */
export const versionsOf = (db: Db, itemId: number): Promise<Version[]> =>
  db.selectFrom('document_version as version').innerJoin('file', 'file.id', 'version.file_id').leftJoin('person', 'person.id', 'version.author_id')
    .where('version.item_id', '=', itemId).orderBy('version.number', 'desc')
    .select(['version.number', 'version.file_id', 'file.name', 'file.mime', 'file.size', 'file.sha256', 'version.why', 'person.name as author', 'version.created_at']).execute()

export const fileOfVersion = (db: Db, itemId: number, number: number): Promise<StoredFile | undefined> =>
  db.selectFrom('document_version as version').innerJoin('file', 'file.id', 'version.file_id')
    .where('version.item_id', '=', itemId).where('version.number', '=', number).selectAll('file').executeTakeFirst()

export async function addVersion(trx: Trx, { itemId, fileId, why, authorId, at }: { itemId: number; fileId: string; why: string; authorId: number | null; at: string }): Promise<number> {
  const last = await trx.selectFrom('document_version').where('item_id', '=', itemId).select((select) => select.fn.max('number').as('number')).executeTakeFirst()
  const number = (last?.number ?? 0) + 1
  await trx.insertInto('document_version').values({ item_id: itemId, number, file_id: fileId, why, author_id: authorId, created_at: at, filled_revision_id: null }).execute()
  return number
}

/** Puts a file in the queue; one that has been read already stays as it is. */
export async function queueFile(trx: Trx, fileId: string) {
  await trx.insertInto('document_text').values({ file_id: fileId, extractor: EXTRACTOR, state: 'waiting', tries: 0, reading: JSON.stringify(NOTHING_READ) })
    .onConflict((known) => known.column('file_id').doNothing()).execute()
}

/** What an older extractor has read is read again. */
export async function requeueOutdated(db: Db) {
  const outdated = await db.selectFrom('document_text').where('extractor', '<', EXTRACTOR).select('file_id').limit(1).executeTakeFirst()
  if (outdated) await db.transaction().execute(requeue)
}
async function requeue(trx: Trx) {
  await trx.updateTable('document_text').set({ state: 'waiting', tries: 0, extractor: EXTRACTOR }).where('extractor', '<', EXTRACTOR).execute()
}

/** Reads a file again that could not be read, or had no text. */
export async function readAgain(trx: Trx, fileId: string): Promise<boolean> {
  const row = await trx.updateTable('document_text').set({ state: 'waiting', tries: 0 }).where('file_id', '=', fileId).where('state', 'in', ['failed', 'no-text']).returning('file_id').executeTakeFirst()
  return row !== undefined
}

export const nextWaiting = (db: Db, except: string[]) => db.selectFrom('document_text as text').innerJoin('file', 'file.id', 'text.file_id').where('text.state', '=', 'waiting').where('file.id', 'not in', except)
  .selectAll('file').select('text.tries').orderBy('text.tries').orderBy('file.created_at').limit(1).executeTakeFirst()

/** A file whose reading was late waits on, with what was read of it before; that it was late is shown. */
export async function keepWaiting(trx: Trx, fileId: string) {
  const { reading } = await readingOf(trx, fileId)
  await trx.updateTable('document_text').set({ reading: JSON.stringify({ ...reading, late: true } satisfies Reading) }).where('file_id', '=', fileId).execute()
}

export const countTry = (trx: Trx, fileId: string) => trx.updateTable('document_text').set((set) => ({ tries: set('tries', '+', 1) })).where('file_id', '=', fileId).execute()

/** The documents that have the file are to be filled anew. */
export async function saveReading(trx: Trx, fileId: string, state: TextState, reading: Reading) {
  await trx.updateTable('document_text').set({ state, reading: JSON.stringify(reading) }).where('file_id', '=', fileId).execute()
  await trx.updateTable('document_version').set({ filled_revision_id: null }).where('file_id', '=', fileId).execute()
}

export async function readingOf(db: Db, fileId: string): Promise<{ state: TextState; reading: Reading }> {
  const row = await db.selectFrom('document_text').where('file_id', '=', fileId).select(['state', 'reading']).executeTakeFirst()
  return { state: row?.state ?? 'waiting', reading: row ? (JSON.parse(row.reading) as Reading) : NOTHING_READ }
}

/**
 * Documents whose current text does not hold what has been read: the file is newly read, or the description was written anew. States are looked up in
 * their index: a row is as long as what was read, and there are thousands. `file`: only those of one file.
 */
export const documentsToFill = (db: Db, limit: number, file: string | null = null) =>
  db.selectFrom('document_version as version').innerJoin('item', 'item.id', 'version.item_id')
    .innerJoin('item_text', (join) => join.onRef('item_text.item_id', '=', 'item.id').onRef('item_text.lang', '=', 'item.language'))
    .where((where) => where.or([where('version.filled_revision_id', 'is', null), where('version.filled_revision_id', '<>', where.ref('item_text.revision_id'))]))
    .where((where) => where.not(where.exists(where.selectFrom('document_version as later').whereRef('later.item_id', '=', 'version.item_id').whereRef('later.number', '>', 'version.number').select('later.number'))))
    .where('version.file_id', 'in', (from) => from.selectFrom('document_text').where('state', 'in', ['done', 'no-text', 'failed']).select('file_id'))
    .$if(file !== null, (query) => query.where('version.file_id', '=', file!))
    .select(['item.id', 'item.language', 'version.file_id']).orderBy('item.id').limit(limit).execute()

export const markFilled = (trx: Trx, itemId: number, fileId: string, revisionId: number) =>
  trx.updateTable('document_version').set({ filled_revision_id: revisionId }).where('item_id', '=', itemId).where('file_id', '=', fileId).execute()
