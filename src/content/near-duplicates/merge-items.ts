import type { Trx } from '../../database.ts'
import { recordChange, type Actor } from '../../platform/changes/changes.queries.ts'
import { HttpError, notFound } from '../../platform/http/errors.ts'
import type { Item } from '../content.table.ts'
import { itemById } from '../item-writes.queries.ts'
import { trashItem } from '../save-item.ts'
import { leadTo, takeTexts, takeVersions } from './near-duplicates.queries.ts'

/** Of two items, which is the newer: it stays. */
export const newerOf = <One extends Pick<Item, 'id' | 'changed_at'>>(a: One, b: One): { kept: One; older: One } =>
  (a.changed_at > b.changed_at || (a.changed_at === b.changed_at && a.id > b.id) ? { kept: a, older: b } : { kept: b, older: a })

/**
 * Makes one item of two: the newer stays, the files of the older document become its earlier versions, the older text a version in its history, and
 * the address of the older leads to it. The older goes to the trash. What only a team may read is merged with its own only: else the history of the
 * one would show the other to more people.
 */
export async function mergeItems(trx: Trx, at: string, actor: Actor, ids: [number, number], words: { before: string; after: string }): Promise<number> {
  const [a, b] = [await itemById(trx, ids[0]), await itemById(trx, ids[1])]
  if (!a || !b || a.id === b.id || a.state !== 'published' || b.state !== 'published') throw notFound()
  if (a.kind !== b.kind || a.language !== b.language || a.restricted_team_id !== b.restricted_team_id) throw new HttpError(422, 'export.duplicates.notAlike')
  const { kept, older } = newerOf(a, b)
  if (kept.kind === 'document') await takeVersions(trx, kept.id, older.id)
  else await takeTexts(trx, kept.id, older.id, { at, authorId: actor.id, ...words })
  await leadTo(trx, older, kept.id)
  await trashItem(trx, at, actor, older.id)
  await recordChange(trx, { at, actor, action: 'merged', subject: { type: 'item', id: kept.id }, detail: { older: older.id } })
  return kept.id
}
