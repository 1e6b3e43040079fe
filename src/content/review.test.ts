import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysLate, reviewDueAt } from './review.ts'

test('a review is due on the same day of the month, or on the last one where the month is shorter', () => {
  expect(reviewDueAt('2026-03-15T08:30:00.000Z', 6)).toBe('2026-09-15T08:30:00.000Z')
  expect(reviewDueAt('2025-11-30T08:30:00.000Z', 3)).toBe('2026-02-28T08:30:00.000Z')
  expect(reviewDueAt('2023-11-30T08:30:00.000Z', 3)).toBe('2024-02-29T08:30:00.000Z')
  expect(reviewDueAt('2026-03-15T08:30:00.000Z', 0)).toBeNull()
})

test('a review is never due in the wrong month', () => {
  fc.assert(fc.property(fc.date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }), fc.constantFrom(3, 6, 12, 24), (checked, months) => {
    const due = new Date(reviewDueAt(checked.toISOString(), months)!)
    expect((due.getUTCFullYear() - checked.getUTCFullYear()) * 12 + due.getUTCMonth() - checked.getUTCMonth()).toBe(months)
  }))
})

test('lateness is counted in Finnish calendar days', () => {
  expect(daysLate('2026-03-01T12:00:00.000Z', '2026-03-10T05:00:00.000Z')).toBe(9)
  expect(daysLate('2026-03-01T21:59:00.000Z', '2026-03-01T22:01:00.000Z')).toBe(1) // 23.59 and 0.01 in Finland
  expect(daysLate('2026-03-28T12:00:00.000Z', '2026-03-30T12:00:00.000Z')).toBe(2) // over the change to summer time
  expect(daysLate('2026-03-01T05:00:00.000Z', '2026-03-01T20:00:00.000Z')).toBe(0)
  expect(daysLate('2026-05-01T05:00:00.000Z', '2026-03-01T20:00:00.000Z')).toBe(0)
  expect(daysLate(null, '2026-03-01T20:00:00.000Z')).toBe(0)
})
