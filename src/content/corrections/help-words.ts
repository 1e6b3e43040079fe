import { TextFields } from '../text-limits.ts'
import { hasPrivateNumber } from './suggest-form.ts'

export const WORDS_LIMIT = 1000

/** What a reader wrote beside her yes or no. What looks like a private number is not kept at all: nobody could be asked about it later. */
export function readWords(typed: string): { ok: true; words: string } | { ok: false; error: string } {
  const read = TextFields.shape.body.safeParse(typed.trim())
  if (!read.success) return { ok: false, error: read.error.issues[0]!.message }
  if (read.data.length > WORDS_LIMIT) return { ok: false, error: 'corrections.help.tooLong' }
  return hasPrivateNumber(read.data, '') ? { ok: false, error: 'corrections.help.private' } : { ok: true, words: read.data }
}
