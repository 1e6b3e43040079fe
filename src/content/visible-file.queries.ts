import type { Db } from '../database.ts'
import type { Viewer } from '../people/viewer.ts'
import { readableItems } from './visibility.ts'

/** A file that some item uses which the viewer may open; undefined for any other, existing or not. */
export function visibleFile(db: Db, viewer: Viewer, now: string, fileId: string) {
  return db.selectFrom('file').where('file.id', '=', fileId).selectAll('file')
    .where((where) => where.exists(readableItems(db, viewer, now).innerJoin('item_file', 'item_file.item_id', 'item.id').where('item_file.file_id', '=', fileId).select('item.id')))
    .executeTakeFirst()
}
