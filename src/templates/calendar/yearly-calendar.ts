import { z } from 'zod'
import { MESSAGE_LANGUAGES } from '../message-languages.ts'

/** Recurring days (holidays, Sámi flag days, library weeks) by the rule that gives their dates; no year is listed by hand. */
const weekday = z.int().min(1).max(7)
const month = z.int().min(1).max(12)
const day = z.int().min(1).max(31)
const dayRule = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('fixed'), month, day }),
  /** days from Easter Sunday */
  z.strictObject({ type: z.literal('easter'), offset: z.int() }),
  /** the first such weekday (1 Monday … 7 Sunday) on the date or after it */
  z.strictObject({ type: z.literal('weekday-on-or-after'), month, day, weekday }),
  z.strictObject({ type: z.literal('nth-weekday'), month, weekday, nth: z.int().min(1).max(5), days: z.int().min(1).exactOptional() }),
  z.strictObject({ type: z.literal('iso-week'), week: z.int().min(1).max(53), fromYear: z.int().exactOptional() }),
  z.strictObject({ type: z.literal('week-containing'), month, day }),
  /** announced each year: no rule gives it */
  z.strictObject({ type: z.literal('manual') }),
])
export type DayRule = z.infer<typeof dayRule>
/** Both ends are ISO dates and belong to the range. */
const dateRange = z.strictObject({ start: z.iso.date(), end: z.iso.date() })
export type DateRange = z.infer<typeof dateRange>

export const calendarDaySchema = z.strictObject({
  id: z.string(),
  names: z.partialRecord(z.enum(MESSAGE_LANGUAGES), z.string()),
  rule: dayRule,
  kind: z.string(),
  scope: z.string(),
  /** what it usually does to opening hours; the municipality decides */
  closing: z.string().exactOptional(),
  template: z.string().exactOptional(),
  noticeDaysBefore: z.int().exactOptional(),
  note: z.string().exactOptional(),
  source: z.string(),
  /** known dates by year: they check the rule; where there is no rule they are the days */
  examples: z.record(z.string(), z.array(dateRange)).exactOptional(),
})
export const yearlyCalendar = z.strictObject({ kinds: z.record(z.string(), z.string()), days: z.array(calendarDaySchema) })
export type CalendarDay = z.infer<typeof calendarDaySchema>

/** How many days before people are told, where the day does not say. */
export const NOTICE_DAYS = 14

/** When a day comes in a year and the next: by its rule, or as it has been announced. */
export const occurrences = ({ rule, examples }: Pick<CalendarDay, 'rule' | 'examples'>, year: number): DateRange[] => [year, year + 1].flatMap((each) => {
  const found = occurrence(rule, each)
  return found ? [found] : rule.type === 'manual' ? examples?.[each] ?? [] : []
})

export const addDays = (date: string, days: number) => new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** When the day or week falls in a year; null where no rule tells. */
export function occurrence(rule: DayRule, year: number): DateRange | null {
  switch (rule.type) {
    case 'fixed': return range(date(year, rule.month, rule.day))
    case 'easter': return range(easterSunday(year) + rule.offset)
    case 'weekday-on-or-after': return range(onOrAfter(date(year, rule.month, rule.day), rule.weekday))
    case 'nth-weekday': return range(onOrAfter(date(year, rule.month, 1), rule.weekday) + (rule.nth - 1) * 7, rule.days ?? 1)
    case 'iso-week': return rule.fromYear && year < rule.fromYear ? null : range(monday(date(year, 1, 4)) + (rule.week - 1) * 7, 7)
    case 'week-containing': return range(monday(date(year, rule.month, rule.day)), 7)
    case 'manual': return null
  }
}

/** Days are whole numbers here: days since 1.1.1970. */
const date = (year: number, month: number, day: number) => Date.UTC(year, month - 1, day) / 86_400_000
const isoDate = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10)
const range = (start: number, days = 1): DateRange => ({ start: isoDate(start), end: isoDate(start + days - 1) })
/** 1 Monday … 7 Sunday; 1.1.1970 was a Thursday. */
const weekdayOf = (day: number) => ((((day + 3) % 7) + 7) % 7) + 1
const onOrAfter = (day: number, weekday: number) => day + ((weekday - weekdayOf(day) + 7) % 7)
const monday = (day: number) => day - weekdayOf(day) + 1

/** The Gregorian computus of Meeus, Jones and Butcher. */
function easterSunday(year: number): number {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100]
  const g = Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3)
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const n = h + l - 7 * Math.floor((a + 11 * h + 22 * l) / 451) + 114
  return date(year, Math.floor(n / 31), (n % 31) + 1)
}
