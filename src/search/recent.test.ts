import { expect, test } from 'vitest'
import { Recent, RecentAnswers } from './recent.ts'

test('the value used longest ago goes first', () => {
  const recent = new Recent<number>(2)
  recent.set('a', 1)
  recent.set('b', 2)
  expect(recent.get('a')).toBe(1)
  recent.set('c', 3)
  expect([recent.get('a'), recent.get('b'), recent.get('c')]).toEqual([1, undefined, 3])
})

test('those who ask the same at the same time wait for one answer, and one that failed is looked for again', async () => {
  const answers = new RecentAnswers<string>(2)
  let asked = 0
  const find = async () => { asked++; if (asked === 1) throw new Error('busy'); return 'found' }
  const both = [answers.get('maksu', find), answers.get('maksu', find)]
  await expect(Promise.all(both)).rejects.toThrow('busy')
  expect(asked).toBe(1)
  expect(await answers.get('maksu', find)).toBe('found')
  expect(await answers.get('maksu', find)).toBe('found')
  expect(asked).toBe(2)
})
