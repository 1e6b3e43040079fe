import { expect, test } from 'vitest'
import { changeRows, readFormInput } from './form-input.ts'
import type { Field } from './template-definition.ts'

const field = (name: string, type: string, more: object = {}) => ({ name, label: name, help: '', required: false, type, ...more }) as Field
const fields = [
  field('syy', 'text'), field('paikka', 'text', { localized: true }), field('kausi', 'daterange'),
  field('ajat', 'rows', { columns: [field('klo', 'time'), field('nimi', 'text', { localized: true })] }),
]

test('a flat form becomes texts, language versions, ranges and rows', () => {
  const { input, gone } = readFormInput(fields, {
    syy: 'sähkökatko', 'paikka.fi': 'kahvio', 'paikka.en': 'café', 'kausi.start': '2026-12-01', 'kausi.end': '', 'ajat.0.klo': '9', 'ajat.1.klo': '10', 'ajat.1.nimi.en': 'b', _rivi: '',
  })
  expect(input).toEqual({
    syy: 'sähkökatko', paikka: { fi: 'kahvio', en: 'café' }, kausi: { start: '2026-12-01', end: '' },
    ajat: [{ klo: '9', nimi: {} }, { klo: '10', nimi: { en: 'b' } }],
  })
  expect(gone).toEqual([])
})

test('a field that the template has lost is kept aside with its value; an empty one and names that no field can have are dropped', () => {
  expect(readFormInput(fields, { syy: 'a', vanha: 'arvo', 'poistunut.0.sarake': 'b', tyhja: ' ', _kieli: 'fi', 'A B': 'c', '': 'd' }).gone)
    .toEqual([{ name: 'vanha', value: 'arvo' }, { name: 'poistunut.0.sarake', value: 'b' }])
})

test('I-2: a name that comes twice is refused', () => {
  expect(readFormInput(fields, { syy: 'a' }).input).toMatchObject({ syy: 'a' })
  expect(() => readFormInput(fields, { syy: ['a', 'b'] })).toThrow(expect.objectContaining({ status: 400 }))
  expect(() => readFormInput(fields, { muu: ['a', 'b'] })).toThrow(expect.objectContaining({ status: 400 }))
})

test('I-8: names of the language\'s own machinery are only names', () => {
  const body = JSON.parse('{"__proto__":"a","constructor":"b","ajat.__proto__.klo":"9","syy":"c"}') as Record<string, string>
  expect(readFormInput(fields, body)).toMatchObject({ input: { syy: 'c', ajat: [] }, gone: [{ name: 'constructor', value: 'b' }, { name: 'ajat.__proto__.klo', value: '9' }] })
  expect(({} as Record<string, unknown>)['klo']).toBeUndefined()
})

test('more rows than are allowed are not made', () => {
  const { input } = readFormInput(fields, { 'ajat.999.klo': '9' })
  expect(input['ajat']).toHaveLength(61)
})

test('a row is added last, and taken away where it stands', () => {
  const { input } = readFormInput(fields, { 'ajat.0.klo': '9', 'ajat.1.klo': '10' })
  expect(changeRows(fields, input, 'lisaa.ajat')).toEqual({ name: 'ajat', added: true })
  expect(changeRows(fields, input, 'poista.ajat.0')).toEqual({ name: 'ajat', added: false })
  expect(input['ajat']).toEqual([{ klo: '10', nimi: {} }, {}])
  for (const button of ['', 'lisaa', 'lisaa.syy', 'lisaa.muu', 'poista.ajat.x', 'poista.__proto__.0']) expect(changeRows(fields, input, button), button).toBeNull()
})
