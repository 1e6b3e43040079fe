import { pairBlocks, type Block } from './blocks.ts'
import type { FollowedSection } from './translations.table.ts'

export type Followed = Pick<FollowedSection, 'original_anchor' | 'anchor' | 'original_number' | 'followed' | 'stale'>
/** The original as it is now. */
export interface Original { number: number; blocks: Block[] }

const textAt = (blocks: readonly Block[], anchor: string) => blocks.find((block) => block.anchor === anchor)?.text
const following = (anchor: string, { number, blocks }: Original, original: Block): Followed => ({
  original_anchor: original.anchor, anchor, original_number: number, followed: original.text, stale: textAt(blocks, original.anchor) === original.text ? 0 : 1,
})

/** Says anew of each section whether its original has other words than those it follows. */
export const marked = (rows: readonly Followed[], { blocks }: Original): Followed[] =>
  rows.map((row) => ({ ...row, stale: textAt(blocks, row.original_anchor) === row.followed ? 0 : 1 }))

/** The original was saved: its sections may stand under new anchors. */
export function afterOriginal(rows: readonly Followed[], before: readonly Block[], original: Original): Followed[] {
  const pairs = pairBlocks(before, original.blocks), moved = new Map<string, Followed>()
  for (const row of rows) { const now = pairs.get(row.original_anchor); if (now !== undefined) moved.set(now, { ...row, original_anchor: now }) }
  // what is gone from the original keeps its name, unless another section has taken it
  for (const row of rows) if (!pairs.has(row.original_anchor) && !moved.has(row.original_anchor)) moved.set(row.original_anchor, row)
  return marked([...moved.values()], original)
}

/**
 * A translation was saved: a section with new words follows the original as it is now, one that has not changed follows what it followed. A
 * section that is new stands for the next section of the original that nothing stands for yet.
 */
export function afterTranslation(rows: readonly Followed[], before: readonly Block[] | null, now: readonly Block[], original: Original): Followed[] {
  const pairs = pairBlocks(before ?? [], now), kept = new Map<string, Followed>(), taken = new Set<string>()
  for (const row of rows) {
    const anchor = pairs.get(row.anchor)
    if (anchor === undefined) continue
    const block = original.blocks.find((one) => one.anchor === row.original_anchor), changed = textAt(before ?? [], row.anchor) !== textAt(now, anchor)
    kept.set(anchor, changed && block ? following(anchor, original, block) : { ...row, anchor })
    taken.add(row.original_anchor)
  }
  let last = -1
  for (const { anchor } of now) {
    const known = kept.get(anchor)
    if (known) { last = original.blocks.findIndex((one) => one.anchor === known.original_anchor); continue }
    // an own section that stood for nothing stays so
    if (before !== null && rows.length > 0 && [...pairs.values()].includes(anchor)) continue
    const same = original.blocks.find((one) => one.anchor === anchor && !taken.has(one.anchor)), next = same ?? original.blocks[last + 1]
    if (!next || taken.has(next.anchor)) continue
    kept.set(anchor, following(anchor, original, next))
    taken.add(next.anchor)
    last = original.blocks.indexOf(next)
  }
  return marked([...kept.values()], original)
}
