import { CHANNEL_RULES, type Channel } from './channels.ts'
import { checkText, type TextFinding } from './check-text.ts'
import { MESSAGE_LANGUAGES, type MessageLanguage } from './message-languages.ts'
import { readValues } from './read-values.ts'
import { isLocalized, type Field, type FieldInput, type TemplateDefinition } from './template-definition.ts'
import type { Places } from './template-values.ts'

export type TemplateCode =
  | TextFinding['code'] | 'finnish-text-missing' | 'recommended-language-missing' | 'field-missing-in-language' | 'text-outside-channels'
  | 'subject-missing' | 'body-missing' | 'same-name' | 'same-choice' | 'unused-field' | 'choice-label-missing' | 'version-missing'
  | 'example-missing' | 'example-wrong' | 'not-before-unknown'
export interface TemplateFinding {
  code: TemplateCode
  level: 'error' | 'warning'
  /** the place: a text of a channel in a language, or a field */
  language?: MessageLanguage
  channel?: Channel
  part?: 'subject' | 'body'
  line?: number
  column?: number
  field?: string
  near?: string
  forms?: readonly string[]
}

/** Everything that the writer of a template should put right: errors break a message, warnings may be meant. */
export function checkTemplate(template: TemplateDefinition): TemplateFinding[] {
  const findings: TemplateFinding[] = []
  const used = new Map<MessageLanguage, Map<Channel, Set<string>>>()
  for (const language of MESSAGE_LANGUAGES) {
    for (const [channel, text] of Object.entries(template.texts[language] ?? {}) as [Channel, { subject: string; body: string }][]) {
      const here = { language, channel }
      if (!template.channels.includes(channel)) findings.push({ code: 'text-outside-channels', level: 'error', ...here })
      if (CHANNEL_RULES[channel].subject && !text.subject.trim()) findings.push({ code: 'subject-missing', level: 'error', part: 'subject', ...here })
      if (!text.body.trim()) findings.push({ code: 'body-missing', level: 'error', part: 'body', ...here })
      const parts = (['subject', 'body'] as const).map((part) => ({ part, ...checkText(text[part], template.fields, language) }))
      for (const { part, findings: found } of parts) findings.push(...found.map((finding) => ({ ...finding, part, ...here })))
      const names = new Set(parts.flatMap((part) => [...part.used]))
      used.set(language, (used.get(language) ?? new Map<Channel, Set<string>>()).set(channel, names))
    }
  }
  return [...findings, ...checkLanguages(template, used), ...checkFields(template, used)]
}

type Used = Map<MessageLanguage, Map<Channel, Set<string>>>

function checkLanguages({ channels, languages, texts, fields }: TemplateDefinition, used: Used): TemplateFinding[] {
  const findings: TemplateFinding[] = []
  for (const channel of channels) {
    if (!texts.fi?.[channel]) findings.push({ code: 'finnish-text-missing', level: 'error', language: 'fi', channel })
    const inFinnish = used.get('fi')?.get(channel) ?? new Set()
    const isForEveryone = channel !== 'press' && channel !== 'internal'
    for (const language of MESSAGE_LANGUAGES) {
      const warn = (code: TemplateCode, field?: string) => void findings.push({ code, level: 'warning', language, channel, ...(field ? { field } : {}) })
      const names = used.get(language)?.get(channel)
      if (!names && isForEveryone && languages.recommended.includes(language)) warn('recommended-language-missing')
      if (!names) continue
      for (const { name, required, type } of fields) {
        // The Finnish reader is told something that the others are not.
        const isPlace = type === 'municipality' || type === 'library'
        if (required && !isPlace && inFinnish.has(name) && !names.has(name)) warn('field-missing-in-language', name)
      }
    }
  }
  return findings
}

function checkFields({ fields, texts }: TemplateDefinition, used: Used): TemplateFinding[] {
  const languages = MESSAGE_LANGUAGES.filter((language) => texts[language])
  const everywhere = new Set([...used.values()].flatMap((channels) => [...channels.values()].flatMap((names) => [...names])))
  const findings: TemplateFinding[] = []
  const check = (list: readonly Field[], path: string) => {
    for (const [index, field] of list.entries()) {
      const report = (code: TemplateCode, level: TemplateFinding['level'], more: Partial<TemplateFinding> = {}) =>
        void findings.push({ code, level, field: path + field.name, ...more })
      if (list.findIndex(({ name }) => name === field.name) < index) report('same-name', 'error')
      if (field.type === 'choice' && new Set(field.choices.map(({ value }) => value)).size < field.choices.length) report('same-choice', 'error')
      // The municipality decides the languages even where no text names it.
      if (field.type !== 'municipality' && !everywhere.has(path + field.name)) report('unused-field', 'warning')
      if ('notBefore' in field && !list.some(({ name, type }) => name === field.notBefore && type === field.type)) report('not-before-unknown', 'error')
      for (const language of languages) {
        if (field.type === 'choice' && field.choices.some(({ labels }) => !labels[language])) report('choice-label-missing', 'error', { language })
        if (isLocalized(field) && !hasVersion(field.default, language)) report('version-missing', 'error', { language })
      }
      if (field.type === 'rows') check(field.columns, `${field.name}.`)
      if (path === '' && field.required && field.example === undefined) report('example-missing', 'warning')
    }
  }
  check(fields, '')
  return [...findings, ...checkExamples(fields)]
}

function checkExamples(fields: readonly Field[]): TemplateFinding[] {
  const anywhere: Places = { municipality: () => NOWHERE, library: () => NOWHERE }
  return (['default', 'example'] as const).flatMap((which) => {
    const given = fields.filter((field) => field[which] !== undefined)
    return readValues(given, Object.fromEntries(given.map((field) => [field.name, field[which]])), anywhere).problems
      .filter(({ code, level }) => level === 'error' && code !== 'required')
      .map(({ field, code }): TemplateFinding => ({ code: 'example-wrong', level: 'error', field, near: code }))
  })
}
const NOWHERE = { name: '-', genitive: '-', inside: '-', into_form: '-', out_of: '-', name_sv: '', name_se: '', name_smn: '', name_sms: '' }

const hasVersion = (input: FieldInput | undefined, language: MessageLanguage) =>
  input === undefined || (typeof input === 'object' && !Array.isArray(input) && !('start' in input) && Boolean(input[language]))
