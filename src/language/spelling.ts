import type { Analyser } from './analyser.ts'
import { editCost } from './edit-cost.ts'
import { createNearTerms, type NearTerms } from './near-terms.ts'
import { dottedVariants, oneEditVariants } from './spelling-variants.ts'
import { isMarkedStem } from './stems.ts'
import { asWord, fold } from './words.ts'

/** The words of an index, as the viewer may know them. */
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
}

const SHORTEST_MISSPELT = 4
const LONGEST_MISSPELT = 30
const SHORTEST_WITH_TWO_EDITS = 9

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
  function* indexedBases(variants: Iterable<string>): Generator<{ variant: string; base: string }> {
    for (const variant of variants) {
      if (!analyser.accepts(variant)) continue
      for (const base of analyser.word(variant, 'fi').bases) if (vocabulary.base(base) > 0) yield { variant, base }
    }
  }

  function restored(word: string, { byFold }: LookUps): string[] {
    const terms = (byFold.get(fold(word)) ?? []).filter((term) => term !== word && documents(term) > 0)
    if (terms.length > 0) return terms.toSorted((one, other) => documents(other) - documents(one))
    if (word.length > LONGEST_MISSPELT || word !== fold(word)) return []
    const bases = new Set([...indexedBases(dottedVariants(word))].map(({ base }) => base))
    return [...bases].toSorted((one, other) => vocabulary.base(other) - vocabulary.base(one))
  }

  function corrected(word: string, { near }: LookUps): string[] {
    const scores = new Map<string, number>()
    const consider = (term: string, meant: string, count: number) => {
      if (count === 0) return
      const score = editCost(word, meant) - 0.06 * Math.log2(1 + count) - (meant.charAt(0) === word.charAt(0) ? 0.2 : 0)
      scores.set(term, Math.min(score, scores.get(term) ?? Infinity))
    }
    for (const term of near(word, 1)) consider(term, term, documents(term))
    if (scores.size === 0) for (const { variant, base } of indexedBases(oneEditVariants(word))) consider(base, variant, vocabulary.base(base))
    if (scores.size === 0 && word.length >= SHORTEST_WITH_TWO_EDITS) for (const term of near(word, 2)) consider(term, term, documents(term))
    return [...scores].sort(([, one], [, other]) => one - other).map(([term]) => term)
  }

  return {
    alternatives(given, limit = 2) {
      const word = asWord(given)
      if (vocabulary.surface(word) > 0) return []
      const { known, bases } = analyser.queryWord(word)
      // a root of an unknown word meets other words by chance
      const held = bases.some((base) => !base.startsWith('zfi') && vocabulary.base(base) > 0)
      if (held && known) return []
      lookUps ??= readTerms(vocabulary)
      const letters = restored(word, lookUps).slice(0, limit)
      if (letters.length > 0) return letters.map((alternative) => ({ word: alternative, how: 'letters' }))
      if (held || word.length < SHORTEST_MISSPELT || word.length > LONGEST_MISSPELT || /\p{N}/u.test(word)) return []
      return corrected(word, lookUps).slice(0, limit).map((alternative) => ({ word: alternative, how: 'typo' }))
    },
  }
}

function readTerms(vocabulary: Vocabulary): LookUps {
  const terms: string[] = []
  const byFold = new Map<string, string[]>()
  for (const { term } of vocabulary.terms()) {
    if (isMarkedStem(term) || /\p{N}/u.test(term)) continue
    if (term.length >= 3) terms.push(term)
    const plain = fold(term)
    if (plain !== term) byFold.set(plain, [...(byFold.get(plain) ?? []), term])
  }
  return { near: createNearTerms(terms), byFold }
}
