import { INTL_TAGS, type Locale } from './locales.ts'

export type DateStyle = 'date' | 'short' | 'weekday' | 'datetime'
const OPTIONS: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  date: { day: 'numeric', month: 'numeric', year: 'numeric' },
  short: { day: 'numeric', month: 'numeric' },
  weekday: { weekday: 'short', day: 'numeric', month: 'numeric' },
  datetime: { day: 'numeric', month: 'numeric', year: 'numeric', hour: 'numeric', minute: '2-digit' },
}
const formats = new Map<string, Intl.DateTimeFormat>()

/** A moment (ISO text in UTC) as people in Finland read it, in the viewer's language and Finnish time. */
export function formatDate(locale: Locale, iso: string, style: DateStyle): string {
  const id = `${locale}:${style}`
  let format = formats.get(id)
  if (!format) formats.set(id, (format = new Intl.DateTimeFormat(INTL_TAGS[locale], { ...OPTIONS[style], timeZone: 'Europe/Helsinki' })))
  return format.format(new Date(iso))
}
