import { stemmer as english } from '@orama/stemmers/english'
import { stemmer as finnish } from '@orama/stemmers/finnish'
import { stemmer as norwegian } from '@orama/stemmers/norwegian'
import { stemmer as swedish } from '@orama/stemmers/swedish'
import type { WordAnalysis } from './analyser.ts'
import { irregularBase } from './irregular-forms.ts'
import { northernSamiStem } from './northern-sami.ts'
import { piecesOf } from './words.ts'

/** -et, the definite ending that the stemmer leaves on (biblioteket); in the words excepted it belongs to the word (universitet, paket). */
const DEFINITE = /(?<=[aeiouyåäö].*)(?<!(?:[iu]t|h|fab|pak|rak|stak|kom))et$/

const STEMMERS = { sv: (word: string) => swedish(word).replace(DEFINITE, ''), en: english, se: northernSamiStem, no: norwegian }

/** The languages that are stemmed for want of a dictionary. */
export type StemLanguage = keyof typeof STEMMERS
export const STEM_LANGUAGES: StemLanguage[] = ['sv', 'en', 'se', 'no']

/**
 * Snowball stems (Northern Sámi: own rules) of a lower-cased word, and of the dictionary form of an irregular one; every word counts as known. A stem begins with z and its language,
 * so that it never meets a Finnish base form or a stem of another language: zsvlåntag.
 */
export function stemWord(word: string, language: StemLanguage): WordAnalysis {
  const stemsOf = (letters: string) => [letters, irregularBase(letters, language) ?? letters].map((form) => `z${language}${STEMMERS[language](form)}`)
  const colon = language === 'sv' || language === 'no' ? word.indexOf(':') : -1
  const pieces = piecesOf(colon > 0 ? word.slice(0, colon) : word)
  const parts = pieces.length > 1 ? pieces.filter((piece) => piece.length > 1).flatMap(stemsOf) : []
  return { known: true, bases: [...new Set(stemsOf(pieces.join('')))], parts: [...new Set(parts)] }
}

export { finnish as snowballFinnish }

/** A root or stem of a Finnish word, marked zfi because base forms beside it are words and a root is none. */
export function markedRoot(root: string): string {
  return `zfi${root}`
}

/** A token that is a stem or a root, no word to show or to offer. */
export function isMarkedStem(term: string): boolean {
  return /^z(?:fi|sv|en|se|no)/.test(term)
}
