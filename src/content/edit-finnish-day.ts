const CLOCK = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' })

/** The last minute of a day in Finland as a moment; null for what is no day of this century. */
export function endOfFinnishDay(day: string): string | null {
  if (!/^20\d\d-\d\d-\d\d$/.test(day)) return null
  const utc = Date.parse(`${day}T23:59:00Z`)
  for (const hours of [2, 3]) {
    const moment = new Date(utc - hours * 3_600_000)
    if (!Number.isNaN(utc) && CLOCK.format(moment) === `${day} 23:59`) return moment.toISOString()
  }
  return null
}

/** The minute of a moment in Finland as a form's field holds it: YYYY-MM-DDTHH:MM. */
export const finnishMinute = (iso: string) => CLOCK.format(new Date(iso)).replace(' ', 'T')

/**
 * A minute in Finland as a moment; null for what is no minute of this century, also for the hour that spring leaves out. Of the hour that
 * autumn has twice, the first.
 */
export function finnishMoment(minute: string): string | null {
  if (!/^20\d\d-\d\d-\d\dT\d\d:\d\d$/.test(minute)) return null
  const utc = Date.parse(`${minute}:00Z`)
  if (Number.isNaN(utc)) return null
  for (const hours of [3, 2]) {
    const moment = new Date(utc - hours * 3_600_000).toISOString()
    if (finnishMinute(moment) === minute) return moment
  }
  return null
}
