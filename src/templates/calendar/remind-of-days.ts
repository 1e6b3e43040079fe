import type { AppContext } from '../../context.ts'
import { finnishDay } from '../../i18n/finnish-day.ts'
import { closeTask, openTask } from '../../people/inbox/inbox.queries.ts'
import { calendarDays, markReminded, moveReminder, openReminders, reminderKey } from './calendar.queries.ts'
import { addDays, NOTICE_DAYS, occurrences } from './yearly-calendar.ts'

/** Gives each day's team the work of telling people, that many days before; once for each time the day comes. What is too late to tell is taken back. */
export async function remindOfDays(app: AppContext): Promise<void> {
  const now = app.now(), today = finnishDay(now), at = now.toISOString(), days = await calendarDays(app.db)
  await app.db.transaction().execute(async (trx) => {
    for (const { key, id, start, teamId } of await openReminders(trx)) {
      const team = days.find((day) => day.id === id)?.teamId ?? null
      if (team === null || start < today) await closeTask(trx, at, null, key)
      else if (team !== teamId) await moveReminder(trx, key, team)
    }
  })
  for (const { id, day, teamId, reminded } of days) {
    if (teamId === null) continue
    const before = day.noticeDaysBefore ?? NOTICE_DAYS
    const next = occurrences(day, Number(today.slice(0, 4))).find(({ start }) => start >= today && addDays(start, -before) <= today && start !== reminded)
    if (!next) continue
    await app.db.transaction().execute(async (trx) => {
      await openTask(trx, at, { teamId }, {
        key: reminderKey(id, next.start), message: 'templates.task.day', values: { name: day.names.fi ?? '', date: next.start.split('-').reverse().map(Number).join('.') }, href: `/viestipohjat/vuosikello#paiva-${id}`, dueAt: `${next.start}T00:00:00.000Z`,
      })
      await markReminded(trx, id, next.start)
    })
  }
}
