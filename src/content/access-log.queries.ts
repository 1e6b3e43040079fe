import type { Db } from '../database.ts'
import type { Viewer } from '../people/viewer.ts'

type ReadingChannel = 'page' | 'revision' | 'file' | 'api'

/** Notes who opened an item that is restricted to a team, where the law asks for it; of any other item nothing is noted. */
export async function noteReading(db: Db, at: string, viewer: Pick<Viewer, 'id'>, item: { id: number; restricted_team_id: number | null }, channel: ReadingChannel) {
  if (item.restricted_team_id === null) return
  await db.transaction().execute((trx) => trx.insertInto('restricted_read').values({ at, person_id: viewer.id, item_id: item.id, channel }).execute())
}

/** The same for a file, by every restricted item that has it. */
export async function noteFileReading(db: Db, at: string, viewer: Pick<Viewer, 'id'>, fileId: string) {
  const items = await db.selectFrom('item_file').innerJoin('item', 'item.id', 'item_file.item_id').where('item_file.file_id', '=', fileId)
    .where('item.restricted_team_id', 'is not', null).select(['item.id', 'item.restricted_team_id']).execute()
  for (const item of items) await noteReading(db, at, viewer, item, 'file')
}
