import type { MessageLanguage } from './message-languages.ts'

/** Dates, ranges and times of day as each language writes them. A date is `YYYY-MM-DD`, a time `HH:MM`; no clock, no time zone. */

/** `{{date}}`, `{{date.pitka}}` with the weekday, `{{date.milloin}}` as an answer to when, `{{date.lyhyt}}` without the year. */
export const DATE_FORMS = ['pitka', 'milloin', 'lyhyt'] as const

interface DateStyle { day(day: number): string; dayMonth(day: number, month: number): string; beforeYear: '' | ' '; dash: '–' | ' – ' }
interface DateWords { weekdays: string[]; when(weekday: string): string; short(weekday: string): string; long: DateStyle; brief: DateStyle }

const numbers: DateStyle = { day: (day) => `${day}.`, dayMonth: (day, month) => `${day}.${month}.`, beforeYear: '', dash: '–' }
const words = (text: string) => text.split(' ')
const monthWords = (months: string[], dot: '' | '.'): DateStyle =>
  ({ day: (day) => `${day}${dot}`, dayMonth: (day, month) => `${day}${dot} ${months[month - 1]}`, beforeYear: ' ', dash: ' – ' })
const ENGLISH = words('January February March April May June July August September October November December')
const SWEDISH = words('januari februari mars april maj juni juli augusti september oktober november december')
const NORWEGIAN = words('januar februar mars april mai juni juli august september oktober november desember')

/** No Sámi weekday or month is written here: in the Sámi languages a date is numbers alone. */
const WORDS: Partial<Record<MessageLanguage, DateWords>> = {
  fi: {
    weekdays: words('sunnuntai maanantai tiistai keskiviikko torstai perjantai lauantai'),
    when: (weekday) => `${weekday}na`, short: (weekday) => weekday.slice(0, 2), long: numbers, brief: numbers,
  },
  sv: {
    weekdays: words('söndag måndag tisdag onsdag torsdag fredag lördag'),
    when: (weekday) => `${weekday}en den`, short: (weekday) => weekday.slice(0, 2), long: monthWords(SWEDISH, ''),
    brief: { day: String, dayMonth: (day, month) => `${day}.${month}`, beforeYear: '', dash: '–' },
  },
  en: {
    weekdays: words('Sunday Monday Tuesday Wednesday Thursday Friday Saturday'),
    when: (weekday) => `on ${weekday}`, short: (weekday) => weekday.slice(0, 3), long: monthWords(ENGLISH, ''),
    brief: monthWords(ENGLISH.map((month) => month.slice(0, 3)), ''),
  },
  no: {
    weekdays: words('søndag mandag tirsdag onsdag torsdag fredag lørdag'),
    when: (weekday) => weekday, short: (weekday) => `${weekday.slice(0, 3)}.`, long: monthWords(NORWEGIAN, '.'), brief: numbers,
  },
}

export function formatDate(iso: string, language: MessageLanguage, form: string): string {
  const { weekday } = parts(iso)
  const date = formatDay(iso, language, form)
  const named = WORDS[language]
  if (!named || form === '') return date
  const name = named.weekdays[weekday]!
  return `${form === 'lyhyt' ? named.short(name) : form === 'milloin' ? named.when(name) : name} ${date}`
}

/** One day prints as a date. A longer range has no weekdays, so only `lyhyt` differs from the plain form: it leaves the years out. */
export function formatDateRange(start: string, end: string, language: MessageLanguage, form: string): string {
  if (start === end) return formatDate(start, language, form)
  const [first, last] = [parts(start), parts(end)]
  const style = styleOf(language, form)
  const sameYear = first.year === last.year
  if (sameYear && first.month === last.month) return `${style.day(first.day)}–${formatDay(end, language, form)}`
  return `${sameYear ? style.dayMonth(first.day, first.month) : formatDay(start, language, form)}${style.dash}${formatDay(end, language, form)}`
}

export function formatTime(time: string, language: MessageLanguage): string {
  const [hours, minutes] = [time.slice(0, 2), time.slice(3)]
  if (language === 'en') return time
  return minutes === '00' ? String(Number(hours)) : `${Number(hours)}.${minutes}`
}

function formatDay(iso: string, language: MessageLanguage, form: string): string {
  const { day, month, year } = parts(iso)
  const style = styleOf(language, form)
  return style.dayMonth(day, month) + (form === 'lyhyt' ? '' : `${style.beforeYear}${year}`)
}

function styleOf(language: MessageLanguage, form: string): DateStyle {
  const named = WORDS[language]
  return named ? (form === 'lyhyt' ? named.brief : named.long) : numbers
}

function parts(iso: string) {
  const [year, month, day] = [Number(iso.slice(0, 4)), Number(iso.slice(5, 7)), Number(iso.slice(8))]
  return { year, month, day, weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay() }
}
