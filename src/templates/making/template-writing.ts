import type { Channel } from '../channels.ts'
import { MESSAGE_LANGUAGES, type MessageLanguage } from '../message-languages.ts'
import { ABOUT_LANGUAGES, isLocalized, type AboutLanguage, type Column, type Field, type FieldType, type TemplateDefinition } from '../template-definition.ts'
import { textOfChoices, textOfInput } from './field-text.ts'

export const FIELD_TYPES = ['text', 'longtext', 'date', 'time', 'daterange', 'choice', 'municipality', 'library', 'phone', 'email', 'url', 'number', 'rows'] as const satisfies readonly FieldType[]

/** A field as it is typed: every part of it is text. */
export interface WrittenField {
  name: string
  label: string
  type: FieldType
  help: string
  required: boolean
  localized: boolean
  initial: string
  example: string
  fact: string
  notBefore: string
  choices: string
  columns: WrittenField[]
}
export type LanguageUse = 'none' | 'optional' | 'recommended'
export interface WrittenText { subject: string; body: string }
export type WrittenTexts = Partial<Record<MessageLanguage, Partial<Record<Channel, WrittenText>>>>

/** What the template says of itself in a language other than Finnish. */
export interface WrittenAbout { title: string; purpose: string; when: string }

/** A template as its maker types it, right or wrong. */
export interface TemplateWriting {
  title: string
  purpose: string
  when: string
  about: Record<AboutLanguage, WrittenAbout>
  situation: string
  audience: 'public' | 'staff'
  emergency: boolean
  note: string
  channels: Channel[]
  languages: Record<MessageLanguage, LanguageUse>
  fields: WrittenField[]
  texts: WrittenTexts
  /** texts (`se.web`) that their translator says to follow the Finnish text as it now is */
  follows: string[]
  /** languages in which what the template says of itself is said to be right */
  aboutFollows: string[]
}

export const emptyField = (type: FieldType = 'text'): WrittenField =>
  ({ name: '', label: '', type, help: '', required: false, localized: false, initial: '', example: '', fact: '', notBefore: '', choices: '', columns: [] })

const aboutOf = (about: TemplateDefinition['about']) => Object.fromEntries(ABOUT_LANGUAGES.map((language): [string, WrittenAbout] => {
  const own = about?.[language]
  return [language, { title: own?.title ?? '', purpose: own?.purpose ?? '', when: own?.whenToUse ?? '' }]
})) as TemplateWriting['about']

export const newTemplate = (): TemplateWriting => ({
  title: '', purpose: '', when: '', about: aboutOf(undefined), situation: '', audience: 'public', emergency: false, note: '', channels: ['web', 'social', 'email', 'sms', 'poster'],
  languages: { fi: 'recommended', se: 'none', smn: 'none', sms: 'none', sv: 'recommended', en: 'recommended', no: 'none' },
  fields: [
    { ...emptyField('municipality'), name: 'kunta', label: 'Kunta', required: true, example: 'Rovaniemi' },
    { ...emptyField('library'), name: 'kirjasto', label: 'Kirjasto', required: true, example: 'Rovaniemen kaupunginkirjasto' },
  ],
  texts: {}, follows: [], aboutFollows: [],
})

export function writingOf(template: TemplateDefinition, title: string): TemplateWriting {
  const { languages, texts } = template
  const useOf = (language: MessageLanguage): LanguageUse => {
    if (language === 'fi' || languages.recommended.includes(language)) return 'recommended'
    return languages.optional.includes(language) || texts[language] ? 'optional' : 'none'
  }
  return {
    title, purpose: template.purpose, when: template.whenToUse, about: aboutOf(template.about), situation: template.situation ?? '', audience: languages.audience, emergency: languages.emergency ?? false,
    note: languages.note ?? '', channels: template.channels, languages: Object.fromEntries(MESSAGE_LANGUAGES.map((language) => [language, useOf(language)])) as Record<MessageLanguage, LanguageUse>,
    fields: template.fields.map(writtenField), texts: structuredClone(texts), follows: [], aboutFollows: [],
  }
}

function writtenField(field: Field | Column): WrittenField {
  return {
    name: field.name, label: field.label, type: field.type, help: field.help, required: field.required, localized: isLocalized(field),
    initial: textOfInput(field, field.default), example: textOfInput(field, field.example), fact: field.fact ?? '', notBefore: 'notBefore' in field ? field.notBefore ?? '' : '',
    choices: field.type === 'choice' ? textOfChoices(field.choices) : '', columns: field.type === 'rows' ? field.columns.map(writtenField) : [],
  }
}
