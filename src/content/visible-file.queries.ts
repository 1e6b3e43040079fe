import type { Db } from '../database.ts'
import { endedConsents } from '../files/images/images.queries.ts'
import type { Viewer } from '../people/viewer.ts'
import { noteFileReading } from './access-log.queries.ts'
import { fileOfApproval } from './approval/approval.queries.ts'
import { fileOfDraft } from './drafts/drafts.queries.ts'
import { readableItems } from './visibility.ts'

/** A file that some item uses which the viewer may open, or a draft that is hers or shared with her, or a text that she is asked to approve; undefined for any other, existing or not, and for a picture whose consent has ended. */
export async function visibleFile(db: Db, viewer: Viewer, now: string, fileId: string) {
  if ((await endedConsents(db, now, [fileId])).size > 0) return undefined
  const used = await db.selectFrom('file').where('file.id', '=', fileId).selectAll('file')
    .where((where) => where.exists(readableItems(db, viewer, now).innerJoin('item_file', 'item_file.item_id', 'item.id').where('item_file.file_id', '=', fileId).select('item.id')))
    .executeTakeFirst()
  if (used) await noteFileReading(db, now, viewer, fileId)
  return used ?? await fileOfDraft(db, viewer, fileId) ?? fileOfApproval(db, viewer, fileId)
}
