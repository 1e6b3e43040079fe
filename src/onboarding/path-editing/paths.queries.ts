import { readableItems } from '../../content/visibility.ts'
import type { Db } from '../../database.ts'
import type { Viewer } from '../../people/viewer.ts'
import { alphabetical } from '../../platform/database/alphabetical.ts'

/** The paths that a new one may begin as a copy of. */
export const readablePaths = (db: Db, viewer: Viewer, now: string) => readableItems(db, viewer, now).where('item.kind', '=', 'path')
  .innerJoin('item_text', (on) => on.onRef('item_text.item_id', '=', 'item.id').onRef('item_text.lang', '=', 'item.language'))
  .select(['item.id', 'item_text.title']).orderBy(alphabetical('item_text.title')).limit(100).execute()
