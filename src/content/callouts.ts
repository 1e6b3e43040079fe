import type { Token, Tokens } from 'marked'
import type { Word } from './markdown-words.ts'

/** `[!huomio]`, `[!vinkki]` and `[!tärkeää]` in the languages of the sample and as GitHub and Microsoft write them. */
const KINDS = new Map<string, { word: Word; look: 'warn' | 'info' | 'stop' }>()
for (const [word, look, names] of [
  ['attention', 'warn', 'huomio huom varoitus warning caution attention observera obs varning'],
  ['hint', 'info', 'vinkki tip hint tips'],
  ['important', 'stop', 'tärkeää tarkeaa important viktigt'],
  ['note', 'info', 'tiedoksi note info'],
] as const) for (const name of names.split(' ')) KINDS.set(name, { word, look })

export interface Callout { word: Word; look: 'warn' | 'info' | 'stop'; tokens: Token[] }

/** A quote whose first line begins with a known mark, without the mark; null when it is an ordinary quote. */
export function calloutOf(quote: Tokens.Blockquote): Callout | null {
  const [first, ...rest] = quote.tokens
  if (first?.type !== 'paragraph') return null
  const [start, ...more] = (first as Tokens.Paragraph).tokens
  const mark = start?.type === 'text' ? /^\s*\[!(\p{L}{2,20})\]\s*/u.exec(start.text) : null
  const kind = KINDS.get(mark?.[1]!.toLowerCase() ?? '')
  if (!mark || !kind) return null
  const text = (start as Tokens.Text).text.slice(mark[0].length)
  const words = text === '' ? more.slice(more[0]?.type === 'br' ? 1 : 0) : [{ ...(start as Tokens.Text), text }, ...more]
  return { ...kind, tokens: words.length === 0 ? rest : [{ ...first, tokens: words } as Tokens.Paragraph, ...rest] }
}
