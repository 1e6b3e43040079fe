import { expect, test } from 'vitest'
import { audienceWord, doersWord, dueWord, linkedText, timeWord } from './words.ts'

test.each([
  [-10, '10 päivää ennen'], [-1, '1 päivä ennen'], [0, '1. päivänä'], [4, '5. päivänä'], [5, 'viikolla 1'], [6, 'viikolla 1'], [7, 'viikolla 2'],
  [13, 'viikolla 2'], [20, 'viikolla 3'], [90, 'viikolla 13'],
])('a task of day %i is due "%s"', (days, words) => expect(dueWord('fi', days)).toBe(words))

test('the day is said in Swedish and English too', () => {
  expect([-1, 0, 20].map((days) => dueWord('sv', days))).toEqual(['1 dag före', 'dag 1', 'vecka 3'])
  expect([-2, 2, 20].map((days) => dueWord('en', days))).toEqual(['2 days before', 'day 3', 'week 3'])
})

test.each([[0, '0 min'], [55, '55 min'], [60, '1 t'], [110, '1 t 50 min']])('%i minutes are "%s"', (minutes, words) => expect(timeWord('fi', minutes)).toBe(words))

test('two doers are named with "ja"', () => expect(doersWord('fi', ['supervisor', 'employee'])).toBe('esihenkilö ja uusi työntekijä'))

test('what is for everyone is not said; other audiences are', () => {
  expect(audienceWord('fi', { everyone: true })).toBeNull()
  expect(audienceWord('sv', { sami: true })?.label).toBe('samernas hembygdsområde')
  expect(audienceWord('sv', { role: 'kirjastoauto' })).toEqual({ label: 'bokbuss', lang: null })
  expect(audienceWord('en', { role: 'taikuus' })).toEqual({ label: 'taikuus', lang: 'fi' })
})

test('only links to items become links, and the text between them is kept', () => {
  expect(linkedText('Katso [ohje](laavu:HEN-02), ei [tätä](https://evil.example).')).toEqual([
    { text: 'Katso ', href: null }, { text: 'ohje', href: '/laavu/HEN-02' }, { text: ', ei [tätä](https://evil.example).', href: null },
  ])
  expect(linkedText('')).toEqual([])
})
