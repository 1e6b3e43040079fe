import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { AppContext } from '../context.ts'
import type { Analyser, Lang } from '../language/analyser.ts'
import { saysLittle } from '../language/common-words.ts'
import { tokenize } from '../language/words.ts'
import { placeNames } from './place-names.ts'
import { rowsOf, wordsIn, type SynonymLine } from './synonyms/shipped-synonyms.ts'
import { synonymLines } from './synonyms/synonyms.queries.ts'
import { keyOf, wordList } from './word-list.ts'

const SAMPLE = path.resolve(import.meta.dirname, '../../db/sample')
/** Words of a run that may have other words together. */
export const LONGEST_RUN = 4
const LANGUAGES = ['fi', 'sv', 'en', 'se'] as const satisfies Lang[]
/** Ways to read a run of words that are looked up; ambiguous words multiply them. */
const MOST_READINGS = 12
/** Other words for one run of typed ones, of those that a general vocabulary has. */
const MOST_OF_LIST = 3

/** The texts say `said` for the `length` words from `at` on. `general`: by a vocabulary that knows nothing of libraries. */
interface Said { at: number; length: number; said: string; general: boolean }
/** What the texts say for runs of typed words, longer runs first. */
export type OtherWords = (words: string[]) => Said[]
/** `typed` in its language means what the Finnish texts call `said`. */
export interface OtherWord { lang: (typeof LANGUAGES)[number]; typed: string; said: string[] }
type LookUp = (run: string[]) => string[]

/**
 * One-way: what is typed leads to what the texts say, never back. Any inflection of the typed word matches, as base forms are compared. Words that
 * say something together are not looked up one by one in a general vocabulary (a library card is no playing card).
 */
export function otherWords(analyser: Analyser, list: OtherWord[], ...more: LookUp[]): OtherWords {
  const own = listed(analyser, list)
  return (words) => {
    const found: Said[] = []
    for (let length = Math.min(LONGEST_RUN, words.length); length >= 1; length--)
      for (let at = 0; at + length <= words.length; at++) {
        const isPart = found.some((run) => run.length > length && run.at <= at && at + length <= run.at + run.length)
        for (const [said, general] of saidOf(words.slice(at, at + length))) if (!(general && isPart) && !words.includes(said.toLowerCase())) found.push({ at, length, said, general })
      }
    return found
  }
  function saidOf(run: string[]): Map<string, boolean> {
    const ours = own(run), general = ours.length === 0
    return new Map((general ? more.flatMap((lookUp) => lookUp(run)) : ours).map((said) => [said, general]))
  }
}

function listed(analyser: Analyser, list: OtherWord[]): LookUp {
  const by = new Map<string, Set<string>>()
  for (const { lang, typed, said } of list)
    for (const key of keysOf(analyser, tokenize(typed).map(({ word }) => word), lang)) by.set(key, new Set([...(by.get(key) ?? []), ...said]))
  return (run) => LANGUAGES.flatMap((lang) => keysOf(analyser, run, lang)).flatMap((key) => [...(by.get(key) ?? [])])
}

/**
 * General vocabularies say in Finnish what was typed in another language: only for words that are no Finnish ones. Northern Sámi comes last, as the
 * stems of its short words are those of others by chance (card: cára, a tsar).
 */
function vocabularies(analyser: Analyser): LookUp {
  const yso = wordList('yso.tsv'), samiFinnish = wordList('sme-fin.tsv')
  const lookUp = (run: string[], lang: Lang, list: typeof yso) => { const key = keyOf(analyser, run, lang); return key === null ? [] : list(key) }
  return (run) => {
    if (run.every((word) => saysLittle(word) || analyser.word(word, 'fi').known)) return []
    const said = [...lookUp(run, 'sv', yso), ...lookUp(run, 'en', yso)]
    return (said.length > 0 ? said : lookUp(run, 'se', samiFinnish)).slice(0, MOST_OF_LIST)
  }
}

let kept = new WeakMap<AppContext, Promise<OtherWords>>()

/** The other words that searches use: the library's synonyms, its terms and places in other languages, and general vocabularies. */
export function otherWordsOf(app: AppContext): Promise<OtherWords> {
  let words = kept.get(app)
  if (!words) {
    words = synonymLines(app.db).then((lines) => wordsWith(app.analyser, lines))
    words.catch(() => { kept.delete(app) })
    kept.set(app, words)
  }
  return words
}

/** For a changed list: the next search reads it anew. */
export function forgetOtherWords() { kept = new WeakMap() }

/** The same with these synonyms in the place of the library's own. */
export const wordsWith = (analyser: Analyser, synonyms: SynonymLine[]): OtherWords =>
  otherWords(analyser, [...wordsOfLines(synonyms), ...readTerms(), ...placeNames()], vocabularies(analyser))

export function wordsOfLines(lines: SynonymLine[]): OtherWord[] {
  const lead = (typed: string, said: string) => wordsIn(typed).map((one): OtherWord => ({ lang: 'fi', typed: one, said: wordsIn(said) }))
  return lines.flatMap(({ typed, said, bothWays }) => [...lead(typed, said), ...(bothWays ? lead(said, typed) : [])])
}

/** The library's terms in Swedish, English and Northern Sámi lead to the Finnish ones: columns fi, en, sv, se. */
export function readTerms(text = readFileSync(path.join(SAMPLE, 'terms.tsv'), 'utf8')): OtherWord[] {
  return rowsOf(text).slice(1).flatMap(([fi = '', en = '', sv = '', se = '']) => {
    const said = wordsIn(fi)
    return ([['en', en], ['sv', sv], ['se', se]] as const).flatMap(([lang, typed]) => wordsIn(typed).map((one): OtherWord => ({ lang, typed: one, said })))
  })
}

/** Every way in which the words may be read: by each base form, and in Finnish also as written. */
function keysOf(analyser: Analyser, words: string[], lang: Lang): string[] {
  let keys: string[] = words.length > 0 ? [''] : []
  for (const word of words) keys = keys.flatMap((key) => analyser.word(word, lang).bases.map((base) => `${key} ${base}`)).slice(0, MOST_READINGS)
  return lang === 'fi' ? [...new Set([...keys, words.map((word) => ` ${word}`).join('')])] : keys
}
