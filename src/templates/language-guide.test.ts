import { expect, test } from 'vitest'
import '../i18n/view-helpers.ts'
import '../platform/views/icon.ts'
import type { Shell } from '../platform/views/shell.ts'
import { checkText } from './check-text.ts'
import { languageGuidePage, languageGuideView } from './language-guide.views.ts'
import type { Field } from './template-definition.ts'

const field = (name: string, type: string, more: object = {}) => ({ name, label: name, help: '', required: true, type, ...more }) as Field
const fields = [
  field('syy', 'text'), field('paikka', 'text'), field('kunta', 'municipality'), field('kirjasto', 'library'), field('paiva', 'date'), field('kausi', 'daterange'), field('avaus', 'date'),
  field('ajat', 'rows', { columns: [field('paiva', 'date'), field('klo', 'text')] }),
]
const inari = {
  id: 1, slug: 'inari', name: 'Inari', genitive: 'Inarin', inside: 'Inarissa', into_form: 'Inariin', out_of: 'Inarista', name_sv: 'Enare', name_se: 'Anár', name_smn: '', name_sms: '',
  sami_homeland: 1 as const, required_languages: '["fi"]',
}
const shell: Shell = { locale: 'sv', theme: '', viewer: null, nav: [], languages: [], flash: null, path: '/' }
const html = languageGuideView.render(languageGuidePage('sv', inari), shell)
const examples = [...html.matchAll(/<code>([^<]*)<\/code>/g)].map(([, code]) => code!)

test('every example of the page is right in the language that it explains, but for the one that shows a mistake', () => {
  expect(examples.length).toBeGreaterThan(20)
  const wrong = examples.filter((code) => code.includes('{{') && !['{{muuten}}'].includes(code) && checkText(code, fields, 'fi').findings.some(({ level }) => level === 'error'))
  expect(wrong).toEqual(['{{paikka}}ssa'])
})

test('the forms are those of the reader\'s own municipality, and the Finnish text is marked as such', () => {
  expect(html).toContain('<code>{{kunta.missa}}</code></td><td>Inarissa</td>')
  expect(html).toContain('<td>maanantaina 30.11.2026</td><td lang="sv">måndagen den 30 november 2026</td><td lang="en">on Monday 30 November 2026</td>')
  expect(html).toMatch(/<article[^>]* lang="fi">/)
})
