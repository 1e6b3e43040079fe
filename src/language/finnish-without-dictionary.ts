import type { WordAnalysis } from './analyser.ts'
import { finnishStem } from './stems.ts'
import { lettersOf } from './read-analysis.ts'
import { piecesOf } from './words.ts'
export function analyseWithoutDictionary(word: string): WordAnalysis {
  const pieces = piecesOf(word)
  const bases = [finnishStem(lettersOf(word))]
  return { known: false, bases, parts: pieces.length > 1 ? pieces.map(finnishStem) : [] }
}
