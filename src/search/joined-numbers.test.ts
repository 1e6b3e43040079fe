import { expect, test } from 'vitest'
import { joinedNumbers } from './joined-numbers.ts'

test.each(['040 123 4567', '040-1234567', '0401234567', '+358 40 123 4567', '+358401234567', '+358 (0) 40 123 4567', '040\u00A0123\u00A04567', '358 40 123 4567'])('%s is one number, in national form', (written) => {
  expect(joinedNumbers(`Soita ${written}, ma klo 8.`)).toEqual(['0401234567'])
})

test('short numbers, times, years and dates are left as they are', () => {
  expect(joinedNumbers('klo 10 ja 11, vuosi 2026, huone 12 34, 15.3.2026, 3–5 päivää')).toEqual([])
})
