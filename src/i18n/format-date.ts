import { INTL_TAGS, type Locale } from './locales.ts'

export type DateStyle = 'date' | 'short' | 'weekday' | 'datetime'
const OPTIONS: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  date: { day: 'numeric', month: 'numeric', year: 'numeric' },
  short: { day: 'numeric', month: 'numeric' },
  weekday: { weekday: 'short', day: 'numeric', month: 'numeric' },
  datetime: { day: 'numeric', month: 'numeric', year: 'numeric', hour: 'numeric', minute: '2-digit' },
}
const formats = new Map<string, Intl.DateTimeFormat>()
/** A page says the same day many times, and each costs more than a look-up. */
const said = new Map<string, string>()
const MOST_SAID = 2000

/** A moment (ISO text in UTC) as people in Finland read it, in the viewer's language and Finnish time. */
export function formatDate(locale: Locale, iso: string, style: DateStyle): string {
  const id = `${locale}:${style}`, key = `${id}:${iso}`, known = said.get(key)
  if (known !== undefined) return known
  let format = formats.get(id)
  if (!format) formats.set(id, (format = new Intl.DateTimeFormat(INTL_TAGS[locale], { ...OPTIONS[style], timeZone: 'Europe/Helsinki' })))
  const text = format.format(new Date(iso))
  if (said.size >= MOST_SAID) said.clear()
  said.set(key, text)
  return text
}
