import { changesBetween } from './diff-sequences.ts'

export interface DiffPart { kind: 'same' | 'removed' | 'added'; text: string }

/**
 * What changed between two texts, word by word. The lines are compared first, so that a text of any length stays quick. The `same` and
 * `removed` parts together are the old text, the `same` and `added` parts the new.
 */
export function diffWords(before: string, after: string): DiffPart[] {
  const lines = linesOf(before), newLines = linesOf(after), parts: DiffPart[] = []
  let at = 0
  for (const { from, to, newFrom, newTo } of changesBetween(lines, newLines)) {
    add(parts, 'same', lines.slice(at, from))
    addWords(parts, lines.slice(from, to).join(''), newLines.slice(newFrom, newTo).join(''))
    at = to
  }
  add(parts, 'same', lines.slice(at))
  return parts
}

/** With their line ends, so that joining them gives the text back. */
export const linesOf = (text: string) => text.match(/[^\n]*\n|[^\n]+/g) ?? []

function addWords(parts: DiffPart[], before: string, after: string) {
  const words = wordsOf(before), newWords = wordsOf(after)
  let at = 0
  for (const { from, to, newFrom, newTo } of changesBetween(words, newWords)) {
    add(parts, 'same', words.slice(at, from))
    add(parts, 'removed', words.slice(from, to))
    add(parts, 'added', newWords.slice(newFrom, newTo))
    at = to
  }
  add(parts, 'same', words.slice(at))
}
const wordsOf = (text: string) => text.match(/[\p{L}\p{N}\p{M}]+|\s|[^\p{L}\p{N}\p{M}\s]/gu) ?? []

function add(parts: DiffPart[], kind: DiffPart['kind'], words: string[]) {
  const text = words.join(''), last = parts.at(-1)
  if (text === '') return
  if (last?.kind === kind) last.text += text
  else parts.push({ kind, text })
}
