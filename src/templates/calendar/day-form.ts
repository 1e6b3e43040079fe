import { z } from 'zod'
import { typedText } from '../../platform/http/parse.ts'
import { readDate } from '../field-readers.ts'
import { calendarDaySchema, type CalendarDay, type DateRange, type DayRule } from './yearly-calendar.ts'

/** A day of the calendar as it is typed. */
export const RULES = ['fixed', 'easter', 'weekday-on-or-after', 'nth-weekday', 'iso-week', 'week-containing', 'manual'] as const satisfies readonly DayRule['type'][]
export const NAMED = ['fi', 'sv', 'en', 'se', 'smn', 'sms'] as const
export const NUMBERS = ['paiva', 'kuukausi', 'viikonpaiva', 'monesko', 'viikko', 'siirto', 'kesto'] as const
export interface WrittenDay {
  names: Record<(typeof NAMED)[number], string>
  rule: (typeof RULES)[number]
  numbers: Record<(typeof NUMBERS)[number], string>
  dates: string
  kind: string
  scope: string
  closing: string
  template: string
  notice: string
  note: string
  team: string
}
export type DayField = 'nimi.fi' | 'saanto' | 'ennen' | 'laji' | 'paivat'

export function readDay(body: unknown): WrittenDay {
  const text = (name: string) => typedText(body, name).normalize('NFC').replace(/\r\n?/g, '\n').trim().slice(0, 2000)
  const rule = z.enum(RULES).safeParse(text('saanto'))
  return {
    names: Object.fromEntries(NAMED.map((language) => [language, text(`nimi.${language}`)])) as WrittenDay['names'], rule: rule.data ?? 'fixed',
    numbers: Object.fromEntries(NUMBERS.map((name) => [name, text(name)])) as WrittenDay['numbers'], dates: text('paivat'), kind: text('laji'), scope: text('alue'), closing: text('sulkeminen'),
    template: text('pohja'), notice: text('ennen'), note: text('huomautus'), team: text('ryhma'),
  }
}

export function writtenDay(day: CalendarDay, teamId: number | null): WrittenDay {
  const { rule } = day, number = (value: number | undefined) => (value === undefined ? '' : String(value))
  return {
    names: Object.fromEntries(NAMED.map((language) => [language, day.names[language] ?? ''])) as WrittenDay['names'], rule: rule.type,
    numbers: {
      paiva: 'day' in rule ? number(rule.day) : '', kuukausi: 'month' in rule ? number(rule.month) : '', viikonpaiva: 'weekday' in rule ? number(rule.weekday) : '', monesko: 'nth' in rule ? number(rule.nth) : '',
      viikko: 'week' in rule ? number(rule.week) : '', siirto: 'offset' in rule ? number(rule.offset) : '', kesto: 'days' in rule ? number(rule.days) : '',
    },
    dates: rule.type === 'manual' ? Object.values(day.examples ?? {}).flat().map(({ start, end }) => (start === end ? start : `${start} – ${end}`)).join('\n') : '',
    kind: day.kind, scope: day.scope, closing: day.closing ?? '', template: day.template ?? '', notice: number(day.noticeDaysBefore), note: day.note ?? '', team: number(teamId ?? undefined),
  }
}

/** The day, or the parts that are wrong. */
export function dayOf(written: WrittenDay, id: string, source: string): { day: CalendarDay | null; wrong: DayField[] } {
  const { names, numbers, dates, kind, scope, closing, template, notice, note } = written, wrong: DayField[] = []
  const [day, month, weekday, nth, week, offset, days] = NUMBERS.map((name) => (numbers[name] === '' ? undefined : Number(numbers[name].replace('−', '-'))))
  const rules: Record<DayRule['type'], unknown> = {
    'fixed': { type: 'fixed', month, day }, 'easter': { type: 'easter', offset: offset ?? 0 }, 'weekday-on-or-after': { type: 'weekday-on-or-after', month, day, weekday },
    'nth-weekday': { type: 'nth-weekday', month, weekday, nth, ...(days !== undefined && { days }) }, 'iso-week': { type: 'iso-week', week }, 'week-containing': { type: 'week-containing', month, day }, 'manual': { type: 'manual' },
  }
  const ranges = written.rule === 'manual' ? rangesOf(dates) : {}
  if (names.fi === '') wrong.push('nimi.fi')
  if (ranges === null) wrong.push('paivat')
  if (notice !== '' && !/^\d{1,3}$/.test(notice)) wrong.push('ennen')
  const read = calendarDaySchema.safeParse({
    id, names: Object.fromEntries(Object.entries(names).filter(([, name]) => name !== '')), rule: rules[written.rule], kind: kind || 'paikallinen', scope, source,
    ...(closing && { closing }), ...(template && { template }), ...(notice !== '' && { noticeDaysBefore: Number(notice) || 0 }), ...(note && { note }), ...(ranges && Object.keys(ranges).length > 0 && { examples: ranges }),
  })
  if (!read.success) wrong.push('saanto')
  return { day: read.success && wrong.length === 0 ? read.data : null, wrong: [...new Set(wrong)] }
}

/** Announced days, one or a range on a line, by year; null when a line is no date. */
function rangesOf(text: string): Record<string, DateRange[]> | null {
  const found: Record<string, DateRange[]> = {}
  for (const line of text.split('\n').map((one) => one.trim()).filter(Boolean)) {
    const ends = line.split(/\s*[–]\s*|\s+-\s+/).map(readDate), [start, end = start] = ends.map((one) => ('value' in one ? one.value : null))
    if (!start || !end || ends.length > 2 || end < start) return null
    ;(found[start.slice(0, 4)] ??= []).push({ start, end })
  }
  return found
}
