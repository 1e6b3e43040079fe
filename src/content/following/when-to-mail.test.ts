import { expect, test } from 'vitest'
import { isQuiet, isTimeToMail } from './when-to-mail.ts'

const NONE = { from: '', until: '' }
// 2026-11-25 is a Wednesday; Finland is two hours ahead of UTC then
test.each([
  ['never', '2026-11-20T00:00:00.000Z', '2026-11-25T09:00:00.000Z', false],
  ['at-once', '2026-11-25T09:00:00.000Z', '2026-11-25T09:00:00.000Z', true],
  ['daily', '2026-11-24T20:00:00.000Z', '2026-11-25T04:59:00.000Z', false],
  ['daily', '2026-11-24T20:00:00.000Z', '2026-11-25T05:00:00.000Z', true],
  ['daily', '2026-11-25T05:00:00.000Z', '2026-11-25T18:00:00.000Z', false],
  ['daily', '2026-11-20T20:00:00.000Z', '2026-11-25T18:00:00.000Z', true],
  ['weekly', '2026-11-22T20:00:00.000Z', '2026-11-23T04:59:00.000Z', false],
  ['weekly', '2026-11-22T20:00:00.000Z', '2026-11-23T05:00:00.000Z', true],
  ['weekly', '2026-11-23T06:00:00.000Z', '2026-11-25T05:00:00.000Z', false],
] as const)('%s mail of what came %s, at %s: %s', (wish, since, now, expected) => {
  expect(isTimeToMail(wish, NONE, since, now)).toBe(expected)
})

test.each([
  ['18:00', '07:00', '2026-11-25T16:00:00.000Z', true], ['18:00', '07:00', '2026-11-25T04:59:00.000Z', true], ['18:00', '07:00', '2026-11-25T05:00:00.000Z', false],
  ['12:00', '13:00', '2026-11-25T10:30:00.000Z', true], ['12:00', '13:00', '2026-11-25T11:00:00.000Z', false], ['08:00', '08:00', '2026-11-25T06:00:00.000Z', false],
  // in summer the same clock time is another moment
  ['18:00', '07:00', '2026-07-01T15:00:00.000Z', true], ['18:00', '07:00', '2026-07-01T14:59:00.000Z', false],
])('quiet from %s until %s at %s: %s', (from, until, now, expected) => {
  expect(isQuiet({ from, until }, now)).toBe(expected)
  if (expected) expect(isTimeToMail('at-once', { from, until }, now, now)).toBe(false)
})
