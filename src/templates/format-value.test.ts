import { expect, test } from 'vitest'
import { formatList, formatNumber, formatValue, formsOf } from './format-value.ts'
import type { Field } from './template-definition.ts'
import type { FieldValue } from './template-values.ts'

const tornio = {
  name: 'Tornio', genitive: 'Tornion', inside: 'Torniossa', into_form: 'Tornioon', out_of: 'Torniosta',
  name_sv: 'Torneå', name_se: '', name_smn: '', name_sms: '',
}
const inari = { ...tornio, name: 'Inari', name_sv: 'Enare', name_se: 'Anár', name_smn: 'Aanaar', name_sms: 'Aanar' }
const field = (type: string, more: object = {}) => ({ name: 'x', label: 'X', help: '', required: false, type, ...more }) as Field

test('Finnish has the stored case forms of a place, other languages its name', () => {
  const value: FieldValue = { type: 'municipality', place: tornio }
  const forms = ['', 'nimi', 'genetiivi', 'missa', 'mihin', 'mista'].map((form) => formatValue(value, field('municipality'), form, 'fi'))
  expect(forms).toEqual(['Tornio', 'Tornio', 'Tornion', 'Torniossa', 'Tornioon', 'Torniosta'].map((text) => ({ text })))
  expect(formatValue(value, field('municipality'), '', 'sv')).toEqual({ text: 'Torneå' })
  expect(formatValue(value, field('municipality'), 'missa', 'sv')).toEqual({ missing: 'unknown-form' })
})

test('a Sámi name is used where it is known, else the Finnish one', () => {
  const inSami = (place: typeof tornio) =>
    (['se', 'smn', 'sms'] as const).map((language) => formatValue({ type: 'municipality', place }, field('municipality'), '', language))
  expect(inSami(inari)).toEqual([{ text: 'Anár' }, { text: 'Aanaar' }, { text: 'Aanar' }])
  expect(inSami(tornio)).toEqual([{ text: 'Tornio' }, { text: 'Tornio' }, { text: 'Tornio' }])
})

test('the name of a library is Finnish in every language, and says so', () => {
  const value: FieldValue = { type: 'library', place: { ...tornio, name: 'Tornion kaupunginkirjasto', inside: 'Tornion kaupunginkirjastossa' } }
  expect(formatValue(value, field('library'), 'missa', 'fi')).toEqual({ text: 'Tornion kaupunginkirjastossa' })
  expect(formatValue(value, field('library'), '', 'en')).toEqual({ text: 'Tornion kaupunginkirjasto', language: 'fi' })
})

test('a missing language version is not replaced by another language', () => {
  const value: FieldValue = { type: 'versions', versions: { fi: 'kahvio' } }
  expect(formatValue(value, field('text', { localized: true }), '', 'fi')).toEqual({ text: 'kahvio' })
  expect(formatValue(value, field('text', { localized: true }), '', 'en')).toEqual({ missing: 'missing-version' })
})

test('addresses and numbers to call are links', () => {
  expect(formatValue({ type: 'url', text: 'https://finna.fi/ä' }, field('url'), '', 'fi'))
    .toEqual({ text: 'https://finna.fi/ä', href: 'https://finna.fi/%C3%A4' })
  expect(formatValue({ type: 'phone', text: '+358 (16) 000' }, field('phone'), '', 'fi')).toEqual({ text: '+358 (16) 000', href: 'tel:+35816000' })
  expect(formatValue({ type: 'email', text: 'a@b.fi' }, field('email'), '', 'fi')).toEqual({ text: 'a@b.fi', href: 'mailto:a@b.fi' })
})

test.each([
  ['1234.50', 'fi', '1234,50'], ['12345', 'fi', '12\u00A0345'], ['1234567.5', 'sv', '1\u00A0234\u00A0567,5'],
  ['12345.50', 'en', '12,345.50'],
  ['-5', 'fi', '\u22125'], ['2026', 'se', '2026'],
] as const)('the number %s in %s is %s', (decimal, language, expected) => {
  expect(formatNumber(decimal, language)).toBe(expected)
})

test('a list ends with and, but no Sámi word is made up', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((items) => formatList(items, 'fi'))).toEqual(['', 'a', 'a ja b', 'a, b ja c'])
  expect(formatList(['a', 'b', 'c'], 'sv')).toBe('a, b och c')
  expect(formatList(['a', 'b', 'c'], 'smn')).toBe('a, b, c')
})

test('rows make a list of their first column', () => {
  const rows = field('rows', { columns: [{ ...field('date'), name: 'paiva' }, { ...field('text'), name: 'klo' }] })
  const row = (date: string) => new Map<string, FieldValue>([['klo', { type: 'text', text: '9' }], ['paiva', { type: 'date', text: date }]])
  const value: FieldValue = { type: 'rows', rows: [row('2026-12-04'), row('2026-12-05')] }
  expect(formatValue(value, rows, 'luettelo', 'fi')).toEqual({ text: '4.12.2026 ja 5.12.2026' })
  expect(formatValue(value, rows, '', 'fi')).toEqual({ missing: 'rows-outside-each' })
})

test('the forms on offer depend on the type and the language', () => {
  expect(formsOf('date', 'en')).toEqual(['pitka', 'milloin', 'lyhyt'])
  expect(formsOf('library', 'fi')).toEqual(['nimi', 'genetiivi', 'missa', 'mihin', 'mista'])
  expect(formsOf('library', 'se')).toEqual(['nimi'])
  expect(formsOf('text', 'fi')).toEqual([])
})
