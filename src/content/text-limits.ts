import { z } from 'zod'

export const TITLE_LIMIT = 200
export const SUMMARY_LIMIT = 300
/** bytes of UTF-8 */
export const BODY_LIMIT = 1_000_000

/** Texts are kept in NFC with plain line ends. NUL and half characters are refused: SQLite and HTML would cut or change them silently. */
const text = () => z.string({ error: 'content.text.missing' })
  .refine((given) => given.isWellFormed() && !given.includes('\0'), 'content.text.badCharacter')
  .transform((given) => given.normalize('NFC').replace(/\r\n?/g, '\n'))

/** The one rule of what a text may be: forms, the API and the import all read through it; messages are keys of the catalogue. */
export const TextFields = z.object({
  title: text().transform((given) => given.replace(/\s+/g, ' ').trim())
    .refine((title) => title !== '', 'content.title.missing').refine((title) => title.length <= TITLE_LIMIT, 'content.title.tooLong'),
  body: text().refine((body) => Buffer.byteLength(body) <= BODY_LIMIT, 'content.body.tooLong'),
})

export const SummaryField = text().transform((given) => given.replace(/\s+/g, ' ').trim())
  .refine((summary) => summary.length <= SUMMARY_LIMIT, 'content.summary.tooLong')
