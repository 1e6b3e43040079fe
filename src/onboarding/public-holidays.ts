import { isHoliday } from '../content/facts/holidays.ts'

/** A public holiday in Finland, or an eve on which nobody works by the collective agreements: Midsummer's, a Friday, and Christmas Eve. */
export const isPublicHoliday = (day: string) => isHoliday(day) || day.endsWith('-12-24') || isMidsummerEve(day)

const isMidsummerEve = (day: string) => day >= `${day.slice(0, 4)}-06-19` && day <= `${day.slice(0, 4)}-06-25` && new Date(`${day}T00:00:00Z`).getUTCDay() === 5
