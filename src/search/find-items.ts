import { visibleItemsByIds, type ItemCard } from '../content/items.queries.ts'
import { audiencesOf } from '../content/visibility.ts'
import type { AppContext } from '../context.ts'
import type { Viewer } from '../people/viewer.ts'
import { otherWordsOf, type OtherWords } from './other-words.ts'
import type { EngineQuery, Filters, Found, Hit, Reason, Term } from './search-engine.ts'
import { isEmptyQuery, parseQuery, type SearchQuery } from './search-query.ts'
import { onPages, relaxed, tellingWords, unfinished, wantedWords, type WantedWords } from './search-words.ts'
import { catchUpBeforeSearch } from './search.sync.ts'

interface Search {
  typed: string
  filters: Filters
  /** nothing is corrected, added or left out */
  asTyped: boolean
  offset: number
  limit: number
  /** says of each result where it has the words */
  explain?: boolean
  /** other words than those of the library, to see what they would change */
  otherWords?: OtherWords
}

/** What a search gives a person: every item in it has been read through her. */
export interface Answer {
  query: SearchQuery
  total: number
  facets: Found['facets']
  anywhere: number
  networkWide: number
  /** the first so many of all results have all the words, the others some of them; 0 when no place has them all; null when there are no such others */
  complete: number | null
  spelled: WantedWords['spelled']
  synonyms: string[]
  /** what was looked for, a list of alternatives for each thing that was typed */
  terms: Term[]
  /** the words to mark in texts */
  marks: { word: string; prefix: boolean }[]
  results: Result[]
}
export interface Result { card: ItemCard; hit: Hit; reasons: Reason[] }

const NOTHING: Found = { total: 0, hits: [], facets: { kind: [], municipality: [], role: [], language: [], subject: [] }, anywhere: 0, networkWide: 0 }
/** Fewer results than this are added to by pages that have the words in several places, or other words, or of several words some. */
const FEW = 10
/** Fewer than this are also added to by what general vocabularies say. */
const HARDLY_ANY = 3
/** Of so many words that tell something, pages that have all may have them by chance. */
const SEVERAL = 3

/**
 * The whole of a search: what was typed → words → the engine → items that the viewer may see. When nothing has all the words, the last one may
 * be unfinished; when few do, whole pages are looked at, and other words; when there is still nothing, any of the words will do. Pages that have
 * some of several words also come after a few that have them all.
 */
export async function findItems(app: AppContext, viewer: Viewer, search: Search): Promise<Answer> {
  const query = parseQuery(search.typed), now = app.now().toISOString(), audience = { audiences: audiencesOf(viewer), now }
  if (isEmptyQuery(query)) return { query, ...NOTHING, complete: null, spelled: [], synonyms: [], terms: [], marks: [], results: [] }
  await catchUpBeforeSearch(app)
  const others = search.otherWords ?? await otherWordsOf(app), at = { offset: search.offset, limit: search.limit }
  const typed = await wantedWords(app.analyser, app.search, query, audience, search.asTyped, others)
  let wanted = typed
  const ask = (words: WantedWords, page = at) => app.search.find(engineQuery(words, query, search, viewer, page), audience)
  let found = await ask(wanted)
  let first: Hit[] = []
  /** Adds what wider words find after what there is. */
  const widen = async (wider: WantedWords) => {
    const more = await ask(wider, { offset: 0, limit: at.offset + at.limit })
    if (more.total <= found.total) return
    if (found.total > 0) first = joined(first, (await ask(wanted, { offset: 0, limit: FEW })).hits)
    found = { ...more, hits: joined(first, more.hits).slice(at.offset, at.offset + at.limit) }
    wanted = wider
  }
  if (isNowhere(found) && !search.asTyped) {
    wanted = unfinished(typed)
    found = await ask(wanted)
  }
  const nowhere = isNowhere(found), isFew = () => !search.asTyped && found.total < FEW && (found.total > 0 || nowhere)
  if (isFew() && wanted.phrases.length + wanted.without.length === 0) await widen(onPages(app.analyser, typed, query, found.total < HARDLY_ANY ? others : (words) => others(words).filter(({ general }) => !general)))
  let complete: number | null = null
  if (isFew() && (nowhere || mayBeByChance(query))) {
    const { total } = found
    await widen(await relaxed(app.analyser, typed, query, others))
    if (found.total > total && query.words.length > 1) complete = nowhere ? 0 : total
  }
  const explained = search.explain ? engineQuery(wanted, query, search, viewer, at) : null
  return {
    query, total: found.total, facets: found.facets, anywhere: found.anywhere, networkWide: found.networkWide,
    complete, spelled: wanted.spelled, synonyms: wanted.synonyms,
    terms: [...wanted.terms, ...wanted.also, ...otherTerms(wanted), ...quotedTerms(wanted)], marks: marksOf(wanted), results: await readResults(app, viewer, now, found, explained),
  }
}

/** With other filters there would be something: then the filters are what leaves nothing, not the words. */
const isNowhere = (found: Found) => found.total === 0 && Object.values(found.facets).every((values) => values.length === 0)

function joined(first: Hit[], more: Hit[]): Hit[] {
  const known = new Set(first.map(({ itemId }) => itemId))
  return [...first, ...more.filter(({ itemId }) => !known.has(itemId))]
}

const mayBeByChance = ({ words, phrases, without }: SearchQuery) => tellingWords(words).length >= SEVERAL && phrases.length + without.length === 0

function engineQuery({ terms, need, also, others = [], phrases, without, finnish }: WantedWords, query: SearchQuery, { filters }: Search, viewer: Viewer, page: { offset: number; limit: number }): EngineQuery {
  const all: Filters = {
    ...filters, kind: filters.kind.length > 0 ? filters.kind : query.kinds, municipality: filters.municipality.length > 0 ? filters.municipality : query.municipalities,
  }
  return { terms, need, also, others, phrases, without, filters: all, prefer: { lang: viewer.locale, municipality: viewer.municipalitySlug, finnish }, ...page }
}

const otherTerms = ({ others = [] }: WantedWords): Term[] => others.flatMap(({ words }) => words.map((forms) => [forms]))
const quotedTerms = ({ phrases }: WantedWords): Term[] => phrases.flatMap((phrase) => phrase.split(' ')).map((word) => [{ word, bases: [], prefix: false }])

function marksOf(wanted: WantedWords): Answer['marks'] {
  const forms = [...wanted.terms, ...wanted.also, ...otherTerms(wanted)].flat(), quoted = wanted.phrases.flatMap((phrase) => phrase.split(' '))
  const marks = new Map([...quoted.map((word): [string, boolean] => [word, false]), ...forms.toReversed().map(({ word, prefix }): [string, boolean] => [word, prefix])])
  return [...marks].map(([word, prefix]) => ({ word, prefix }))
}

async function readResults(app: AppContext, viewer: Viewer, now: string, { hits }: Found, explained: EngineQuery | null): Promise<Result[]> {
  if (hits.length === 0) return []
  const cards = new Map((await visibleItemsByIds(app.db, viewer, now, hits.map(({ itemId }) => itemId))).map((card) => [card.id, card]))
  const results: Result[] = []
  for (const hit of hits) {
    const card = cards.get(hit.itemId)
    if (card) results.push({ card, hit, reasons: explained ? await app.search.explain(explained, hit) : [] })
    cards.delete(hit.itemId) // whatever an engine says, an item is shown once
  }
  return results
}
