import { findVisibleItem } from '../content/items.queries.ts'
import type { Db } from '../database.ts'
import type { Viewer } from '../people/viewer.ts'
import { notFound } from '../platform/http/errors.ts'

/** A path's item; what is not a path, or not hers to read, is not there. */
export async function findPath(db: Db, viewer: Viewer, now: string, id: number) {
  const item = await findVisibleItem(db, viewer, now, id)
  if (item?.kind !== 'path') throw notFound()
  return item
}
