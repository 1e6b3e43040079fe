import { isMarkedStem } from '../../language/stems.ts'
import { piecesOf } from '../../language/words.ts'
import { COLUMNS, type Column, type EngineQuery, type Forms, type Term } from '../search-engine.ts'

/** One string of FTS5's language. Every word goes through here: inside the quotes nothing has a meaning. */
export const quotePhrase = (words: string) => `"${words.replaceAll('"', '""').replaceAll('\0', ' ')}"`

/** A joined word (aamu-uninen) is its pieces next to each other. More of them than these tell nothing more, and each costs time wherever the others stand. */
const PIECES = 8
const quote = (word: string) => quotePhrase(piecesOf(word).length > PIECES ? piecesOf(word).slice(0, PIECES).join(' ') : word)

/**
 * An FTS5 expression; '' when there is nothing to look for. What `stop` finds matches as well: for words that have to be together FTS5 reads on to
 * the next match, however far that is, and so goes no further than the next stop. Not for words next to each other, in which it stops nowhere.
 */
export type Match = (stop?: string) => string

/** The expression of a query, for scoring. */
export const matchOf = (query: EngineQuery) => expression(query, termMatch, '')

/** The same sections in half the time, without their scores: each word's list is read once for all its columns. */
export const plainMatchOf = (query: EngineQuery): Match => stopping((stop) => expression(query, plainTermMatch, stop))

/** Sections that have all of the query in titles and headings. */
export const titleMatchOf = (query: EngineQuery): Match =>
  stopping((stop) => expression(query, plainTermMatch, stop, (match) => (match === '' ? '' : `{title headings} : (${match})`)))

function stopping(match: (stop: string) => string): Match {
  const plain = match('')
  return (stop = '') => (stop === '' || hasPlaces(plain) ? plain : match(stop))
}

function expression(query: EngineQuery, matchTerm: (term: Term) => string, stop: string, within = (match: string) => match): string {
  const one = (term: Term) => within(matchTerm(term))
  if (query.need === 'all' && query.terms.some((term) => one(term) === '')) return ''
  const also = query.also.map((all) => allOf(all.map((forms) => one([forms])), stop))
  const ways = query.need === 'all' ? allOf(query.terms.map(one), stop) : anyOf([...query.terms.map(one), ...also])
  const wanted = allOf([ways, ...query.phrases.map((phrase) => within(`{title headings body} : ${quotePhrase(phrase)}`))], stop)
  if (wanted === '' || query.without.length === 0) return wanted
  const unwanted = anyOf(query.without.map((forms) => anyOf([asWritten(forms), ...inColumns('base', forms.bases)])))
  return stop === '' ? `${wanted} NOT ${unwanted}` : `${anyOf([wanted, stop])} NOT (${unwanted} NOT ${stop})`
}

/** The query without the stems of other languages that no text has: most of them, and each costs time for every match. */
export function withoutAbsent(query: EngineQuery, indexed: Set<string>): EngineQuery {
  const kept = (forms: Forms): Forms => ({ ...forms, bases: forms.bases.filter((base) => !isMarkedStem(base) || indexed.has(base)) })
  return { ...query, terms: query.terms.map((forms) => forms.map(kept)), also: query.also.map((forms) => forms.map(kept)), without: query.without.map(kept) }
}
export const stemsOf = ({ terms, also, without }: EngineQuery) => [...new Set([...terms, ...also, without].flat().flatMap(({ bases }) => bases.filter(isMarkedStem)))]

/** Sections where a word is known: as written or by a base form. */
export const knownMatch = (forms: Forms) => anyOf([asWritten(forms), ...inColumns('base parts', forms.bases)])

/** Where one column has a term; '' for one that can be nowhere. */
export function columnMatch(column: Column, term: Term): string {
  const match = termMatch(term)
  return match === '' ? '' : `{${column}} : (${match})`
}

export const termMatch = (term: Term) => anyOf(term.map(form))
export const allMatch = (all: Forms[]) => allOf(all.map(form))

/**
 * An inflected form is scored by its base form: every further way in which a section has the word counts again, and the very form that was
 * typed, rare as it is in the texts, would put a section that happens to have it above one that has the word in its title.
 */
