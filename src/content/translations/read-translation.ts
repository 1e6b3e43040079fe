import { typedText } from '../../platform/http/parse.ts'
import { blocksOf, type Block } from './blocks.ts'
import { afterOriginal, type Followed, type Original } from './follow.ts'
import { skeletonOf } from './translation-pairs.ts'

/** What a translator sent: her sections in order. */
export interface SentTranslation {
  title: string
  summary: string
  /** the revision of the translation that she started from, and of the original that she saw */
  number: number
  originalNumber: number
  keeper: string
  sections: { original: string | null; text: string; follows: boolean }[]
}

export function readTranslation(body: unknown): SentTranslation {
  const fields = (body ?? {}) as Record<string, unknown>, sections: SentTranslation['sections'] = []
  const number = (name: string) => (/^\d{1,9}$/.test(String(fields[name])) ? Number(fields[name]) : 0)
  for (let i = 0; typeof fields[`osa-${i}`] === 'string'; i++) {
    const original = typedText(body, `alku-${i}`)
    sections.push({ original: original === '-' ? null : original, text: typedText(body, `osa-${i}`).replace(/\r\n?/g, '\n').trim(), follows: fields[`seuraa-${i}`] === '1' })
  }
  return { title: typedText(body, 'otsikko'), summary: typedText(body, 'muutos'), number: number('versio'), originalNumber: number('alkuversio'), keeper: typedText(body, 'vastuu'), sections }
}

/** The body as it will be saved, and on which of its lines each section begins (null: it is not translated). */
export function joined({ sections }: Pick<SentTranslation, 'sections'>, seen: readonly Block[], rows: readonly Followed[]) {
  const lines: string[] = []
  const starts = sections.map(({ original, text }) => {
    const block = seen.find(({ anchor }) => anchor === original), isNew = !rows.some((row) => row.original_anchor === original)
    if (text === '' || (isNew && block && text === skeletonOf(block))) return null
    if (lines.length > 0) lines.push('')
    const from = lines.length
    lines.push(...text.split('\n'))
    return from
  })
  return { body: lines.join('\n'), starts }
}

/** Which sections follow what after the save: what the translator ticked, or translated for the first time, follows the original that she saw. */
export function followedAfter(sent: SentTranslation, { starts, translated, rows, seen, now }: { starts: (number | null)[]; translated: { title: string; body: string; lang: string }; rows: readonly Followed[]; seen: Original; now: Original }): Followed[] {
  const blocks = blocksOf(translated, translated.lang), next: Followed[] = []
  for (const [i, { original, follows }] of sent.sections.entries()) {
    // the beginning always stands for the beginning: the title is in it
    const block = original === '' ? blocks[0] : starts[i] === null ? undefined : blocks.find(({ anchor, from }) => anchor !== '' && from === starts[i])
    const source = seen.blocks.find(({ anchor }) => anchor === original), row = rows.find((one) => one.original_anchor === original)
    if (original === null || !block || next.some((one) => one.original_anchor === original)) continue
    if (row && !follows) next.push({ ...row, anchor: block.anchor })
    else if (source) next.push({ original_anchor: original, anchor: block.anchor, original_number: seen.number, followed: source.text, stale: 0 })
  }
  return afterOriginal(next, seen.blocks, now)
}
