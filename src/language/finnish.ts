import type { WordAnalysis } from './analyser.ts'
import { type CompoundPart, lettersOf, readAnalysis } from './read-analysis.ts'
import { markedRoot, snowballFinnish } from './stems.ts'
import { type Budget, type Lookup, stepsForOneWord } from './transducer.ts'
import { possibleNominatives } from './unknown-word.ts'
import { piecesOf } from './words.ts'

const NAMES = new Set(['es', 'ee', 'ep', 'em'])
const NOUN_OR_ADJECTIVE = new Set(['n', 'nl', 'l'])
/** Digits among letters, no hyphen or colon: a number or a code (2024, h2o, 9f86d08), which the dictionary would only be slow to refuse. */
const CODE = /^[\p{L}\p{M}]*\p{N}[\p{L}\p{M}\p{N}]*$/u
/** A shorter unknown word is more often a name or a typing error than a compound with a known end. */
const SHORTEST_GUESS = 8

interface Collected { bases: Set<string>; parts: Set<string> }

/** Base forms and parts of a Finnish word (lower case, at most 100 letters) from the dictionary; guesses when it is unknown. */
export function analyseFinnish(lookup: Lookup, word: string): WordAnalysis {
  if (CODE.test(word)) return { known: false, bases: [word], parts: [] }
  return analyse(lookup, word.replace(/[\u2010\u2011]/g, '-').replaceAll('’', "'"), stepsForOneWord())
}

function analyse(lookup: Lookup, word: string, budget: Budget): WordAnalysis {
  const collected: Collected = { bases: new Set(), parts: new Set() }
  const analyses = likely(lookupEitherWay(lookup, word, budget))
  for (const analysis of analyses) collectAnalysis(analysis, collected)
  if (analyses.length === 0) collectUnknown(lookup, word, budget, collected)
  const { bases, parts } = collected
  for (const base of bases) parts.delete(base)
  return { known: analyses.length > 0, bases: [...bases], parts: [...parts] }
}

/** The apostrophe belongs to some words (vaa'an) and only marks the ending of others (show'n). */
function lookupEitherWay(lookup: Lookup, word: string, budget: Budget): string[] {
  const found = lookup(word, budget)
  return found.length > 0 || !word.includes("'") ? found : lookup(word.replaceAll("'", ''), budget)
}

/** Ambiguous analyses all stay, except names inside compounds beside common words, and more parts than needed (lainaava as lain+aava). */
function likely(outputs: string[]): CompoundPart[][] {
  const all = outputs.map(readAnalysis)
  if (all.length < 2) return all
  const common = all.filter((analysis) => analysis.length === 1 || !analysis.some((part) => NAMES.has(part.kind)))
  const kept = common.length > 0 ? common : all
  const fewest = Math.min(...kept.map(wordCount))
  return kept.filter((analysis) => wordCount(analysis) === fewest)
}

function wordCount(analysis: CompoundPart[]): number {
  return analysis.reduce((count, part) => count + part.words, 0)
}

/** Adds the whole word's base forms, every run of neighbouring parts, and what the parts come from. */
function collectAnalysis(analysis: CompoundPart[], { bases, parts }: Collected): void {
  for (const [first, part] of analysis.entries()) {
    let before = ''
    for (const [offset, last] of analysis.slice(first).entries()) {
      const isWhole = offset === analysis.length - 1
      const base = before + baseOf(last)
      if (isWhole) bases.add(base)
      else if (base.length > 1) parts.add(base)
      const verb = last.participle === last.forms.length - 1 ? last.forms[last.participle - 1] : undefined
      if (isWhole && verb) bases.add(before + verb)
      before += last.written
    }
    for (const source of [...rootsOf(part), ...part.inside]) if (source.length > 2) parts.add(source)
  }
}

function baseOf(part: CompoundPart): string {
  return part.forms.at(-1) ?? part.written
}

/** What a part comes from: one step back (lainaus: lainata), past a participle as far as its verb (saavutettavuus: saavuttaa). */
function rootsOf(part: CompoundPart): string[] {
  return part.forms.slice(part.participle > 0 ? part.participle - 1 : -2, -1)
}

function collectUnknown(lookup: Lookup, word: string, budget: Budget, collected: Collected): void {
  const pieces = piecesOf(word)
  if (pieces.length > 1 && word.includes('-')) return collectHyphenated(lookup, pieces, budget, collected)
  const letters = lettersOf(word)
  if (pieces.length === 1 && word.length >= SHORTEST_GUESS) collectGuess(lookup, word, budget, collected)
  const guesses = word.includes(':') ? [letters] : [...possibleNominatives(letters), markedRoot(snowballFinnish(letters))]
  for (const base of guesses) collected.bases.add(base)
}

function collectHyphenated(lookup: Lookup, pieces: string[], budget: Budget, { bases, parts }: Collected): void {
  const analyses = pieces.map((piece) => analyse(lookup, piece, budget))
  const before = pieces.slice(0, -1).join('')
  for (const base of analyses.at(-1)?.bases ?? []) bases.add(before + base)
  for (const form of analyses.flatMap((piece) => [...piece.bases, ...piece.parts])) if (form.length > 1) parts.add(form)
}

/** An unknown word that ends in a known noun or adjective, the longest that fits: bloggerikirjastossa has bloggeri, kirjasto. */
function collectGuess(lookup: Lookup, word: string, budget: Budget, { bases, parts }: Collected): void {
  for (let cut = 3; cut <= word.length - 5; cut++) {
    const ends = simpleWords(lookup(word.slice(cut), budget)).filter((end) => NOUN_OR_ADJECTIVE.has(end.kind))
    if (ends.length === 0) continue
    const head = word.slice(0, cut)
    for (const end of ends.slice(0, 2)) {
      bases.add(head + baseOf(end))
      parts.add(baseOf(end))
    }
    const [known] = simpleWords(lookup(head, budget).slice(0, 1))
    if (known) parts.add(baseOf(known))
    else if (head.length >= 4) parts.add(head)
    return
  }
}

function simpleWords(outputs: string[]): CompoundPart[] {
  return outputs.map(readAnalysis).flatMap((analysis) => (analysis.length === 1 ? analysis : []))
}
