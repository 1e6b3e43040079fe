import type { Db } from '../../database.ts'
import type { Analyser } from '../../language/analyser.ts'
import { readAside } from '../../platform/database/read-aside.ts'
import { pauser } from '../pause.ts'
import { RecentAnswers } from '../recent.ts'
import {
  COLUMNS, type Alternative, type Audience, type Column, type EngineQuery, type Forms, type Found, type Hit, type Known, type Reason, type SearchEngine, type Term,
} from '../search-engine.ts'
import { bestFirst } from './best-first.ts'
import { Collapse, SECTIONS_SHOWN } from './collapse.ts'
import { COMMON, commonPages } from './common-pages.ts'
import { allMatch, columnMatch, hasPlaces, knownMatch, matchOf, pageMatch, pageWords, plainAllMatch, plainMatchOf, plainTermMatch, stemsOf, termMatch, titleMatchOf, withoutAbsent, type Match } from './match.ts'
import { isVisible, itemOf, type KnownSections } from './known-sections.ts'
import { rememberSectionFacts } from './section-facts.ts'
import {
  generation, indexedWords, indexHealth, lastSection, matchesBetween, MILE, nextBoundary, outdatedItems, pagePositions, pagesBetween, scoredMatches, sectionMatches, someMatches, someOfMile,
} from './sqlite.queries.ts'
import { indexVocabulary } from './sqlite-vocabulary.ts'
import { writing } from './sqlite-writing.ts'
import { lookUpsOf, sectionsOfPages, type TermScores } from './whole-pages.ts'

const LIMITS = {
  /**
   * Matching sections that are scored. Scoring reads every word's list to its end, so of more matches than this, those in titles and headings
   * come first and else the freshest: words that common tell little about what is meant.
   */
  scored: 1500,
  /** The same for the relaxed step, shared by its words. */
  scoredOfAny: 6000,
  /** A word of that step in fewer sections is looked for in any case. */
  fewOfAny: 300,
  /** Pages on which the common words of a query are, in all. Of more, to score sections or to look for all of them in titles takes above 100 ms. */
  readPages: 130_000,
  common: COMMON,
  /** Items that can be paged to. */
  listed: 1000,
}
/** Ids of sections that are looked through without a pause, and the same of pages, of which each has several. */
const SECTIONS_AT_ONCE = MILE / 4
const PAGES_AT_ONCE = 150_000
/** A word in so many sections is a common one. */
const OFTEN = 200
/** Items that are remembered of an answer: whoever goes further than the fifth page waits for each. */
const REMEMBERED = 50

