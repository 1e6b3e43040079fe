import { setImmediate } from 'node:timers/promises'
import type { Db } from '../../database.ts'
import type { Analyser } from '../../language/analyser.ts'
import { createSpelling, type Spelling } from '../../language/spelling.ts'
import type { Alternative, Audience, SearchEngine } from '../search-engine.ts'
import { generation, vocabularyAfter } from './sqlite.queries.ts'

/** Words read in one go: counting a common word's sections takes most of the time. */
const PAGE = 400
/** A big vocabulary is read again at most this often; until then a new word is only missing among the guesses. */
const READ_EVERY_MS = 10 * 60_000
const QUICK_MS = 30
const OFFERED = 2

interface Loaded { spelling: Spelling; generation: number; at: number; tookMs: number }

/**
 * Other spellings of words that the audience sees nowhere, from the index's own vocabulary. The vocabulary knows nothing of audiences: what it
 * offers is looked up for the audience, likeliest first, and where it sees none of the likely ones the next ways of guessing are tried, as if
 * nobody had them. So the answer tells nothing of words that only others see; looking such a guess up takes a fraction of a millisecond.
 */
export function indexVocabulary(db: Db, analyser: Analyser, knows: SearchEngine['knows']): SearchEngine['alternatives'] {
  let loaded: Loaded | undefined
  let loading: Promise<void> | undefined

  async function load() {
    const started = performance.now(), number = await generation(db), documents = new Map<string, number>()
    for (let after = ''; ;) {
      const page = await vocabularyAfter(db, after, PAGE)
      if (page.length === 0) break
      for (const row of page) documents.set(row.term, row.documents)
      after = page.at(-1)!.term
      await setImmediate()
    }
    const count = (term: string) => documents.get(term) ?? 0, terms = function* () { for (const [term, n] of documents) yield { term, documents: n } }
    loaded = { spelling: createSpelling(analyser, { surface: count, base: count, terms }), generation: number, at: started, tookMs: performance.now() - started }
  }

  async function current(): Promise<Loaded> {
    const isStale = !loaded || (loaded.generation !== (await generation(db)) && (loaded.tookMs < QUICK_MS || performance.now() - loaded.at > READ_EVERY_MS))
    if (isStale) loading ??= load().finally(() => { loading = undefined })
    if (!loaded || loaded.tookMs < QUICK_MS) await loading
    return loaded!
  }

  return async function alternatives(word: string, audience: Audience): Promise<Alternative[]> {
    const { spelling } = await current(), own = new Set(analyser.queryWord(word).bases)
    for (const guesses of spelling.guesses(word)) {
      const seen: Alternative[] = []
      for (const guess of guesses) {
        if (own.has(guess.word)) continue // not seen either
        const [known] = await knows([{ word: guess.word, bases: [guess.word], prefix: false }], audience)
        if (known !== 'nowhere' && seen.push(guess) === OFFERED) return seen
      }
      if (seen.length > 0) return seen
      await setImmediate() // guessing goes on from here
    }
    return []
  }
}
