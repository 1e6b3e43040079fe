/** Public holidays of Finland as days (YYYY-MM-DD). Eves are none for opening hours: a library that closes then says so as an exception. */
const FIXED = ['01-01', '01-06', '05-01', '12-06', '12-25', '12-26']
const years = new Map<string, Set<string>>()

export function isHoliday(day: string): boolean {
  const year = day.slice(0, 4)
  let days = years.get(year)
  if (!days) years.set(year, (days = holidaysOf(Number(year))))
  return days.has(day)
}

function holidaysOf(year: number): Set<string> {
  const easter = easterOf(year)
  return new Set([
    ...FIXED.map((day) => `${year}-${day}`), ...[-2, 0, 1, 39, 49].map((after) => dayAfter(easter, after)),
    firstSaturday(`${year}-06-20`), firstSaturday(`${year}-10-31`),
  ])
}

/** Nobody works: a weekend, a public holiday, or one of the two eves that are free by the collective agreements: Midsummer's, a Friday, and Christmas Eve. */
export const isDayOff = (day: string) => weekdayOf(day) > 4 || isHoliday(day) || day.endsWith('-12-24') || isMidsummerEve(day)
const isMidsummerEve = (day: string) => weekdayOf(day) === 4 && day >= `${day.slice(0, 4)}-06-19` && day <= `${day.slice(0, 4)}-06-25`

export const dayAfter = (day: string, days: number) => new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
export const daysBetween = (from: string, to: string) => (Date.parse(`${to}T12:00:00Z`) - Date.parse(`${from}T12:00:00Z`)) / 86_400_000
/** 0 is Monday. */
export const weekdayOf = (day: string) => (new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7
const firstSaturday = (from: string) => dayAfter(from, (5 - weekdayOf(from) + 7) % 7)

/** Easter Sunday of the Gregorian calendar (the algorithm of Meeus, Jones and Butcher). */
function easterOf(year: number): string {
  const a = year % 19, b = Math.floor(year / 100), c = year % 100, d = Math.floor(b / 4), e = b % 4
  const g = Math.floor((8 * b + 13) / 25), h = (19 * a + b - d - g + 15) % 30, i = Math.floor(c / 4), k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7, m = Math.floor((a + 11 * h + 22 * l) / 451), p = h + l - 7 * m + 114
  return `${year}-${String(Math.floor(p / 31)).padStart(2, '0')}-${String((p % 31) + 1).padStart(2, '0')}`
}
