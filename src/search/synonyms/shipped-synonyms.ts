import { readFileSync } from 'node:fs'
import path from 'node:path'

const FILE = path.resolve(import.meta.dirname, '../../../db/sample/synonyms.tsv')

/** Each of `typed` leads to all of `said`; with `bothWays` each of `said` also to all of `typed`. Words are divided by commas. */
export interface SynonymLine { typed: string; said: string; bothWays: boolean }

/** The library slang that comes with Laavu, a line of `typed, typed<TAB>said, said` for each. */
export const readSynonyms = (text = readFileSync(FILE, 'utf8')): SynonymLine[] => rowsOf(text).map(([typed = '', said = '']) => ({ typed, said, bothWays: false }))

/** The rows of a list with tabs between its columns; a line that begins with # is a remark. */
export const rowsOf = (text: string) => text.split('\n').filter((line) => line.includes('\t') && !line.startsWith('#')).map((line) => line.split('\t'))

/** The words of one column; what stands in brackets is a remark. */
export const wordsIn = (text: string) => text.replace(/\([^)]*\)/g, '').split(/[,;/]/).map((part) => part.trim()).filter((part) => part !== '')
