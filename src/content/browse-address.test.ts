import fc from 'fast-check'
import { expect, test } from 'vitest'
import { browseAddress, readBrowsing } from './browse-address.ts'
import { KIND_NAMES } from './kinds.ts'
import { pageLinks } from './page-links.ts'

test('an address that is made reads back as the same choices', () => {
  const word = fc.option(fc.string({ minLength: 1, maxLength: 40 }).filter((text) => text === text.trim().toLowerCase().replace(/\s+/g, ' ').normalize('NFC') && !text.includes('\0')))
  const filters = fc.record({ kind: fc.option(fc.constantFrom(...KIND_NAMES)), subject: word, municipality: word, role: fc.constantFrom(null, 'kirjastoauto', 'uusi työntekijä'), owner: fc.option(fc.integer({ min: 1, max: 1e6 })) })
  fc.assert(fc.property(fc.record({ filters, order: fc.constantFrom('changed' as const, 'published' as const, 'name' as const), page: fc.integer({ min: 1, max: 1000 }) }), (browsing) => {
    const query = Object.fromEntries(new URL(browseAddress(browsing), 'http://x').searchParams)
    expect(readBrowsing(query)).toEqual(browsing)
  }))
})

test('empty fields of a form are no choices', () => {
  expect(readBrowsing({ laji: '', aihe: '', kunta: '', kenelle: '', jarjestys: '', sivu: '' })).toEqual(readBrowsing({}))
})

test('I-1: lists, unknown choices, NUL and too long words are refused', () => {
  for (const query of [{ laji: ['guide', 'qa'] }, { laji: 'x' }, { sivu: '0' }, { sivu: '1.5' }, { sivu: 'NaN' }, { aihe: 'a\0' }, { aihe: 'x'.repeat(201) }, { vastuu: '-1' }, { jarjestys: 'desc; drop' }])
    expect(() => readBrowsing(query), JSON.stringify(query)).toThrow('errors.badRequest')
})

test('page links show the first, the last and the neighbours, with gaps between', () => {
  const numbers = (current: number, last: number) => pageLinks(current, last, String).map((link) => (link.step ?? `${link.gap ? '… ' : ''}${link.number}${link.current ? '*' : ''}`))
  expect(numbers(1, 1)).toEqual([])
  expect(numbers(1, 3)).toEqual(['1*', '2', '3', 'next'])
  expect(numbers(5, 9)).toEqual(['previous', '1', '… 4', '5*', '6', '… 9', 'next'])
  expect(numbers(9, 9)).toEqual(['previous', '1', '… 8', '9*'])
  expect(numbers(40, 3)[0]).toBe('previous')
})
