import { stemmer as english } from '@orama/stemmers/english'
import { stemmer as finnish } from '@orama/stemmers/finnish'
import { stemmer as norwegian } from '@orama/stemmers/norwegian'
import { stemmer as swedish } from '@orama/stemmers/swedish'
import type { WordAnalysis } from './analyser.ts'
import { northernSamiStem } from './northern-sami.ts'
import { piecesOf } from './words.ts'

export type StemLanguage = 'sv' | 'en' | 'se' | 'no'
export const STEM_LANGUAGES: StemLanguage[] = ['sv', 'en', 'se', 'no']

const STEMMERS = { sv: swedish, en: english, no: norwegian, se: northernSamiStem }

/** Stems begin with z and their language, so that they never meet a Finnish base form or each other: zsvlåntag. */
function marked(language: StemLanguage, word: string): string {
  return `z${language}${STEMMERS[language](word)}`
}

export function isMarkedStem(term: string): boolean {
  return /^z(?:sv|en|se|no)./.test(term)
}

/** Snowball stems (Northern Sámi: own rules) of a word in a language without a dictionary; the word counts as known. */
export function stemWord(word: string, language: StemLanguage): WordAnalysis {
  const colon = word.indexOf(':')
  const pieces = piecesOf(colon > 0 && language !== 'se' ? word.slice(0, colon) : word)
  const parts = pieces.length > 1 ? pieces.filter((piece) => piece.length > 1).map((piece) => marked(language, piece)) : []
  return { known: true, bases: [marked(language, pieces.join(''))], parts }
}

export function finnishStem(word: string): string {
  return finnish(word)
}
