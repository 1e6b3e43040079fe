import { setImmediate } from 'node:timers/promises'
import type { Db } from '../../database.ts'
import type { Analyser } from '../../language/analyser.ts'
import { createSpelling, Offers } from '../../language/spelling.ts'
import { pauser } from '../pause.ts'
import type { Alternative, Audience, SearchEngine } from '../search-engine.ts'
import { isVisible, type Visibility } from './known-sections.ts'
import { generation, lastSection, pageVocabularyAfter } from './sqlite.queries.ts'
import { hiddenItemsAfter, sectionsWith } from './vocabulary.queries.ts'

/** Words read in one go, and pages that have them: counting those of a common word takes most of the time. */
const TERMS_AT_ONCE = 30
const PAGES_AT_ONCE = 3000
/** Ids of sections in which a common word is looked for in one go. */
const SECTIONS_AT_ONCE = 300_000
const ITEMS_AT_ONCE = 500
/** A word in more sections counts as if in so many. */
const COMMON = 1000
const OFFERS_AT_ONCE = 20_000
/** Words from which on a vocabulary is big: reading so many takes a tenth of a second. */
const BIG = 5000
/** A big vocabulary is read again after so many times as long as reading it took, at most this long; until then a new word is only missing among the guesses. */
const REST = 100, LONGEST_REST_MS = 10 * 60_000
const OFFERED = 2

/** The words of the items that the same people see at the same times. */
interface Shelf extends Visibility { words: Words }
interface Loaded { shelves: Shelf[]; isBig: boolean; generation: number; restsUntil: number }

/**
 * Other spellings of words that the audience sees nowhere, from the index's own vocabulary, parted by who sees what: words of items that everyone
 * always sees are on one shelf, and the others' on a shelf for each audience and time. Who asks gets guesses from her own shelves alone, so a
 * word that only others see is no candidate, in order or in time. Every guess is looked up for the audience besides, since a page may have been
 * restricted after the vocabulary was read.
 */
export function indexVocabulary(db: Db, analyser: Analyser, knows: SearchEngine['knows']): Pick<SearchEngine, 'alternatives' | 'readAhead'> {
  let loaded: Loaded | undefined
  let loading: Promise<void> | undefined

  async function load(now: string) {
    const started = performance.now(), number = await generation(db), { shelves, read } = await readShelves(db, now), ended = performance.now()
    loaded = { shelves, isBig: read >= BIG, generation: number, restsUntil: ended + Math.min(REST * (ended - started), LONGEST_REST_MS) }
  }

  /** Reads the vocabulary when it is old; the old one of a big vocabulary serves meanwhile. */
  async function current(now: string): Promise<Shelf[]> {
    if (loaded && (loaded.generation === (await generation(db)) || (loaded.isBig && performance.now() < loaded.restsUntil))) return loaded.shelves
    loading ??= load(now).finally(() => { loading = undefined })
    if (loaded?.isBig) loading.catch(() => {}) // it is tried again with the next word
    else await loading
    return loaded!.shelves
  }

  async function alternatives(word: string, audience: Audience): Promise<Alternative[]> {
    const shelves = (await current(audience.now)).filter((shelf) => isVisible(shelf, audience))
    const count = (term: string) => shelves.reduce((sum, { words }) => sum + words.count(term), 0)
    const spelling = createSpelling(analyser, { surface: count, base: count, offers: shelves.flatMap(({ words }) => words.offers) })
    const own = new Set(analyser.queryWord(word).bases), pause = pauser()
    for (const guesses of spelling.guesses(word)) {
      const seen: Alternative[] = []
      for (const guess of guesses) {
        if (own.has(guess.word)) continue // not seen either
        const [known] = await knows([{ word: guess.word, bases: [guess.word], prefix: false }], audience)
        if (known !== 'nowhere' && seen.push(guess) === OFFERED) return seen
      }
      if (seen.length > 0) return seen
      await pause() // guessing goes on from here
    }
    return []
  }

  return { alternatives, async readAhead(now) { await current(now) } }
}

