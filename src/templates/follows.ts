import { createHash } from 'node:crypto'
import type { Channel } from './channels.ts'
import { MESSAGE_LANGUAGES, type MessageLanguage } from './message-languages.ts'
import type { TemplateDefinition } from './template-definition.ts'

/** Which Finnish text a translation follows: a mark of the text, so that a later change of it shows. Nothing is told of translations without one. */
type Texts = TemplateDefinition['texts']
export type Follows = NonNullable<TemplateDefinition['follows']>

export const markOf = ({ subject, body }: { subject: string; body: string }) => createHash('sha256').update(`${subject.trim()}\n\n${body.trim()}`).digest('hex').slice(0, 16)

/** The Finnish text has changed since the translation was written. */
export function isStale({ texts, follows }: Pick<TemplateDefinition, 'texts' | 'follows'>, language: MessageLanguage, channel: Channel): boolean {
  const mark = follows?.[language]?.[channel], finnish = texts.fi?.[channel]
  return language !== 'fi' && mark !== undefined && texts[language]?.[channel] !== undefined && finnish !== undefined && mark !== markOf(finnish)
}

/** The marks of a save: a translation that is written now, or is said to be right (`se.web`), follows the Finnish text of now; others what they followed. */
export function followsAfter(before: Pick<TemplateDefinition, 'texts' | 'follows'> | null, texts: Texts, saidRight: readonly string[]): Follows {
  const follows: Follows = {}
  for (const language of MESSAGE_LANGUAGES) {
    if (language === 'fi') continue
    for (const [channel, text] of Object.entries(texts[language] ?? {}) as [Channel, { subject: string; body: string }][]) {
      const finnish = texts.fi?.[channel], old = before?.texts[language]?.[channel], oldFinnish = before?.texts.fi?.[channel]
      if (!finnish) continue
      const isWritten = !old || old.subject !== text.subject || old.body !== text.body || saidRight.includes(`${language}.${channel}`)
      const known = before?.follows?.[language]?.[channel] ?? (oldFinnish && markOf(oldFinnish))
      ;(follows[language] ??= {})[channel] = isWritten || known === undefined ? markOf(finnish) : known
    }
  }
  return follows
}
