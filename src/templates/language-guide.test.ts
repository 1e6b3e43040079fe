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
const htmlIn = (locale: 'fi' | 'sv' | 'en' | 'se') => languageGuideView.render(languageGuidePage(locale, inari), { locale, theme: '', viewer: null, nav: [], languages: [], flash: null, lowDisk: null, path: '/' } satisfies Shell)
const examplesIn = (html: string) => [...html.matchAll(/<code>([^<]*)<\/code>/g)].map(([, code]) => code!)

test.each(['fi', 'sv', 'en'] as const)('every example of the page in %s is right in the language that it explains, but for the one that shows a mistake; the examples are the same in all', (locale) => {
  const examples = examplesIn(htmlIn(locale))
  expect(examples).toEqual(examplesIn(htmlIn('fi')))
  expect(examples.length).toBeGreaterThan(20)
  const wrong = examples.filter((code) => code.includes('{{') && !['{{muuten}}'].includes(code) && checkText(code, fields, 'fi').findings.some(({ level }) => level === 'error'))
  expect(wrong).toEqual(['{{paikka}}ssa'])
})

test('the forms are those of the reader\'s own municipality, and the text is in her language; in Northern Sámi it is read in Finnish, marked as such', () => {
  const html = htmlIn('sv')
  expect(html).toContain('<code>{{kunta.missa}}</code></td><td lang="fi">Inarissa</td>')
  expect(html).toContain('<td lang="fi">maanantaina 30.11.2026</td><td lang="sv">måndagen den 30 november 2026</td><td lang="en">on Monday 30 November 2026</td>')
  expect(['sv', 'en', 'se'].map((locale) => /<article[^>]* lang="(\w+)"/.exec(htmlIn(locale as 'sv'))![1])).toEqual(['sv', 'en', 'fi'])
})
