import { finnishDay } from '../i18n/finnish-day.ts'

/** When an item is to be checked again: the same day of the month, or its last day where the month is shorter. Null: never. */
export function reviewDueAt(checkedAt: string, months: number): string | null {
  if (months === 0) return null
  const due = new Date(checkedAt), day = due.getUTCDate()
  due.setUTCDate(1)
  due.setUTCMonth(due.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(due.getUTCFullYear(), due.getUTCMonth() + 1, 0)).getUTCDate()
  due.setUTCDate(Math.min(day, lastDay))
  return due.toISOString()
}

const DAY = 86_400_000

/** Whole days by which a review is late, in Finnish calendar days; 0 when it is not late. */
export function daysLate(dueAt: string | null, now: string): number {
  return dueAt === null || dueAt >= now ? 0 : Math.round((Date.parse(finnishDay(new Date(now))) - Date.parse(finnishDay(new Date(dueAt)))) / DAY)
}
