import { dueOf, openAcknowledgements } from '../content/acknowledgements/acknowledge.ts'
import { dayAfter, isDayOff, weekdayOf } from '../content/facts/holidays.ts'
import { withoutMail } from '../content/following/following.queries.ts'
import type { AppContext } from '../context.ts'
import { finnishDay } from '../i18n/finnish-day.ts'
import type { Locale } from '../i18n/locales.ts'
import { t } from '../i18n/translate.ts'
import { enqueueMail } from '../platform/mail/mail.queries.ts'
import { FOLLOWED_ADDRESS, OWN_ADDRESS } from './onboarding-address.ts'
import { markReminded, peopleToRemind, waitingTasks, type WaitingTask } from './reminders.queries.ts'
import { reopenChanged } from './reopen-tasks.ts'

interface Waiting { today: number; late: number; changed: number; helping: number; unsigned: number; acks: number }
/** Late work is recalled on the first working day of a week, not every morning. */
const isRecallDay = (day: string) => workdayBefore(day) < dayAfter(day, -weekdayOf(day))
function workdayBefore(day: string): string {
  let before = dayAfter(day, -1)
  while (isDayOff(before)) before = dayAfter(before, -1)
  return before
}

/**
 * On the morning of a working day: one mail to each person for whom something waits, of onboarding and of what is to be acknowledged. The
 * mail and the note that she was reminded are one transaction, so that each gets it once also when the process is killed in between. It
 * says how much waits, not what: others may read over her shoulder.
 */
export async function sendReminders(app: AppContext): Promise<void> {
  const { db } = app, today = finnishDay(app.now()), now = app.now().toISOString()
  if (isDayOff(today)) return
  await reopenChanged(app)
  const recall = isRecallDay(today), since = workdayBefore(today), tasks = waitingOf(await waitingTasks(db, today), { today, recall, since })
  const unwilling = await withoutMail(db)
  for (const person of await peopleToRemind(db, today)) {
    if (unwilling.has(person.id)) continue // what waits is on her front page
    const acks = (await openAcknowledgements(db, person, now)).filter((asked) => {
      const due = dueOf(asked), from = asked.changed_at === null ? asked.from_on : finnishDay(new Date(asked.changed_at))
      return from >= since || (due >= today && workdayBefore(due) <= today) || (due < today && recall)
    }).length
    const waiting = { ...(tasks.get(person.id) ?? NOTHING), acks }
    if (Object.values(waiting).every((count) => count === 0)) continue
    await db.transaction().execute(async (trx) => {
      if (await markReminded(trx, person.id, today))
        await enqueueMail(trx, now, { to: person.email, subject: t(person.locale, 'onboarding.mail.remindSubject'), body: bodyOf(person.locale, person.name, waiting, app.config.publicUrl) })
    })
  }
}

const NOTHING: Waiting = { today: 0, late: 0, changed: 0, helping: 0, unsigned: 0, acks: 0 }
function waitingOf(tasks: readonly WaitingTask[], { today, recall, since }: { today: string; recall: boolean; since: string }): Map<number, Waiting> {
  const found = new Map<number, Waiting>()
  const add = (person: number | null, what: keyof Waiting) => {
    if (person === null) return
    const waiting = found.get(person) ?? { ...NOTHING }
    waiting[what]++
    found.set(person, waiting)
  }
  for (const task of tasks) {
    const mentor = task.mentor_id ?? task.supervisor_id, isDue = task.due_date === today || (task.due_date < today && recall)
    if (task.done_on !== null) { if (recall) add(mentor, 'unsigned') } else {
      if (task.by_employee === 1 && task.reopened_on !== null) { if (task.reopened_on >= since || recall) add(task.person_id, 'changed') }
      else if (task.by_employee === 1 && isDue) add(task.person_id, task.due_date === today ? 'today' : 'late')
      if (isDue) for (const helper of new Set([task.by_mentor === 1 ? mentor : null, task.by_supervisor === 1 ? task.supervisor_id : null])) add(helper, 'helping')
    }
  }
  return found
}

const LINES = { today: OWN_ADDRESS, late: OWN_ADDRESS, changed: OWN_ADDRESS, helping: FOLLOWED_ADDRESS, unsigned: FOLLOWED_ADDRESS, acks: '/kuitattavat' } as const
function bodyOf(locale: Locale, name: string, waiting: Waiting, publicUrl: string): string {
  const kinds = (Object.keys(LINES) as (keyof Waiting)[]).filter((kind) => waiting[kind] > 0)
  const links = [...new Set(kinds.map((kind) => LINES[kind]))].map((path) => `${publicUrl}${path}`)
  return [t(locale, 'onboarding.mail.remindHello', { name }), kinds.map((kind) => `- ${t(locale, `onboarding.remind.${kind}`, { n: waiting[kind] })}`).join('\n'), links.join('\n'),
    t(locale, 'onboarding.mail.remindEnd', { link: `${publicUrl}/seuranta` })].join('\n\n')
}
