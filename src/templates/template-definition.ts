import { z } from 'zod'
import { CHANNELS } from './channels.ts'
import { MESSAGE_LANGUAGES } from './message-languages.ts'
import { FIELD_NAME, LONGEST_SOURCE } from './template-language.ts'

/** What has happened: a template is looked for by it. In the order of the list. */
export const SITUATIONS = ['closing', 'transport', 'online', 'events', 'crisis', 'staff'] as const
export type Situation = (typeof SITUATIONS)[number]

/** Languages in which a template can tell of itself, besides Finnish: those of its readers. */
export const ABOUT_LANGUAGES = ['sv', 'en', 'se'] as const
export type AboutLanguage = (typeof ABOUT_LANGUAGES)[number]

const language = z.enum(MESSAGE_LANGUAGES)
const channel = z.enum(CHANNELS)
const versions = z.partialRecord(language, z.string().max(LONGEST_SOURCE))
const fieldName = z.string().regex(FIELD_NAME).max(40)
export const isFieldName = (name: string) => fieldName.safeParse(name).success

/** What a person has filled in: the text of one input, one per language, the two ends of a range, or rows of these. */
const cell = z.union([z.string(), versions, z.strictObject({ start: z.string(), end: z.string() })])
const fieldInput = z.union([cell, z.array(z.record(z.string(), cell)).max(100)])

const asked = {
  name: fieldName,
  label: z.string().regex(/^.+$/).max(100),
  help: z.string().max(500),
  required: z.boolean(),
  /** stands in a new form */
  default: fieldInput.exactOptional(),
  /** stands in the preview of the template */
  example: fieldInput.exactOptional(),
  /** the fact of the chosen library that fills this in (opening hours, phone) */
  fact: z.string().max(60).exactOptional(),
}
const choice = z.strictObject({ value: z.string().min(1).max(60), labels: versions })
const columnTypes = [
  z.strictObject({ ...asked, type: z.enum(['text', 'longtext']), localized: z.boolean().exactOptional() }),
  z.strictObject({ ...asked, type: z.enum(['date', 'time']), notBefore: fieldName.exactOptional() }),
  z.strictObject({ ...asked, type: z.literal('choice'), choices: z.array(choice).min(1).max(60) }),
  z.strictObject({ ...asked, type: z.enum(['daterange', 'municipality', 'library', 'phone', 'email', 'url', 'number']) }),
] as const
const column = z.discriminatedUnion('type', columnTypes)
const rows = z.strictObject({ ...asked, type: z.literal('rows'), columns: z.array(column).min(1).max(10) })
const field = z.discriminatedUnion('type', [...columnTypes, rows])

const channelText = z.strictObject({ subject: z.string().max(1000).default(''), body: z.string().max(LONGEST_SOURCE) })

/** What a template is: its fields, its texts for each language and channel, and which languages a message made with it needs. */
export const templateDefinition = z.strictObject({
  id: z.string().min(1).max(20),
  title: z.string().min(1).max(200),
  purpose: z.string().max(1000),
  whenToUse: z.string().max(2000),
  /** its title, purpose and "when to use" in other languages; `follows` is a mark of the Finnish ones (about-template.ts) */
  about: z.partialRecord(z.enum(ABOUT_LANGUAGES), z.strictObject({
    title: z.string().min(1).max(200), purpose: z.string().max(1000), whenToUse: z.string().max(2000), follows: z.string().max(40).exactOptional(),
  })).exactOptional(),
  situation: z.enum(SITUATIONS).exactOptional(),
  /** the role that answers for the template */
  owner: z.string().min(1).max(100),
  reviewMonths: z.union([z.literal(3), z.literal(6), z.literal(12), z.literal(24)]),
  channels: z.array(channel).min(1),
  languages: z.strictObject({
    /** a message to the public needs the languages of the municipalities it concerns; one to the staff does not */
    audience: z.enum(['public', 'staff']),
    recommended: z.array(language),
    optional: z.array(language),
    /** an emergency is reason enough to publish in Finnish first */
    emergency: z.boolean().exactOptional(),
    note: z.string().max(1000).exactOptional(),
  }),
  fields: z.array(field).max(60),
  texts: z.partialRecord(language, z.partialRecord(channel, channelText)),
  /** marks of the Finnish texts that the translations follow (follows.ts) */
  follows: z.partialRecord(language, z.partialRecord(channel, z.string().max(40))).exactOptional(),
})

export type TemplateDefinition = z.infer<typeof templateDefinition>
export type Column = z.infer<typeof column>
export type Field = z.infer<typeof field>
export type FieldType = Field['type']
export type FieldInput = z.infer<typeof fieldInput>
export type ChannelText = z.infer<typeof channelText>

/** It is filled in for each language apart. */
export const isLocalized = (field: Field) => 'localized' in field && field.localized === true

/** The definition that an item of kind template keeps as its data; null when it has none, or one that cannot be read. */
export function definitionOf(data: string | null): TemplateDefinition | null {
  return data === null ? null : templateDefinition.safeParse(JSON.parse(data)).data ?? null
}
