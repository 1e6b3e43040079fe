import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayAfter, daysBetween, isDayOff } from '../content/facts/holidays.ts'
import { dueDate, endOfWeek, weekNumber, workdayNumber } from './due-date.ts'
import { finnishDay } from '../i18n/finnish-day.ts'

test.each([
  ['2026-11-25T21:59:59Z', '2026-11-25'], ['2026-11-25T22:00:00Z', '2026-11-26'], ['2026-06-30T20:59:59Z', '2026-06-30'], ['2026-06-30T21:00:00Z', '2026-07-01'],
  ['2026-10-24T20:59:59Z', '2026-10-24'], ['2026-10-24T21:00:00Z', '2026-10-25'], ['2026-10-25T00:30:00Z', '2026-10-25'],
  ['2026-10-25T01:30:00Z', '2026-10-25'], ['2026-10-25T21:59:59Z', '2026-10-25'], ['2026-10-25T22:00:00Z', '2026-10-26'],
  ['2027-03-27T22:00:00Z', '2027-03-28'], ['2027-03-28T00:59:59Z', '2027-03-28'], ['2027-03-28T01:00:00Z', '2027-03-28'],
  ['2027-03-28T20:59:59Z', '2027-03-28'], ['2027-03-28T21:00:00Z', '2027-03-29'],
])('at %s it is the day %s in Finland, also in the nights when the clocks are moved', (moment, day) => expect(finnishDay(new Date(moment))).toBe(day))

test.each([
  ['2026-11-23', -10, '2026-11-13'], ['2026-11-23', -2, '2026-11-20'], ['2026-11-23', 0, '2026-11-23'], ['2026-11-23', 4, '2026-11-27'],
  ['2026-11-23', 5, '2026-11-27'], ['2026-11-23', 90, '2027-02-19'],
  ['2026-11-26', 2, '2026-11-27'], ['2026-11-26', 3, '2026-11-27'], ['2026-11-26', 4, '2026-11-30'],
  ['2026-11-28', 0, '2026-11-28'], ['2026-11-28', 1, '2026-11-28'], ['2026-11-28', 2, '2026-11-30'], ['2026-11-28', -1, '2026-11-27'],
  ['2026-10-23', 3, '2026-10-26'], ['2027-03-26', 3, '2027-03-26'], ['2027-03-25', 5, '2027-03-30'],
])('with a start on %s, day %i is due on %s', (start, days, due) => expect(dueDate(start, days)).toBe(due))

const day = fc.integer({ min: 0, max: 20_000 }).map((n) => dayAfter('2020-01-01', n))
test('nothing is due on a day off unless it is the first day, no later than its day, and the order of the days is kept', () => {
  fc.assert(fc.property(day, fc.integer({ min: -60, max: 365 }), fc.integer({ min: 0, max: 30 }), (start, days, more) => {
    const due = dueDate(start, days)
    return (!isDayOff(due) || due === start) && daysBetween(due, dayAfter(start, days)) <= 5 && due <= dayAfter(start, days)
      && due <= dueDate(start, days + more) && (days < 0 ? due < start : due >= start)
  }))
})

test('days are counted on the calendar over the nights when the clocks are moved', () => {
  fc.assert(fc.property(day, fc.integer({ min: -800, max: 800 }), (from, days) => daysBetween(from, dayAfter(from, days)) === days))
  expect([dayAfter('2026-10-24', 1), dayAfter('2026-10-25', 1), dayAfter('2027-03-28', 1)]).toEqual(['2026-10-25', '2026-10-26', '2027-03-29'])
})

test('the first five working days have a number, other days have a week', () => {
  expect(['2026-11-22', '2026-11-23', '2026-11-25', '2026-11-27', '2026-11-28', '2026-11-30',
    '2027-02-01'].map((today) => workdayNumber('2026-11-23', today))).toEqual([null, 1, 3, 5, null, null, null])
  expect(['2026-11-26', '2026-11-29', '2026-11-30', '2026-12-02', '2026-12-03'].map((today) => workdayNumber('2026-11-26', today))).toEqual([1, null, 3, 5, null])
  expect(workdayNumber('2026-11-28', '2026-11-28')).toBe(1)
  expect(['2026-11-26', '2026-11-29', '2026-11-30', '2026-12-07'].map((today) => weekNumber('2026-11-26', today))).toEqual([1, 1, 2, 3])
  expect([endOfWeek('2026-11-23'), endOfWeek('2026-11-29')]).toEqual(['2026-11-29', '2026-11-29'])
})
