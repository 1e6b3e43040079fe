import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CHANNELS } from './channels.ts'
import { readValues } from './read-values.ts'
import { renderMessage } from './render-message.ts'
import { normalizeSms } from './sms.ts'
import type { Field } from './template-definition.ts'

const field = (name: string, type: string, more: object = {}) => ({ name, label: `Kenttä <${name}>`, help: '', required: false, type, ...more }) as Field
const fields = [
  field('teksti', 'text'), field('pitka', 'longtext'), field('osoite', 'url'), field('posti', 'email'), field('puhelin', 'phone'),
  field('kirjasto', 'library'),
  field('rivit', 'rows', { columns: [field('nimi', 'text'), field('versiot', 'text', { localized: true })] }),
]
const inari = {
  name: '<Inarin "kirjasto">', genitive: 'Inarin kirjaston', inside: 'Inarin kirjastossa', into_form: 'Inarin kirjastoon', out_of: 'Inarin kirjastosta',
}
const places = { municipality: () => undefined, library: () => inari }
const read = (input: Record<string, unknown>) => readValues(fields, input, places).values

const HOSTILE = [
  '<script>globalThis.ran = true</script>', '"><img src=x onerror=alert(1)>', '{{constructor.constructor("globalThis.ran = true")()}}',
  '{{#jos teksti}}', '{{teksti}}', '${globalThis.ran = true}', '</p><iframe>', '\' onmouseover=\'x', '&lt;b&gt;', '<!-- ', ']]>',
  'javascript:alert(1)', '- luettelo', '. . .', '\r\nBcc: a@b.fi', '%0d%0a', '\u202Eabc',
]
const anyText = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'grapheme', maxLength: 60 }), fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.constantFrom(...HOSTILE, '\n', '\n\n\n', ' ', 'ääni', 'Á'), { maxLength: 6 }).map((parts) => parts.join('')))
const anyInput = fc.record({
  teksti: anyText, pitka: anyText, osoite: fc.oneof(anyText, fc.webUrl({ withQueryParameters: true, withFragments: true })),
  posti: fc.oneof(anyText, fc.emailAddress()),
  puhelin: fc.oneof(anyText, fc.constant('016 000 000')), kirjasto: fc.constant('inari'),
  rivit: fc.array(fc.record({ nimi: anyText, versiot: fc.record({ fi: anyText, en: anyText }) }), { maxLength: 3 }),
}, { requiredKeys: [] })
const anyTemplate = fc.array(fc.oneof(anyText, fc.constantFrom(
  '{{teksti}}', '{{pitka}}', '{{osoite}}', '{{posti}}', '{{puhelin}}', '{{kirjasto}}', '{{kirjasto.missa}}', '{{rivit.luettelo}}',
  '{{#jos teksti}}', '{{muuten}}', '{{/jos}}',
  '{{#joka rivit}}', '{{nimi}}', '{{versiot}}', '{{/joka}}', '\n', '- ', '.', '<b>')), { maxLength: 20 }).map((parts) => parts.join(''))
const anyLanguage = fc.constantFrom('fi' as const, 'sv' as const, 'en' as const, 'se' as const)

const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;')
const MARKUP = /<\/?(?:p|ul|li|mark|a|span)>|<br>|<span lang="fi">|<a href="(?:https?:\/\/|mailto:|tel:)[^"<>\s]*">/g

test('for any template and values: the same message again, only known markup in HTML, one line in the subject, and nothing runs', () => {
  fc.assert(fc.property(anyTemplate, anyTemplate, anyInput, anyLanguage, fc.constantFrom(...CHANNELS), (subject, body, input, language, channel) => {
    const context = { fields, values: read(input), language }
    const message = renderMessage(channel, { subject, body }, context)
    expect(renderMessage(channel, { subject, body }, { ...context, values: read(input) })).toEqual(message)
    const rest = message.html.replace(MARKUP, '')
    expect(rest).not.toMatch(/[<>"']/)
    expect(rest.replace(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&')
    expect(message.subject).not.toMatch(/[\r\n]/)
    expect(globalThis).not.toHaveProperty('ran')
  }), { numRuns: 2000 })
})

test('for any values: every value stands in the message, escaped for its channel', () => {
  fc.assert(fc.property(anyInput, fc.constantFrom('web' as const, 'social' as const, 'email' as const), (input, channel) => {
    const values = read(input)
    const body = 'Alku {{#jos teksti}}{{teksti}}{{/jos}} {{#jos pitka}}\n{{pitka}}\n{{/jos}} {{#jos osoite}}{{osoite}}{{/jos}} '
      + '{{#jos posti}}{{posti}}{{/jos}}.'
      + '{{#joka rivit}}\n- {{#jos nimi}}{{nimi}}{{/jos}}\n{{/joka}}'
    const { text, html } = renderMessage(channel, { subject: '', body }, { fields, values, language: 'fi' })
    const written = ['teksti', 'pitka', 'osoite', 'posti'].flatMap((name) => values.get(name) ?? [])
    const rows = values.get('rivit')
    if (rows?.type === 'rows') written.push(...rows.rows.flatMap((row) => row.get('nimi') ?? []))
    for (const value of written) {
      if (!('text' in value)) throw new Error('only texts here')
      const capital = value.text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())
      expect(text.includes(value.text) || text.includes(capital)).toBe(true)
      for (const line of value.text.split('\n')) {
        const inHtml = line.startsWith('- ') && value.type === 'longtext' ? line.slice(2) : line
        expect(html.includes(escape(inHtml)) || html.includes(escape(capital.split('\n')[0]!))).toBe(true)
      }
    }
  }), { numRuns: 1000 })
})

test('a text message is the same text in plain typography, counted', () => {
  const values = read({ teksti: 'Auki 10–18 ”nyt”', kirjasto: 'inari' })
  const source = { subject: 'ei otsikkoa', body: '{{teksti}}: {{kirjasto.genetiivi}}' }
  expect(renderMessage('sms', source, { fields, values, language: 'fi' })).toMatchObject({
    subject: '', text: normalizeSms('Auki 10–18 ”nyt”: Inarin kirjaston'), measures: { sms: { encoding: 'GSM-7', units: 34, parts: 1 } }, tooMuch: [],
  })
})

test('a message longer than its channel bears says by how much', () => {
  const values = read({ pitka: 'sana '.repeat(200) })
  const source = { subject: 'O'.repeat(70), body: '{{pitka}}' }
  expect(renderMessage('sms', source, { fields, values, language: 'fi' }).tooMuch).toEqual([{ measure: 'sms-parts', is: 7, most: 2 }])
  expect(renderMessage('poster', source, { fields, values, language: 'fi' }).tooMuch)
    .toEqual([{ measure: 'subject-characters', is: 70, most: 60 }, { measure: 'words', is: 201, most: 60 }])
  expect(renderMessage('internal', source, { fields, values, language: 'fi' }).tooMuch).toEqual([])
})

test('what is missing in the subject and in the text is told once', () => {
  const source = { subject: '{{teksti}}', body: '{{teksti}} {{puhelin}}' }
  const { subject, text, html, problems } = renderMessage('web', source, { fields, values: new Map(), language: 'fi' })
  expect({ subject, text }).toEqual({ subject: '«Kenttä <teksti>»', text: '«Kenttä <teksti>» «Kenttä <puhelin>»' })
  expect(html).toBe('<p><mark>«Kenttä &lt;teksti&gt;»</mark> <mark>«Kenttä &lt;puhelin&gt;»</mark></p>')
  expect(problems).toEqual([{ code: 'unfilled', field: 'teksti' }, { code: 'unfilled', field: 'puhelin' }])
})
