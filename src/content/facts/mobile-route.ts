import type { MessageKey } from '../../i18n/messages.ts'
import { readDay } from './fact-day.ts'
import type { ShownLanguage } from './fact-types.ts'
import { dayAfter } from './holidays.ts'
import { AHEAD, clock, DAY_LIST, daysOf, readSpan, shortDay, WORDS } from './opening-hours.ts'

/** null: every week */
type Weeks = 'even' | 'odd' | number[] | null
interface Stop { days: number[]; weeks: Weeks; from: number; to: number; name: string }
interface Route { stops: Stop[]; exceptions: { from: string; to: string }[]; text: string }
interface RouteProblem { problem: MessageKey; line: number }

const TIME = '\\d{1,2}(?:[.:]\\d{2})? ?[-–—] ?\\d{1,2}(?:[.:]\\d{2})?'
const STOP = new RegExp(`^(${DAY_LIST}):?(?: (parilliset|parittomat)(?: viikot)?| viik(?:ko|ot) ([\\d, –—-]+))? (${TIME}) (.+)$`, 'i')
const EXCEPTION = /^(\d{1,2}\.\d{1,2}\.\d{4})(?: ?[-–—] ?(\d{1,2}\.\d{1,2}\.\d{4}))? ei ajeta$/i
const LONGEST_NAME = 120

/**
 * The route of a mobile library as people write it, a stop on each line: `ma 10.00–10.30 Sevettijärvi, koulu`, `ti parilliset viikot 12–13 Näätämö`,
 * `ke viikot 2, 6, 10–14 9–10 Nellim`, and days without a tour: `24.12.2026–6.1.2027 ei ajeta`. Gives the lines in order, or the first that cannot be read.
 */
export function readRoute(text: string): Route | RouteProblem {
  const route: Route = { stops: [], exceptions: [], text: '' }, lines: string[] = []
  for (const [at, typed] of text.split('\n').entries()) {
    const line = typed.replace(/\s+/g, ' ').trim()
    if (line === '') continue
    const read = EXCEPTION.test(line) ? readException(route, line) : readStop(route, line)
    if ('problem' in read) return { problem: read.problem, line: at + 1 }
    lines.push(read.line)
  }
  return route.stops.length === 0 ? { problem: 'facts.route.none', line: 1 } : { ...route, text: lines.join('\n') }
}

type Read = { line: string } | { problem: MessageKey }

function readStop(route: Route, line: string): Read {
  const [, days, parity, numbers, time, name] = STOP.exec(line) ?? []
  if (days === undefined || time === undefined || name === undefined || name.length > LONGEST_NAME) return { problem: 'facts.route.line' }
  const list = days.toLowerCase().replace(/[–—]/g, '-'), weeks: Weeks | undefined = parity ? (parity.toLowerCase() === 'parilliset' ? 'even' : 'odd') : numbers === undefined ? null : weeksOf(numbers), span = readSpan(time.replace(/[–—]/g, '-'))
  if (weeks === undefined) return { problem: 'facts.route.weeks' }
  if (typeof span === 'string') return { problem: span === 'facts.hours.line' ? 'facts.route.line' : span }
  const stop: Stop = { days: daysOf(list), weeks, ...span, name: name.trim() }
  if (route.stops.some((other) => meet(stop, other))) return { problem: 'facts.route.overlap' }
  route.stops.push(stop)
  const week = weeks === null ? '' : Array.isArray(weeks) ? `viikot ${numbers!.trim().replace(/ ?[-–—] ?/g, '–').replace(/ ?, ?/g, ', ')} ` : weeks === 'even' ? 'parilliset viikot ' : 'parittomat viikot '
  return { line: `${list.replace(/ ?- ?/g, '–').replace(/ ?, ?/g, ', ')} ${week}${fullClock(span.from)}–${fullClock(span.to)} ${stop.name}` }
}

