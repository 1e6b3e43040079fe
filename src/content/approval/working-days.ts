import { finnishDay } from '../edit-finnish-day.ts'

const DAY = 86_400_000

/** The moment `days` working days (Monday to Friday in Finland) after `at`. Public holidays count as working days: a day more or less does no harm. */
export function afterWorkingDays(at: string, days: number): string {
  let moment = Date.parse(at)
  for (let left = days; left > 0;) {
    moment += DAY
    const weekday = new Date(`${finnishDay(new Date(moment).toISOString())}T12:00:00Z`).getUTCDay()
    if (weekday !== 0 && weekday !== 6) left--
  }
  return new Date(moment).toISOString()
}
