import type { Db, Trx } from '../database.ts'
import type { StoredFile } from './files.table.ts'

export const fileByHash = (db: Db, sha256: string): Promise<StoredFile | undefined> =>
  db.selectFrom('file').where('sha256', '=', sha256).selectAll().executeTakeFirst()

/** Another process has stored the same content in between, under another id: prepare the text again with that one. */
export class FileStoredMeanwhile extends Error { override name = 'FileStoredMeanwhile' }

/** Writes the row of a file that `keepFile` has made safe on disk. */
export async function insertFile(trx: Trx, at: string, { id, sha256, size, mime, name }: Omit<StoredFile, 'created_at'>) {
  await trx.insertInto('file').values({ id, sha256, size, mime, name, created_at: at })
    .onConflict((known) => known.column('sha256').doNothing()).execute()
  const stored = await trx.selectFrom('file').where('sha256', '=', sha256).select('id').executeTakeFirstOrThrow()
  if (stored.id !== id) throw new FileStoredMeanwhile(name)
}
