import type { Analyser, Lang } from './analyser.ts'
import { asWord, eachPlace, fold, piecesOf } from './words.ts'

/** Text as it is, never HTML: whoever prints it escapes it and marks the hits. */
export interface SnippetPart { text: string; hit: boolean }

/** A word of the query; `prefix`: it may be unfinished, so that words beginning with it are hits too. */
export interface SnippetTerm { word: string; prefix: boolean }

/** `strengths`: how surely the word is each term, 0 to SUREST */
interface Hit { start: number; end: number; strengths: number[] }
interface Window { start: number; end: number }

const SUREST = 4
/** Hits are looked for in this many first characters, so that no text takes long. */
const SCANNED = 200_000

/** Characters that are looked at without a pause: a made-up compound takes the dictionary a fifth of a millisecond. */
const STRETCH = 2_000

export interface Snippets {
  (text: string, lang: Lang, maxLength?: number): SnippetPart[]
  /** Looks at the words of a long text before, a stretch at a time, so that others can work in between. */
  readAhead(text: string, lang: Lang, pause: () => Promise<void>): Promise<void>
}

/**
 * The stretch of a text that shows the most query words, at most `maxLength` characters (more only when one word is longer), in parts
 * that are hits or not; … where it is cut. A word is a hit as it stands, by base form, compound part, letters or prefix; whole words
 * are marked. Without a hit the text's beginning. Joined, the parts are a piece of the text and at most two ellipses.
 * One `createSnippets` serves all the texts of an answer: it looks at every word once, though all the texts have it.
 */
export function createSnippets(analyser: Analyser, terms: SnippetTerm[]): Snippets {
  const findHits = createHits(analyser, terms)
  const snippet = (text: string, lang: Lang, maxLength = 220) => {
    const hits = findHits(text.slice(0, SCANNED), lang)
    const window = cutAtWords(text, chooseWindow(text, hits, maxLength), hits)
    const parts: SnippetPart[] = []
    const add = (piece: string, hit: boolean) => {
      if (piece) parts.push({ text: piece, hit })
    }
    let before = window.start > 0 ? '…' : ''
    let at = window.start
    for (const hit of hits) {
      if (hit.start < window.start || hit.end > window.end) continue
      add(before + text.slice(at, hit.start), false)
      add(text.slice(hit.start, hit.end), true)
      before = ''
      at = hit.end
    }
    add(before + text.slice(at, window.end) + (window.end < text.length ? '…' : ''), false)
    return parts
  }
  const readAhead: Snippets['readAhead'] = async (text, lang, pause) => {
    for (let at = 0, most = Math.min(text.length, SCANNED); most - at > STRETCH;) {
      const rest = text.slice(at + STRETCH, most).search(/\s/), end = rest < 0 ? most : at + STRETCH + rest
      findHits(text.slice(at, end), lang)
      at = end
      await pause()
    }
  }
  return Object.assign(snippet, { readAhead })
}

function createHits(analyser: Analyser, terms: SnippetTerm[]): (text: string, lang: Lang) => Hit[] {
  const wanted = terms.map(({ word, prefix }) => {
    const lower = asWord(word)
    return { word: lower, plain: fold(lower), bases: new Set(analyser.queryWord(lower).bases), prefix }
  })
  const words = new Set(wanted.map(({ word }) => word)), plains = new Set(wanted.map(({ plain }) => plain)), allBases = new Set(wanted.flatMap(({ bases }) => [...bases])), beginnings = wanted.filter(({ prefix, word }) => prefix && word)
  const match = (word: string, lang: Lang): number[] | null => {
    const { bases, parts } = analyser.word(word, lang), pieces = piecesOf(word), plain = fold(word)
    // most words are none of the terms
    if (!hasAny(words, pieces) && !words.has(word) && !plains.has(plain) && !hasAny(allBases, bases) && !hasAny(allBases, parts) && !beginnings.some((term) => word.startsWith(term.word))) return null
    const strengths = wanted.map((term) => {
      if (word === term.word || pieces.includes(term.word)) return SUREST
      if (hasAny(term.bases, bases)) return 3
      if (plain === term.plain || hasAny(term.bases, parts)) return 2
      return term.prefix && term.word && word.startsWith(term.word) ? 1 : 0
    })
    return strengths.some((strength) => strength > 0) ? strengths : null
  }
  /** by language and by the word as written; null for what is no hit */
  const seen = new Map<Lang, Map<string, number[] | null>>()
  return (text, lang) => {
    const known = seen.get(lang) ?? new Map<string, number[] | null>(), hits: Hit[] = []
    seen.set(lang, known)
    eachPlace(text, (start, end) => {
      const written = text.slice(start, end)
      let strengths = known.get(written)
      if (strengths === undefined) known.set(written, (strengths = match(asWord(written), lang)))
      if (strengths) hits.push({ start, end, strengths })
    })
    return hits
  }
}

function hasAny(some: Set<string>, words: string[]): boolean {
  for (const word of words) if (some.has(word)) return true
  return false
}

/** Around the run of hits that shows the most terms, then the surest hits of each, then the earliest. */
function chooseWindow(text: string, hits: Hit[], maxLength: number): Window {
  let best = { start: 0, end: 0, score: 0 }
  for (const [index, first] of hits.entries()) {
    const strengths = [...first.strengths]
    let end = first.end
    for (let next = index + 1; next < hits.length; next++) {
      const hit = hits[next]
      if (!hit || hit.end - first.start > maxLength) break
      for (const [term, strength] of hit.strengths.entries()) strengths[term] = Math.max(strength, strengths[term] ?? 0)
      end = hit.end
    }
    const score = strengths.reduce((sum, strength) => sum + (strength > 0 ? 100 + strength : 0), 0)
    if (score > best.score) best = { start: first.start, end, score }
    if (strengths.every((strength) => strength === SUREST)) break
  }
  const spare = Math.max(0, maxLength - (best.end - best.start))
  const end = Math.min(text.length, Math.max(best.end, Math.max(0, best.start - Math.floor(spare / 2)) + maxLength))
  return { start: Math.max(0, Math.min(best.start, end - maxLength)), end }
}

/** Draws the ends in to the nearest space, but never into a hit, and not between the halves of a character. */
function cutAtWords(text: string, { start, end }: Window, hits: Hit[]): Window {
  const inside = hits.filter((hit) => hit.start >= start && hit.end <= end)
  const firstHit = inside[0]?.start ?? end
  const lastHit = inside.at(-1)?.end ?? start
  if (start > 0) {
    const space = text.slice(start, firstHit).search(/\s/)
    if (space >= 0) start += space + 1
    else if (isHalf(text, start)) start++
  }
  if (end < text.length) {
    const space = text.slice(lastHit, end).search(/\s\S*$/)
    if (space >= 0 && lastHit + space > start) end = lastHit + space
    else if (isHalf(text, end)) end--
  }
  return { start, end }
}

function isHalf(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00
}
