import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Analyser, Lang } from '../language/analyser.ts'

const LISTS = path.resolve(import.meta.dirname, '../../db/lists')
const LINE_FEED = 10

/** A run of words as the lists have it, by the stems of its language; null for one that cannot be looked up. */
export function keyOf(analyser: Analyser, words: string[], lang: Lang): string | null {
  const stems = words.map((word) => analyser.word(word, lang).bases[0] ?? '')
  return stems.length === 0 || words.join('').length < 3 || stems.includes('') ? null : stems.join(' ')
}

/**
 * What a list of db/lists says for a key. The list is a sorted file of `key<TAB>said|said`, read at the first look-up and searched as it
 * is: 3 MB in memory, where maps would take forty times that.
 */
export function wordList(name: string): (key: string) => string[] {
  let bytes: Buffer | undefined
  return (key) => {
    bytes ??= readFileSync(path.join(LISTS, name))
    const wanted = Buffer.from(`${key}\t`)
    let from = 0, to = bytes.length
    while (from < to) {
      const start = bytes.lastIndexOf(LINE_FEED, ((from + to) >> 1) - 1) + 1, line = start < from ? from : start
      const end = bytes.indexOf(LINE_FEED, line), order = Buffer.compare(bytes.subarray(line, Math.min(line + wanted.length, end)), wanted)
      if (order === 0) return bytes.subarray(line + wanted.length, end).toString().split('|')
      if (order < 0) from = end + 1
      else to = line
    }
    return []
  }
}
