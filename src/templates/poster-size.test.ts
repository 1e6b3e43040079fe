import { expect, test } from 'vitest'
import { posterSize } from './poster-size.ts'

const words = (count: number) => Array.from({ length: count }, () => 'kirjasto').join(' ')

test('a short poster gets the largest type, a longer one a smaller, and one that fits no page none', () => {
  expect(posterSize('Suljettu', 'Avaamme maanantaina.')).toBe(1)
  expect([20, 80, 160, 320].map((count) => posterSize('Kirjasto on suljettu', words(count)))).toEqual([1, 4, 6, 7])
  expect(posterSize('Suljettu', words(700))).toBeNull()
  // a QR code in the foot leaves less room
  expect([20, 80, 160, 320].map((count) => posterSize('Kirjasto on suljettu', words(count), { foot: 60 }))).toEqual([2, 5, 6, null])
})

test('lines count as well as words, and a word longer than the line is broken', () => {
  expect(posterSize('Suljettu', 'a\n'.repeat(40))).toBe(7)
  expect(posterSize('Suljettu', 'a'.repeat(5000))).toBeNull()
  expect(posterSize('', '')).toBe(1)
})
