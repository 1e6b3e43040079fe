import { diffWords, type DiffPart } from '../diff-words.ts'
import { shownParts, type ShownPart } from '../edit-item.views.ts'

/** Changed lines that stand together, under the heading that they belong to. */
export interface ChangedPart { heading: string; parts: ShownPart[] }

/** Only what changed between two texts, line by line with the words that were taken out and put in. Without the signs of Markdown, unless a sign is what changed. */
export function changedParts(before: string, after: string): ChangedPart[] {
  const changes = changedLines(plain(before), plain(after))
  return changes.length > 0 ? changes : changedLines(before, after)
}
const plain = (text: string) => text.replace(/\*\*|__/g, '').replace(/^(> ?)+/gm, '').replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')

function changedLines(before: string, after: string): ChangedPart[] {
  const found: { heading: string; parts: DiffPart[] }[] = []
  let heading = '', open: DiffPart[] | null = null
  for (const line of linesOf(diffWords(before, after))) {
    const changed = line.some(({ kind, text }) => kind !== 'same' && text.trim() !== ''), text = line.filter(({ kind }) => kind !== 'removed').map((part) => part.text).join('')
    if (/^#{2,6} /.test(text) && !changed) heading = text.replace(/^#+\s*/, '').trim()
    if (!changed) { if (text.trim() !== '') open = null } else if (open) open.push(...line)
    else found.push({ heading, parts: (open = [...line]) })
  }
  return found.map(({ heading: of, parts }) => ({ heading: of, parts: shownParts(joined(parts)) }))
}

/** The parts of each line of the texts together; a line ends where either text ends one. */
function linesOf(parts: readonly DiffPart[]): DiffPart[][] {
  const lines: DiffPart[][] = [[]]
  for (const { kind, text } of parts) for (const piece of text.match(/[^\n]*\n|[^\n]+/g) ?? []) {
    lines.at(-1)!.push({ kind, text: piece })
    if (piece.endsWith('\n')) lines.push([])
  }
  return lines
}

function joined(parts: readonly DiffPart[]): DiffPart[] {
  const all: DiffPart[] = []
  for (const { kind, text } of parts) {
    const last = all.at(-1)
    if (last?.kind === kind) last.text += text
    else all.push({ kind, text })
  }
  return all
}
