const DAYS = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' })
const MINUTE = 60_000
let minute = -1, day = ''
/** The Finnish day (YYYY-MM-DD) of a moment. */
export function finnishDay(moment: Date): string {
  const asked = Math.floor(moment.getTime() / MINUTE)
  if (asked !== minute) {
    day = DAYS.format(moment)
    minute = asked
  }
  return day
}
