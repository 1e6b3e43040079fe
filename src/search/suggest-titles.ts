import { setImmediate } from 'node:timers/promises'
import type { Db } from '../database.ts'
import type { Analyser } from '../language/analyser.ts'
import { isMarkedStem } from '../language/stems.ts'
import { piecesOf, tokenize } from '../language/words.ts'
import { lastChangeId } from '../platform/changes/changes.queries.ts'
import type { Audience } from './search-engine.ts'
import { Beginnings } from './suggest-beginnings.ts'
import { itemsAfter, itemsById, itemsChangedSince, type SuggestedItem } from './suggest.queries.ts'

const READ_AT_ONCE = 50
const MOST_LANGUAGES = 8
/** Items that are gone and still take room; then everything is read anew. */
const MOST_GONE = 1000

/** How a title has a word, better first. */
const FIRST = 0, WRITTEN = 1, BASE = 2, PART = 3
/** Ranks of a match: an unfinished word counts a little more than a whole one. */
const UNFINISHED = 0.5

interface SuggestedTitle { itemId: number; lang: string; title: string }

/**
 * Titles of all published items in memory (about 1 kB each), found by the beginnings of their words as written, in base form and inside
 * compounds. Kept current by the change log. Each audience has its own words, so that what someone may not see takes neither another's place
 * nor time; the caller still reads every item through the viewer.
 */
export function titleIndex(db: Db, analyser: Analyser) {
  let items: (SuggestedItem | null)[] = [], numbers = new Map<number, number>(), words = new Map<string, Beginnings>(), gone = 0
  let seen = -1, running: Promise<void> | undefined

  function put(item: SuggestedItem) {
    const number = items.push(item) - 1
    const ofAudience = words.get(item.audience) ?? new Beginnings()
    words.set(item.audience, ofAudience)
    numbers.set(item.id, number)
    for (const [text, { lang, title }] of item.texts.slice(0, MOST_LANGUAGES).entries()) {
      for (const [at, { word }] of tokenize(title).entries()) {
        const add = (form: string, rank: number) => { ofAudience.add(form, (number * MOST_LANGUAGES + text) * 4 + rank) }
        add(word, at === 0 ? FIRST : WRITTEN)
        for (const piece of piecesOf(word)) if (piece !== word) add(piece, WRITTEN)
        if (lang !== 'fi') continue
        const { bases, parts } = analyser.word(word, 'fi')
        for (const base of bases) if (base !== word && !isMarkedStem(base)) add(base, BASE)
        for (const part of parts) if (part.length > 2 && !isMarkedStem(part)) add(part, PART)
      }
    }
  }

  function drop(id: number) {
    const number = numbers.get(id)
    if (number === undefined) return
    items[number] = null
    numbers.delete(id)
    gone++
  }

  async function readAll() {
    const newest = await lastChangeId(db)
    items = []; numbers = new Map(); words = new Map(); gone = 0
    for (let after = 0; ;) {
      const page = await itemsAfter(db, after, READ_AT_ONCE)
      page.forEach(put)
      if (page.length < READ_AT_ONCE) break
      after = page.at(-1)!.id
      await setImmediate()
    }
    seen = newest
  }

  async function readChanged() {
    for (let changed; (changed = await itemsChangedSince(db, seen, READ_AT_ONCE)); await setImmediate()) {
      const published = await itemsById(db, changed.ids)
      changed.ids.forEach(drop)
      published.forEach(put)
      seen = changed.lastId
    }
  }

  /** Brings the titles up to date. The first time takes about a second for 10,000 items, in small steps. */
  const current = () => (running ??= (seen < 0 || gone > MOST_GONE ? readAll() : readChanged()).finally(() => { running = undefined }))

  /** The titles that have all the words, the last of which may be unfinished; best first. */
  function find(typed: string[], audience: Audience, prefer: { lang: string; municipality: string }, most: number): SuggestedTitle[] {
    let ranks: Map<number, number> | undefined
    for (const word of typed) {
      const matches = matchesOf(word, audience.audiences), before = ranks
      ranks = new Map()
      for (const [text, rank] of matches) {
        const sum = before ? before.get(text) : 0
        if (sum !== undefined) ranks.set(text, sum + rank)
      }
    }
    return best(ranks ?? new Map(), audience, prefer, most)
  }

  /** By text (item and language): how well its title has the word. */
  function matchesOf(word: string, audiences: string[]): Map<number, number> {
    const found = new Map<number, number>()
    const take = (holders: readonly number[], more: number) => {
      for (const holder of holders) {
        const text = holder >> 2, rank = (holder & 3) + more, known = found.get(text)
        if (known === undefined || rank < known) found.set(text, rank)
      }
    }
    const bases = analyser.queryWord(word).bases.filter((base) => base !== word && !isMarkedStem(base))
    for (const ofAudience of audiences.flatMap((audience) => words.get(audience) ?? [])) {
      for (const { word: whole, holders } of ofAudience.startingWith(word)) take(holders, whole === word ? 0 : UNFINISHED)
      for (const base of bases) take(ofAudience.holdersOf(base), BASE)
    }
    return found
  }

  function best(ranks: Map<number, number>, { audiences, now }: Audience, prefer: { lang: string; municipality: string }, most: number): SuggestedTitle[] {
    interface Candidate { item: SuggestedItem; text: number; rank: number }
    const top: Candidate[] = [], isBetter = (a: Candidate, b: Candidate) => a.rank - b.rank || (a.item.freshAt < b.item.freshAt ? 1 : -1)
    for (const [key, sum] of ranks) {
      const item = items[Math.floor(key / MOST_LANGUAGES)], text = key % MOST_LANGUAGES
      if (!item || !audiences.includes(item.audience) || (item.visibleFrom ?? '') > now || (item.visibleUntil !== null && item.visibleUntil <= now)) continue
      const rank = sum - (item.municipalities.includes(prefer.municipality) ? 0.2 : 0) - (item.texts[text]!.lang === prefer.lang ? 0.1 : 0)
      if (top.length === most && rank > top.at(-1)!.rank) continue
      const other = top.findIndex((one) => one.item === item), candidate = { item, text, rank }
      if (other >= 0 && isBetter(candidate, top[other]!) > 0) continue
      if (other >= 0) top.splice(other, 1)
      const at = top.findIndex((one) => isBetter(candidate, one) < 0)
      top.splice(at < 0 ? top.length : at, 0, candidate)
      if (top.length > most) top.pop()
    }
    return top.map(({ item, text }) => ({ itemId: item.id, ...item.texts[text]! }))
  }

  return { current, find }
}
