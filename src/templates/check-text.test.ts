import { expect, test } from 'vitest'
import { checkText } from './check-text.ts'
import type { MessageLanguage } from './message-languages.ts'
import type { Field } from './template-definition.ts'

const field = (name: string, type: string, more: object = {}) => ({ name, label: name, help: '', required: true, type, ...more }) as Field
const fields = [
  field('kirjasto', 'library'), field('syy', 'text'), field('paiva', 'date'), field('puhelin', 'phone', { required: false }),
  field('rivit', 'rows', { required: false, columns: [field('nimi', 'text'), field('klo', 'time', { required: false })] }),
]
const findings = (source: string, language: MessageLanguage = 'fi') =>
  checkText(source, fields, language).findings.map(({ code, near, line, column }) => `${code} ${near} ${line}:${column}`)

test('a text that is right has no findings, and tells which fields it uses', () => {
  const source = '{{kirjasto.missa}} {{paiva.milloin}}. Syy: {{syy}}.\n{{#jos rivit}}\n'
    + '{{#joka rivit}}\n- {{nimi}}{{#jos klo}} klo {{klo}}{{/jos}}\n{{/joka}}\n{{/jos}}'
  expect(checkText(source, fields, 'fi')).toEqual({ findings: [], used: new Set(['kirjasto', 'paiva', 'syy', 'rivit', 'rivit.nimi', 'rivit.klo']) })
})

test('a fault of writing is told with its place', () => {
  expect(findings('a\n{{#jos syy}}')).toEqual(['block-not-closed syy 2:1'])
})

test('unknown fields, columns outside their rows, and unknown forms are told', () => {
  expect(findings('{{syyy}} {{nimi}}\n{{#jos olematon}}{{/jos}}'))
    .toEqual(['unknown-field syyy 1:1', 'unknown-field nimi 1:10', 'unknown-field olematon 2:1'])
  expect(checkText('{{paiva.missa}}', fields, 'fi').findings).toEqual(
    [{ code: 'unknown-form', level: 'error', near: 'paiva.missa', forms: ['pitka', 'milloin', 'lyhyt'], line: 1, column: 1 }])
  expect(findings('{{syy.missa}}')).toEqual(['unknown-form syy.missa 1:1'])
})

test('case forms are for Finnish alone', () => {
  expect(findings('{{kirjasto.missa}}', 'en')).toEqual(['unknown-form kirjasto.missa 1:1'])
  expect(findings('{{kirjasto}} {{kirjasto.nimi}}', 'en')).toEqual([])
})

test.each([
  '{{syy}}ssa', '{{syy}}:n', '{{syy}}’s', '{{kirjasto.missa}}kin', '{{#jos puhelin}}{{puhelin}}{{/jos}}ssa', '{{#jos syy}}{{muuten}}{{kirjasto}}{{/jos}}n',
])('an ending glued to a value is an error: %s', (source) => {
  expect(findings(source)).toEqual([expect.stringContaining('inflected-value')])
})

test('a compound, a full stop and another value may follow a value', () => {
  expect(findings('{{syy}}-palvelu {{syy}}. {{syy}}: {{syy}}{{paiva}} {{#jos syy}}{{syy}}{{/jos}} ssa')).toEqual([])
})

test('a free text beside a word that asks for another form is a warning in Finnish', () => {
  expect(findings('Suljettu {{syy}} vuoksi. Ilman {{syy}} ei. {{kirjasto}} lähellä.')).toEqual([
    'asks-inflected-form {{syy}} vuoksi 1:10', 'asks-inflected-form ilman {{syy}} 1:32', 'asks-inflected-form {{kirjasto}} lähellä 1:44',
  ])
  expect(findings('{{kirjasto.genetiivi}} lähellä {{paiva}} alkaen, syy: {{syy}}')).toEqual([])
  expect(findings('stängt {{syy}} kanssa', 'sv')).toEqual([])
})

test('a field that may be empty is asked first', () => {
  expect(findings('Soita {{puhelin}}')).toEqual(['optional-without-condition puhelin 1:7'])
  expect(findings('{{#jos syy}}{{puhelin}}{{/jos}} {{#jos puhelin}}{{muuten}}{{puhelin}}{{/jos}}')).toEqual(
    ['optional-without-condition puhelin 1:13', 'optional-without-condition puhelin 1:59'])
  expect(findings('{{#jos puhelin}}{{#jos syy}}Soita {{puhelin}}{{/jos}}{{/jos}}')).toEqual([])
})

test('rows stand in their block, and only rows do', () => {
  expect(findings('{{#jos rivit}}{{rivit}} {{rivit.luettelo}}{{/jos}}{{#joka syy}}{{/joka}}'))
    .toEqual(['rows-outside-each rivit 1:15', 'not-rows syy 1:51'])
})
