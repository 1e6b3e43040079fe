import { dayAfter } from '../content/facts/holidays.ts'
import type { AppContext } from '../context.ts'
import { finnishDay } from '../i18n/finnish-day.ts'
import { recordChange, SYSTEM } from '../platform/changes/changes.queries.ts'
import { countEnded } from './closing/closing.queries.ts'
import { askStandIns } from './peer-learning/agree-on-visit.ts'
import { deleteOldVisits } from './peer-learning/peer-learning.queries.ts'
import { forgetReminders } from './reminders.queries.ts'
import { deleteEnded, forgottenOnboardings, updateOnboarding } from './onboarding-writes.queries.ts'

/** Days after the last due date on which a path that nobody has ended ends by itself. */
const PATIENCE = 90

/** Each night: ends the paths that nobody will end, and deletes what ended twelve months ago, with every tick and note. */
export async function sweepOnboardings(app: Pick<AppContext, 'db' | 'now'>): Promise<void> {
  const today = finnishDay(app.now()), at = app.now().toISOString()
  await app.db.transaction().execute(async (trx) => {
    for (const { id, person_id } of await forgottenOnboardings(trx, dayAfter(today, -PATIENCE))) {
      await updateOnboarding(trx, id, { ended_on: today })
      await countEnded(trx, id)
      await recordChange(trx, { at, actor: SYSTEM, action: 'onboarding-ended', subject: { type: 'person', id: person_id } })
    }
    await askStandIns(trx, at)
    await deleteOldVisits(trx, dayAfter(today, -731))
    await forgetReminders(trx, dayAfter(today, -7))
    const count = await deleteEnded(trx, yearBefore(today))
    if (count > 0) await recordChange(trx, { at, actor: SYSTEM, action: 'onboardings-deleted', subject: { type: 'system', id: null }, detail: { count } })
  })
}

/** The same date a year ago, for comparing: 29 February, where that year had none, stands between 28 February and 1 March. */
const yearBefore = (day: string) => `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`
