import type { Analyser, Lang } from './analyser.ts'
import { asWord, eachWord, fold, piecesOf } from './words.ts'

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

/**
 * The stretch of a text that shows the most query words, at most `maxLength` characters (more only when one word is longer), in parts
 * that are hits or not; … where it is cut. A word is a hit as it stands, by base form, compound part, letters or prefix; whole words
 * are marked. Without a hit the text's beginning. Joined, the parts are a piece of the text and at most two ellipses.
 */
export function snippet(analyser: Analyser, text: string, lang: Lang, terms: SnippetTerm[], maxLength = 220): SnippetPart[] {
  const hits = findHits(analyser, text.slice(0, SCANNED), lang, terms)
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

function findHits(analyser: Analyser, text: string, lang: Lang, terms: SnippetTerm[]): Hit[] {
  const wanted = terms.map(({ word, prefix }) => {
    const lower = asWord(word)
    return { word: lower, plain: fold(lower), bases: new Set(analyser.queryWord(lower).bases), prefix }
  })
  const seen = new Map<string, number[]>()
  const match = (word: string) => {
    const { bases, parts } = analyser.word(word, lang)
    const pieces = piecesOf(word)
    const plain = fold(word)
    const strengths = wanted.map((term) => {
      if (word === term.word || pieces.includes(term.word)) return SUREST
      if (bases.some((base) => term.bases.has(base))) return 3
      if (plain === term.plain || parts.some((part) => term.bases.has(part))) return 2
      return term.prefix && term.word && word.startsWith(term.word) ? 1 : 0
    })
    seen.set(word, strengths)
    return strengths
  }
  const hits: Hit[] = []
  for (const { word, start, end } of eachWord(text)) {
    const strengths = seen.get(word) ?? match(word)
    if (strengths.some((strength) => strength > 0)) hits.push({ start, end, strengths })
  }
  return hits
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
