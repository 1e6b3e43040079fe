import { dayAfter, daysBetween, isDayOff, weekdayOf } from '../content/facts/holidays.ts'

/** The Sunday that ends the week of a day. */
export const endOfWeek = (day: string) => dayAfter(day, 6 - weekdayOf(day))

/**
 * When a task is due. What would fall on a day off is due on the working day before it, but what belongs to the time at work is not due
 * before the first day: somebody may begin on a Saturday.
 */
export function dueDate(start: string, days: number): string {
  let day = dayAfter(start, days)
  while (isDayOff(day) && day !== start) day = dayAfter(day, -1)
  return day
}

/** Which working day of hers it is, counting working days from the start, or null on other days, before the start and after the first five. */
export function workdayNumber(start: string, today: string): number | null {
  if (today < start || (isDayOff(today) && today !== start) || daysBetween(start, today) > 14) return null
  let number = 0
  for (let day = start; day <= today; day = dayAfter(day, 1)) if (!isDayOff(day) || day === start) number++
  return number <= 5 ? number : null
}

/** 1 is the week of the first day; weeks begin on Mondays. */
export const weekNumber = (start: string, today: string) => Math.floor(daysBetween(dayAfter(start, -weekdayOf(start)), today) / 7) + 1