/** The embedded engine: SQLite FTS5 in the app's own database. A saved item is found in the next search. */
export function sqliteSearch(db: Db, analyser: Analyser, facts = rememberSectionFacts(db), limits = LIMITS): SearchEngine {
  const pause = pauser(), common = commonPages(db, limits.common), aside = readAside(db)
  const vocabulary = indexVocabulary(db, analyser, knows)
  let memory = emptyMemory(-1, '', null)

  /** What was found before; forgotten when the index has been written to, or something has come into force or gone out of it since. */
  async function remembered(now: string): Promise<Memory> {
    const number = await generation(db)
    if (number !== memory.generation || now < memory.from || (memory.until !== null && now >= memory.until)) memory = emptyMemory(number, now, await nextBoundary(db, now))
    return memory
  }

  async function find(query: EngineQuery, audience: Audience): Promise<Found> {
    const match = matchOf(query), end = query.offset + query.limit, { answers } = await remembered(audience.now)
    const key = JSON.stringify([match, query.need === 'page' ? [query.terms, query.others] : 0, query.filters, query.prefer, audience.audiences])
    const found = match === '' ? new Collapse(facts.current(), audience).found(query, 0)
      : end > REMEMBERED ? await findAll(query, audience, limits.listed) : await answers.get(key, () => findAll(query, audience, REMEMBERED))
    return { ...found, hits: await placed(query, found.hits.slice(query.offset, end)) }
  }

  /** Of what has been found by whole pages, the page is known and not yet where in it. */
  async function placed(query: EngineQuery, hits: Hit[]): Promise<Hit[]> {
    const match = plainMatchOf(query), all: Hit[] = []
    for (const hit of hits) {
      if (hit.score > 0 && hit.positions.length > 0) { all.push(hit); continue }
      await pause()
      const positions = await pagePositions(await readerOf(match()), hit, match, SECTIONS_SHOWN)
      all.push({ ...hit, positions: positions.length > 0 ? positions : [0] })
    }
    return all
  }

  async function findAll(query: EngineQuery, audience: Audience, most: number): Promise<Found> {
    if (query.need === 'page') return findPages(query, audience, most)
    const present = withoutAbsent(query, await indexedWords(db, stemsOf(query))), known = facts.current(), collapse = new Collapse(known, audience)
    const wanted = query.need === 'any' ? await withoutCommon(present, audience) : present, match = plainMatchOf(wanted)
    const pages = await commonPagesOf(wanted), count = await howManySections(wanted, audience, pages)
    if (count === 'none') return collapse.found(query, most)
    if (count === 'few' && !isOnManyPages(wanted)) {
      await pause()
      const best = await scored(matchOf(wanted), wanted.terms.length + wanted.also.length)
      await facts.learn(known, best.map(({ id }) => id))
      for (const { id, score } of bestFirst(best, known, query.prefer)) collapse.add(id, score)
    } else {
      const add = async (ids: number[], score: number) => {
        await facts.learn(known, ids)
        for (const id of ids) collapse.add(id, score)
      }
      if (wanted.terms.length < 3 || !isOnManyPages(wanted)) await add(await some(titleMatchOf(wanted), limits.listed, 'newest'), 1)
      // what is listed has the words in one section; counted is also what has them in several: to tell the two apart would take many times as long
      const ofPages = pageMatch(wanted), remembered = pages ?? await pagesOf(wanted)
      if (ofPages !== null && wanted.terms.length > 1) await add(await some(match, limits.listed, 'newest'), 0.5)
      if (remembered) {
        collapse.addAll(remembered.read)
        await facts.learn(known, remembered.newer)
        collapse.addAll(remembered.newer)
      } else for await (const ids of ofPages === null ? allMatches(known, match) : allIds(known, PAGES_AT_ONCE, (after, to) => pagesBetween(db, ofPages, after, to))) collapse.addAll(ids)
    }
    return collapse.found(query, most)
  }

  async function findPages(query: EngineQuery, audience: Audience, most: number): Promise<Found> {
    const present = withoutAbsent(query, await indexedWords(db, stemsOf(query))), known = facts.current(), collapse = new Collapse(known, audience), found: TermScores[] = []
    for (const { term, way, covers } of lookUpsOf(present)) {
      const match = way ? plainAllMatch(way.words) : () => plainTermMatch(term), count = match() === '' ? 'none' : await howMany(match, audience)
      await pause()
      const scores = count === 'none' ? [] : count === 'few' ? await scored(way ? allMatch(way.words) : termMatch(term), way ? way.words.length : 1) : null
      if (scores) await facts.learn(known, scores.map(({ id }) => id))
      found.push({ scores, covers, isOther: way !== null })
    }
    for (const { id, score } of sectionsOfPages(found, query.terms.length, known, query.prefer)) collapse.add(id, score)
    return collapse.found(query, most)
  }

  /**
   * The relaxed step without its commonest words: they add thousands of sections and hardly a difference between them. When the audience sees no
   * others, and they are in too many sections to be scored, sections that have all of them will do where there are some.
   */
  async function withoutCommon(query: EngineQuery, audience: Audience): Promise<EngineQuery> {
    const most = Math.max(limits.fewOfAny, Math.floor(limits.scoredOfAny / (query.terms.length + query.also.length)))
    const ways = [...query.terms.map((term): Way => ({ terms: [term], also: [], match: () => plainTermMatch(term) })), ...query.also.map((forms): Way => ({ terms: [], also: [forms], match: plainAllMatch(forms) }))]
    const seen: Way[] = [], rare: Way[] = []
    for (const way of ways) {
      if (way.match() === '' || (await howKnown(way.match, audience)) === 'nowhere') continue
      seen.push(way)
      if ((await some(way.match, most, 'oldest')).length < most) rare.push(way)
    }
    if (rare.length > 0) return { ...query, terms: rare.flatMap(({ terms }) => terms), also: rare.flatMap(({ also }) => also) }
    if (seen.length === 0 || (await some(plainMatchOf(query), limits.scoredOfAny + 1, 'oldest')).length <= limits.scoredOfAny) return query
    const typed = seen.flatMap(({ terms }) => terms), terms = typed.length > 0 ? typed : seen.flatMap(({ also }) => also.flat().map((forms): Term => [forms]))
    const any: EngineQuery = { ...query, terms, also: [] }, all: EngineQuery = { ...any, need: 'all' }
    return (await howManySections(all, audience, await commonPagesOf(all))) === 'none' ? any : all
  }

  const isOnManyPages = ({ terms }: EngineQuery) => common.pagesRead(terms.flat()) > limits.readPages

  /** The pages that have what is asked for in any of their sections, when its common words are remembered. */
  async function pagesOf(query: EngineQuery) {
    const match = pageMatch(query), words = pageWords(query)
    return match === null || words === null ? null : common.pagesOf(words, match, facts.current())
  }

  const commonPagesOf = async (query: EngineQuery) => (isOnManyPages(query) ? pagesOf(query) : null)

  /** Common words that are never on one page are not looked for in every section. */
  async function howManySections(query: EngineQuery, audience: Audience, pages: Awaited<ReturnType<typeof pagesOf>>) {
    if (pages && pages.read.length + pages.newer.length === 0) return 'none'
    return howMany(plainMatchOf(query), audience, query.need === 'any' ? limits.scoredOfAny : limits.scored)
  }

  /** The oldest or the newest matching sections. What has to be together is looked for in one mile after the other, as it may be nowhere in many. */
  async function some(match: Match, most: number, first: 'oldest' | 'newest'): Promise<number[]> {
    const miles = match('stop') === match() ? 1 : Math.floor((await lastSection(db)) / MILE) + 1, ids: number[] = []
    if (miles === 1) return someMatches(await readerOf(match()), match(), { most, first })
    for (let mile = 0; mile < miles && ids.length < most; mile++) {
      await pause()
      ids.push(...await someOfMile(db, match, first === 'oldest' ? mile : miles - 1 - mile, { most: most - ids.length, first }))
    }
    return ids
  }

  /** Words next to each other are looked for wherever they stand, and FTS5 stops nowhere meanwhile. */
  const readerOf = async (match: string, isLong = hasPlaces(match)): Promise<Db> => (isLong && (await lastSection(db)) >= MILE ? aside : db)
  /** A word that is in few sections has a short list. Several that are together in few may each be in many, and FTS5 counts all of those for the score. */
  const scored = async (match: string, words: number) => scoredMatches(await readerOf(match, words > 1 || hasPlaces(match)), match)

  /** Every matching section, a part at a time, so that a common word in a big library does not keep other requests waiting. */
  const allMatches = (known: KnownSections, match: Match) => allIds(known, SECTIONS_AT_ONCE, async (after, to) => matchesBetween(await readerOf(match()), match, after, to))
  async function* allIds(known: KnownSections, span: number, read: (after: number, to: number) => Promise<number[]>): AsyncGenerator<number[]> {
    for (let after = -1, last = await lastSection(db); after < last; after += span) {
      await pause()
      const ids = await read(after, after + span)
      await facts.learn(known, ids)
      yield ids
    }
  }

  const isSeenOf = (known: KnownSections, audience: Audience) => (id: number) => { const item = known.items[itemOf(known.pageOf(id))]; return item !== undefined && isVisible(item, audience) }

  /**
   * Whether the matching sections are few enough to be scored. What the audience sees nowhere is not scored: that takes longer than to find
   * nothing, and the time would tell of words that only others see.
   */
  async function howMany(match: Match, audience: Audience, most = limits.scored): Promise<'none' | 'few' | 'many'> {
    await pause()
    const first = await some(match, most + 1, 'oldest'), known = facts.current()
    await facts.learn(known, first)
    if (first.some(isSeenOf(known, audience))) return first.length <= most ? 'few' : 'many'
    return first.length > most && await isSeen(match, audience) ? 'many' : 'none'
  }

  /** The newest sections tell whether one is visible in all but rare cases. */
  async function howKnown(match: Match, audience: Audience): Promise<Known> {
    await pause()
    const newest = await some(match, OFTEN, 'newest'), known = facts.current()
    await facts.learn(known, newest)
    const isVisibleTo = newest.some(isSeenOf(known, audience))
    if (newest.length < OFTEN) return isVisibleTo ? 'seldom' : 'nowhere'
    return isVisibleTo || await isSeen(match, audience) ? 'often' : 'nowhere'
  }

  async function isSeen(match: Match, audience: Audience): Promise<boolean> {
    const known = facts.current()
    for await (const ids of allMatches(known, match)) if (ids.some(isSeenOf(known, audience))) return true
    return false
  }

  async function knows(words: Forms[], audience: Audience): Promise<Known[]> {
    const { known } = await remembered(audience.now), answered: Known[] = []
    for (const forms of words) {
      const match = knownMatch(forms)
      answered.push(await known.get(JSON.stringify([match, audience.audiences]), () => howKnown(() => match, audience)))
    }
    return answered
  }

  async function alternatives(word: string, audience: Audience): Promise<Alternative[]> {
    const { spelled } = await remembered(audience.now)
    return spelled.get(JSON.stringify([word, audience.audiences]), () => vocabulary.alternatives(word, audience))
  }

  async function explain({ terms }: EngineQuery, { itemId, lang, positions }: Hit): Promise<Reason[]> {
    const reasons: Reason[] = []
    for (const term of terms) {
      const found: Column[] = []
      for (const column of COLUMNS) {
        await pause()
        const match = columnMatch(column, term)
        if (match !== '' && await sectionMatches(await readerOf(match), { itemId, lang, position: positions[0]! }, match)) found.push(column)
      }
      reasons.push({ word: term[0]!.word, found })
    }
    return reasons
  }

  return {
    name: 'sqlite', find, explain, knows, alternatives, ...writing(db),
    async readAhead(now) {
      await facts.learnAll()
      await common.readAhead(facts.current())
      await vocabulary.readAhead(now)
    },
    outdated: (version, limit) => outdatedItems(db, version, limit),
    health: () => indexHealth(db),
    trouble: () => null,
  }
}

/** A word of the relaxed step, and what finds it. */
interface Way { terms: Term[]; also: Forms[][]; match: Match }

/** What was found while the index stood as it does: a search that a write overtakes remembers into what is forgotten already. */
interface Memory { generation: number; from: string; until: string | null; answers: RecentAnswers<Found>; known: RecentAnswers<Known>; spelled: RecentAnswers<Alternative[]> }
const emptyMemory = (generation: number, from: string, until: string | null): Memory =>
  ({ generation, from, until, answers: new RecentAnswers(1000), known: new RecentAnswers(5000), spelled: new RecentAnswers(1000) })
