import type { MessageKey } from '../../i18n/messages.ts'
import { readDay } from './fact-day.ts'
import type { ShownLanguage } from './fact-types.ts'
import { dayAfter, isHoliday, weekdayOf } from './holidays.ts'

/** Minutes from midnight; the end is at most 1440. */
interface Span { from: number; to: number }
/** An empty list is closed. */
type Day = Span[]
interface Hours {
  /** Monday first; null: not said */
  weekly: (Day | null)[]
  /** what holds on public holidays instead; null: they are like any day */
  holidays: Day | null
  exceptions: { from: string; to: string; day: Day }[]
}
/** With staff, and self-service (`omatoimi`). */
interface OpeningHours { staffed: Hours; self: Hours; text: string }
interface HoursProblem { problem: MessageKey; line: number }

const DAYS = ['ma', 'ti', 'ke', 'to', 'pe', 'la', 'su']
const DAY = `(?:${DAYS.join('|')})`
/** `ma`, `ma, to` or `ma–pe` in an expression. */
export const DAY_LIST = `${DAY}(?: ?[-–—,] ?${DAY})*`
const LINE = new RegExp(`^(omatoimi )?(?:(juhlapyhät)|(\\d{1,2}\\.\\d{1,2}\\.\\d{4})(?: ?- ?(\\d{1,2}\\.\\d{1,2}\\.\\d{4}))?|(${DAY}(?: ?[-,] ?${DAY})*)):? (.+)$`)
const TIME = /^(\d{1,2})(?:[.:](\d{2}))? ?- ?(\d{1,2})(?:[.:](\d{2}))?$/

/**
 * Opening hours as people write them, a rule on each line: `ma–pe 10–18`, `la suljettu`, `omatoimi ma–su 7–22`, `juhlapyhät suljettu`,
 * `24.12.2026 10–14`, `24.12.2026–26.12.2026 suljettu`. Several spells of a day are joined by `ja`. Gives the rules in order, or the first line that cannot be read.
 */
export function readHours(text: string): OpeningHours | HoursProblem {
  const hours: OpeningHours = { staffed: none(), self: none(), text: '' }
  const lines = text.split('\n').map((line) => line.toLowerCase().replace(/[–—−]/g, '-').replace(/\s+/g, ' ').trim())
  for (const [at, line] of lines.entries()) {
    if (line === '') continue
    const problem = readLine(hours, line)
    if (problem) return { problem, line: at + 1 }
  }
  return { ...hours, text: lines.filter((line) => line !== '').map((line) => line.replace(/ ?- ?/g, '–').replace(/ ?, ?/g, ', ')).join('\n') }
}

const none = (): Hours => ({ weekly: DAYS.map(() => null), holidays: null, exceptions: [] })

function readLine(hours: OpeningHours, line: string): MessageKey | null {
  const [, self, holiday, from, to, days, rest] = LINE.exec(line) ?? []
  if (rest === undefined) return 'facts.hours.line'
  const day = readSpans(rest), kind = self === undefined ? hours.staffed : hours.self
  if (typeof day === 'string') return day
  if (holiday !== undefined) {
    if (kind.holidays !== null) return 'facts.hours.twice'
    kind.holidays = day
    return null
  }
  if (from !== undefined) {
    const first = readDay(from), last = to === undefined ? first : readDay(to)
    if (first === null || last === null) return 'facts.hours.date'
    if (last < first || dayAfter(first, 366) < last) return 'facts.hours.range'
    if (kind.exceptions.some((other) => first <= other.to && last >= other.from)) return 'facts.hours.twice'
    kind.exceptions.push({ from: first, to: last, day })
    return null
  }
  for (const number of daysOf(days!)) {
    if (kind.weekly[number] !== null) return 'facts.hours.twice'
    kind.weekly[number] = day
  }
  return null
}

function readSpans(text: string): Day | MessageKey {
  if (text === 'suljettu' || text === 'kiinni') return []
  const spans: Span[] = []
  for (const part of text.split(/ ja |, ?/)) {
    const span = readSpan(part)
    if (typeof span === 'string') return span
    if (spans.some((other) => span.from < other.to && span.to > other.from)) return 'facts.hours.overlap'
    spans.push(span)
  }
  return spans.sort((a, b) => a.from - b.from)
}

