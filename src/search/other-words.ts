import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Analyser, Lang } from '../language/analyser.ts'
import { tokenize } from '../language/words.ts'

const SAMPLE = path.resolve(import.meta.dirname, '../../db/sample')
const LONGEST_RUN = 4
const LANGUAGES = ['fi', 'sv', 'en', 'se'] as const satisfies Lang[]
/** Ways to read a run of words that are looked up; ambiguous words multiply them. */
const MOST_READINGS = 12

/** What the texts say for runs of typed words, longer runs first. */
export type OtherWords = (words: string[]) => string[]
/** `typed` in its language means what the Finnish texts call `said`. */
export interface OtherWord { lang: (typeof LANGUAGES)[number]; typed: string; said: string[] }

/** One-way: what is typed leads to what the texts say, never back. Any inflection of the typed word matches, as base forms are compared. */
export function otherWords(analyser: Analyser, list: OtherWord[]): OtherWords {
  const by = new Map<string, Set<string>>()
  for (const { lang, typed, said } of list)
    for (const key of keysOf(analyser, tokenize(typed).map(({ word }) => word), lang)) by.set(key, new Set([...(by.get(key) ?? []), ...said]))
  return (words) => {
    const found = new Set<string>()
    for (let length = Math.min(LONGEST_RUN, words.length); length >= 1; length--)
      for (let at = 0; at + length <= words.length; at++)
        for (const lang of LANGUAGES) for (const key of keysOf(analyser, words.slice(at, at + length), lang)) for (const said of by.get(key) ?? []) found.add(said)
    return [...found].filter((said) => !words.includes(said.toLowerCase()))
  }
}

/** Library slang, a line of `typed, typed<TAB>said, said` for each. */
export function readSynonyms(text = readFileSync(path.join(SAMPLE, 'synonyms.tsv'), 'utf8')): OtherWord[] {
  return rows(text).flatMap(([typed = '', said = '']) => split(typed).map((one): OtherWord => ({ lang: 'fi', typed: one, said: split(said) })))
}

/** The library's terms in Swedish, English and Northern Sámi lead to the Finnish ones: columns fi, en, sv, se. */
export function readTerms(text = readFileSync(path.join(SAMPLE, 'terms.tsv'), 'utf8')): OtherWord[] {
  return rows(text).slice(1).flatMap(([fi = '', en = '', sv = '', se = '']) => {
    const said = split(fi)
    return ([['en', en], ['sv', sv], ['se', se]] as const).flatMap(([lang, typed]) => split(typed).map((one): OtherWord => ({ lang, typed: one, said })))
  })
}

const rows = (text: string) => text.split('\n').filter((line) => line.includes('\t') && !line.startsWith('#')).map((line) => line.split('\t'))
const split = (text: string) => text.replace(/\([^)]*\)/g, '').split(/[,;/]/).map((part) => part.trim()).filter((part) => part !== '')

/** Every way in which the words may be read: by each base form, and in Finnish also as written. */
function keysOf(analyser: Analyser, words: string[], lang: Lang): string[] {
  let keys: string[] = words.length > 0 ? [''] : []
  for (const word of words) keys = keys.flatMap((key) => analyser.word(word, lang).bases.map((base) => `${key} ${base}`)).slice(0, MOST_READINGS)
  return lang === 'fi' ? [...new Set([...keys, words.map((word) => ` ${word}`).join('')])] : keys
}