function readException(route: Route, line: string): Read {
  const [, first, last] = EXCEPTION.exec(line)!, from = readDay(first!), to = last === undefined ? from : readDay(last)
  if (from === null || to === null) return { problem: 'facts.hours.date' }
  if (to < from || dayAfter(from, 366) < to) return { problem: 'facts.hours.range' }
  if (route.exceptions.some((other) => from <= other.to && to >= other.from)) return { problem: 'facts.hours.twice' }
  route.exceptions.push({ from, to })
  return { line: line.toLowerCase().replace(/ ?[-–—] ?/g, '–') }
}

function weeksOf(text: string): number[] | undefined {
  const weeks = text.split(',').flatMap((part) => {
    const [, first, last] = /^ ?(\d{1,2})(?: ?[-–—] ?(\d{1,2}))? ?$/.exec(part) ?? [], from = Number(first), to = Number(last ?? first)
    return first === undefined || from < 1 || to > 53 || to < from ? [Number.NaN] : Array.from({ length: to - from + 1 }, (_, at) => from + at)
  })
  return weeks.some(Number.isNaN) ? undefined : weeks
}

/** Whether the bus would have to be at two stops at once. */
const meet = (a: Stop, b: Stop) => a.from < b.to && a.to > b.from && a.days.some((day) => b.days.includes(day)) && weeksIn(a.weeks).some((week) => weeksIn(b.weeks).includes(week))
const EVERY = Array.from({ length: 53 }, (_, at) => at + 1)
const weeksIn = (weeks: Weeks) => (Array.isArray(weeks) ? weeks : weeks === null ? EVERY : EVERY.filter((week) => (week % 2 === 0) === (weeks === 'even')))

const SAID = {
  fi: { even: 'parilliset viikot', odd: 'parittomat viikot', weeks: 'viikot', none: 'ei ajeta' },
  sv: { even: 'jämna veckor', odd: 'udda veckor', weeks: 'veckorna', none: 'ingen tur' },
  en: { even: 'even weeks', odd: 'odd weeks', weeks: 'weeks', none: 'no tour' },
}

/** The tours of the week, a line for each day, then the days of the next three weeks without a tour. Names of stops are as they are written. */
export function formatRoute(value: string, language: ShownLanguage, on: string): string {
  const read = readRoute(value), said = SAID[language], tours = new Map<string, Stop[]>()
  if ('problem' in read) return value
  const inOrder = read.stops.toSorted((a, b) => a.days[0]! - b.days[0]! || a.from - b.from)
  for (const stop of inOrder) {
    const { weeks } = stop, when = weeks === null ? '' : ` (${Array.isArray(weeks) ? `${said.weeks} ${weekRuns(weeks)}` : said[weeks]})`, day = runsOf(stop.days).map(([first, last]) => WORDS[language].days[first]! + (last === first ? '' : `–${WORDS[language].days[last]!}`)).join(', ')
    tours.set(day + when, [...(tours.get(day + when) ?? []), stop])
  }
  const lines = [...tours].map(([day, stops]) => `${day}: ${stops.map(({ from, to, name }) => `${clock(from)}–${clock(to)} ${name}`).join('; ')}`)
  const coming = read.exceptions.filter(({ from, to }) => to >= on && from <= dayAfter(on, AHEAD)).map(({ from, to }) => (from === to ? shortDay(from) : `${shortDay(from)}–${shortDay(to)}`))
  return [...lines, ...(coming.length > 0 ? [`${said.none} ${coming.join(', ')}`] : [])].join('\n')
}

/** Numbers that follow each other, as first and last. */
function runsOf(numbers: number[]): [number, number][] {
  const runs: [number, number][] = []
  for (const number of numbers) {
    const last = runs.at(-1)
    if (last && last[1] === number - 1) last[1] = number
    else runs.push([number, number])
  }
  return runs
}
const weekRuns = (weeks: number[]) => runsOf(weeks).map(([first, last]) => (first === last ? first : `${first}–${last}`)).join(', ')
const fullClock = (minutes: number) => `${Math.floor(minutes / 60)}.${String(minutes % 60).padStart(2, '0')}`
