import type { Db } from '../../database.ts'

export const KEY = 'damaged:'
/** of each task about one file, followed by whose it is */
export const keysOf = (fileId: string) => `${KEY}${fileId}:`

export const fileByBytes = (db: Db, sha256: string) => db.selectFrom('file').where('sha256', '=', sha256).select(['id', 'name', 'sha256']).executeTakeFirst()

/** Items that hold a file: in their texts, as an earlier version of a document, or as the size of a picture or the first page of either. */
export const itemsHolding = (db: Db, fileId: string) => db.selectFrom('item').where('item.state', '<>', 'trashed')
  .where((where) => {
    const files = where.selectFrom('image_size').where('stored_id', '=', fileId).select('file_id').union(where.selectFrom('file').where('file.id', '=', fileId).select('file.id as file_id'))
    return where.or([
      where('item.id', 'in', where.selectFrom('item_file').where('file_id', 'in', files).select('item_id')),
      where('item.id', 'in', where.selectFrom('document_version').where('file_id', 'in', files).select('item_id')),
    ])
  }).select(['item.id', 'item.kind', 'item.owner_team_id']).orderBy('item.id').execute()

/** Ids of the files that somebody is being asked to mend. */
export async function filesToMend(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('task').where('key', '>=', KEY).where('key', '<', `${KEY}\uFFFF`).where('closed_at', 'is', null).select('key').execute()
  return [...new Set(rows.map(({ key }) => key.slice(KEY.length).split(':')[0]!))]
}
export const storedFiles = (db: Db, ids: string[]) => db.selectFrom('file').where('id', 'in', ids).select(['id', 'sha256']).execute()
