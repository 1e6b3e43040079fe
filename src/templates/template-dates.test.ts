import { expect, test } from 'vitest'
import { formatDate, formatDateRange, formatTime } from './template-dates.ts'

test.each([
  ['fi', '', '30.11.2026'], ['fi', 'pitka', 'maanantai 30.11.2026'], ['fi', 'milloin', 'maanantaina 30.11.2026'], ['fi', 'lyhyt', 'ma 30.11.'],
  ['en', '', '30 November 2026'], ['en', 'pitka', 'Monday 30 November 2026'], ['en', 'milloin', 'on Monday 30 November 2026'], ['en', 'lyhyt', 'Mon 30 Nov'],
  ['sv', '', '30 november 2026'], ['sv', 'pitka', 'måndag 30 november 2026'], ['sv', 'milloin', 'måndagen den 30 november 2026'], ['sv', 'lyhyt', 'må 30.11'],
  ['no', '', '30. november 2026'], ['no', 'pitka', 'mandag 30. november 2026'], ['no', 'milloin', 'mandag 30. november 2026'], ['no', 'lyhyt', 'man. 30.11.'],
] as const)('a date in %s, form "%s", is %s', (language, form, expected) => {
  expect(formatDate('2026-11-30', language, form)).toBe(expected)
})

test.each(['se', 'smn', 'sms'] as const)('no %s word is made up for a date', (language) => {
  for (const form of ['', 'pitka', 'milloin']) expect(formatDate('2026-11-30', language, form)).toBe('30.11.2026')
  expect(formatDate('2026-11-30', language, 'lyhyt')).toBe('30.11.')
  expect(formatDateRange('2026-12-01', '2026-12-04', language, 'pitka')).toBe('1.–4.12.2026')
})

test('every weekday answers when in Finnish and Swedish', () => {
  const week = [5, 6, 7, 8, 9, 10, 11].map((day) => `2026-01-${String(day).padStart(2, '0')}`)
  expect(week.map((day) => formatDate(day, 'fi', 'milloin').split(' ')[0])).toEqual(
    ['maanantaina', 'tiistaina', 'keskiviikkona', 'torstaina', 'perjantaina', 'lauantaina', 'sunnuntaina'])
  expect(week.map((day) => formatDate(day, 'sv', 'milloin').split(' ')[0])).toEqual(
    ['måndagen', 'tisdagen', 'onsdagen', 'torsdagen', 'fredagen', 'lördagen', 'söndagen'])
  expect(week.map((day) => formatDate(day, 'fi', 'lyhyt').slice(0, 2))).toEqual(['ma', 'ti', 'ke', 'to', 'pe', 'la', 'su'])
})

test.each([
  ['2026-12-01', '2026-12-04', 'fi', '', '1.–4.12.2026'], ['2026-11-28', '2026-12-04', 'fi', '', '28.11.–4.12.2026'],
  ['2026-12-28', '2027-01-03', 'fi', '', '28.12.2026–3.1.2027'], ['2026-12-05', '2027-12-03', 'fi', '', '5.12.2026–3.12.2027'],
  ['2027-03-01', '2027-06-30', 'fi', 'lyhyt', '1.3.–30.6.'],
  ['2026-12-01', '2026-12-04', 'fi', 'lyhyt', '1.–4.12.'],
  ['2026-12-01', '2026-12-04', 'sv', '', '1–4 december 2026'], ['2026-11-28', '2026-12-04', 'sv', '', '28 november – 4 december 2026'],
  ['2027-03-01', '2027-06-30', 'sv', 'lyhyt', '1.3–30.6'], ['2026-12-01', '2026-12-04', 'sv', 'lyhyt', '1–4.12'],
  ['2026-12-28', '2027-01-03', 'en', '', '28 December 2026 – 3 January 2027'], ['2027-03-01', '2027-06-30', 'en', 'lyhyt', '1 Mar – 30 Jun'],
  ['2026-12-01', '2026-12-04', 'no', '', '1.–4. desember 2026'], ['2026-11-28', '2026-12-04', 'no', '', '28. november – 4. desember 2026'],
] as const)('from %s to %s in %s, form "%s", is %s', (start, end, language, form, expected) => {
  expect(formatDateRange(start, end, language, form)).toBe(expected)
})

test('a range of one day prints as that day, in its form', () => {
  expect(formatDateRange('2026-12-05', '2026-12-05', 'fi', 'milloin')).toBe('lauantaina 5.12.2026')
})

test('times: 12 and 14.20 in Finnish and Swedish, 12:00 in English', () => {
  expect(['12:00', '14:20', '09:05', '00:00'].map((time) => formatTime(time, 'fi'))).toEqual(['12', '14.20', '9.05', '0'])
  expect(formatTime('14:20', 'sv')).toBe('14.20')
  expect(formatTime('12:00', 'en')).toBe('12:00')
})
