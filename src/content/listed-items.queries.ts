import type { Db } from '../database.ts'
import type { Viewer } from '../people/viewer.ts'
import type { Kind } from './content.table.ts'
import { visibleItems } from './visibility.ts'

/** A page of the items that the viewer sees, newest change first, each with its original's text. */
export async function listedItems(db: Db, viewer: Viewer, now: string, { kind, limit, offset }: { kind?: Kind | undefined; limit: number; offset: number }) {
  const matching = kind === undefined ? visibleItems(db, viewer, now) : visibleItems(db, viewer, now).where('item.kind', '=', kind)
  const { total } = await matching.select((select) => select.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const items = await matching
    .innerJoin('item_text', (join) => join.onRef('item_text.item_id', '=', 'item.id').onRef('item_text.lang', '=', 'item.language'))
    .innerJoin('revision', 'revision.id', 'item_text.revision_id').innerJoin('team', 'team.id', 'item.owner_team_id')
    .select(['item.id', 'item.external_id', 'item.kind', 'item.language', 'item.state', 'item.changed_at', 'item.checked_at', 'item.review_due_at',
      'item_text.title', 'item_text.slug', 'revision.number', 'team.name as owner_team'])
    .orderBy('item.changed_at', 'desc').orderBy('item.id', 'desc').limit(limit).offset(offset).execute()
  return { total, items }
}
