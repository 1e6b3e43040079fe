import { CHANNELS, type Channel } from './channels.ts'
import { isStale } from './follows.ts'
import { inflectedPlaces } from './inflected-places.ts'
import { MESSAGE_LANGUAGES, type MessageLanguage } from './message-languages.ts'
import { readValues } from './read-values.ts'
import { renderMessage, type Message } from './render-message.ts'
import { concernsNetwork, languageStates, neededLanguages, type LanguageState } from './required-languages.ts'
import type { Municipality } from '../people/people.table.ts'
import type { TemplateDefinition } from './template-definition.ts'
import { requiredIn, type KnownPlaces } from './template-places.ts'
import type { FieldProblem, FieldValues } from './template-values.ts'

export interface LanguageCover extends LanguageState {
  /** in how many of the channels that ask for it the language has a text */
  covered: number
  of: number
}
export interface FilledChannel {
  channel: Channel
  /** `stale`: the Finnish text has changed since the translation was written */
  texts: { language: MessageLanguage; message: Message; stale: boolean }[]
  /** required here, and without a text */
  missing: MessageLanguage[]
}
export interface FilledTemplate { values: FieldValues; problems: FieldProblem[]; languages: LanguageCover[]; channels: FilledChannel[] }

/** A template with what was given for it: every text in its channel and language, and what is wrong or missing. Stores nothing. */
export function fillTemplate(template: TemplateDefinition, input: Readonly<Record<string, unknown>>, places: KnownPlaces): FilledTemplate {
  const { fields, texts } = template
  const { values, problems } = readValues(fields, input, places)
  const concerned = concernedBy(template, input, places)
  const languages = coverOf(template, concerned)
  const required = languages.filter(({ need }) => need === 'required').map(({ language }) => language)
  const channels = CHANNELS.filter((channel) => template.channels.includes(channel)).map((channel) => ({
    channel,
    texts: MESSAGE_LANGUAGES.flatMap((language) => {
      const text = texts[language]?.[channel]
      return text ? [{ language, message: renderMessage(channel, text, { fields, values, language }), stale: isStale(template, language, channel) }] : []
    }),
    missing: required.filter((language) => !texts[language]?.[channel] && asks(template, channel, language)),
  }))
  const inflected = [...inflectedPlaces(template)].filter((name) => values.has(name)).map((field): FieldProblem => ({ code: 'asks-inflected', level: 'warning', field }))
  return { values, problems: [...problems, ...inflected, ...librariesElsewhere(template, input, places, concerned)], languages, channels }
}

/** The languages that a message of this template needs in these municipalities, and how far its texts cover them. */
export function coverOf(template: TemplateDefinition, concerned: readonly Municipality[]): LanguageCover[] {
  const { languages, texts, channels } = template
  const needs = neededLanguages(languages, concerned.map((municipality) => ({ name: municipality.name, languages: requiredIn(municipality) })))
  const covers = new Map(MESSAGE_LANGUAGES.map((language) => {
    const asking = channels.filter((channel) => asks(template, channel, language))
    return [language, { covered: asking.filter((channel) => texts[language]?.[channel]).length, of: asking.length }]
  }))
  const present = new Map(MESSAGE_LANGUAGES.filter((language) => texts[language]).map((language) =>
    [language, channels.some((channel) => isStale(template, language, channel)) ? 'stale' as const : 'present' as const]))
  return languageStates(needs, present).map((state) => ({ ...state, ...covers.get(state.language)! }))
}

/** The staff reads Finnish: an internal message in the midst of public ones asks for no other language. */
const asks = ({ languages }: TemplateDefinition, channel: Channel, language: MessageLanguage) =>
  channel !== 'internal' || language === 'fi' || languages.audience === 'staff'

/** Without a field for the municipality a message concerns the whole network. */
function concernedBy({ fields }: TemplateDefinition, input: Readonly<Record<string, unknown>>, places: KnownPlaces): Municipality[] {
  if (concernsNetwork(fields)) return places.municipalities
  return fields.flatMap(({ name, type }) => {
    const key = type === 'municipality' ? input[name] : undefined
    return (typeof key === 'string' && places.municipality(key)) || []
  })
}

function librariesElsewhere(
  { fields }: TemplateDefinition, input: Readonly<Record<string, unknown>>, places: KnownPlaces, concerned: readonly Municipality[],
): FieldProblem[] {
  if (concernsNetwork(fields) || concerned.length === 0) return []
  return fields.flatMap(({ name, type }): FieldProblem[] => {
    const key = type === 'library' ? input[name] : undefined
    const library = typeof key === 'string' ? places.library(key) : undefined
    return library && !concerned.some(({ id }) => id === library.municipality.id) ? [{ code: 'library-elsewhere', level: 'warning', field: name }] : []
  })
}
