import { expect, test } from 'vitest'
import { isDayOff } from '../content/facts/holidays.ts'
import { dueDate } from './due-date.ts'

test('the Finnish holidays of 2026 that fall on weekdays, and no other weekday', () => {
  const days = Array.from({ length: 365 }, (_, n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10))
  expect(days.filter((day) => isDayOff(day) && ![0, 6].includes(new Date(day).getUTCDay())))
    .toEqual(['2026-01-01', '2026-01-06', '2026-04-03', '2026-04-06', '2026-05-01', '2026-05-14', '2026-06-19', '2026-12-24', '2026-12-25'])
})

test.each([['2026-04-01', 2, '2026-04-02'], ['2026-04-01', 5, '2026-04-02'], ['2026-12-21', 5, '2026-12-23'], ['2026-06-15', 4, '2026-06-18'], ['2026-01-01', 0, '2026-01-01']] as const)(
  'with a start on %s, day %i is due on the working day %s', (start, days, due) => expect(dueDate(start, days)).toBe(due))
