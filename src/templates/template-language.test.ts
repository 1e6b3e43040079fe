import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LONGEST_SOURCE, parseTemplate, type TemplateNode } from './template-language.ts'

const codes = (source: string) => parseTemplate(source).errors.map(({ code, line, column }) => `${code} ${line}:${column}`)

/** Without places, to read more easily. */
const shape = (nodes: readonly TemplateNode[]): unknown => nodes.map((node) => {
  if (node.kind === 'text') return node.text
  if (node.kind === 'value') return { value: node.form ? `${node.name}.${node.form}` : node.name }
  return node.kind === 'if' ? { if: node.name, filled: shape(node.filled), empty: shape(node.empty) } : { each: node.name, body: shape(node.body) }
})

test('values, forms, conditions and rows are read', () => {
  const { nodes, errors } = parseTemplate('Hei {{ nimi }}, {{kunta.missa}}: {{#jos syy}}{{syy}}{{muuten}}ei syytä{{/jos}} {{#joka rivit}}{{päivä}};{{/joka}}')
  expect(errors).toEqual([])
  expect(shape(nodes)).toEqual([
    'Hei ', { value: 'nimi' }, ', ', { value: 'kunta.missa' }, ': ', { if: 'syy', filled: [{ value: 'syy' }], empty: ['ei syytä'] }, ' ',
    { each: 'rivit', body: [{ value: 'päivä' }, ';'] },
  ])
})

test('a value knows its line and column', () => {
  const [, value] = parseTemplate('yksi\nkaksi {{kolme}}').nodes
  expect(value).toMatchObject({ position: { line: 2, column: 7 } })
})

test('a block tag alone on its line takes the line with it, one inside a line does not', () => {
  expect(shape(parseTemplate('a\n  {{#jos x}}\t\nb\n{{/jos}}\nc').nodes)).toEqual(['a\n', { if: 'x', filled: ['b\n'], empty: [] }, 'c'])
  expect(shape(parseTemplate('a\n{{#jos x}} b\n{{/jos}}').nodes)).toEqual(['a\n', { if: 'x', filled: [' b\n'], empty: [] }])
})

test('letters written in two parts and Windows line ends mean the same', () => {
  expect(parseTemplate('{{pa\u0308iva\u0308}}\r\nb')).toEqual(parseTemplate('{{päivä}}\nb'))
})

test.each([
  ['Hei {{nimi', ['tag-not-closed 1:5']],
  ['{{nimi\n}}', ['tag-not-closed 1:1', 'tag-not-opened 2:1']],
  ['{{a {{b}}', ['tag-not-closed 1:1']],
  ['a}} b', ['tag-not-opened 1:2']],
  ['{{Nimi}}', ['tag-not-understood 1:1']],
  ['{{#if x}}', ['tag-not-understood 1:1']],
  ['{{#jos kunta.missa}}', ['tag-not-understood 1:1']],
  ['{{{x}}}', ['tag-not-understood 1:1']],
  ['{{constructor.constructor("x")()}}', ['tag-not-understood 1:1']],
  ['{{__proto__}}', ['tag-not-understood 1:1']],
  ['{{muuten}}', ['else-without-if 1:1']],
  ['{{#joka x}}{{muuten}}{{/joka}}', ['else-without-if 1:12']],
  ['{{#jos x}}a{{muuten}}b{{muuten}}c{{/jos}}', ['second-else 1:23']],
  ['a\n{{/jos}}', ['close-without-open 2:1']],
  ['{{#jos x}}{{/joka}}{{/jos}}', ['close-without-open 1:11']],
  ['ab\n {{#jos x}}c', ['block-not-closed 2:2']],
  ['{{#joka x}}{{#joka x}}{{/joka}}{{/joka}}', ['each-inside-each 1:12']],
  ['{{#jos a}}'.repeat(11) + '{{/jos}}'.repeat(11), ['too-deep 1:101']],
  ['x'.repeat(LONGEST_SOURCE + 1), ['too-long 1:1']],
])('%s is reported with its place', (source, expected) => {
  expect(codes(source)).toEqual(expected)
})

test('what is not understood stays in the text', () => {
  expect(shape(parseTemplate('a {{Nimi}} b {{x').nodes)).toEqual(['a ', '{{Nimi}}', ' b {{x'])
})

test('no text makes the parser fail or forget a character outside tags', () => {
  const token = fc.constantFrom('{{', '}}', '{{#jos a}}', '{{#joka b}}', '{{muuten}}', '{{/jos}}', '{{/joka}}', '{{a}}', '\n', ' ', 'ä', '{', '}')
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.array(token, { maxLength: 40 }).map((tokens) => tokens.join(''))), (source) => {
    const { nodes, errors } = parseTemplate(source)
    const isPlain = !source.includes('{{') && !source.includes('}}')
    if (isPlain) expect(shape(nodes)).toEqual(source ? [source.normalize('NFC').replace(/\r\n?/g, '\n')] : [])
    for (const { line, column } of errors) expect(Math.min(line, column)).toBeGreaterThan(0)
  }))
})
