import { setImmediate } from 'node:timers/promises'
import type { Db } from '../../database.ts'
import { pauser } from '../pause.ts'
import type { Forms } from '../search-engine.ts'
import { itemOf, type KnownSections } from './known-sections.ts'
import { anyOfWords } from './match.ts'
import { itemsSince, generation, lastSection, pageRows, pagesBetween, pageVocabularyAfter } from './sqlite.queries.ts'

/** A word is common that is on so many pages, and on one of so many. */
export const COMMON = { pages: 3000, oneOf: 10 }
/** Common words that are remembered, a bit for each page: at most 40 MB for 100,000 pages. */
const MOST_WORDS = 3000
const WORDS_AT_ONCE = 100
const ROWS_AT_ONCE = 20_000
/** When one page of so many has changed or come, all is read anew. */
const CHANGED = 20

/** `rows`: ids of the first sections of pages, as the index of whole pages has them, up to `to`; `words` and `alive` have a bit for each of them; `pages`: how many have the word. */
interface Read { known: KnownSections; to: number; rows: Int32Array; words: Map<string, Uint32Array>; pages: Map<string, number>; alive: Uint32Array; generation: number; changed: number }

/**
 * Which pages have the common words of a big library, in memory: of a word that is on tens of thousands of pages, reading their ids from the
 * index takes most of a search. What has been written since they were read is asked of the index, so that the answer is always the same.
 */
export function commonPages(db: Db, limits: typeof COMMON) {
  let read: Read | null = null
  const pause = pauser()

  /** Reads the words of the pages that are `known`, in small steps. 100,000 pages of few different words take some ten seconds. */
  async function readAhead(known: KnownSections) {
    if (read?.known === known && (await current(read)).changed * CHANGED < read.rows.length) return
    const to = known.readTo, at = await generation(db), rows: number[] = []
    for (let after = 0, some; (some = await pageRows(db, after, to, ROWS_AT_ONCE)).length > 0; after = some.at(-1)!) for (const id of some) if (known.pageOf(id) >= 0) rows.push(id)
    const made: Read = { known, to, rows: Int32Array.from(rows), words: new Map(), pages: new Map(), alive: ones(rows.length), generation: at - 1, changed: 0 }
    const least = Math.max(limits.pages, rows.length / limits.oneOf)
    for (let after = '', some; rows.length >= least && made.words.size < MOST_WORDS && (some = await pageVocabularyAfter(db, after, WORDS_AT_ONCE)).length > 0; after = some.at(-1)!.term) {
      for (const { term, pages } of some) {
        await setImmediate()
        if (pages < least) continue
        made.words.set(term, await bitsOf(made, term))
        made.pages.set(term, pages)
      }
    }
    read = made
  }

  /** Marks the pages that are gone, or have been written anew under other ids. */
  async function current(of: Read): Promise<Read> {
    const at = await generation(db)
    if (of.generation === at) return of
    const changed = new Set(await itemsSince(db, of.to)), alive = ones(of.rows.length)
    let gone = 0
    for (let row = 0; row < of.rows.length; row++) {
      if (!changed.has(of.known.items[itemOf(of.known.pageOf(of.rows[row]!))]!.itemId)) continue
      alive[row >> 5]! &= ~(1 << (row & 31))
      gone++
    }
    of.alive = alive
    of.changed = gone + changed.size
    of.generation = at
    return of
  }

  async function bitsOf({ to, rows }: Pick<Read, 'to' | 'rows'>, words: string): Promise<Uint32Array> {
    const bits = new Uint32Array(Math.ceil(rows.length / 32)), ids = await pagesBetween(db, words, 0, to)
    for (let at = 0, row = 0; at < ids.length; at++) {
      while (row < rows.length && rows[row]! < ids[at]!) row++
      if (rows[row] === ids[at]) bits[row >> 5]! |= 1 << (row & 31)
    }
    return bits
  }

  /**
   * The first sections of the pages that have, of each term, one of its words; null when that has to be asked of the index. `match` is the same for
   * the index.
   */
  async function pagesOf(terms: string[][], match: string, known: KnownSections): Promise<{ read: Int32Array; newer: number[] } | null> {
    if (read?.known !== known || !terms.flat().some((word) => read!.words.has(word))) return null
    const from = await current(read), bits = from.alive.slice()
    for (const words of terms) {
      await pause()
      const common = words.flatMap((word) => from.words.get(word) ?? []), rare = words.filter((word) => !from.words.has(word))
      const all = rare.length > 0 ? await bitsOf(from, anyOfWords(rare)) : new Uint32Array(bits.length)
      for (const some of common) for (let at = 0; at < all.length; at++) all[at]! |= some[at]!
      for (let at = 0; at < bits.length; at++) bits[at]! &= all[at]!
    }
    const ids = new Int32Array(from.rows.length)
    let found = 0
    for (let at = 0; at < bits.length; at++) for (let left = bits[at]!; left !== 0; left &= left - 1) ids[found++] = from.rows[(at << 5) + 31 - Math.clz32(left & -left)]!
    return { read: ids.subarray(0, found), newer: await pagesBetween(db, match, from.to, await lastSection(db)) }
  }

  /** On how many pages those of the words that are common are, in all, as far as they have been read. */
  const pagesRead = (words: Forms[]) => [...new Set(words.flatMap(({ word, bases }) => [word, ...bases]))].reduce((sum, word) => sum + (read?.pages.get(word) ?? 0), 0)

  return { readAhead, pagesOf, pagesRead }
}

const ones = (rows: number) => new Uint32Array(Math.ceil(rows / 32)).fill(0xffffffff)
