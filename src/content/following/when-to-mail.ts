import { finnishMinute, finnishMoment } from '../edit-finnish-day.ts'
import type { NewsWish } from './following.table.ts'
import { weekAt } from './finnish-week.ts'
import { finnishDay } from '../../i18n/finnish-day.ts'

/** Daily and weekly mails go out at seven in the morning in Finland. */
const MORNING = '07:00'

/** Whether it is time to mail what has waited since `since`. Nothing is remembered between: a mail that the night missed goes out in the morning. */
export function isTimeToMail(wish: NewsWish, quiet: { from: string; until: string }, since: string, now: string): boolean {
  if (wish === 'never') return false
  if (wish === 'at-once') return !isQuiet(quiet, now)
  const day = finnishDay(new Date(wish === 'daily' ? now : weekAt(now).from)), morning = finnishMoment(`${day}T${MORNING}`)!
  return now >= morning && since < morning
}

/** Quiet hours may go over midnight; two alike are none. */
export function isQuiet({ from, until }: { from: string; until: string }, now: string): boolean {
  const minute = finnishMinute(now).slice(11)
  if (from === '' || until === '' || from === until) return false
  return from < until ? minute >= from && minute < until : minute >= from || minute < until
}
