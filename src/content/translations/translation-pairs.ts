import { diffWords } from '../diff-words.ts'
import { shownParts, type ShownPart } from '../edit-item.views.ts'
import { introOf, type Block } from './blocks.ts'
import type { Followed, Original } from './follow.ts'

export type PairState = 'fresh' | 'stale' | 'missing' | 'gone' | 'own'
/** A section of the original beside its translation. */
export interface Pair {
  state: PairState
  /** of the original; null: a section of the translation that stands for nothing */
  original: string | null
  /** of the translation; null while there is none */
  anchor: string | null
  /** the original's words; what has changed since the translation where it is behind */
  parts: ShownPart[]
  followedNumber: number
  /** the translation's Markdown; of the beginning without the title */
  text: string
}

/** The sections of the original in their order, with those that only the translation has after the ones that they follow. */
export function pairsOf(original: Original, translation: readonly Block[] | null, rows: readonly Followed[]): Pair[] {
  const pairs = original.blocks.map((block): Pair => {
    const row = rows.find((one) => one.original_anchor === block.anchor), own = row && translation?.find(({ anchor }) => anchor === row.anchor)
    if (!row || !own) return { state: 'missing', original: block.anchor, anchor: null, parts: shownParts([{ kind: 'same', text: block.text }]), followedNumber: 0, text: skeletonOf(block) }
    return { state: row.stale === 1 ? 'stale' : 'fresh', original: block.anchor, anchor: own.anchor, parts: shownParts(diffWords(row.followed, block.text)), followedNumber: row.original_number, text: textOf(own) }
  })
  let before: Pair | undefined
  for (const block of translation ?? []) {
    const placed = pairs.find(({ anchor }) => anchor === block.anchor)
    if (placed) { before = placed; continue }
    const row = rows.find(({ anchor }) => anchor === block.anchor)
    const pair: Pair = {
      state: row ? 'gone' : 'own', original: row?.original_anchor ?? null, anchor: block.anchor, parts: row ? shownParts([{ kind: 'removed', text: row.followed }]) : [], followedNumber: row?.original_number ?? 0, text: textOf(block),
    }
    pairs.splice(before ? pairs.indexOf(before) + 1 : pairs.length, 0, pair)
    before = pair
  }
  return pairs
}

const textOf = (block: Block) => (block.anchor === '' ? introOf(block) : block.text)

/** What a translator begins with: the heading, and the marks of lists and callouts without their words. */
export function skeletonOf(block: Block): string {
  if (block.anchor === '') return ''
  const [heading = '', ...lines] = block.text.split('\n')
  return [heading, ...lines.map((line) => (/^#{1,6} /.test(line) ? line : /^\s*(?:\d+\.|[-*+]|>(?:\s*\[!.*\])?)\s?/.exec(line)?.[0] ?? ''))].join('\n').replace(/\n{3,}/g, '\n\n').trim()
}