/** Reads all of the vocabulary in small steps. Sections that are written meanwhile are left out: who sees them is not known here. */
async function readShelves(db: Db, now: string): Promise<{ shelves: Shelf[]; read: number }> {
  const last = await lastSection(db), open: Shelf = { audience: 'all', visibleFrom: null, visibleUntil: null, words: new Words() }
  const { hidden, shelves } = await readHidden(db, now), most = COMMON + hidden.size, pause = pauser()
  // of the index of whole pages: to count a word's sections in each column takes twenty times as long
  for (let after = '', read = 0; ; read += TERMS_AT_ONCE) {
    const page = await pageVocabularyAfter(db, after, TERMS_AT_ONCE)
    if (page.length === 0) return { shelves: [open, ...shelves], read }
    for (const rows of steps(page, most)) {
      await setImmediate()
      // a word in more sections than are hidden from anyone and COMMON others is common whoever asks
      const rare = rows.filter(({ pages }) => pages < most).map(({ term }) => term), found = await sectionsWith(db, rare, { after: 0, to: last, most })
      for (const { term, pages } of rows) put(term, pages < most ? found.shift()! : await oldestSections(term))
    }
    after = page.at(-1)!.term
    await setImmediate()
  }

  /** A word that many others have as a part may be in few sections by itself, far apart; null for `most`. */
  async function oldestSections(term: string): Promise<number[] | null> {
    const sections: number[] = []
    for (let after = 0; after < last && sections.length < most; after += SECTIONS_AT_ONCE) {
      await pause()
      sections.push(...(await sectionsWith(db, [term], { after, to: Math.min(after + SECTIONS_AT_ONCE, last), most }))[0]!)
    }
    return sections.length < most ? sections : null
  }

  function put(term: string, sections: number[] | null) {
    if (/[\ud800-\udfff]/.test(term)) return // SQLite's order of these is another
    const counts = new Map<Shelf | null, number>()
    for (const id of sections ?? []) {
      const shelf = hidden.get(id) ?? (hidden.has(id) ? null : open)
      counts.set(shelf, (counts.get(shelf) ?? 0) + 1)
    }
    const isOpen = sections === null || counts.has(open)
    if (isOpen) open.words.add(term, sections ? Math.min(counts.get(open)!, COMMON) : COMMON, true)
    for (const [shelf, count] of counts) if (shelf && shelf !== open) shelf.words.add(term, Math.min(count, COMMON), !isOpen)
  }
}

/** The shelf of each section that not everyone always sees; none for those whose time is over. */
async function readHidden(db: Db, now: string): Promise<{ hidden: Map<number, Shelf | null>; shelves: Shelf[] }> {
  const hidden = new Map<number, Shelf | null>(), shelves = new Map<string, Shelf>()
  for (let after = 0; ;) {
    const items = await hiddenItemsAfter(db, after, ITEMS_AT_ONCE)
    if (items.length === 0) return { hidden, shelves: [...shelves.values()] }
    for (const { audience, visibleFrom, visibleUntil, sections } of items) {
      const key = JSON.stringify([audience, visibleFrom, visibleUntil]), isOver = visibleUntil !== null && visibleUntil <= now
      if (!isOver && !shelves.has(key)) shelves.set(key, { audience, visibleFrom, visibleUntil, words: new Words() })
      for (const id of sections) hidden.set(id, shelves.get(key) ?? null)
    }
    after = items.at(-1)!.id
    await setImmediate()
  }
}

/** Runs of rows whose words are on about PAGES_AT_ONCE pages together, of those that are looked at. */
function* steps<Row extends { pages: number }>(rows: Row[], most: number): Generator<Row[]> {
  let run: Row[] = [], pages = 0
  for (const row of rows) {
    run.push(row)
    pages += row.pages < most ? row.pages : 0
    if (pages < PAGES_AT_ONCE) continue
    yield run
    run = []
    pages = 0
  }
  yield run
}

/** Words that are added in order, with the number of sections that have each. About 20 bytes a word beside its letters, and as much again for one that may be offered. */
class Words {
  readonly #terms: string[] = []
  readonly #counts: number[] = []
  readonly offers: Offers[] = []

  add(term: string, count: number, isOffered: boolean) {
    this.#terms.push(term)
    this.#counts.push(count)
    if (!isOffered) return
    if ((this.offers.at(-1)?.size ?? OFFERS_AT_ONCE) >= OFFERS_AT_ONCE) this.offers.push(new Offers())
    this.offers.at(-1)!.add(term)
  }

  count(term: string): number {
    let from = 0, to = this.#terms.length
    while (from < to) {
      const middle = (from + to) >> 1
      if (this.#terms[middle]! < term) from = middle + 1
      else to = middle
    }
    return this.#terms[from] === term ? this.#counts[from]! : 0
  }
}
