import type { Locale } from '../../i18n/locales.ts'
import { CHANNELS } from '../channels.ts'
import { MESSAGE_LANGUAGES } from '../message-languages.ts'
import { ABOUT_LANGUAGES } from '../template-definition.ts'
import { aboutPart, PLAIN_PARTS, plainPart, textPart } from './template-parts.ts'
import type { TemplateWriting } from './template-writing.ts'

/** A template that two people changed at once, brought together part by part; a part that both changed stays as its writer has it, with the other one beside. */
export interface TemplateConflict { part: string; theirs: string }
export interface MergedTemplate { writing: TemplateWriting; conflicts: TemplateConflict[] }

export function mergeTemplates(locale: Locale, mine: TemplateWriting, base: TemplateWriting, theirs: TemplateWriting): MergedTemplate {
  const merged: TemplateWriting = structuredClone(mine), conflicts: TemplateConflict[] = []
  /** whether their part is taken */
  const takes = (part: string, own: unknown, old: unknown, other: unknown, shown: string) => {
    const [a, b, c] = [own, old, other].map((value) => JSON.stringify(value ?? null))
    if (a === c || c === b) return false
    if (a === b) return true
    conflicts.push({ part, theirs: shown })
    return false
  }
  for (const part of PLAIN_PARTS) {
    if (takes(part, mine[part], base[part], theirs[part], plainPart(locale, theirs, part))) Object.assign(merged, { [part]: structuredClone(theirs[part]) })
  }
  for (const language of ABOUT_LANGUAGES) {
    const other = theirs.about[language]
    if (takes(`about.${language}`, mine.about[language], base.about[language], other, aboutPart(other))) merged.about[language] = structuredClone(other)
  }
  for (const language of MESSAGE_LANGUAGES) for (const channel of CHANNELS) {
    const other = theirs.texts[language]?.[channel]
    if (!takes(`t.${language}.${channel}`, mine.texts[language]?.[channel], base.texts[language]?.[channel], other, textPart(other))) continue
    const own = (merged.texts[language] ??= {})
    if (other) own[channel] = other
    else delete own[channel]
  }
  return { writing: merged, conflicts }
}
