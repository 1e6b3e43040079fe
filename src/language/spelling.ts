import type { Analyser } from './analyser.ts'
import { editCost } from './edit-cost.ts'
import { NearTerms } from './near-terms.ts'
import { dottedVariants, oneEditVariants } from './spelling-variants.ts'
import { isMarkedStem } from './stems.ts'
import { asWord, fold } from './words.ts'

/** The words of an index, or of that of it which a reader may see. */
export interface Vocabulary {
  /** documents that hold the term as a word of the text; 0 = none */
  surface(term: string): number
  /** documents that hold the term as a base form or part; 0 = none */
  base(term: string): number
  /** all terms of both kinds; they may be divided over several, and one may be in more than one of them */
  offers: Offers[]
}

const SHORTEST_MISSPELT = 4
const LONGEST_MISSPELT = 30
const SHORTEST_WITH_TWO_EDITS = 9
const SHORTEST_MEANT = 3
/** A shorter word of the dictionary has too many others around it: mies is not miten. */
const SHORTEST_OTHER_WORD = 6

/** Terms that may be offered for other words; they are looked up quickest when they come in order. Some 20 bytes a term beside itself, more for one with dots. */
export class Offers {
  readonly #near = new NearTerms()
  /** by what a term looks like without its dots, where that is another: the terms, divided by spaces */
  readonly #byFold = new Map<string, string>()

  get size() { return this.#near.size }

  add(term: string) {
    if (isMarkedStem(term) || /\p{N}/u.test(term)) return
    if (term.length >= SHORTEST_MEANT && term.length <= LONGEST_MISSPELT + 2) this.#near.add(term)
    const plain = fold(term), others = this.#byFold.get(plain)
    if (plain !== term) this.#byFold.set(plain, others === undefined ? term : `${others} ${term}`)
  }

  near(word: string, most: number): string[] { return this.#near.near(word, most) }
  withDots(plain: string): string[] { return this.#byFold.get(plain)?.split(' ') ?? [] }
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

/** Looked at without a pause. */
const VARIANTS_AT_ONCE = 100

/**
 * What may have been meant by a query word that the index does not hold, neither as it stands nor by a base form. Alternatives are to be
 * added to the word (OR, the first ×0.8, the second ×0.64), never to replace it. A word takes milliseconds.
 */
export function createSpelling(analyser: Analyser, vocabulary: Vocabulary): Spelling {
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

  function* near(word: string, most: number): Generator<never[], string[]> {
    const found = new Set<string>()
    for (const offers of vocabulary.offers) {
      for (const term of offers.near(word, most)) found.add(term)
      yield []
    }
    return [...found]
  }

  const asGuesses = (word: string, terms: string[]): Guess[] => terms.filter((term) => term !== word).map((term) => ({ term, meant: term, count: documents(term) }))

  function* letters(word: string): Generator<string[]> {
    yield commonest(asGuesses(word, vocabulary.offers.flatMap((offers) => offers.withDots(fold(word)))))
    if (word.length <= LONGEST_MISSPELT && word === fold(word)) yield commonest(yield* indexedBases(dottedVariants(word)))
  }

  function* typos(word: string): Generator<string[]> {
    if (word.length < SHORTEST_MISSPELT || word.length > LONGEST_MISSPELT || /\p{N}/u.test(word)) return
    // with a hyphen the dictionary takes almost anything
    const isOtherWord = !word.includes('-') && analyser.accepts(word)
    if (isOtherWord && word.length < SHORTEST_OTHER_WORD) return
    yield likeliest(word, asGuesses(word, yield* near(word, 1)))
    yield likeliest(word, yield* indexedBases(oneEditVariants(word)))
    // two slips hardly ever make another word: humalainen is not suomalainen
    if (word.length >= SHORTEST_WITH_TWO_EDITS && !isOtherWord) yield likeliest(word, asGuesses(word, yield* near(word, 2)))
  }

  function* guessesIn(word: string, ways: ('letters' | 'typo')[]): Generator<Alternative[]> {
    for (const how of ways) for (const found of (how === 'letters' ? letters : typos)(word)) yield found.map((alternative) => ({ word: alternative, how }))
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
