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

interface Loaded { spelling: Spelling; generation: number; at: number; tookMs: number; hide: (terms: Set<string>) => void }

/**
 * Other spellings of words that the index does not have, from its own vocabulary. The vocabulary knows nothing of audiences: what it offers is
 * looked up for the audience, likeliest first, and a word seen only by others counts as one that nobody has.
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
    let hidden = new Set<string>()
    const count = (term: string) => (hidden.has(term) ? 0 : (documents.get(term) ?? 0))
    const terms = function* () { for (const [term, n] of documents) yield { term, documents: n } }
    const spelling = createSpelling(analyser, { surface: count, base: count, terms })
    loaded = { spelling, generation: number, at: started, tookMs: performance.now() - started, hide: (these) => { hidden = these } }
  }

  async function current(): Promise<Loaded> {
    const isStale = !loaded || (loaded.generation !== (await generation(db)) && (loaded.tookMs < QUICK_MS || performance.now() - loaded.at > READ_EVERY_MS))
    if (isStale) loading ??= load().finally(() => { loading = undefined })
    if (!loaded || loaded.tookMs < QUICK_MS) await loading
    return loaded!
  }

  return async function alternatives(word: string, audience: Audience): Promise<Alternative[]> {
    const { spelling, hide } = await current(), hidden = new Set([word, ...analyser.queryWord(word).bases])
    for (;;) {
      hide(hidden)
      const guesses = spelling.alternatives(word, Infinity), seen: Alternative[] = []
      for (const guess of guesses) {
        const { bases } = analyser.queryWord(guess.word), [known] = await knows([{ word: guess.word, bases, prefix: false }], audience)
        if (known === 'nowhere') for (const form of [guess.word, ...bases]) hidden.add(form)
        else if (seen.push(guess) === OFFERED) return seen
      }
      // likely words that others see must not keep the less likely ones away
      if (seen.length > 0 || guesses.length === 0) return seen
    }
  }
}
