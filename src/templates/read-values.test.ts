import { describe, expect, test } from 'vitest'
import { MOST_ROWS, readValues } from './read-values.ts'
import type { Field } from './template-definition.ts'

const inari = {
  name: 'Inari', genitive: 'Inarin', inside: 'Inarissa', into_form: 'Inariin', out_of: 'Inarista',
  name_sv: 'Enare', name_se: 'Anár', name_smn: 'Aanaar', name_sms: 'Aanar',
}
const places = { municipality: (key: string) => (key === 'inari' ? inari : undefined), library: () => undefined }
const field = (type: string, more: object = {}) => ({ name: 'x', label: 'X', help: '', required: false, type, ...more }) as Field
const read = (definition: Field, given: unknown) => readValues([definition], { x: given }, places)
const codesOf = (definition: Field, given: unknown) => read(definition, given).problems.map(({ code }) => code)
const valueOf = (definition: Field, given: unknown) => read(definition, given).values.get('x')

test('nothing filled in is no value, and an error only where one is required', () => {
  for (const nothing of [undefined, null, '', '  ', [], {}, { fi: ' ' }, [{ a: '' }]]) {
    expect(read(field('text'), nothing)).toEqual({ values: new Map(), problems: [] })
    expect(read(field('text', { required: true }), nothing).problems).toEqual([{ code: 'required', level: 'error', field: 'x' }])
  }
})

describe('text', () => {
  test('a text is one line, a long text keeps its lines; stray space and invisible characters go', () => {
    expect(valueOf(field('text'), ' a\r\n b\t\u0007 c\u202E ')).toEqual({ type: 'text', text: 'a b c' })
    expect(valueOf(field('longtext'), 'a  b \r\n\n\n\n c\n')).toEqual({ type: 'longtext', text: 'a b\n\nc' })
    expect(valueOf(field('text'), 'a\u0308a\u0308ni')).toEqual({ type: 'text', text: 'ääni' })
  })
  test('10,000 characters are too long, and half a character is no text', () => {
    expect(read(field('longtext'), 'a'.repeat(10_000)).problems).toEqual([{ code: 'too-long', level: 'error', field: 'x', limit: 5000 }])
    expect(codesOf(field('text'), 'a'.repeat(301))).toEqual(['too-long'])
    expect(codesOf(field('text'), '\uD800')).toEqual(['bad-characters'])
  })
  test('markup in a value is kept as it is, with a warning', () => {
    expect(read(field('text'), '<script>{{x}}')).toEqual({
      values: new Map([['x', { type: 'text', text: '<script>{{x}}' }]]),
      problems: [{ code: 'html-markup', level: 'warning', field: 'x' }, { code: 'template-markup', level: 'warning', field: 'x' }],
    })
    expect(codesOf(field('text'), 'alle 18 < 65')).toEqual([])
  })
  test('a localized text has a version in each language, and only in the languages there are', () => {
    const localized = field('text', { localized: true })
    expect(valueOf(localized, { fi: 'kahvio', en: 'café', sv: ' ', xx: 'a' })).toEqual({ type: 'versions', versions: { fi: 'kahvio', en: 'café' } })
    expect(read(localized, { fi: 'a', en: 'b'.repeat(301) }).problems)
      .toEqual([{ code: 'too-long', level: 'error', field: 'x', language: 'en', limit: 300 }])
  })
})

test.each([
  ['date', '2026-12-05', '2026-12-05'], ['date', '5.12.2026', '2026-12-05'], ['date', '2028-02-29', '2028-02-29'],
  ['time', '9', '09:00'], ['time', '9.30', '09:30'], ['time', '14:20', '14:20'],
  ['number', '15', '15'], ['number', '1 234,50', '1234.50'], ['number', '\u22125', '-5'], ['number', '007', '7'], ['number', 15, '15'],
  ['url', 'https://lapinkirjasto.finna.fi/a?b=c#d', 'https://lapinkirjasto.finna.fi/a?b=c#d'],
  ['email', 'kirjasto@kunta.example', 'kirjasto@kunta.example'],
  ['phone', '016 000 000', '016 000 000'], ['phone', '112', '112'], ['phone', '+358 (16) 000-000', '+358 (16) 000-000'],
])('a %s may be written %s', (type, typed, text) => {
  expect(read(field(type), typed)).toEqual({ values: new Map([['x', { type, text }]]), problems: [] })
})

