import type { MessageKey } from '../../i18n/messages.ts'
import { supplementHtml } from './supplement-html.ts'

const LONGEST = 20_000

/** What a municipality typed, as it is stored, or what has to be put right. */
export function readSupplement(typed: string, lang: string): { body: string; html: string } | { problem: MessageKey } {
  const body = typed.normalize('NFC').replace(/\r\n?/g, '\n').trim()
  if (body === '') return { problem: 'supplements.body.missing' }
  if (!body.isWellFormed() || body.includes('\0')) return { problem: 'content.text.badCharacter' }
  if (body.length > LONGEST) return { problem: 'supplements.body.long' }
  const { html, hasSlots } = supplementHtml(body, lang)
  return hasSlots ? { problem: 'supplements.body.slot' } : { body, html }
}
