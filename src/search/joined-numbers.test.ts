import { expect, test } from 'vitest'
import { joinedNumbers } from './joined-numbers.ts'

const numbersIn = (text: string) => joinedNumbers(text).map(({ number }) => number)

test.each([
  '040 123 4567', '040-1234567', '0401234567', '+358 40 123 4567', '+358401234567', '+358 (0) 40 123 4567', '+358 (0)40 123 4567', '040\u00A0123\u00A04567', '358 40 123 4567', '00358401234567', '(040) 123 4567',
  '040–123 4567', '04 01 23 45 67', '358 0 40 123 4567',
])('%s is one number, in national form', (written) => {
  expect(numbersIn(`Soita ${written}, ma klo 8.`)).toEqual(['0401234567'])
})

test.each([['978-952-264-123-4', '9789522641234'], ['1 250 000', '1250000'], ['12 500', '12500'], ['FI21 1234 5600 0007 85', 'fi2112345600000785'], ['1234567-8', '12345678']])('%s is one number', (written, number) => {
  expect(numbersIn(`Se on ${written} nyt`)).toEqual([number])
})

test('short numbers, times, years and dates are left as they are', () => {
  expect(numbersIn('klo 10 ja 11, vuosi 2026, huone 12 34, 15.3.2026, 3–5 päivää, h2o 1234 567a')).toEqual([])
  expect(numbersIn('040 123 4567 (2. kerros)')).toEqual(['0401234567'])
})

test('where a number stands is said', () => {
  const text = 'Soita (040) 123 4567!', [{ start, end } = { start: 0, end: 0 }] = joinedNumbers(text)
  expect(text.slice(start, end)).toBe('(040) 123 4567')
})
