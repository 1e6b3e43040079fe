import { isDayOff } from '../facts/holidays.ts'
import { finnishDay } from '../../i18n/finnish-day.ts'

const DAY = 86_400_000

/** The moment `days` working days in Finland after `at`: weekends and public holidays are none. */
export function afterWorkingDays(at: string, days: number): string {
  let moment = Date.parse(at)
  for (let left = days; left > 0;) {
    moment += DAY
    if (!isDayOff(finnishDay(new Date(moment)))) left--
  }
  return new Date(moment).toISOString()
}