/** `10–18` or `9.30-14` */
export function readSpan(text: string): Span | MessageKey {
  const [, h1, m1 = '0', h2, m2 = '0'] = TIME.exec(text) ?? []
  if (h1 === undefined || h2 === undefined) return 'facts.hours.line'
  const span = { from: Number(h1) * 60 + Number(m1), to: Number(h2) * 60 + Number(m2) }
  if (Number(m1) > 59 || Number(m2) > 59 || span.from >= 1440 || span.to > 1440) return 'facts.hours.time'
  // an evening that goes on after midnight belongs to two days: each of them may be an exception
  return span.to <= span.from ? 'facts.hours.pastMidnight' : span
}

/** `ma-pe, su` as numbers, Monday 0. */
export function daysOf(text: string): number[] {
  return text.split(/ ?, ?/).flatMap((part) => {
    const [first, last] = part.split(/ ?- ?/).map((name) => DAYS.indexOf(name)), start = first!, end = last ?? start
    return Array.from({ length: ((end - start + 7) % 7) + 1 }, (_, at) => (start + at) % 7)
  })
}

/** What holds on that day; null: nothing is said of it. */
export function hoursOn(value: string, day: string): { staffed: Day | null; self: Day | null } | null {
  const read = readHours(value)
  return 'problem' in read ? null : { staffed: spansOn(read.staffed, day), self: spansOn(read.self, day) }
}
function spansOn({ weekly, holidays, exceptions }: Hours, day: string): Day | null {
  const exception = exceptions.find(({ from, to }) => from <= day && day <= to)
  return exception ? exception.day : holidays !== null && isHoliday(day) ? holidays : weekly[weekdayOf(day)]!
}

export const WORDS = {
  fi: { days: DAYS, closed: 'suljettu', self: 'omatoimi', holidays: 'juhlapyhät', except: 'poikkeukset', and: 'ja' },
  sv: { days: ['mån', 'tis', 'ons', 'tors', 'fre', 'lör', 'sön'], closed: 'stängt', self: 'självbetjäning', holidays: 'helgdagar', except: 'undantag', and: 'och' },
  en: { days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'], closed: 'closed', self: 'self-service', holidays: 'public holidays', except: 'exceptions', and: 'and' },
}
/** Exceptions are told this many days before. */
export const AHEAD = 21

/** The week, self-service, holidays and the exceptions of the next three weeks, as one sentence. */
export function formatHours(value: string, language: ShownLanguage, on: string): string {
  const read = readHours(value), words = WORDS[language]
  if ('problem' in read) return value
  const day = (spans: Day) => (spans.length === 0 ? words.closed : spans.map(({ from, to }) => `${clock(from)}–${clock(to)}`).join(` ${words.and} `))
  const kinds = [['', read.staffed], [`${words.self} `, read.self]] as const
  const lines = kinds.flatMap(([name, { weekly, holidays }]) => {
    const week = weekOf(weekly, words.days, day)
    return [...(week ? [name + week] : []), ...(holidays === null ? [] : [`${name}${words.holidays} ${day(holidays)}`])]
  })
  const coming = kinds.flatMap(([name, { exceptions }]) => exceptions.filter(({ from, to }) => to >= on && from <= dayAfter(on, AHEAD))
    .map(({ from, to, day: spans }) => `${name}${shortDay(from)}${from === to ? '' : `–${shortDay(to)}`} ${day(spans)}`))
  return [...lines, ...(coming.length > 0 ? [`${words.except}: ${coming.join(', ')}`] : [])].join('; ')
}

function weekOf(weekly: Hours['weekly'], names: string[], show: (day: Day) => string) {
  const runs: { first: number; last: number; text: string }[] = []
  for (const [at, day] of weekly.entries()) {
    if (day === null) continue
    const text = show(day), last = runs.at(-1)
    if (last?.text === text && last.last === at - 1) last.last = at
    else runs.push({ first: at, last: at, text })
  }
  return runs.map(({ first, last, text }) => `${names[first]}${last === first ? '' : `–${names[last]}`} ${text}`).join(', ')
}

export const clock = (minutes: number) => `${Math.floor(minutes / 60)}${minutes % 60 === 0 ? '' : `.${String(minutes % 60).padStart(2, '0')}`}`
export const shortDay = (iso: string) => `${Number(iso.slice(8))}.${Number(iso.slice(5, 7))}.`
