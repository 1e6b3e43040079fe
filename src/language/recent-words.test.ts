import { describe, expect, test } from 'vitest'
import { rememberRecent } from './recent-words.ts'

describe('rememberRecent', () => {
  test('asks once for a word that keeps coming, however many others come between', () => {
    const asked: string[] = []
    const remember = rememberRecent(10, (word) => {
      asked.push(word)
      return word.length
    })
    for (let index = 0; index < 100; index++) {
      expect(remember('kirja')).toBe(5)
      remember(`sana${index}`)
    }
    expect(asked.filter((word) => word === 'kirja')).toHaveLength(1)
    expect(asked).toHaveLength(101)
  })

  test('forgets the words asked long ago', () => {
    const asked: string[] = []
    const remember = rememberRecent(10, (word) => asked.push(word))
    remember('kirja')
    for (let index = 0; index < 20; index++) remember(`sana${index}`)
    remember('kirja')
    expect(asked.filter((word) => word === 'kirja')).toHaveLength(2)
  })
})
