import { sql } from 'kysely'
import type { Db, Trx } from '../../database.ts'
import type { StoredFile } from '../files.table.ts'

/** How a text shows a stored picture; `hidden`: its consent has ended. */
export interface Picture { width: number; height: number; widths: number[]; hidden: boolean }

/** A column with the JSON of Picture, null for a file without one; `fileId` is the column of the file. */
export const pictureColumn = (fileId: 'item_file.file_id' | 'draft_file.file_id' | 'file.id') => sql<string | null>`(select json_object('width', image.width, 'height', image.height,
  'widths', json((select json_group_array(width) from (select width from image_size where image_size.file_id = image.file_id order by width))), 'hidden', image.consent_ended_at is not null)
  from image where image.file_id = ${sql.ref(fileId)})`

export function readPicture(column: string | null): { picture?: Picture } {
  if (column === null) return {}
  const { hidden, ...rest } = JSON.parse(column) as Omit<Picture, 'hidden'> & { hidden: 0 | 1 }
  return { picture: { ...rest, hidden: hidden === 1 } }
}

/** Those of the pictures that may no longer be shown to anyone. */
export async function endedConsents(db: Db, now: string, fileIds: string[]): Promise<Set<string>> {
  const rows = fileIds.length === 0 ? [] : await db.selectFrom('image').where('file_id', 'in', fileIds).where('consent_until', '<=', now).select('file_id').execute()
  return new Set(rows.map(({ file_id }) => file_id))
}

/** The copy of a picture in a width, as a stored file. Ask for the visibility of the picture before. */
export const storedSize = (db: Db, fileId: string, width: number): Promise<StoredFile | undefined> =>
  db.selectFrom('image_size').innerJoin('file', 'file.id', 'image_size.stored_id').where('image_size.file_id', '=', fileId).where('image_size.width', '=', width)
    .selectAll('file').executeTakeFirst()

export const sizesOf = (db: Db, fileId: string) => db.selectFrom('image_size').where('file_id', '=', fileId).select(['width', 'height']).orderBy('width').execute()

export async function insertImage(trx: Trx, fileId: string, { width, height }: { width: number; height: number }) {
  await trx.insertInto('image').values({ file_id: fileId, width, height, alt: '', author: '', licence: '', consent_until: null, consent_ended_at: null })
    .onConflict((known) => known.column('file_id').doNothing()).execute()
}

export async function insertSize(trx: Trx, row: { file_id: string; width: number; height: number; stored_id: string }) {
  await trx.insertInto('image_size').values(row).onConflict((known) => known.columns(['file_id', 'width']).doUpdateSet({ height: row.height, stored_id: row.stored_id })).execute()
}

export async function setAltIfNone(trx: Trx, fileId: string, alt: string) {
  await trx.updateTable('image').set({ alt }).where('file_id', '=', fileId).where('alt', '=', '').execute()
}

/** How a text shows a stored file that it uses already; nothing for one that is new or no picture. */
export async function pictureOf(db: Db, fileId: string): Promise<{ picture?: Picture }> {
  const row = await db.selectFrom('file').where('file.id', '=', fileId).select(pictureColumn('file.id').as('picture')).executeTakeFirst()
  return readPicture(row?.picture ?? null)
}
