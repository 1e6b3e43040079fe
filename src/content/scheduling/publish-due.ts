import type { AppContext } from '../../context.ts'
import { recordChange, SYSTEM } from '../../platform/changes/changes.queries.ts'
import { itemById, updateItem } from '../item-writes.queries.ts'
import { dueItems, setSchedule, takeSchedule } from './scheduling.queries.ts'

const AT_ONCE = 50

/**
 * Tells of the items that have come into readers' view or gone out of it: once each, also when the machine was off at that moment. Readers see
 * them by the rule of visibility to the very moment, whether this has run or not; this is for what follows changes (feeds, mails, kept pages).
 */
export async function publishDue(app: AppContext): Promise<void> {
  for (;;) {
    const now = app.now().toISOString(), due = await dueItems(app.db, now, AT_ONCE)
    for (const { item_id: id, at } of due) {
      await app.db.transaction().execute(async (trx) => {
        const taken = await takeSchedule(trx, id, at), item = await itemById(trx, id)
        if (!taken || item?.state !== 'published' || (at !== item.visible_from && at !== item.visible_until)) return
        const isOver = item.visible_until !== null && item.visible_until <= now
        if (!isOver) {
          await updateItem(trx, id, { changed_at: at })
          await setSchedule(trx, id, item.visible_until)
        }
        await recordChange(trx, { at: now, actor: SYSTEM, action: isOver ? 'ended' : 'published', subject: { type: 'item', id }, detail: { lang: item.language, scheduled: true } })
      })
    }
    if (due.length < AT_ONCE) return
  }
}
