import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { testAnalyser } from '../language/test-dictionary.ts'
import { keyOf, wordList } from './word-list.ts'

const linesOf = (name: string) => readFileSync(path.join(import.meta.dirname, '../../db/lists', name), 'utf8').trim().split('\n').map((line) => line.split('\t') as [string, string])

test.each(['yso.tsv', 'sme-fin.tsv'])('every line of %s is found by its key', (name) => {
  const find = wordList(name), lines = linesOf(name)
  expect(lines.length).toBeGreaterThan(10_000)
  expect(lines.filter(([key, said]) => find(key).join('|') !== said)).toEqual([])
  for (const absent of ['', 'a', 'zenx', 'zzz', lines[0]![0].slice(0, -1), `${lines.at(-1)![0]}x`]) if (!lines.some(([key]) => key === absent)) expect(find(absent)).toEqual([])
})

test('the keys are the stems that the analyser makes today; else write the lists anew', () => {
  const analyser = testAnalyser()
  expect(wordList('yso.tsv')(keyOf(analyser, ['libraries'], 'en')!)).toContain('kirjastot')
  expect(wordList('yso.tsv')(keyOf(analyser, ['bokbussen'], 'sv')!)).toContain('kirjastoautot')
  expect(wordList('sme-fin.tsv')(keyOf(analyser, ['girjerádju'], 'se')!)).toContain('kirjasto')
  expect(keyOf(analyser, ['ab'], 'en')).toBeNull()
})
