import type { AppContext } from '../context.ts'
import { recordChange, SYSTEM } from '../platform/changes/changes.queries.ts'
import { keepTextsOfWriters } from './approval/approval.queries.ts'
import { isStillTrashed, overdueTrash, removeItem } from './edit-trash.queries.ts'

const AT_ONCE = 100

/** Removes for good what has been in the trash for 30 days. The change log keeps that it was there; files that nothing uses any more stay stored. */
export async function sweepTrash(app: AppContext): Promise<void> {
  for (;;) {
    const now = app.now().toISOString(), overdue = await overdueTrash(app.db, now, AT_ONCE)
    for (const { id, trashed_at } of overdue) {
      await app.db.transaction().execute(async (trx) => {
        if (!(await isStillTrashed(trx, id, trashed_at!))) return
        await keepTextsOfWriters(trx, now, id)
        await removeItem(trx, id)
        await recordChange(trx, { at: now, actor: SYSTEM, action: 'removed', subject: { type: 'item', id }, detail: { trashed: trashed_at } })
      })
    }
    if (overdue.length < AT_ONCE) return
  }
}
