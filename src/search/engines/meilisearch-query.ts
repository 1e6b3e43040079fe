import { isMarkedStem } from '../../language/stems.ts'
import type { EngineQuery, Forms, Term } from '../search-engine.ts'
import { encode } from './meilisearch-document.ts'

/** One query of a federated search. */
export interface WeightedQuery { q: string; attributesToSearchOn: string[]; weight: number }

/** Meilisearch leaves out the words after these. */
const MOST_TERMS = 10
const MOST_COMBINATIONS = 12
const MOST_BEGINNINGS = 4
const WRITTEN = ['title', 'headings', 'body']
const ANALYSED = ['title', 'headings', 'base', 'parts']
const EVERYWHERE = ['title', 'headings', 'body', 'base', 'parts']

const WEIGHT = { written: 1, base: 0.9, beginning: 0.3, otherBase: 0.4, otherSpelling: 0.8, otherLanguage: 0.5 }

/**
 * The query as Meilisearch is asked; none when it cannot be said there, and the embedded engine answers: any of the words, phrases, words left
 * out, and words without a letter or number that Meilisearch surely keeps (it drops some signs, and an empty query finds everything).
 * `indexed` are the base forms that some text has.
 */
export function queriesOf(query: EngineQuery, indexed: Set<string>): WeightedQuery[] {
  const { terms } = query
  if (query.need !== 'all' || query.phrases.length > 0 || query.without.length > 0) return []
  if (terms.length === 0 || terms.length > MOST_TERMS || !basesOf(query).every(isKept)) return []
  const typed = terms.map((forms) => forms[0]!), last = typed.at(-1)!
  return [
    ...(typed.some(({ unseen }) => unseen) ? [] : [{ q: typed.map(({ word }) => quote(word)).join(' '), attributesToSearchOn: WRITTEN, weight: WEIGHT.written }]),
    ...combinations(terms, indexed, MOST_COMBINATIONS).map(({ words, weight }) => ({ q: quoteAll(words), attributesToSearchOn: ANALYSED, weight: WEIGHT.base * weight })),
    ...(last.prefix ? beginnings(terms.slice(0, -1), last.word, indexed) : []),
  ]
}

export const basesOf = ({ terms }: EngineQuery) => [...new Set(terms.flat().flatMap(({ word, bases }) => [word, ...bases]))]

/** The last word as the beginning of longer ones: Meilisearch takes it so when it has no quotes. */
function beginnings(before: Term[], last: string, indexed: Set<string>): WeightedQuery[] {
  if (!/^[\p{L}\p{N}]+$/u.test(last)) return []
  return combinations(before, indexed, MOST_BEGINNINGS).flatMap(({ words, weight }) => [...new Set([last, encode(last)])]
    .map((beginning) => ({ q: `${quoteAll(words)} ${beginning}`.trimStart(), attributesToSearchOn: EVERYWHERE, weight: WEIGHT.beginning * weight })))
}

interface Combination { words: string[]; weight: number }

/** One base form for each term, likeliest first. Without terms there is one, the empty one; with a term that no text has, none. */
function combinations(terms: Term[], indexed: Set<string>, most: number): Combination[] {
  let all: Combination[] = [{ words: [], weight: 1 }]
  for (const term of terms) {
    const choices = [...choicesOf(term)].filter(([base]) => indexed.has(base))
    all = all.flatMap(({ words, weight }) => choices.map(([base, share]) => ({ words: [...words, base], weight: weight * share })))
      .sort((a, b) => b.weight - a.weight).slice(0, most)
  }
  return all
}

function choicesOf(term: Term): Map<string, number> {
  const choices = new Map<string, number>()
  for (const [index, forms] of term.entries()) {
    for (const base of forms.unseen ? [] : forms.bases) {
      const share = WEIGHT.otherSpelling ** Math.min(index, 2) * shareOf(base, forms)
      choices.set(base, Math.max(share, choices.get(base) ?? 0))
    }
  }
  return choices
}

function shareOf(base: string, { word, bases }: Forms): number {
  if (isMarkedStem(base)) return bases.some((other) => !isMarkedStem(other) && other !== word) ? WEIGHT.otherLanguage : 1
  return base !== word && bases.includes(word) ? WEIGHT.otherBase : 1
}

const isKept = (word: string) => /[a-z0-9åäö]/.test(word)

/** In quotes a word is neither divided, nor a beginning, nor an operator. */
const quote = (words: string) => `"${words.replace(/["\p{Cc}]/gu, ' ')}"`
const quoteAll = (bases: string[]) => bases.map((base) => quote(encode(base))).join(' ')
