import { z } from 'zod'
import { CHANNELS } from '../templates/channels.ts'
import { MESSAGE_LANGUAGES } from '../templates/message-languages.ts'
import { SITUATIONS, templateDefinition } from '../templates/template-definition.ts'

const Language = z.enum(MESSAGE_LANGUAGES)
const Channel = z.enum(CHANNELS)
const About = { id: z.int(), externalId: z.string().nullable(), title: z.string(), url: z.string(), owner: z.string() }

export const TemplateListReply = z.strictObject({
  total: z.int(),
  templates: z.array(z.strictObject({
    ...About, purpose: z.string(), situation: z.enum(SITUATIONS).nullable(), audience: z.enum(['public', 'staff']), channels: z.array(Channel), languages: z.array(z.string()),
  })),
})
export type TemplateListReply = z.output<typeof TemplateListReply>

/** `municipalities` and `libraries` are what fields of those types accept. */
export const TemplateReply = z.strictObject({ ...About, definition: templateDefinition, municipalities: z.array(z.string()), libraries: z.array(z.string()) })
export type TemplateReply = z.output<typeof TemplateReply>

const MOST_VALUES = 200
/** `values` by field name, each in the form that its field's example has; a field left out gets its default. */
export const RenderBody = z.strictObject({
  values: z.record(z.string().max(40), z.unknown()).refine((values) => Object.keys(values).length <= MOST_VALUES, `at most ${MOST_VALUES} values`).default({}),
  language: Language.optional(),
  channel: Channel.optional(),
})
export type RenderBody = z.output<typeof RenderBody>

/** `ready`: no value is wrong and nothing is missing in these texts. A required language may still be missing, or stale (the Finnish text has changed since): see `languages`. */
export const RenderReply = z.strictObject({
  ready: z.boolean(),
  problems: z.array(z.strictObject({
    code: z.string(), level: z.enum(['error', 'warning']), field: z.string(), row: z.int().optional(), column: z.string().optional(), language: Language.optional(),
    limit: z.int().optional(), other: z.string().optional(), message: z.string(),
  })),
  languages: z.array(z.strictObject({ language: Language, need: z.enum(['required', 'recommended', 'optional']), because: z.array(z.string()), missingFrom: z.int(), state: z.enum(['present', 'stale', 'missing']) })),
  texts: z.array(z.strictObject({
    channel: Channel, language: Language, subject: z.string(), text: z.string(), html: z.string(), characters: z.int(), words: z.int(),
    sms: z.strictObject({ encoding: z.enum(['GSM-7', 'UCS-2']), units: z.int(), parts: z.int(), left: z.int(), forcing: z.array(z.string()) }).nullable(),
    tooMuch: z.array(z.strictObject({ measure: z.string(), is: z.int(), most: z.int() })), open: z.array(z.string()),
  })),
})
export type RenderReply = z.output<typeof RenderReply>
