import { diffWords, linesOf, type DiffPart } from '../diff-words.ts'
import { shownParts, type ShownPart } from '../edit-item.views.ts'
import { withLines } from '../markdown-section-lines.ts'
import { mergeTexts, type Merge } from '../merge-texts.ts'
import type { Suggestion } from './corrections.table.ts'

type Place = Pick<Suggestion, 'from_line' | 'to_line' | 'text'>

/** The body that comes of taking a suggestion: what has changed since the reader started stays. */
export const takenBody = (base: string, suggestion: Place, current: string): Merge => mergeTexts(base, withLines(base, suggestion, suggestion.text), current)

const NEAR = 2
/** What changes, word by word, with two lines around each change. */
export function shownChange(before: string, after: string): ShownPart[] {
  const parts = diffWords(before, after)
  return shownParts(parts.map((part, i) => shortened(part, i === 0, i === parts.length - 1)))
}

function shortened(part: DiffPart, first: boolean, last: boolean): DiffPart {
  const lines = linesOf(part.text)
  if (part.kind !== 'same' || lines.length <= 3 * NEAR) return part
  const head = first ? [] : lines.slice(0, NEAR + 1), tail = last ? [] : lines.slice(-NEAR - 1)
  return { kind: 'same', text: [...head, '…\n', ...tail].join('') }
}
