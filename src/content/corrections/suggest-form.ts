import { z } from 'zod'
import { readForm } from '../../people/form-fields.ts'
import { HttpError } from '../../platform/http/errors.ts'
import { parseForm, typedText } from '../../platform/http/parse.ts'
import { holdsPrivateNumber } from '../edit-private-numbers.ts'
import { TextFields } from '../text-limits.ts'

/** Leaves room for the name in the sentence of the history. */
export const REASON_LIMIT = 180
export type SuggestField = 'teksti' | 'perustelu' | 'tarkistettu'

export interface SuggestWriting {
  text: string
  reason: string
  named: boolean
  /** the revision that the reader started from; null: a new form */
  base: number | null
  /** she has looked at what seems to be a private number, and it is none */
  looked: boolean
}

const Fields = z.object({ versio: z.string().regex(/^[1-9]\d{0,8}$/).transform(Number), nimi: z.literal('1').optional(), tarkistettu: z.literal('1').optional() })

export function readSuggestion(body: unknown): SuggestWriting & { base: number } {
  const form = readForm(Fields, body)
  if (!form.ok) throw new HttpError(400, 'errors.badRequest')
  const { versio, nimi, tarkistettu } = form.values
  return { text: typedText(body, 'teksti').replace(/\r\n?/g, '\n'), reason: typedText(body, 'perustelu'), named: nimi === '1', base: versio, looked: tarkistettu === '1' }
}

const Reason = z.object({ body: TextFields.shape.body, reason: TextFields.shape.body.transform((given) => given.replace(/\s+/g, ' ').trim())
  .refine((reason) => reason !== '', 'corrections.reason.missing').refine((reason) => reason.length <= REASON_LIMIT, 'corrections.reason.tooLong') })

/** The words as they are kept, or what has to be put right, by field. `before` is the text that they stand for. */
export function checkSuggestion({ text, reason, looked }: SuggestWriting, before: string): { ok: true; text: string; reason: string } | { ok: false; errors: Partial<Record<SuggestField, string>> } {
  const read = parseForm(Reason, { body: text, reason })
  if (!read.ok) return { ok: false, errors: { ...(read.errors['body'] && { teksti: read.errors['body'] }), ...(read.errors['reason'] && { perustelu: read.errors['reason'] }) } }
  const { body, reason: sentence } = read.values
  if (body.trimEnd() === before.trimEnd()) return { ok: false, errors: { teksti: 'corrections.text.same' } }
  if (!looked && hasPrivateNumber(`${body}\n${sentence}`, before)) return { ok: false, errors: { tarkistettu: 'corrections.private' } }
  return { ok: true, text: body.trimEnd(), reason: sentence }
}

/** Whether a text holds what looks like a private number that the other does not hold. */
export function hasPrivateNumber(text: string, before: string): boolean {
  const known = new Set(before.split('\n'))
  return text.split('\n').some((line) => !known.has(line) && holdsPrivateNumber(line))
}
