import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { occurrence, yearlyCalendar, type DayRule } from './yearly-calendar.ts'

const { days, kinds } = yearlyCalendar.parse(JSON.parse(readFileSync(new URL('../../../db/sample/vuosikello.json', import.meta.url), 'utf8')))
const examples = days.flatMap(({ id, rule, examples: known = {} }) =>
  Object.entries(known).map(([year, ranges]) => ({ id, rule, year: Number(year), ranges })))

test('the calendar has 70 days of known kinds, each once', () => {
  expect(days).toHaveLength(70)
  expect(new Set(days.map(({ id }) => id)).size).toBe(70)
  for (const { kind } of days) expect(kinds).toHaveProperty(kind)
})

test.each(examples)('$id $year falls on its known dates', ({ rule, year, ranges }) => {
  const found = occurrence(rule, year)
  expect(found ? [found] : []).toEqual(ranges)
})

test('every day but those announced by hand falls once in its year, 2024–2100', () => {
  for (const { id, rule } of days) {
    for (let year = 2024; year <= 2100; year++) {
      const found = occurrence(rule, year)
      if (rule.type === 'manual') expect(found).toBeNull()
      else expect(found?.start.slice(0, 4), id).toBe(String(year))
    }
  }
})

test.each([
  [{ type: 'iso-week', week: 1 }, 2026, '2025-12-29', '2026-01-04'], [{ type: 'iso-week', week: 43, fromYear: 2027 }, 2026, undefined, undefined],
  [{ type: 'nth-weekday', month: 10, weekday: 7, nth: 1, days: 7 }, 2026, '2026-10-04', '2026-10-10'],
  [{ type: 'weekday-on-or-after', month: 6, day: 20, weekday: 6 }, 2026, '2026-06-20', '2026-06-20'],
  [{ type: 'fixed', month: 2, day: 6 }, 1969, '1969-02-06', '1969-02-06'],
  [{ type: 'week-containing', month: 1, day: 4 }, 1969, '1968-12-30', '1969-01-05'],
] as [DayRule, number, string | undefined, string | undefined][])('%j in %i', (rule, year, start, end) => {
  const found = occurrence(rule, year)
  expect([found?.start, found?.end]).toEqual([start, end])
})
