import { expect, test } from 'vitest'
import { endOfFinnishDay } from './edit-finnish-day.ts'
import { finnishDay } from '../i18n/finnish-day.ts'

test.each([
  ['2026-01-15', '2026-01-15T21:59:00.000Z'], ['2026-07-15', '2026-07-15T20:59:00.000Z'], ['2026-03-29', '2026-03-29T20:59:00.000Z'],
  ['2026-10-25', '2026-10-25T21:59:00.000Z'], ['2028-02-29', '2028-02-29T21:59:00.000Z'],
])('I-9: %s ends in Finland at %s', (day, moment) => {
  expect(endOfFinnishDay(day)).toBe(moment)
  expect(finnishDay(new Date(moment))).toBe(day)
})

test.each(['', '2026-02-31', '2026-02-29', '9999-01-01', '2026-W53', '1.2.2026', '2026-13-01'])('I-9: “%s” is no day', (day) => expect(endOfFinnishDay(day)).toBe(null))
