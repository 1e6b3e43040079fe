import type { AppContext } from '../../context.ts'
import { openTask } from '../../people/inbox/inbox.queries.ts'
import { finnishDay } from '../../content/facts/holidays.ts'
import { calendarDays, markReminded } from './calendar.queries.ts'
import { addDays, NOTICE_DAYS, occurrences } from './yearly-calendar.ts'

/** Gives each day's team the work of telling people, that many days before; once for each time the day comes. */
export async function remindOfDays(app: AppContext): Promise<void> {
  const now = app.now(), today = finnishDay(now), at = now.toISOString()
  for (const { id, day, teamId, reminded } of await calendarDays(app.db)) {
    if (teamId === null) continue
    const days = day.noticeDaysBefore ?? NOTICE_DAYS
    const next = occurrences(day, Number(today.slice(0, 4))).find(({ start }) => start >= today && addDays(start, -days) <= today && start !== reminded)
    if (!next) continue
    await app.db.transaction().execute(async (trx) => {
      await openTask(trx, at, { teamId }, {
        key: `vuosikello:${id}:${next.start}`, message: 'templates.task.day', values: { name: day.names.fi ?? '', date: next.start.split('-').reverse().map(Number).join('.') }, href: '/viestipohjat/vuosikello', dueAt: `${next.start}T00:00:00.000Z`,
      })
      await markReminded(trx, id, next.start)
    })
  }
}
