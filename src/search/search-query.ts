import type { Kind } from '../content/content.table.ts'
import { KIND_NAMES, KINDS } from '../content/kinds.ts'
import { fold, tokenize } from '../language/words.ts'

/** Longest text that is read of a query, in UTF-16 units, and most words that are looked for; the rest is left out. */
const LONGEST_QUERY = 10_000
export const MOST_WORDS = 20

/** What was typed, before anything is known of its words. */
export interface SearchQuery {
  words: string[]
  /** "tuotu lainaan": words next to each other as written */
  phrases: string[][]
  /** -sana; -"vanha ohje" is one entry, words with a space between them */
  without: string[]
  /** laji:ohje or kind:guide */
  kinds: Kind[]
  /** kunta:inari: slugs as typed, which may not exist */
  municipalities: string[]
}

const PIECE = /(-?)"([^"]*)"|(\S+)/g
/** Quotes and minus signs as phones and word processors put them. */
const CURLY = /[\u201C-\u201F\u00AB\u00BB]/g
const LONG_MINUS = /(?<!\S)[\u2013\u2212](?=\S)/g
const OPERATOR = /^(laji|kind|kunta|kommun|municipality):(.+)$/i

/** Reads a query as people type it. Never fails: what is not an operator is words, and signs of other search languages mean nothing. */
export function parseQuery(typed: string): SearchQuery {
  const query: SearchQuery = { words: [], phrases: [], without: [], kinds: [], municipalities: [] }
  let left = MOST_WORDS
  const take = (text: string) => {
    const words = wordsOf(text).slice(0, left)
    left -= words.length
    return words
  }
  for (const [, minus, quoted, piece = ''] of typed.slice(0, LONGEST_QUERY).replace(CURLY, '"').replace(LONG_MINUS, '-').matchAll(PIECE)) {
    if (left === 0) break
    if (quoted !== undefined) {
      const words = take(quoted)
      if (minus) query.without.push(...(words.length > 0 ? [words.join(' ')] : []))
      else if (words.length > 1) query.phrases.push(words)
      else query.words.push(...words)
    } else if (isFilter(piece, query)) continue
    else if (/^-[\p{L}\p{N}]/u.test(piece)) query.without.push(...take(piece))
    else query.words.push(...take(piece))
  }
  query.words = [...new Set(query.words)]
  return query
}

export const isEmptyQuery = (query: SearchQuery) => query.words.length === 0 && query.phrases.length === 0

const wordsOf = (text: string) => tokenize(text).map(({ word }) => word)

function isFilter(piece: string, query: SearchQuery): boolean {
  const [, name, value] = OPERATOR.exec(piece) ?? []
  if (name === undefined || value === undefined) return false
  if (/^(kunta|kommun|municipality)$/i.test(name)) {
    query.municipalities.push(fold(value.toLowerCase()))
    return true
  }
  const kind = KIND_NAMES.find((known) => known === value.toLowerCase() || KINDS[known].css === fold(value.toLowerCase()))
  if (kind) query.kinds.push(kind)
  return kind !== undefined
}
