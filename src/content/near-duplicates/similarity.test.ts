import { expect, test } from 'vitest'
import { keysOf, shinglesOf, similarity } from './similarity.ts'

const word = (n: number) => `sana${(n * 7919) % 10_007}`
const text = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => word(from + n)).join(' ')
const share = (a: string, b: string) => similarity(shinglesOf(a)!, shinglesOf(b)!)
const meet = (a: string, b: string) => { const keys = new Set(keysOf(shinglesOf(a)!)); return keysOf(shinglesOf(b)!).some((key) => keys.has(key)) }

test('the share of text in common is told, whatever the letters’ case and marks', () => {
  expect(share(text(0, 300), text(0, 300).toUpperCase().replaceAll(' ', ', '))).toBe(1)
  expect(share(text(0, 300), text(100, 400))).toBeCloseTo(197 / 397, 2)
  expect(share(text(0, 300), text(1000, 1300))).toBe(0)
})

test('texts that are mostly the same meet under a key, and others do not', () => {
  let [near, far] = [0, 0]
  for (let n = 0; n < 60; n++) {
    const own = text(n * 100, n * 100 + 400)
    if (meet(own, `${text(n * 100, n * 100 + 360)} ${text(8000 + n, 8040 + n)}`)) near++
    if (meet(own, text(n * 100 + 370, n * 100 + 770))) far++
  }
  expect([near, far <= 1]).toEqual([60, true])
})

test('a text of a few words is not compared', () => {
  expect(shinglesOf('Hyvää päivää, tämä on lyhyt.')).toBeNull()
})
