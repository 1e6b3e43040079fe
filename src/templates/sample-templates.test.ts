import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { CaseForms, MunicipalityNames } from './case-forms.ts'
import type { Channel } from './channels.ts'
import { checkTemplate } from './check-template.ts'
import type { MessageLanguage } from './message-languages.ts'
import { readValues } from './read-values.ts'
import { renderMessage, type Message } from './render-message.ts'
import { neededLanguages } from './required-languages.ts'
import { templateDefinition, type ChannelText, type TemplateDefinition } from './template-definition.ts'
import type { Places } from './template-values.ts'

/** The sample templates in every language, channel and municipality: read as a person would read them. */

type Forms = Record<'nimi' | 'genetiivi' | 'missa' | 'mihin' | 'mista', string>
interface SampleMunicipality {
  fi: string; sv: string; se: string; smn: string; sms: string
  forms: Forms
  required_languages: MessageLanguage[]
  libraries: (Forms & { default_site?: Record<string, string> })[]
}
const sample = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../db/sample/${name}`, import.meta.url), 'utf8'))
const municipalities = sample('municipalities.json') as SampleMunicipality[]
const templates = Array.from({ length: 15 }, (_, index) => templateDefinition.parse(sample(`templates/T${String(index + 1).padStart(2, '0')}.json`)))
const named = (name: string) => municipalities.find(({ fi }) => fi === name)!

const caseForms = ({ nimi, genetiivi, missa, mihin, mista }: Forms): CaseForms =>
  ({ name: nimi, genitive: genetiivi, inside: missa, into_form: mihin, out_of: mista })
const namesOf = ({ forms, sv, se, smn, sms }: SampleMunicipality): MunicipalityNames =>
  ({ ...caseForms(forms), name_sv: sv, name_se: se, name_smn: smn, name_sms: sms })
const libraries = new Map(municipalities.flatMap((municipality) => municipality.libraries.map((library) => [library.nimi, caseForms(library)] as const)))
const places: Places = { municipality: (name) => namesOf(named(name)), library: (name) => libraries.get(name) }

type Input = Record<string, unknown>
/** As a person of the municipality fills the form: everything, with the site where the library has several. */
function filledIn({ fields }: TemplateDefinition, { fi, libraries: [library] }: SampleMunicipality): Input {
  return Object.fromEntries(fields.map(({ name, type, example }) =>
    [name, type === 'municipality' ? fi : type === 'library' ? library!.nimi : name === 'toimipiste' ? library!.default_site : example]))
}
/** …and with only what is required, with each choice in turn, and without each optional field in turn. */
function variants({ fields }: TemplateDefinition, all: Input): Map<string, Input> {
  const without = (names: string[]) => ({ ...all, ...Object.fromEntries(names.map((name) => [name, ''])) })
  const optional = fields.filter(({ required, name }) => !required && name !== 'toimipiste').map(({ name }) => name)
  return new Map([
    ['kaikki', all], ['vain pakolliset', without(optional)], ...optional.map((name) => [`ilman ${name}`, without([name])] as const),
    ...fields.flatMap((field) => (field.type !== 'choice' ? [] : field.choices.map(({ value }) =>
      [`${field.name}=${value}`, { ...all, [field.name]: value }] as const))),
  ])
}
function* messages(template: TemplateDefinition, input: Input): Generator<{ language: MessageLanguage; channel: Channel; message: Message }> {
  const { values, problems } = readValues(template.fields, input, places)
  expect(problems, template.id).toEqual([])
  for (const [language, texts] of Object.entries(template.texts) as [MessageLanguage, Record<Channel, ChannelText>][]) {
    for (const [channel, text] of Object.entries(texts) as [Channel, ChannelText][]) {
      yield { language, channel, message: renderMessage(channel, text, { fields: template.fields, values, language }) }
    }
  }
}

const FAULTS: [string, RegExp][] = [
  ['an unfilled field', /[«»]|\b(?:undefined|null|NaN)\b|\[object/], ['template markup', /\{\{|\}\}/], ['two spaces', /[^\S\n]{2,}/],
  ['a space before punctuation', /\s[.,;:!?](?:\s|$)/], ['punctuation side by side', /\.\.|[.!?],|,\.|:\.|,,|!!|\?\?|\(\s*\)/],
  ['a heading without a value', /^[^\n:]{1,40}:[ ]*$(?!\n+[^\n])/m], ['an emoji', /\p{Extended_Pictographic}/u],
  ['click here', /klikkaa|click here|klicka här/i],
  ['an unsafe link', /http:\/\//],
]
function faultsOf(language: MessageLanguage, channel: Channel, { subject, text, problems, measures, tooMuch }: Message, municipality: SampleMunicipality) {
  const whole = `${subject}\n${text}`.trim()
  const faults = FAULTS.filter(([, pattern]) => pattern.test(subject) || pattern.test(text)).map(([fault]) => fault)
  if (problems.length) faults.push(`problems ${JSON.stringify(problems)}`)
  if (tooMuch.length) faults.push(`too much ${JSON.stringify(tooMuch)}`)
  if (channel === 'sms' && (measures.sms?.encoding !== 'GSM-7' || measures.sms.parts > 1)) faults.push(`text message ${JSON.stringify(measures.sms)}`)
  const hashtags = whole.match(/#[\p{L}\d]+/gu) ?? []
  if (hashtags.length > (channel === 'social' ? 3 : 0) || hashtags.some((tag) => !/^#\p{Lu}/u.test(tag))) faults.push(`hashtags ${hashtags.join(' ')}`)
  if (language === 'fi') faults.push(...wrongForms(whole, municipality))
  return faults
}

/** Words that begin as the municipality's name does, and are none of the stored forms. */
function wrongForms(text: string, { fi, forms, libraries: own }: SampleMunicipality): string[] {
  const all = [forms, ...own].flatMap(({ nimi, genetiivi, missa, mihin, mista }) => [nimi, genetiivi, missa, mihin, mista])
  const known = new Set(all.map((form) => form.split(' ')[0]!))
  const stem = fi.slice(0, Math.max(4, fi.length - 2))
  return (text.match(/\p{L}+/gu) ?? []).filter((word) => word.startsWith(stem) && !known.has(word)).map((word) => `case form ${word}`)
}

test.each(templates)('$id $title: nothing is wrong in it', (template) => {
  const open = checkTemplate(template).map(({ code, language, channel }) => [code, language, channel].join(' '))
  // Northern Sámi is recommended for the Sámi national day, and waits for a translator.
  const waits = template.id === 'T15' ? ['web', 'social', 'email', 'poster'].map((channel) => `recommended-language-missing se ${channel}`) : []
  expect(open).toEqual(waits)
  expect(Object.keys(template.texts)).toEqual(template.id === 'T14' ? ['fi'] : ['fi', 'en', 'sv'])
})

test.each(templates)('$id $title: every language, channel and municipality renders without a fault', (template) => {
  const faults: string[] = []
  for (const municipality of municipalities) {
    for (const [variant, input] of variants(template, filledIn(template, municipality))) {
      for (const { language, channel, message } of messages(template, input)) {
        for (const fault of faultsOf(language, channel, message, municipality)) faults.push(`${language} ${channel} ${municipality.fi} ${variant}: ${fault}`)
      }
    }
  }
  expect(faults).toEqual([])
})

test('the messages read as they were reviewed', async () => {
  const pages = templates.flatMap((template, index) => {
    const municipality = municipalities[(index * 4 + 8) % 21]!
    return [...messages(template, filledIn(template, municipality))].map(({ language, channel, message: { subject, text, measures } }) => {
      const size = measures.sms ? ` ${measures.sms.units}/160` : ''
      return `=== ${template.id} ${language} ${channel} (${municipality.fi})${size}\n${subject ? `${subject}\n---\n` : ''}${text}\n`
    })
  })
  await expect(pages.join('\n')).toMatchFileSnapshot('sample-templates.rendered.txt')
})

test('in every municipality the lines with its name and its library read as they were reviewed, in all templates and languages', async () => {
  const pages = municipalities.map((municipality) => {
    const { fi, sv, libraries: [library] } = municipality, stems = [fi.slice(0, Math.max(4, fi.length - 2)), sv, library!.nimi.split(' ')[0]!.slice(0, -2)]
    const lines = templates.flatMap((template) => [...messages(template, filledIn(template, municipality))].flatMap(({ language, message: { subject, text } }) =>
      [subject, ...text.split('\n')].filter((line) => stems.some((stem) => line.includes(stem))).map((line) => `${language} ${line}`)))
    return `=== ${fi}, ${library!.nimi}\n${[...new Set(lines)].join('\n')}\n`
  })
  await expect(pages.join('\n')).toMatchFileSnapshot('sample-templates.places.txt')
})

describe('municipalities', () => {
  test.each([
    ['Enontekiö', 'Enontekiöllä', 'Enontekiölle', 'Enontekiöltä'], ['Inari', 'Inarissa', 'Inariin', 'Inarista'],
    ['Kemi', 'Kemissä', 'Kemiin', 'Kemistä'], ['Kemijärvi', 'Kemijärvellä', 'Kemijärvelle', 'Kemijärveltä'],
    ['Keminmaa', 'Keminmaassa', 'Keminmaahan', 'Keminmaasta'], ['Kittilä', 'Kittilässä', 'Kittilään', 'Kittilästä'],
    ['Kolari', 'Kolarissa', 'Kolariin', 'Kolarista'], ['Muonio', 'Muoniossa', 'Muonioon', 'Muoniosta'],
    ['Pelkosenniemi', 'Pelkosenniemellä', 'Pelkosenniemelle', 'Pelkosenniemeltä'], ['Pello', 'Pellossa', 'Pelloon', 'Pellosta'],
    ['Posio', 'Posiolla', 'Posiolle', 'Posiolta'], ['Ranua', 'Ranualla', 'Ranualle', 'Ranualta'],
    ['Rovaniemi', 'Rovaniemellä', 'Rovaniemelle', 'Rovaniemeltä'], ['Salla', 'Sallassa', 'Sallaan', 'Sallasta'],
    ['Savukoski', 'Savukoskella', 'Savukoskelle', 'Savukoskelta'], ['Simo', 'Simossa', 'Simoon', 'Simosta'],
    ['Sodankylä', 'Sodankylässä', 'Sodankylään', 'Sodankylästä'], ['Tervola', 'Tervolassa', 'Tervolaan', 'Tervolasta'],
    ['Tornio', 'Torniossa', 'Tornioon', 'Torniosta'], ['Utsjoki', 'Utsjoella', 'Utsjoelle', 'Utsjoelta'],
    ['Ylitornio', 'Ylitorniolla', 'Ylitorniolle', 'Ylitorniolta'],
  ])('%s: %s, %s, %s', (name, missa, mihin, mista) => {
    expect(named(name).forms).toMatchObject({ nimi: name, missa, mihin, mista, genetiivi: expect.stringMatching(/n$/) as string })
    for (const library of named(name).libraries) {
      const stem = library.nimi.replace(/kirjasto$/, '')
      expect(library.nimi).not.toBe(stem)
      expect([library.genetiivi, library.missa, library.mihin, library.mista])
        .toEqual(['kirjaston', 'kirjastossa', 'kirjastoon', 'kirjastosta'].map((end) => stem + end))
    }
  })

  test('all 21 are there, and the languages that the Sámi Language Act asks are those of the homeland', () => {
    expect(municipalities).toHaveLength(21)
    const homeland = municipalities.filter(({ required_languages: languages }) => languages.length > 1)
    expect(homeland.map(({ fi, required_languages: languages }) => `${fi} ${languages.join(' ')}`))
      .toEqual(['Enontekiö fi se', 'Inari fi se smn sms', 'Sodankylä fi se', 'Utsjoki fi se'])
  })
})

test('a sudden closing in Inari asks for all three Sámi languages, an internal message for none', () => {
  const concerned = [{ name: 'Inari', languages: named('Inari').required_languages }]
  const required = (id: string) => neededLanguages(templates.find((template) => template.id === id)!.languages, concerned)
    .filter(({ need }) => need === 'required').map(({ language }) => language)
  expect(required('T02')).toEqual(['fi', 'se', 'smn', 'sms'])
  expect(required('T14')).toEqual(['fi'])
})
