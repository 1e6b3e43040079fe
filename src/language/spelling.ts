import type { Analyser } from './analyser.ts'
import { editCost } from './edit-cost.ts'
import { createNearTerms, type NearTerms } from './near-terms.ts'
import { dottedVariants, oneEditVariants } from './spelling-variants.ts'
import { isMarkedStem } from './stems.ts'
import { asWord, fold } from './words.ts'

/** The words of an index. */
export interface Vocabulary {
  /** documents that hold the term as a word of the text; 0 = none */
  surface(term: string): number
  /** documents that hold the term as a base form or part; 0 = none */
  base(term: string): number
  /** all terms of both kinds, with document counts; read once, for the look-ups */
  terms(): Iterable<{ term: string; documents: number }>
}

export interface Alternative {
  word: string
  /** letters: ä, ö, å or Sámi letters put back; typo: at most two edits away */
  how: 'letters' | 'typo'
}

export interface Spelling {
  /** Other spellings of a query word, best first, at most `limit` (2 unless told); none when the word is in the index or nothing is near. */
  alternatives(word: string, limit?: number): Alternative[]
  /**
   * The same for a word that the reader sees nowhere, whether or not the index holds it: all of them, each way of guessing by itself, the surest
   * way first. The next way is for when nothing of those before will do. It takes tens of milliseconds in all, so there are empty lists in
   * between, at which other work can go on.
   */
  guesses(word: string): Generator<Alternative[]>
}

const SHORTEST_MISSPELT = 4
const LONGEST_MISSPELT = 30
const SHORTEST_WITH_TWO_EDITS = 9
/** Looked at without a pause. */
const VARIANTS_AT_ONCE = 100
const TERMS_AT_ONCE = 5000

interface LookUps { near: NearTerms; byFold: Map<string, string[]> }

/**
 * What may have been meant by a query word that the index does not hold, neither as it stands nor by a base form. Alternatives are to be
 * added to the word (OR, the first ×0.8, the second ×0.64), never to replace it. Reads the vocabulary's terms at the first need and keeps
 * them (some 100 bytes a term): make a new one when the index has changed much. A word takes milliseconds.
 */
export function createSpelling(analyser: Analyser, vocabulary: Vocabulary): Spelling {
  let lookUps: LookUps | undefined

  function documents(term: string): number {
    return Math.max(vocabulary.surface(term), ...analyser.queryWord(term).bases.map((base) => vocabulary.base(base)))
  }

  /** The base forms in the index of those variants that the Finnish dictionary accepts. */
  function* indexedBases(variants: Set<string>): Generator<never[], Guess[]> {
    const found: Guess[] = []
    let looked = 0
    for (const variant of variants) {
      if (++looked % VARIANTS_AT_ONCE === 0) yield []
      if (!analyser.accepts(variant)) continue
      for (const base of analyser.word(variant, 'fi').bases) if (vocabulary.base(base) > 0) found.push({ term: base, meant: variant, count: vocabulary.base(base) })
    }
    return found
  }

  const asGuesses = (word: string, terms: string[]): Guess[] => terms.filter((term) => term !== word).map((term) => ({ term, meant: term, count: documents(term) }))

  function* letters(word: string, { byFold }: LookUps): Generator<string[]> {
    yield commonest(asGuesses(word, byFold.get(fold(word)) ?? []))
    if (word.length <= LONGEST_MISSPELT && word === fold(word)) yield commonest(yield* indexedBases(dottedVariants(word)))
  }

  function* typos(word: string, { near }: LookUps): Generator<string[]> {
    if (word.length < SHORTEST_MISSPELT || word.length > LONGEST_MISSPELT || /\p{N}/u.test(word)) return
    yield likeliest(word, asGuesses(word, near(word, 1)))
    yield likeliest(word, yield* indexedBases(oneEditVariants(word)))
    if (word.length >= SHORTEST_WITH_TWO_EDITS) yield likeliest(word, asGuesses(word, near(word, 2)))
  }

  function* guessesIn(word: string, ways: ('letters' | 'typo')[]): Generator<Alternative[]> {
    lookUps ??= yield* readTerms(vocabulary)
    for (const how of ways) for (const found of (how === 'letters' ? letters : typos)(word, lookUps)) yield found.map((alternative) => ({ word: alternative, how }))
  }

  return {
    guesses: (given) => guessesIn(asWord(given), ['letters', 'typo']),
    alternatives(given, limit = 2) {
      const word = asWord(given)
      if (vocabulary.surface(word) > 0) return []
      const { known, bases } = analyser.queryWord(word)
      // a root of an unknown word meets other words by chance
      const held = bases.some((base) => !base.startsWith('zfi') && vocabulary.base(base) > 0)
      if (held && known) return []
      for (const found of guessesIn(word, held ? ['letters'] : ['letters', 'typo'])) if (found.length > 0) return found.slice(0, limit)
      return []
    },
  }
}

/** `meant` is what would have been typed rightly, `count` in how many documents the term is. */
interface Guess { term: string; meant: string; count: number }

const commonest = (guesses: Guess[]) => [...new Set(guesses.filter(({ count }) => count > 0).toSorted((one, other) => other.count - one.count).map(({ term }) => term))]

function likeliest(word: string, guesses: Guess[]): string[] {
  const scores = new Map<string, number>()
  for (const { term, meant, count } of guesses) {
    if (count === 0) continue
    const score = editCost(word, meant) - 0.06 * Math.log2(1 + count) - (meant.charAt(0) === word.charAt(0) ? 0.2 : 0)
    scores.set(term, Math.min(score, scores.get(term) ?? Infinity))
  }
  return [...scores].sort(([, one], [, other]) => one - other).map(([term]) => term)
}

function* readTerms(vocabulary: Vocabulary): Generator<never[], LookUps> {
  const terms: string[] = []
  const byFold = new Map<string, string[]>()
  let read = 0
  for (const { term } of vocabulary.terms()) {
    if (++read % TERMS_AT_ONCE === 0) yield []
    if (isMarkedStem(term) || /\p{N}/u.test(term)) continue
    if (term.length >= 3) terms.push(term)
    const plain = fold(term)
    if (plain !== term) byFold.set(plain, [...(byFold.get(plain) ?? []), term])
  }
  return { near: createNearTerms(terms), byFold }
}
