import { expect, test } from 'vitest'
import { isHoliday } from './holidays.ts'
import { formatHours, hoursOn, readHours } from './opening-hours.ts'
import { finnishDay } from '../../i18n/finnish-day.ts'

const WEEK = 'ma-pe 10–18\nla 10-14 ja 15–16\nomatoimi ma–su 7-22\njuhlapyhät suljettu\n24.12.2026 10–14\n27.12.2026–2.1.2027 suljettu'
const span = (from: number, to: number) => ({ from: from * 60, to: to * 60 })

test('a week, self-service, holidays and exceptions: each day has what holds then', () => {
  expect(hoursOn(WEEK, '2026-11-25')).toEqual({ staffed: [span(10, 18)], self: [span(7, 22)] })
  expect(hoursOn(WEEK, '2026-11-28')?.staffed).toEqual([span(10, 14), span(15, 16)])
  expect(hoursOn(WEEK, '2026-11-29')).toEqual({ staffed: null, self: [span(7, 22)] })
  expect(hoursOn(WEEK, '2026-12-25')?.staffed).toEqual([])
  expect(hoursOn(WEEK, '2026-12-24')?.staffed).toEqual([span(10, 14)])
  expect(hoursOn(WEEK, '2026-12-31')?.staffed).toEqual([])
})

test('the days of a week that are alike are told together, and coming exceptions three weeks before', () => {
  expect(formatHours(WEEK, 'fi', '2026-11-25')).toBe('ma–pe 10–18, la 10–14 ja 15–16; juhlapyhät suljettu; omatoimi ma–su 7–22')
  expect(formatHours(WEEK, 'sv', '2026-12-06')).toBe('mån–fre 10–18, lör 10–14 och 15–16; helgdagar stängt; självbetjäning mån–sön 7–22; undantag: 24.12. 10–14, 27.12.–2.1. stängt')
  expect(formatHours('la 9.30–14', 'en', '2026-12-06')).toBe('Sat 9.30–14')
})

test.each([
  ['pe 18–2', 'facts.hours.pastMidnight'], ['ma 10–10', 'facts.hours.pastMidnight'], ['ma 10–25', 'facts.hours.time'], ['ma 10–14 ja 13–15', 'facts.hours.overlap'],
  ['ma-ke 10–14\nke 12–14', 'facts.hours.twice'], ['31.2.2026 10–14', 'facts.hours.date'], ['3.1.2026–1.1.2026 suljettu', 'facts.hours.range'], ['maanantaisin kymmenestä', 'facts.hours.line'],
])('%j is refused with the reason and its line: %s', (text, problem) => {
  expect(readHours(text)).toEqual({ problem, line: text.split('\n').length })
})

test('an evening past midnight is written as two days', () => {
  expect(hoursOn('pe 18–24\nla 0–2', '2026-11-27')?.staffed).toEqual([span(18, 24)])
  expect(hoursOn('pe 18–24\nla 0–2', '2026-11-28')?.staffed).toEqual([span(0, 2)])
})

test('the holidays of Finland are known: moving ones too', () => {
  for (const day of ['2026-04-03', '2026-04-05', '2026-04-06', '2026-05-14', '2026-05-24', '2026-06-20', '2026-10-31', '2027-11-06', '2026-12-06']) expect([day, isHoliday(day)]).toEqual([day, true])
  for (const day of ['2026-12-24', '2026-06-19', '2026-04-04']) expect([day, isHoliday(day)]).toEqual([day, false])
})

test('a day begins at Finnish midnight', () => {
  expect(finnishDay(new Date('2026-12-31T22:30:00Z'))).toBe('2027-01-01')
})
