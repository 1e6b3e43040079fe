import type { AppContext } from '../context.ts'
import type { Trx } from '../database.ts'
import type { Viewer } from '../people/viewer.ts'
import { recordChange, type Actor } from '../platform/changes/changes.queries.ts'
import type { Item } from './content.table.ts'
import { factsProblems, type Facts } from './edit-facts.ts'
import { visibleItemsByIds } from './items.queries.ts'
import { targetIds } from './notice-targets.ts'
import { noticeTargets, setNoticeTargets } from './notices.queries.ts'

/** What the writer has to put right in the facts, by field; an item that she does not see cannot have a notice put on top of it. */
export async function problemsOf(app: AppContext, viewer: Viewer, facts: Facts, known: Pick<Item, 'state' | 'visible_from' | 'visible_until'> | null): Promise<Record<string, string>> {
  const now = app.now().toISOString(), ids = targetIds(facts.targets) ?? []
  const missing = ids.length > 0 && (await visibleItemsByIds(app.db, viewer, now, ids)).length < ids.length
  return { ...(missing && { sivut: 'editing.targets.bad' }), ...factsProblems(facts, now, known) }
}

/** Puts a notice on top of the items that its form names. */
export async function putTargets(trx: Trx, at: string, actor: Actor, viewer: Viewer, noticeId: number, facts: Facts) {
  const seen = (await noticeTargets(trx, viewer, at, noticeId)).map(({ id }) => id), ids = targetIds(facts.targets) ?? []
  if (await setNoticeTargets(trx, noticeId, ids, seen)) await recordChange(trx, { at, actor, action: 'placed', subject: { type: 'item', id: noticeId }, detail: { on: ids.join(',') } })
}
