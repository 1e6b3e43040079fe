import { imagesWithoutAlt } from './image-alt.ts'
import { cardNumber, identityCode } from './edit-private-numbers.ts'

/** Something that a reader would stumble on; `line` is counted from 1. Shown to the writer, never in the way of saving. */
export type Hint = { line: number } & (
  | { kind: 'heading'; from: number; to: number } | { kind: 'sentence'; words: number } | { kind: 'link'; text: string } | { kind: 'alt' | 'identity' | 'card' }
)

const MOST = 30
const LONG_SENTENCE = 30
/** Texts of links that do not tell where the link goes, in the three languages of most texts. */
const VAGUE = new Set(['tästä', 'täältä', 'tähän', 'tässä', 'täällä', 'klikkaa tästä', 'klikkaa', 'paina tästä', 'lue lisää', 'lisää', 'linkki',
  'här', 'klicka här', 'läs mer', 'mer', 'länk', 'here', 'click here', 'read more', 'more', 'link', 'this'])

/** Reads Markdown line by line; code is left alone. Linear in the length of the text. */
export function textHints(body: string): Hint[] {
  const hints: Hint[] = []
  let fence = false, level = 1, paragraph = { line: 0, text: '' }
  const endParagraph = () => {
    hints.push(...longSentences(paragraph.text).map((words) => ({ kind: 'sentence' as const, line: paragraph.line, words })))
    paragraph = { line: 0, text: '' }
  }
  for (const [i, text] of body.split('\n').entries()) {
    const line = i + 1
    if (hints.length >= MOST) break
    if (identityCode(text)) hints.push({ kind: 'identity', line })
    else if (cardNumber(text)) hints.push({ kind: 'card', line })
    if (/^ {0,3}(```|~~~)/.test(text)) fence = !fence
    if (fence) continue
    const heading = /^ {0,3}(#{1,6})\s/.exec(text)?.[1]?.length
    if (heading !== undefined) {
      if (heading > level + 1) hints.push({ kind: 'heading', line, from: level, to: heading })
      level = heading
    }
    hints.push(...linkHints(text, line))
    if (heading !== undefined || text.trim() === '' || text.startsWith('|')) endParagraph()
    else {
      if (/^\s*([-*+]|\d+[.)])\s/.test(text)) endParagraph()
      paragraph = { line: paragraph.line || line, text: `${paragraph.text} ${text}` }
    }
  }
  endParagraph()
  return hints.slice(0, MOST)
}

function linkHints(text: string, line: number): Hint[] {
  const hints: Hint[] = []
  if (imagesWithoutAlt(text).length > 0) hints.push({ kind: 'alt', line })
  for (const [, label] of text.matchAll(/(?<!!)\[([^[\]]{1,60})\]\(/g))
    if (VAGUE.has(label!.trim().toLowerCase().replace(/[.!…]+$/, ''))) hints.push({ kind: 'link', line, text: label!.trim() })
  return hints
}

function longSentences(text: string): number[] {
  return text.split(/[.!?:;](?=\s|$)/).map((sentence) => sentence.match(/[\p{L}\p{N}]+/gu)?.length ?? 0).filter((words) => words > LONG_SENTENCE)
}
