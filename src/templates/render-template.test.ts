import { expect, test } from 'vitest'
import { toPlainText } from './message-output.ts'
import { renderTemplate } from './render-template.ts'
import type { Field } from './template-definition.ts'
import { parseTemplate } from './template-language.ts'
import type { FieldValue } from './template-values.ts'

const field = (name: string, type: string, more: object = {}) => ({ name, label: name.toUpperCase(), help: '', required: false, type, ...more }) as Field
const text = (value: string): FieldValue => ({ type: 'text', text: value })
const fields = [
  field('a', 'text'), field('b', 'text'), field('c', 'text', { localized: true }), field('d', 'date'), field('osoite', 'url'),
  field('rivit', 'rows', { columns: [field('a', 'text'), field('klo', 'text')] }),
]
function render(source: string, values: Record<string, FieldValue> = {}, language: 'fi' | 'en' = 'fi') {
  const { pieces, problems } = renderTemplate(parseTemplate(source).nodes, { fields, values: new Map(Object.entries(values)), language })
  return { pieces, problems, text: toPlainText(pieces) }
}

test('a condition asks whether a value was filled in', () => {
  const source = '{{#jos a}}on: {{a}}{{muuten}}ei ole{{/jos}}'
  expect(render(source, { a: text('x') }).text).toBe('on: x')
  expect(render(source).text).toBe('ei ole')
})

test('rows repeat; their columns hide fields of the same name, and the other fields are seen in them', () => {
  const rows: FieldValue = { type: 'rows', rows: [new Map([['a', text('1')], ['klo', text('9')]]), new Map([['a', text('2')]])] }
  expect(render('{{#joka rivit}}\n- {{a}} {{b}}{{#jos klo}} klo {{klo}}{{/jos}}\n{{/joka}}\nloppu', { a: text('ulko'), b: text('B'), rivit: rows }).text)
    .toBe('- 1 B klo 9\n- 2 B\nloppu')
  expect(render('x{{#joka rivit}}{{a}}{{/joka}}').text).toBe('x')
})

test('a missing value stands out under its label, and is reported once', () => {
  const { text: shown, problems } = render('{{a}} {{a}} {{olematon}} {{c}}', { c: { type: 'versions', versions: { fi: 'suomi' } } }, 'en')
  expect(shown).toBe('«A» «A» «olematon» «C (en)»')
  expect(problems).toEqual([{ code: 'unfilled', field: 'a' }, { code: 'unknown-field', field: 'olematon' }, { code: 'missing-version', field: 'c' }])
})

test('an unknown form and rows used wrongly are reported', () => {
  expect(render('{{d.missa}}', { d: { type: 'date', text: '2026-12-05' } }).problems).toEqual([{ code: 'unknown-form', field: 'd' }])
  expect(render('{{rivit}}', { rivit: { type: 'rows', rows: [] } }).problems).toEqual([{ code: 'rows-outside-each', field: 'rivit' }])
  expect(render('{{#joka a}}x{{/joka}}', { a: text('1') })).toMatchObject({ text: '', problems: [{ code: 'not-rows', field: 'a' }] })
})

test('empty lines that conditions leave behind are drawn together', () => {
  expect(render('alku\n\n{{#jos a}}\n{{a}}\n{{/jos}}\n\n{{#jos b}}\n{{b}}\n{{/jos}}\n\nloppu  \n').text).toBe('alku\n\nloppu')
})

test('a value that ends a sentence takes no second full stop', () => {
  expect(render('{{a}}. {{b}}.', { a: text('ti 1.12.'), b: text('sana') }).text).toBe('Ti 1.12. sana.')
  expect(render('{{#jos a}}{{a}}{{/jos}}.', { a: text('Valmis!') }).text).toBe('Valmis!')
})

test('a value that begins a line gets a capital; an address, and a name with its own capital, do not', () => {
  const values = { a: text('äiti'), b: text('eKirja'), osoite: { type: 'url' as const, text: 'https://finna.fi' } }
  expect(render('{{a}} {{a}}\n{{a}}\n- {{a}}\n{{b}}\n{{osoite}}', values).text).toBe('Äiti äiti\nÄiti\n- äiti\neKirja\nhttps://finna.fi')
})

test('values are never read as template, and never joined into a tag with the text around them', () => {
  expect(render('{{a}} {{b}}', { a: text('{{b}}'), b: text('{{#jos a}}') }).text).toBe('{{b}} {{#jos a}}')
  expect(render('{{a}}{{b}}', { a: text('{{'), b: text('a}}') }).text).toBe('{{a}}')
})

test('a text that would grow without bounds is cut and reported', () => {
  const { text: shown, problems } = render('{{a}} '.repeat(1000), { a: text('x'.repeat(5000)) })
  expect(shown.length).toBeLessThanOrEqual(100_000)
  expect(problems).toEqual([{ code: 'too-long', field: '' }])
})

test('a list inside a list is left out', () => {
  const rows: FieldValue = { type: 'rows', rows: [new Map([['a', text('1')]]), new Map([['a', text('2')]])] }
  expect(render('{{#joka rivit}}{{a}}{{#joka rivit}}x{{/joka}}{{/joka}}', { rivit: rows }).text).toBe('12')
})
