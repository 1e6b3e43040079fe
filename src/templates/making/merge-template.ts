import { CHANNELS } from '../channels.ts'
import { MESSAGE_LANGUAGES } from '../message-languages.ts'
import { ABOUT_LANGUAGES } from '../template-definition.ts'
import type { TemplateWriting } from './template-writing.ts'

/** A template that two people changed at once, brought together part by part; a part that both changed stays as its writer has it, with the other one beside. */
export interface TemplateConflict { part: string; theirs: string }
export interface MergedTemplate { writing: TemplateWriting; conflicts: TemplateConflict[] }

const PLAIN = ['title', 'purpose', 'when', 'situation', 'audience', 'emergency', 'note', 'channels', 'languages', 'fields'] as const

export function mergeTemplates(mine: TemplateWriting, base: TemplateWriting, theirs: TemplateWriting): MergedTemplate {
  const merged: TemplateWriting = structuredClone(mine), conflicts: TemplateConflict[] = []
  /** whether their part is taken */
  const takes = (part: string, own: unknown, old: unknown, other: unknown, shown: string) => {
    const [a, b, c] = [own, old, other].map((value) => JSON.stringify(value ?? null))
    if (a === c || c === b) return false
    if (a === b) return true
    conflicts.push({ part, theirs: shown })
    return false
  }
  for (const part of PLAIN) {
    if (takes(part, mine[part], base[part], theirs[part], shownPart(theirs, part))) Object.assign(merged, { [part]: structuredClone(theirs[part]) })
  }
  for (const language of ABOUT_LANGUAGES) {
    const other = theirs.about[language]
    if (takes(`about.${language}`, mine.about[language], base.about[language], other, [other.title, other.purpose, other.when].filter(Boolean).join('\n\n'))) merged.about[language] = structuredClone(other)
  }
  for (const language of MESSAGE_LANGUAGES) for (const channel of CHANNELS) {
    const other = theirs.texts[language]?.[channel]
    if (!takes(`t.${language}.${channel}`, mine.texts[language]?.[channel], base.texts[language]?.[channel], other, [other?.subject, other?.body].filter(Boolean).join('\n\n'))) continue
    const own = (merged.texts[language] ??= {})
    if (other) own[channel] = other
    else delete own[channel]
  }
  return { writing: merged, conflicts }
}

function shownPart(writing: TemplateWriting, part: (typeof PLAIN)[number]): string {
  if (part === 'fields') {
    return writing.fields.map(({ label, name, type, help, initial, choices, columns }) =>
      [`${label} ({{${name}}}, ${type})`, help, initial, choices, ...columns.map((column) => `  ${column.label} (${column.name}, ${column.type})`)].filter(Boolean).join('\n')).join('\n\n')
  }
  const value = writing[part]
  if (Array.isArray(value)) return value.join(', ')
  return typeof value === 'object' ? Object.entries(value).map(([key, use]) => `${key}: ${use}`).join(', ') : String(value)
}
