import type { WordAnalysis } from './analyser.ts'
import { type CompoundPart, lettersOf, readAnalysis } from './read-analysis.ts'
import { finnishStem } from './stems.ts'
import { type Budget, type Lookup, stepsForOneWord } from './transducer.ts'
import { piecesOf } from './words.ts'

const NAMES = new Set(['es', 'ee', 'ep', 'em'])
const NOUN_OR_ADJECTIVE = new Set(['n', 'nl', 'l'])
/** A shorter unknown word is more often a name or a typing error than a compound with a known end. */
const SHORTEST_GUESS = 8

/** Base forms and parts of a Finnish word (lower case, at most 100 letters) from the dictionary; a Snowball stem when it is unknown. */
export function analyseFinnish(lookup: Lookup, word: string): WordAnalysis {
  return analyse(lookup, word.replace(/[\u2010\u2011]/g, '-').replace(/’/g, "'"), stepsForOneWord())
}

function analyse(lookup: Lookup, word: string, budget: Budget): WordAnalysis {
  const bases = new Set<string>()
  const parts = new Set<string>()
  const analyses = likely(lookupEitherWay(lookup, word, budget))
  const pieces = piecesOf(word)
  if (analyses.length > 0) for (const analysis of analyses) collect(analysis, bases, parts)
  else if (word.includes(':')) bases.add(lettersOf(word))
  else if (pieces.length > 1 && word.includes('-')) collectHyphenated(lookup, pieces, budget, bases, parts)
  else if (word.length >= SHORTEST_GUESS) collectGuess(lookup, word, budget, bases, parts)
  if (bases.size === 0) bases.add(finnishStem(lettersOf(word)))
  for (const base of bases) parts.delete(base)
  return { known: analyses.length > 0, bases: [...bases], parts: [...parts] }
}

/** The apostrophe belongs to some words (vaa'an) and only marks the ending of others (show'n). */
function lookupEitherWay(lookup: Lookup, word: string, budget: Budget): string[] {
  const found = lookup(word, budget)
  return found.length > 0 || !word.includes("'") ? found : lookup(word.replaceAll("'", ''), budget)
}

/** Ambiguous analyses all stay, except names inside compounds beside common words, and more parts than needed (laina+ava, lain+aava). */
function likely(outputs: string[]): CompoundPart[][] {
  const all = outputs.map(readAnalysis)
  const common = all.filter((analysis) => analysis.length === 1 || !analysis.some((part) => NAMES.has(part.kind)))
  const kept = common.length > 0 ? common : all
  const fewest = Math.min(...kept.map((analysis) => analysis.length))
  return kept.filter((analysis) => analysis.length === fewest)
}

/** Adds the whole word's base forms, every run of neighbouring parts, and the roots that parts are derived from. */
function collect(analysis: CompoundPart[], bases: Set<string>, parts: Set<string>): void {
  for (const [first, part] of analysis.entries()) {
    let before = ''
    for (const [index, last] of analysis.entries()) {
      if (index < first) continue
      const whole = first === 0 && index === analysis.length - 1
      const base = before + baseOf(last)
      if (whole) {
        bases.add(base)
        const root = last.forms.at(-2)
        if (last.verbal && root) bases.add(before + root)
      } else if (base.length > 1) parts.add(base)
      before += last.written
    }
    for (const root of [...part.forms.slice(0, -1), ...part.inside]) if (root.length > 2) parts.add(root)
  }
}

function baseOf(part: CompoundPart): string {
  return part.forms.at(-1) ?? part.written
}

function collectHyphenated(lookup: Lookup, pieces: string[], budget: Budget, bases: Set<string>, parts: Set<string>): void {
  const analyses = pieces.map((piece) => analyse(lookup, piece, budget))
  const before = pieces.slice(0, -1).join('')
  for (const base of analyses.at(-1)?.bases ?? []) bases.add(before + base)
  for (const { bases: ofPiece, parts: inPiece } of analyses) for (const form of [...ofPiece, ...inPiece]) if (form.length > 1) parts.add(form)
}

/** An unknown word that ends in a known noun or adjective, the longest that fits: kirkantapalvelussa → kirkantapalvelu, palvelu. */
function collectGuess(lookup: Lookup, word: string, budget: Budget, bases: Set<string>, parts: Set<string>): void {
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
