import type { AppContext } from '../../context.ts'
import { deleteOldMail } from './mail.queries.ts'
import { MAIL_KEPT } from './send-waiting-mail.ts'

/** Removes mails, sent or not, that are older than a week. */
export async function sweepMail({ db, log, now }: Pick<AppContext, 'db' | 'log' | 'now'>) {
  const removed = await db.transaction().execute((trx) => deleteOldMail(trx, new Date(now().getTime() - MAIL_KEPT).toISOString()))
  if (removed > 0) log.info({ removed }, 'old mail removed')
}
