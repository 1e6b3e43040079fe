import type { Locale } from '../../i18n/locales.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import { t } from '../../i18n/translate.ts'
import { CHANNELS, type Channel } from '../channels.ts'
import { MESSAGE_LANGUAGES, type MessageLanguage } from '../message-languages.ts'
import { languageTitle, languageWord } from '../problem-words.ts'
import { ABOUT_LANGUAGES, type Situation } from '../template-definition.ts'
import { channelKey } from '../template-results.ts'
import type { TemplateWriting, WrittenAbout, WrittenField, WrittenText } from './template-writing.ts'

/** A template part by part, for people who compare two of them: what it says of itself, its fields, and each of its texts (`t.sv.web`). */
export const PLAIN_PARTS = ['title', 'purpose', 'when', 'situation', 'audience', 'emergency', 'note', 'channels', 'languages', 'fields'] as const
type PlainPart = (typeof PLAIN_PARTS)[number]

const NAMES: Record<PlainPart, MessageKey> = {
  title: 'templates.make.name', purpose: 'templates.make.purpose', when: 'templates.make.when', situation: 'templates.make.situation', audience: 'templates.make.audience', emergency: 'templates.make.emergency',
  note: 'templates.make.note', channels: 'templates.channels', languages: 'templates.languages', fields: 'templates.make.fields',
}

export function partName(locale: Locale, part: string): string {
  const plain = PLAIN_PARTS.find((one) => one === part)
  if (plain) return t(locale, NAMES[plain])
  const [kind, language, channel] = part.split('.') as [string, MessageLanguage, Channel]
  return `${kind === 'about' ? t(locale, 'templates.make.about') : t(locale, channelKey(channel))}, ${languageWord(locale, language)}`
}

export function plainPart(locale: Locale, writing: TemplateWriting, part: PlainPart): string {
  switch (part) {
    case 'situation': return t(locale, `templates.situation.${(writing.situation || 'other') as Situation | 'other'}`)
    case 'audience': return t(locale, `templates.make.audience.${writing.audience}`)
    case 'emergency': return t(locale, writing.emergency ? 'templates.make.yes' : 'templates.make.no')
    case 'channels': return writing.channels.map((channel) => t(locale, channelKey(channel))).join(', ')
    case 'languages': return MESSAGE_LANGUAGES.filter((language) => language !== 'fi').map((language) => `${languageTitle(locale, language)}: ${t(locale, `templates.make.use.${writing.languages[language]}`)}`).join('\n')
    case 'fields': return writing.fields.map((field) => fieldLines(locale, field).join('\n')).join('\n\n')
    default: return writing[part]
  }
}

function fieldLines(locale: Locale, { label, name, type, required, localized, help, initial, example, fact, notBefore, choices, columns }: WrittenField): string[] {
  const said = (key: MessageKey, text: string) => (text === '' ? [] : [`${t(locale, key)}: ${text}`])
  return [
    `${label} {{${name}}}: ${[t(locale, `templates.type.${type}`), ...(required ? [t(locale, 'templates.make.required')] : []), ...(localized ? [t(locale, 'templates.make.localized')] : [])].join(', ')}`,
    ...said('templates.make.help', help), ...said('templates.make.choices', choices), ...said('templates.make.default', initial), ...said('templates.make.example', example), ...said('templates.make.fact', fact),
    ...said('templates.make.notBefore', notBefore), ...columns.flatMap((column) => fieldLines(locale, column).map((line) => `  ${line}`)),
  ]
}

export const aboutPart = ({ title, purpose, when }: WrittenAbout) => [title, purpose, when].filter(Boolean).join('\n\n')
export const textPart = (text: WrittenText | undefined) => [text?.subject, text?.body].filter(Boolean).join('\n\n')

export interface DifferingPart { part: string; lang: string | null; older: string; newer: string }

/** The parts in which two versions differ; `lang` of what is written in them, null for words of the page. */
export function differingParts(locale: Locale, older: TemplateWriting, newer: TemplateWriting): DifferingPart[] {
  const shown = (writing: TemplateWriting) => [
    ...PLAIN_PARTS.map((part) => ({ part: part as string, lang: part === 'title' || part === 'purpose' || part === 'when' || part === 'note' ? 'fi' : null, text: plainPart(locale, writing, part) })),
    ...ABOUT_LANGUAGES.map((language) => ({ part: `about.${language}`, lang: language as string, text: aboutPart(writing.about[language]) })),
    ...CHANNELS.flatMap((channel) => MESSAGE_LANGUAGES.map((language) => ({ part: `t.${language}.${channel}`, lang: language as string, text: textPart(writing.texts[language]?.[channel]) }))),
  ]
  const now = shown(newer)
  return shown(older).map(({ part, lang, text }, index) => ({ part, lang, older: text, newer: now[index]!.text })).filter((one) => one.older !== one.newer)
}
