import { expect, test } from 'vitest'
import { checkTemplate } from './check-template.ts'
import { templateDefinition, type TemplateDefinition } from './template-definition.ts'

const field = (name: string, type: string, more: object = {}) => ({ name, label: name, help: '', type, required: true, ...more })
const right = {
  id: 'T99', title: 'Malli', purpose: '', whenToUse: '', owner: 'viestintä', reviewMonths: 12, channels: ['web', 'sms'],
  languages: { audience: 'public', recommended: ['en'], optional: [] },
  fields: [
    field('kunta', 'municipality', { example: 'Inari' }), field('paiva', 'date', { example: '2026-12-05' }),
    field('syy', 'choice', { example: 'sahko', choices: [{ value: 'sahko', labels: { fi: 'sähkökatko', en: 'power cut' } }] }),
    field('loppu', 'date', { required: false, notBefore: 'paiva' }),
  ],
  texts: {
    fi: { web: { subject: 'Kiinni {{paiva}}', body: '{{syy}} {{#jos loppu}}{{loppu}}{{/jos}}' }, sms: { body: '{{paiva}} {{syy}}' } },
    en: { web: { subject: 'Closed {{paiva}}', body: '{{syy}}' }, sms: { body: '{{paiva}} {{syy}}' } },
  },
}
const check = (change: (template: typeof right) => void): unknown[] => {
  const template = structuredClone(right)
  change(template)
  return checkTemplate(templateDefinition.parse(template))
}
const loose = (value: unknown) => value as Record<string, Record<string, unknown>>

test('a template that is right has no findings, though no text names the municipality', () => {
  expect(check(() => {})).toEqual([])
})

test('a finding in a text says language, channel, part and place', () => {
  expect(check(({ texts }) => { texts.en.web.body = '{{syy}}\n{{sy}}' })).toEqual(
    [{ code: 'unknown-field', level: 'error', near: 'sy', line: 2, column: 1, part: 'body', language: 'en', channel: 'web' }])
})

test('missing texts: Finnish is an error, a recommended language a warning', () => {
  expect(check(({ texts }) => { delete loose(texts)['fi']!['sms']; delete loose(texts)['en']!['sms'] })).toEqual([
    { code: 'finnish-text-missing', level: 'error', language: 'fi', channel: 'sms' },
    { code: 'recommended-language-missing', level: 'warning', language: 'en', channel: 'sms' },
  ])
})

test('a text must have a body, a subject where the channel has one, and a channel of the template', () => {
  expect(check(({ texts, channels }) => {
    texts.fi.web.subject = ' '
    texts.en.web = { subject: '{{paiva}} {{syy}}', body: '' }
    channels.pop()
  })).toEqual([
    { code: 'subject-missing', level: 'error', part: 'subject', language: 'fi', channel: 'web' },
    { code: 'text-outside-channels', level: 'error', language: 'fi', channel: 'sms' },
    { code: 'body-missing', level: 'error', part: 'body', language: 'en', channel: 'web' },
    { code: 'text-outside-channels', level: 'error', language: 'en', channel: 'sms' },
  ])
})

test('a required field that the Finnish text has and another language lacks is a warning', () => {
  expect(check(({ texts }) => { texts.en.web.body = 'Closed.' })).toEqual([
    { code: 'field-missing-in-language', level: 'warning', language: 'en', channel: 'web', field: 'syy' },
  ])
})

test('an unused field is a warning; two fields or choices of one name are an error', () => {
  expect(check(({ fields }) => { fields.push(field('turha', 'text', { required: false })) }))
    .toEqual([{ code: 'unused-field', level: 'warning', field: 'turha' }])
  expect(check(({ fields }) => { fields.push(structuredClone(fields[1]!)) })).toEqual([{ code: 'same-name', level: 'error', field: 'paiva' }])
  expect(check(({ fields }) => { (fields[2] as unknown as { choices: unknown[] }).choices.push({ value: 'sahko', labels: { fi: 'a', en: 'b' } }) }))
    .toEqual([{ code: 'same-choice', level: 'error', field: 'syy' }])
})

test('choices and defaults have every language that the texts have', () => {
  expect(check(({ fields, texts }) => {
    loose(texts)['sv'] = { sms: { body: '{{paiva}} {{syy}} {{hinta}}' } }
    texts.fi.sms.body += ' {{hinta}}'
    texts.en.sms.body += ' {{hinta}}'
    fields.push(field('hinta', 'text', { localized: true, default: { fi: 'maksuton', en: 'free' } }))
  })).toEqual([
    { code: 'choice-label-missing', level: 'error', field: 'syy', language: 'sv' },
    { code: 'version-missing', level: 'error', field: 'hinta', language: 'sv' },
    { code: 'example-missing', level: 'warning', field: 'hinta' },
  ])
})

test('defaults, examples and the order of dates are checked as values are', () => {
  expect(check(({ fields }) => { Object.assign(fields[1]!, { example: '31.2.2026' }) }))
    .toEqual([{ code: 'example-wrong', level: 'error', field: 'paiva', near: 'not-a-date' }])
  expect(check(({ fields }) => { Object.assign(fields[3]!, { notBefore: 'syy' }) }))
    .toEqual([{ code: 'not-before-unknown', level: 'error', field: 'loppu' }])
})

test.each([
  ['name', 'Isot'], ['name', '__proto__'], ['name', 'muuten'], ['type', 'script'], ['tuntematon', 1],
])('a definition with a field whose %s is %s is refused', (key, value) => {
  const template = structuredClone(right) as unknown as TemplateDefinition
  Object.assign(template.fields[1]!, { [key]: value })
  expect(templateDefinition.safeParse(template).success).toBe(false)
})
