import type { AppContext } from '../../context.ts'
import { deleteOldAttempts } from './attempts.queries.ts'
import { deleteOldLinks } from './one-time-links.queries.ts'
import { LIMITS } from './session.ts'
import { deleteOldSessions } from './session.queries.ts'

const DAY = 24 * 60 * 60_000

/** Removes sessions past their limits, links that nobody can use any more and counters of old attempts. */
export async function sweepSignIn({ db, log, now }: Pick<AppContext, 'db' | 'log' | 'now'>) {
  const ago = (ms: number) => new Date(now().getTime() - ms).toISOString()
  const removed = await db.transaction().execute(async (trx) => ({
    sessions: await deleteOldSessions(trx, { sharedUsed: ago(LIMITS.shared.idle), sharedCreated: ago(LIMITS.shared.whole),
      ownUsed: ago(LIMITS.own.idle), ownCreated: ago(LIMITS.own.whole) }),
    links: await deleteOldLinks(trx, ago(DAY)),
    attempts: await deleteOldAttempts(trx, ago(DAY)),
  }))
  log.info(removed, 'sign-in data swept')
}
