import { createHash } from 'node:crypto'
import { analyseFinnish } from './finnish.ts'
import { analyseWithoutDictionary } from './finnish-without-dictionary.ts'
import { rememberRecent } from './recent-words.ts'
import { spokenForms } from './spoken-forms.ts'
import { STEM_LANGUAGES, stemWord } from './stems.ts'
import { createLookup, stepsForOneWord } from './transducer.ts'
import { asWord, eachPlace, fold, LONGEST_WORD, piecesOf } from './words.ts'

export type Lang = 'fi' | 'sv' | 'en' | 'se' | 'smn' | 'sms' | 'no'

export interface WordAnalysis {
  /** the language's dictionary knows the word; always true for languages that have only stems, always false for Finnish without a dictionary */
  known: boolean
  /** base forms of the whole word, all that it may be; tokens of letters and digits, lower case; stems of other languages than Finnish are marked */
  bases: string[]
  /** base forms of its compound parts, their combinations and the roots that it is derived from, without the bases */
  parts: string[]
}

export interface Analyser {
  /** changes whenever the analysis of any word may change: stored with each indexed row */
  readonly version: string
  readonly dictionary: 'voikko' | 'none'
  /** A word in a known language (smn and sms by the rules of se); any case; a word over 100 letters has no bases. */
  word(word: string, lang: Lang): WordAnalysis
  /** A query word whose language is unknown: the bases and parts of all languages together, and of the full form of spoken Finnish; `known` as in Finnish. */
  queryWord(word: string): WordAnalysis
  /** The Finnish dictionary has the word as it stands; cheaper than `word`. Always false without a dictionary. */
  accepts(word: string): boolean
  /**
   * The index fields of a text, tokens divided by spaces: base forms, parts, and the words that look otherwise when typed without
   * ä, ö, å or Sámi letters (only those: päivä → paiva). Linear in the text's length.
   */
  fields(text: string, lang: Lang): { base: string; parts: string; fold: string }
}

/** To be raised with every change of code that changes the analysis of a word, or what else is indexed of a text. */
const CODE_VERSION = 3
const REMEMBERED_WORDS = 50_000
const NOTHING: WordAnalysis = { known: false, bases: [], parts: [] }

/** `dictionary`: the bytes of Voikko's mor.vfst. Throws an Error when they are not a sound one. */
export function createAnalyser(options: { dictionary?: Uint8Array | null }): Analyser {
  const lookup = options.dictionary ? createLookup(options.dictionary) : undefined
  const hash = options.dictionary ? createHash('sha256').update(options.dictionary).digest('hex').slice(0, 16) : 'none'
  const finnish = rememberRecent(REMEMBERED_WORDS, (word) => (lookup ? analyseFinnish(lookup, word) : analyseWithoutDictionary(word)))

  function word(given: string, lang: Lang): WordAnalysis {
    if (given.length > LONGEST_WORD || !/[\p{L}\p{N}]/u.test(given)) return NOTHING
    const lower = asWord(given)
    if (lang === 'fi') return finnish(lower)
    return stemWord(lower, lang === 'smn' || lang === 'sms' ? 'se' : lang)
  }

  return {
    version: `${CODE_VERSION}-${hash}`,
    dictionary: lookup ? 'voikko' : 'none',
    word,
    queryWord(given) {
      const inFinnish = word(given, 'fi')
      const spoken = lookup && !inFinnish.known ? spokenForms(asWord(given)).map((form) => word(form, 'fi')).filter(({ known }) => known) : []
      const others = STEM_LANGUAGES.map((lang) => word(given, lang))
      return {
        known: inFinnish.known,
        bases: [...new Set([inFinnish, ...spoken, ...others].flatMap((analysis) => analysis.bases))],
        parts: [...new Set([inFinnish, ...spoken, ...others].flatMap((analysis) => analysis.parts))],
      }
    },
    accepts(given) {
      return lookup !== undefined && given.length <= LONGEST_WORD && lookup(asWord(given), stepsForOneWord()).length > 0
    },
    fields(text, lang) {
      const base: string[] = []
      const parts: string[] = []
      const folded: string[] = []
      eachPlace(text, (start, end) => {
        const token = asWord(text.slice(start, end)), analysis = word(token, lang), plain = fold(token)
        base.push(...analysis.bases)
        parts.push(...analysis.parts)
        if (plain !== token) folded.push(...piecesOf(plain))
      })
      return { base: base.join(' '), parts: parts.join(' '), fold: folded.join(' ') }
    },
  }
}