function form(forms: Forms): string {
  const beginning = forms.prefix ? [`{title headings body base parts} : ${quote(forms.word)} *`] : []
  if (forms.unseen) return anyOf(beginning)
  const written = isScoredByBase(forms.word, forms.bases) ? `{title headings} : ${quote(forms.word)}` : asWritten(forms)
  return anyOf([written, ...inColumns('title headings base', forms.bases), ...inColumns('parts', forms.bases), ...beginning])
}

/** What `form` matches, with all the columns of a word together. */
export function plainTermMatch(term: Term): string {
  const columns = new Map<string, Set<Column>>(), beginnings = new Set<string>()
  const look = (word: string, some: Column[]) => { columns.set(word, new Set([...(columns.get(word) ?? []), ...some])) }
  for (const { word, bases, prefix, unseen } of term) {
    if (prefix) beginnings.add(word)
    if (unseen) continue
    look(word, isScoredByBase(word, bases) ? ['title', 'headings'] : ['title', 'headings', 'body'])
    for (const base of bases) look(base, ['title', 'headings', 'base', 'parts'])
  }
  const together = new Map<string, string[]>()
  for (const [word, some] of columns) {
    if (beginnings.has(word)) continue
    const names = COLUMNS.filter((column) => some.has(column)).join(' ')
    together.set(names, [...(together.get(names) ?? []), word])
  }
  return anyOf([...[...together].flatMap(([names, words]) => inColumns(names, words)), ...[...beginnings].map((word) => `{${COLUMNS.join(' ')}} : ${quote(word)} *`)])
}
/** The pages that have all the query's words, or any of them, for the index of whole pages; null for a query that it cannot answer: it knows no places. */
export function pageMatch(query: EngineQuery): string | null {
  const { terms, need, also, phrases, without } = query, words = terms.flat().flatMap(wordsOf), beginnings = terms.flat().filter(({ prefix }) => prefix).map(({ word }) => word)
  if (need === 'page' || terms.length === 0 || also.length + phrases.length + without.length > 0 || ![...words, ...beginnings].every(isOneToken)) return null
  const ofTerms = terms.map((term) => anyOf([...new Set(term.flatMap((forms) => [...wordsOf(forms).map(quote), ...(forms.prefix ? [`${quote(forms.word)} *`] : [])]))]))
  return need === 'all' ? allOf(ofTerms) : anyOf(ofTerms)
}
/** Lists of words, of each of which a page has to have one; null when they are not all whole words. */
export function pageWords({ terms, need }: EngineQuery): string[][] | null {
  if (terms.some((term) => term.some(({ prefix }) => prefix))) return null
  const ofTerms = terms.map((term) => [...new Set(term.flatMap(wordsOf))])
  return need === 'all' ? ofTerms : [[...new Set(ofTerms.flat())]]
}
const wordsOf = ({ word, bases, unseen }: Forms) => (unseen ? [] : [word, ...bases])
export const anyOfWords = (words: string[]) => anyOf(words.map(quote))

/** Whether words have to be next to each other. */
export const hasPlaces = (match: string) => [...match.matchAll(/"([^"]*)"/g)].some(([, words]) => !isOneToken(words!))

/** Whether FTS5 reads it as one word: it takes two for words next to each other. */
const isOneToken = (word: string) => /^[\p{L}\p{N}]+$/u.test(word)

export const plainAllMatch = (all: Forms[]): Match => stopping((stop) => allOf(all.map((forms) => plainTermMatch([forms])), stop))

const isScoredByBase = (word: string, bases: string[]) => !bases.includes(word) && bases.some((base) => !isMarkedStem(base))

const asWritten = (forms: Forms) => `{title headings body} : ${quote(forms.word)}`
const inColumns = (columns: string, bases: string[]) => (bases.length > 0 ? [`{${columns}} : ${anyOf(bases.map(quote))}`] : [])
const anyOf = (parts: string[]) => joined(parts, ' OR ')
function allOf(parts: string[], stop = ''): string {
  const given = parts.filter((part) => part !== '')
  return joined(stop === '' || given.length < 2 ? given : given.map((part) => anyOf([part, stop])), ' AND ')
}
function joined(parts: string[], by: string): string {
  const given = parts.filter((part) => part !== '')
  return given.length > 1 ? `(${given.join(by)})` : (given[0] ?? '')
}
