import fc from 'fast-check'
import { expect, test } from 'vitest'
import { slugOf } from './slug.ts'

test('Finnish, Swedish and Sámi letters become plain ones', () => {
  expect(slugOf('Yhteydetön lainaus, kun Koha tai verkko ei toimi')).toBe('yhteydeton-lainaus-kun-koha-tai-verkko-ei-toimi')
  expect(slugOf('Åland – öar & älvar')).toBe('aland-oar-alvar')
  expect(slugOf('Čálit sisa: ŋ đ ŧ ž ǥ ǩ õ ʒ')).toBe('calit-sisa-n-d-t-z-g-k-o-z')
})

test('a title without such letters gets a word of ours', () => {
  expect(slugOf('Библиотека')).toBe('sivu')
  expect(slugOf('📚', 'aihe')).toBe('aihe')
})

test('a slug is short, has only a–z, 0–9 and single hyphens, and stays the same when made again', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
    const slug = slugOf(text)
    expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    expect(slug.length).toBeLessThanOrEqual(80)
    expect(slugOf(slug)).toBe(slug)
  }))
})
