import { setImmediate } from 'node:timers/promises'
import { itemToIndex } from '../content/items.queries.ts'
import type { Db } from '../database.ts'
import type { Analyser } from '../language/analyser.ts'
import { isMarkedStem } from '../language/stems.ts'
import type { Audience, SearchEngine } from './search-engine.ts'
import { sectionsToIndex } from './search-sections.ts'
import { Beginnings } from './suggest-beginnings.ts'
import { generation as indexGeneration } from './engines/sqlite.queries.ts'
import { baseFormsAfter, notAlwaysPublic } from './suggest.queries.ts'

/** Words read in one go: counting a common word's sections takes most of the time. */
const READ_AT_ONCE = 60
/** A big vocabulary is read again at most this often, and after so many times as long as reading it took; until then a new word is only missing among the suggestions. */
const READ_EVERY_MS = 10 * 60_000, REST = 20
/** Base forms from which on a vocabulary is big: reading so many takes a tenth of a second. */
const BIG = 20_000
const SHORTEST = 4
/** Words that are looked up for the audience before giving up. */
const ASKED = 8

/**
 * Words to go on with, from the base forms of the index. The index knows nothing of audiences, so a word counts by the sections that everyone
 * sees at any time: what only restricted or time-limited pages say is no candidate at all, in order or in time. Every word that is
 * offered is looked up for the audience besides, since a page may have been restricted after the words were read.
 */
export function wordIndex(db: Db, analyser: Analyser, knows: SearchEngine['knows']) {
  let loaded: { words: Beginnings; terms: string[]; documents: number[]; generation: number; restsUntil: number; read: number } | undefined, loading: Promise<void> | undefined

  async function load() {
    const started = performance.now(), generation = await indexGeneration(db), hidden = await countHidden(db, analyser)
    const words = new Beginnings(), terms: string[] = [], documents: number[] = []
    let read = 0
    for (let after = ''; ;) {
      const page = await baseFormsAfter(db, after, READ_AT_ONCE)
      if (page.length === 0) break
      for (const { term, documents: all } of page) {
        const open = all - (hidden.get(term) ?? 0)
        if (open <= 0 || term.length < SHORTEST || isMarkedStem(term) || !/^\p{L}+$/u.test(term)) continue
        words.add(term, terms.push(term) - 1)
        documents.push(open)
      }
      after = page.at(-1)!.term
      read += page.length
      await setImmediate()
    }
    const ended = performance.now()
    loaded = { words, terms, documents, generation, restsUntil: ended + Math.max(READ_EVERY_MS, REST * (ended - started)), read }
  }

  /** Reads the words when they are old; the old ones of a big vocabulary serve meanwhile. It takes seconds for 10,000 pages, and above a minute for 100,000, in small steps. */
  async function current(): Promise<void> {
    const isBig = loaded !== undefined && loaded.read >= BIG
    if (loaded && (loaded.generation === (await indexGeneration(db)) || (isBig && performance.now() < loaded.restsUntil))) return
    loading ??= load().finally(() => { loading = undefined })
    if (isBig) loading.catch(() => {}) // it is tried again with the next letter
    else await loading
  }

  /** Words that begin so and that the audience sees, the commonest first. */
  async function find(beginning: string, audience: Audience, most: number): Promise<string[]> {
    if (!loaded) return []
    const { words, terms, documents } = loaded, top: number[] = []
    for (const { word, holders } of words.startingWith(beginning)) for (const number of holders) {
      if (word === beginning || top.includes(number) || (top.length === ASKED && documents[number]! <= documents[top.at(-1)!]!)) continue
      const at = top.findIndex((one) => documents[one]! < documents[number]!)
      top.splice(at < 0 ? top.length : at, 0, number)
      if (top.length > ASKED) top.pop()
    }
    const offered = top.map((number) => terms[number]!)
    const known = await knows(offered.map((word) => ({ word, bases: [word], prefix: false })), audience)
    return offered.filter((_word, index) => known[index] !== 'nowhere').slice(0, most)
  }

  return { current, find }
}

/** By base form: in how many sections of items that not everyone sees it is. */
async function countHidden(db: Db, analyser: Analyser): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const id of await notAlwaysPublic(db)) {
    const item = await itemToIndex(db, id)
    for (const { base } of item ? (await sectionsToIndex(analyser, item, 0)).sections : [])
      for (const word of new Set(base.split(' '))) counts.set(word, (counts.get(word) ?? 0) + 1)
    await setImmediate()
  }
  return counts
}
