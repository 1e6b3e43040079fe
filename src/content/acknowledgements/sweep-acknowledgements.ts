import type { AppContext } from '../../context.ts'
import { finnishDay } from '../../i18n/finnish-day.ts'
import { recordChange, SYSTEM } from '../../platform/changes/changes.queries.ts'
import { deleteOldAcknowledgements } from './acknowledgements.queries.ts'

/** Each night: deletes the acknowledgements that are needed no more, when they have been kept as long as was set. */
export async function sweepAcknowledgements(app: Pick<AppContext, 'db' | 'now'>): Promise<void> {
  await app.db.transaction().execute(async (trx) => {
    const count = await deleteOldAcknowledgements(trx, finnishDay(app.now()))
    if (count > 0) await recordChange(trx, { at: app.now().toISOString(), actor: SYSTEM, action: 'acknowledgements-deleted', subject: { type: 'system', id: null }, detail: { count } })
  })
}
