import type { Db, Trx } from '../../database.ts'
import type { StoredFile } from '../../files/files.table.ts'
import type { Item } from '../content.table.ts'
import type { FileRecord, ItemRecord } from './records.ts'

/** An item that an archive's item already is: by its external id, else by when and in what words it was begun. */
export async function knownItem(db: Db, { externalId, createdAt, language }: ItemRecord, first: { title: string; createdAt: string } | undefined): Promise<Item | undefined> {
  if (externalId !== null) return db.selectFrom('item').where('external_id', '=', externalId).selectAll().executeTakeFirst()
  if (!first) return undefined
  return db.selectFrom('item').innerJoin('revision', 'revision.item_id', 'item.id').where('item.external_id', 'is', null).where('item.created_at', '=', createdAt).where('item.language', '=', language)
    .where('revision.lang', '=', language).where('revision.number', '=', 1).where('revision.title', '=', first.title).where('revision.created_at', '=', first.createdAt).selectAll('item').executeTakeFirst()
}

export const itemIdIsFree = async (db: Db, id: number) => (await db.selectFrom('item').where('id', '=', id).select('id').executeTakeFirst()) === undefined
export const fileIdIsFree = async (db: Db, id: string) => (await db.selectFrom('file').where('id', '=', id).select('id').executeTakeFirst()) === undefined

/** The newest revision of each language: tells whether an item has gone on since. */
export const newestRevisions = (db: Db, itemId: number) => db.selectFrom('item_text').innerJoin('revision', 'revision.id', 'item_text.revision_id').where('item_text.item_id', '=', itemId)
  .select(['item_text.lang', 'revision.number', 'revision.title', 'revision.body', 'revision.created_at']).orderBy('item_text.lang').execute()

/** By e-mail address, else the only one of that name. */
export async function personIdOf(db: Db, person: { name: string; email: string | null } | null): Promise<number | null> {
  if (!person) return null
  if (person.email !== null) return (await db.selectFrom('person').where('email', '=', person.email).select('id').executeTakeFirst())?.id ?? null
  const named = await db.selectFrom('person').where('name', '=', person.name).select('id').limit(2).execute()
  return named.length === 1 ? named[0]!.id : null
}

export async function insertVersion(trx: Trx, itemId: number, fileId: string, version: { number: number; why: string; authorId: number | null; createdAt: string }) {
  await trx.insertInto('document_version').values({ item_id: itemId, number: version.number, file_id: fileId, why: version.why, author_id: version.authorId, created_at: version.createdAt, filled_revision_id: null }).execute()
  // extractor 0 is older than any: the file is put in the queue and read
  await trx.insertInto('document_text').values({ file_id: fileId, extractor: 0, state: 'waiting', tries: 0, reading: '{"parts":[],"pages":null,"checks":[]}' }).onConflict((known) => known.column('file_id').doNothing()).execute()
}

export async function insertFileAsItWas(trx: Trx, file: StoredFile, image: FileRecord['image']) {
  await trx.insertInto('file').values(file).onConflict((known) => known.column('sha256').doNothing()).execute()
  if (image) await trx.insertInto('image').values({ file_id: file.id, ...image, consent_ended_at: null }).onConflict((known) => known.column('file_id').doNothing()).execute()
}

export async function keepTemplateRevision(trx: Trx, revisionId: number, data: string) {
  await trx.insertInto('template_revision').values({ revision_id: revisionId, data }).execute()
}

export async function setSubstitute(trx: Trx, team: string, substitute: string) {
  const other = await trx.selectFrom('team').where('name', '=', substitute).select('id').executeTakeFirst()
  if (other) await trx.updateTable('team').set({ substitute_team_id: other.id }).where('name', '=', team).where('substitute_team_id', 'is', null).execute()
}
