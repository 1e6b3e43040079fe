import type { MessageKey } from '../i18n/messages.ts'
import type { Kind } from './content.table.ts'

interface KindWords {
  /** the word of the style sheet: data-kind="ohje" gives the colour */
  css: string
  /** symbol of static/icons.svg */
  icon: string
  one: MessageKey
  many: MessageKey
}

/** The seven kinds, in the order in which they are offered. */
export const KINDS: Record<Kind, KindWords> = {
  guide: { css: 'ohje', icon: 'guide', one: 'content.kind.guide', many: 'content.kinds.guide' },
  practice: { css: 'kaytanto', icon: 'practice', one: 'content.kind.practice', many: 'content.kinds.practice' },
  template: { css: 'viestipohja', icon: 'template', one: 'content.kind.template', many: 'content.kinds.template' },
  document: { css: 'tiedosto', icon: 'file', one: 'content.kind.document', many: 'content.kinds.document' },
  path: { css: 'perehdytys', icon: 'path', one: 'content.kind.path', many: 'content.kinds.path' },
  notice: { css: 'tiedote', icon: 'notice', one: 'content.kind.notice', many: 'content.kinds.notice' },
  qa: { css: 'ukk', icon: 'faq', one: 'content.kind.qa', many: 'content.kinds.qa' },
}

export const KIND_NAMES = Object.keys(KINDS) as Kind[]