test.each([
  ['date', '31.2.2026', 'not-a-date'], ['date', '2027-02-29', 'not-a-date'], ['date', '2026-13-01', 'not-a-date'],
  ['date', 'huomenna', 'not-a-date'], ['date', '2026-W53', 'not-a-date'],
  ['time', '24', 'not-a-time'], ['time', '9.60', 'not-a-time'], ['time', 'klo 9', 'not-a-time'],
  ['number', '1,5,5', 'not-a-number'], ['number', '1e9', 'not-a-number'], ['number', 'viisi', 'not-a-number'], ['number', '0x10', 'not-a-number'],
  ['url', 'javascript:alert(1)', 'not-a-web-address'], ['url', 'javascript://finna.fi/%0aalert(1)', 'not-a-web-address'],
  ['url', 'JaVa\tScript:alert(1)', 'not-a-web-address'], ['url', 'ftp://finna.fi', 'not-a-web-address'],
  ['url', 'data:text/html,x', 'not-a-web-address'], ['url', 'vbscript:x', 'not-a-web-address'], ['url', '//e.example', 'not-a-web-address'],
  ['url', 'http://[::1]', 'not-a-web-address'], ['url', 'https://a b.fi', 'not-a-web-address'],
  ['url', 'https://finna.fi@evil.example', 'not-a-web-address'],
  ['url', 'https://a.fi/"onclick="x', 'not-a-web-address'], ['url', 'finna.fi', 'not-a-web-address'],
  ['email', 'kirjasto', 'not-an-email'], ['email', 'a@b.fi\nBcc: c@d.fi', 'not-an-email'], ['email', 'a@b', 'not-an-email'],
  ['phone', 'soita', 'not-a-phone-number'], ['phone', '1', 'not-a-phone-number'], ['phone', '016;ext=1', 'not-a-phone-number'],
  ['text', ['a', 'b'], 'wrong-shape'], ['text', { fi: 'a' }, 'wrong-shape'], ['date', 20261205, 'wrong-shape'], ['number', true, 'wrong-shape'],
  ['daterange', '2026-12-05', 'wrong-shape'], ['daterange', { start: '2026-12-05', end: '' }, 'range-incomplete'],
  ['daterange', { start: '2026-12-05', end: '2026-12-04' }, 'wrong-order'], ['daterange', { start: '2026-12-05', end: '31.12' }, 'not-a-date'],
  ['municipality', 'oulu', 'unknown-place'], ['library', 'inari', 'unknown-place'],
])('I-9, I-10: a %s written %s is refused at its field', (type, typed, code) => {
  expect(read(field(type), typed)).toEqual({ values: new Map(), problems: [expect.objectContaining({ code, level: 'error', field: 'x' })] })
})

test('a place is found by its key, with the stored forms of its name', () => {
  expect(valueOf(field('municipality'), 'inari')).toEqual({ type: 'municipality', place: inari })
})

test('a choice is one of those offered', () => {
  const choice = field('choice', { choices: [{ value: 'auki', labels: { fi: 'auki', en: 'open' } }] })
  expect(valueOf(choice, 'auki')).toEqual({ type: 'versions', versions: { fi: 'auki', en: 'open' } })
  expect(codesOf(choice, 'kiinni')).toEqual(['unknown-choice'])
})

test('dates and times in a wrong order are told at the later field', () => {
  const fields = [{ ...field('date'), name: 'alku' }, { ...field('date', { notBefore: 'alku' }), name: 'loppu' }] as Field[]
  expect(readValues(fields, { alku: '2026-12-05', loppu: '2026-12-04' }, places).problems)
    .toEqual([{ code: 'wrong-order', level: 'error', field: 'loppu', other: 'alku' }])
  expect(readValues(fields, { alku: '2026-12-05', loppu: '2026-12-05' }, places).problems).toEqual([])
  expect(readValues(fields, { loppu: '2026-12-04' }, places).problems).toEqual([])
})

describe('rows', () => {
  const rows = field('rows', { columns: [{ ...field('date', { required: true }), name: 'paiva' }, { ...field('text'), name: 'klo' }] })
  test('empty rows are left out, and a fault is told by its row and column', () => {
    const { values, problems } = read(rows, [{ paiva: '2026-12-05', klo: '10–14' }, { paiva: '', klo: ' ' }, { klo: '9' }])
    expect(values.get('x')).toEqual({ type: 'rows', rows: [
      new Map([['paiva', { type: 'date', text: '2026-12-05' }], ['klo', { type: 'text', text: '10–14' }]]),
      new Map([['klo', { type: 'text', text: '9' }]]),
    ] })
    expect(problems).toEqual([{ code: 'required', level: 'error', field: 'x', row: 2, column: 'paiva' }])
  })
  test('too many rows and rows of another shape are refused', () => {
    expect(codesOf(rows, Array.from({ length: MOST_ROWS + 1 }, () => ({ paiva: '2026-12-05' })))).toEqual(['too-many-rows'])
    expect(codesOf(rows, 'a')).toEqual(['wrong-shape'])
    expect(codesOf(rows, ['a'])).toEqual(['wrong-shape'])
  })
})

test('a field that the template no longer has is told, and does not come back', () => {
  const { values, problems } = readValues([field('text')], { x: 'a', poistettu: 'b', tyhja: '' }, places)
  expect([...values.keys()]).toEqual(['x'])
  expect(problems).toEqual([{ code: 'unknown-field', level: 'warning', field: 'poistettu' }])
})

test('I-8: names of the language\'s own machinery are only names', () => {
  const input = JSON.parse('{"__proto__":{"x":"a"},"constructor":{"prototype":{"polluted":"1"}},"x":"b"}') as Record<string, unknown>
  const { values } = readValues([field('text'), { ...field('text'), name: 'constructor' } as Field], input, places)
  expect([...values.keys()]).toEqual(['x'])
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  expect(readValues([{ ...field('text'), name: 'constructor' } as Field], {}, places)).toEqual({ values: new Map(), problems: [] })
})

test('I-6: input nested very deep is refused, not followed', () => {
  let deep: unknown = ''
  for (let level = 0; level < 100_000; level++) deep = [deep]
  expect(codesOf(field('text'), deep)).toEqual(['wrong-shape'])
})
