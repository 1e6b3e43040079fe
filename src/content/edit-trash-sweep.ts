import type { AppContext } from '../context.ts'
import { recordChange, SYSTEM } from '../platform/changes/changes.queries.ts'
import { textsInApproval } from './approval/approval.queries.ts'
import { putDraft, unshareDraftsOf } from './drafts/drafts.queries.ts'
import { isStillTrashed, overdueTrash, removeItem } from './edit-trash.queries.ts'
import { plannedTexts } from './scheduling/planned.queries.ts'

const AT_ONCE = 100

/**
 * Removes for good what has been in the trash for 30 days. The change log keeps that it was there; files that nothing uses any more stay stored.
 * The texts that were not published go back to their writers as drafts.
 */
export async function sweepTrash(app: AppContext): Promise<void> {
  for (;;) {
    const now = app.now().toISOString(), overdue = await overdueTrash(app.db, now, AT_ONCE)
    for (const { id, trashed_at, restricted_team_id } of overdue) {
      await app.db.transaction().execute(async (trx) => {
        if (!(await isStillTrashed(trx, id, trashed_at!))) return
        for (const { writer, ...text } of [...await textsInApproval(trx, id), ...await plannedTexts(trx, id)]) await putDraft(trx, now, writer, null, { ...text, itemId: null })
        // with the item goes what says that only its team may read the drafts of it
        if (restricted_team_id !== null) await unshareDraftsOf(trx, id)
        await removeItem(trx, id)
        await recordChange(trx, { at: now, actor: SYSTEM, action: 'removed', subject: { type: 'item', id }, detail: { trashed: trashed_at } })
      })
    }
    if (overdue.length < AT_ONCE) return
  }
}
