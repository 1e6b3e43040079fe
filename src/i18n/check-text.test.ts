import { expect, test } from 'vitest'
import { formatDate } from './format-date.ts'
import { missingPlurals, pluralGaps, textProblem, valuesOf } from './check-text.ts'
import { INTL_TAGS } from './locales.ts'
import { languageOf, setOverrides, t } from './translate.ts'

test('every plural knows the numbers that its language has', () => {
  expect(pluralGaps()).toEqual([])
})

test('Northern Sámi has a dual: a plural without it is found', () => {
  expect(missingPlurals('{n, plural, one {a} other {b}}', 'fi')).toEqual([])
  expect(missingPlurals('{n, plural, =1 {a} other {b}}', 'sv')).toEqual([])
  expect(missingPlurals('{n, plural, other {b}}', 'en')).toEqual(['one'])
  expect(missingPlurals('{n, plural, one {a} other {b}}', 'se')).toEqual(['two'])
  expect(missingPlurals('{a, select, x {{n, plural, other {b}}} other {}}', 'sv')).toEqual(['one'])
})

test('a text that is to replace another parses, uses the same values and has the numbers of its language', () => {
  expect(valuesOf('{b} ja {a, plural, one {# kpl} other {# {c}}}')).toEqual(['a', 'b', 'c'])
  expect(textProblem('content.notice.until', 'sv', 'gäller till {date}')).toBeNull()
  expect(textProblem('content.notice.until', 'sv', 'gäller')).toBe('texts.bad.values')
  expect(textProblem('content.notice.until', 'sv', 'gäller till {date} {fel}')).toBe('texts.bad.values')
  expect(textProblem('content.notice.until', 'sv', 'gäller till {date')).toBe('texts.bad.parse')
})

test('a text that a reviewer has corrected counts at once, in its language only', () => {
  try {
    setOverrides([{ locale: 'sv', key: 'shell.guides', text: 'Nya guider' }, { locale: 'se', key: 'content.notice.until', text: '{date} rádjái' }])
    expect([t('sv', 'shell.guides'), languageOf('se', 'content.notice.until'), t('se', 'content.notice.until', { date: '1.2.' })]).toEqual(['Nya guider', 'se', '1.2. rádjái'])
    expect(t('fi', 'shell.guides')).not.toBe('Nya guider')
  } finally {
    setOverrides([])
  }
  expect([t('sv', 'shell.guides') === 'Nya guider', languageOf('se', 'content.notice.until')]).toEqual([false, 'fi'])
})

test('each language sorts, dates and counts in its own way', () => {
  const sorted = (locale: 'fi' | 'sv' | 'se', words: string[]) => words.toSorted(new Intl.Collator(INTL_TAGS[locale]).compare)
  expect(sorted('fi', ['Öljy', 'Zürich', 'Åland', 'Äiti', 'Aho'])).toEqual(['Aho', 'Zürich', 'Åland', 'Äiti', 'Öljy'])
  expect(sorted('sv', ['Öl', 'Zon', 'Ål', 'Äng', 'Asp'])).toEqual(['Asp', 'Zon', 'Ål', 'Äng', 'Öl'])
  expect(sorted('se', ['Čáhci', 'Dat', 'Cuoŋu', 'Áhčči', 'Šaddu', 'Sapmi', 'Ŋuoskki', 'Nuorta', 'Žeŋŋe', 'Zorro'])).toEqual(['Áhčči', 'Cuoŋu', 'Čáhci', 'Dat', 'Nuorta', 'Ŋuoskki', 'Sapmi', 'Šaddu', 'Zorro', 'Žeŋŋe'])
  const noon = '2026-03-04T10:00:00.000Z'
  expect([formatDate('fi', noon, 'date'), formatDate('sv', noon, 'date'), formatDate('en', noon, 'date'), formatDate('se', noon, 'date')]).toEqual(['4.3.2026', '4.3.2026', '04/03/2026', '04.03.2026'])
  expect([1234.5.toLocaleString(INTL_TAGS.fi), 1234.5.toLocaleString(INTL_TAGS.sv), 1234.5.toLocaleString(INTL_TAGS.en)].map((text) => text.replace(/\s/g, ' '))).toEqual(['1 234,5', '1 234,5', '1 234,5'])
})
