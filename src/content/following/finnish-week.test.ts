import { expect, test } from 'vitest'
import { weekAt, weekNamed } from './finnish-week.ts'

test.each([
  ['2026-11-25T12:00:00.000Z', '2026-W48', '2026-11-22T22:00:00.000Z', '2026-11-29T22:00:00.000Z'],
  ['2026-11-22T21:59:59.000Z', '2026-W47', '2026-11-15T22:00:00.000Z', '2026-11-22T22:00:00.000Z'],
  ['2026-10-25T12:00:00.000Z', '2026-W43', '2026-10-18T21:00:00.000Z', '2026-10-25T22:00:00.000Z'],
  ['2027-01-02T12:00:00.000Z', '2026-W53', '2026-12-27T22:00:00.000Z', '2027-01-03T22:00:00.000Z'],
])('%s is in week %s', (iso, name, from, until) => {
  expect(weekAt(iso)).toMatchObject({ name, from, until })
  expect(weekNamed(name)).toMatchObject({ name, from, until })
})

test('weeks follow each other, and one that does not exist is none', () => {
  for (let week = weekAt('2024-01-03T00:00:00.000Z'), n = 0; n < 320; n++) {
    const next = weekNamed(week.next)!
    expect([next.from, next.previous]).toEqual([week.until, week.name])
    week = next
  }
  for (const none of ['2026-W54', '2025-W53', '2026-W00', '2026-48', 'x']) expect(weekNamed(none)).toBeNull()
})
