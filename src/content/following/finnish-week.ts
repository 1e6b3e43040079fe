import { finnishMoment } from '../edit-finnish-day.ts'
import { weekdayOf } from '../facts/holidays.ts'
import { finnishDay } from '../../i18n/finnish-day.ts'

const DAY = 86_400_000

/** A week in Finland as moments: from Monday's midnight to the next one. `name` is that of ISO 8601: 2026-W48. */
export interface Week { name: string; from: string; until: string; previous: string; next: string }

const mondayOf = (day: string) => new Date(Date.parse(day) - weekdayOf(day) * DAY)
const dayOf = (date: Date) => date.toISOString().slice(0, 10)

function nameOf(monday: Date): string {
  const thursday = new Date(monday.getTime() + 3 * DAY), year = thursday.getUTCFullYear()
  const first = mondayOf(`${year}-01-04`)
  return `${year}-W${String(Math.round((monday.getTime() - first.getTime()) / (7 * DAY)) + 1).padStart(2, '0')}`
}

function weekFrom(monday: Date): Week {
  const shifted = (weeks: number) => new Date(monday.getTime() + weeks * 7 * DAY)
  return { name: nameOf(monday), from: finnishMoment(`${dayOf(monday)}T00:00`)!, until: finnishMoment(`${dayOf(shifted(1))}T00:00`)!, previous: nameOf(shifted(-1)), next: nameOf(shifted(1)) }
}

/** The week of a moment. */
export const weekAt = (iso: string): Week => weekFrom(mondayOf(finnishDay(new Date(iso))))

/** A week by its name; null when there is no such week. */
export function weekNamed(name: string): Week | null {
  const [, year, number] = /^(20\d\d)-W(\d\d)$/.exec(name) ?? []
  if (year === undefined) return null
  const week = weekFrom(new Date(mondayOf(`${year}-01-04`).getTime() + (Number(number) - 1) * 7 * DAY))
  return week.name === name ? week : null
}
