import { setImmediate } from 'node:timers/promises'
import type { Db } from '../../database.ts'
import type { Analyser } from '../../language/analyser.ts'
import { pauser } from '../pause.ts'
import { RecentAnswers } from '../recent.ts'
import {
  COLUMNS, type Alternative, type Audience, type Column, type EngineQuery, type Forms, type Found, type Hit, type IndexItem, type IndexSection, type Known, type Reason, type SearchEngine, type Term,
} from '../search-engine.ts'
import { bestFirst } from './best-first.ts'
import { Collapse, SECTIONS_SHOWN } from './collapse.ts'
import { commonPages } from './common-pages.ts'
import { allMatch, columnMatch, knownMatch, matchOf, pageMatch, pageWords, plainAllMatch, plainMatchOf, plainTermMatch, stemsOf, termMatch, withoutAbsent } from './match.ts'
import { isVisible, itemOf, type KnownSections } from './known-sections.ts'
import { rememberSectionFacts } from './section-facts.ts'
import {
  countMatches, firstMatches, generation, hasVersion, indexedItems, indexedWords, indexHealth, inPieces, lastSection, matchesBetween, mergePieces, nextBoundary, outdatedItems, pagePositions, pagesBetween, putItem,
  putSection, raiseGeneration, removeItem, scoredMatches, sectionMatches, someMatches, writeTexts, type FullText, type TextChanges,
} from './sqlite.queries.ts'
import { indexVocabulary } from './sqlite-vocabulary.ts'
import { lookUpsOf, sectionsOfPages, type TermScores } from './whole-pages.ts'

/**
 * Matching sections that are scored. Scoring reads every word's list to its end, so of more matches than this, those in titles and headings
 * come first and else the freshest: words that common tell little about what is meant.
 */
const SCORED = 1500
/** The same for the relaxed step, shared by its words. */
const SCORED_OF_ANY = 6000
const FEW_OF_ANY = 300
/** Ids of sections that are looked through without a pause, and the same of pages, of which each has several. */
const SECTIONS_AT_ONCE = 30_000
const PAGES_AT_ONCE = 150_000
/** A word in so many sections is a common one. */
const OFTEN = 200
/** Items that can be paged to. */
const LISTED = 1000
/** Items that are remembered of an answer: whoever goes further than the fifth page waits for each. */
const REMEMBERED = 50
/** Sections written in one transaction, and characters of them, so that a long text does not keep other requests waiting. */
const WRITTEN_AT_ONCE = 80
const CHARACTERS_AT_ONCE = 60_000
/** Items that wait to be written together while the index is rebuilt. */
const REBUILT_AT_ONCE = 20
/** Pages (of 4 kB) of merged index written in one transaction. */
const MERGED_AT_ONCE = 40

/** The embedded engine: SQLite FTS5 in the app's own database. A saved item is found in the next search. */
export function sqliteSearch(db: Db, analyser: Analyser, facts = rememberSectionFacts(db)): SearchEngine {
  const pause = pauser(), common = commonPages(db)
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
      : end > REMEMBERED ? await findAll(query, audience, LISTED) : await answers.get(key, () => findAll(query, audience, REMEMBERED))
    return { ...found, hits: await placed(query, found.hits.slice(query.offset, end)) }
  }

  /** Of what has been found by whole pages, the page is known and not yet where in it. */
  async function placed(query: EngineQuery, hits: Hit[]): Promise<Hit[]> {
    const match = plainMatchOf(query), all: Hit[] = []
    for (const hit of hits) {
      if (hit.score > 0 && hit.positions.length > 0) { all.push(hit); continue }
      await pause()
      const positions = await pagePositions(db, hit, match, SECTIONS_SHOWN)
      all.push({ ...hit, positions: positions.length > 0 ? positions : [0] })
    }
    return all
  }

  async function findAll(query: EngineQuery, audience: Audience, most: number): Promise<Found> {
    if (query.need === 'page') return findPages(query, audience, most)
    const present = withoutAbsent(query, await indexedWords(db, stemsOf(query))), known = facts.current(), collapse = new Collapse(known, audience)
    const wanted = query.need === 'any' ? await withoutCommon(present, audience) : present, match = plainMatchOf(wanted), count = await howMany(match, audience)
    if (count === 'none') return collapse.found(query, most)
    if (query.need === 'any' || count === 'few') {
      await pause()
      const scored = await scoredMatches(db, matchOf(wanted))
      await facts.learn(known, scored.map(({ id }) => id))
      for (const { id, score } of bestFirst(scored, known, query.prefer)) collapse.add(id, score)
    } else {
      const ofPages = pageMatch(wanted), add = async (ids: number[], score: number) => {
        await facts.learn(known, ids)
        for (const id of ids) collapse.add(id, score)
      }
      await add(await someMatches(db, `{title headings} : (${match})`, LISTED), 1)
      // what is listed has the words in one section; counted is also what has them in several: to tell the two apart would take many times as long
      if (ofPages !== null && wanted.terms.length > 1) await add(await someMatches(db, match, LISTED), 0.5)
      const words = pageWords(wanted), remembered = ofPages === null || words === null ? null : await common.pagesOf(words, ofPages, known)
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
      const match = way ? plainAllMatch(way.words) : plainTermMatch(term), count = match === '' ? 'none' : await howMany(match, audience)
      await pause()
      const scores = count === 'none' ? [] : count === 'few' ? await scoredMatches(db, way ? allMatch(way.words) : termMatch(term)) : null
      if (scores) await facts.learn(known, scores.map(({ id }) => id))
      found.push({ scores, covers, isOther: way !== null })
    }
    for (const { id, score } of sectionsOfPages(found, query.terms.length, known, query.prefer)) collapse.add(id, score)
    return collapse.found(query, most)
  }

  /** The relaxed step without its commonest words, unless the audience sees no others: they add thousands of sections and hardly a difference between them. */
  async function withoutCommon(query: EngineQuery, audience: Audience): Promise<EngineQuery> {
    const most = Math.max(FEW_OF_ANY, Math.floor(SCORED_OF_ANY / (query.terms.length + query.also.length)))
    const isRare = async (match: string) => match !== '' && (await howKnown(match, audience)) !== 'nowhere' && (await countMatches(db, match, most)) < most
    const terms: Term[] = [], also: Forms[][] = []
    for (const term of query.terms) if (await isRare(plainTermMatch(term))) terms.push(term)
    for (const forms of query.also) if (await isRare(plainAllMatch(forms))) also.push(forms)
    return terms.length + also.length > 0 ? { ...query, terms, also } : query
  }

  /** Every matching section, a part at a time, so that a common word in a big library does not keep other requests waiting. */
  const allMatches = (known: KnownSections, match: string) => allIds(known, SECTIONS_AT_ONCE, (after, to) => matchesBetween(db, match, after, to))
  async function* allIds(known: KnownSections, span: number, read: (after: number, to: number) => Promise<number[]>): AsyncGenerator<number[]> {
    for (let after = 0, last = await lastSection(db); after < last; after += span) {
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
  async function howMany(match: string, audience: Audience): Promise<'none' | 'few' | 'many'> {
    await pause()
    const first = await firstMatches(db, match, SCORED + 1), known = facts.current()
    await facts.learn(known, first)
    if (first.some(isSeenOf(known, audience))) return first.length <= SCORED ? 'few' : 'many'
    return first.length > SCORED && await isSeen(match, audience) ? 'many' : 'none'
  }

  /** The newest sections tell whether one is visible in all but rare cases. */
  async function howKnown(match: string, audience: Audience): Promise<Known> {
    await pause()
    const newest = await someMatches(db, match, OFTEN), known = facts.current()
    await facts.learn(known, newest)
    const isVisibleTo = newest.some(isSeenOf(known, audience))
    if (newest.length < OFTEN) return isVisibleTo ? 'seldom' : 'nowhere'
    return isVisibleTo || await isSeen(match, audience) ? 'often' : 'nowhere'
  }

  async function isSeen(match: string, audience: Audience): Promise<boolean> {
    const known = facts.current()
    for await (const ids of allMatches(known, match)) if (ids.some(isSeenOf(known, audience))) return true
    return false
  }

  async function knows(words: Forms[], audience: Audience): Promise<Known[]> {
    const { known } = await remembered(audience.now), answered: Known[] = []
    for (const forms of words) {
      const match = knownMatch(forms)
      answered.push(await known.get(JSON.stringify([match, audience.audiences]), () => howKnown(match, audience)))
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
        if (match !== '' && await sectionMatches(db, { itemId, lang, position: positions[0]! }, match)) found.push(column)
      }
      reasons.push({ word: term[0]!.word, found })
    }
    return reasons
  }

  async function put(items: IndexItem[]) {
    for (const batch of batches(items)) {
      await setImmediate()
      await db.transaction().execute(async (trx) => {
        const changes = noChanges()
        await raiseGeneration(trx)
        for (const { item, from, to } of batch) {
          const isOurs = from === 0 ? await putItem(trx, item, changes) : await hasVersion(trx, item)
          if (isOurs) for (const section of item.sections.slice(from, to)) await putSection(trx, item.itemId, section, changes)
        }
        await writeTexts(trx, changes)
      })
    }
  }

  const remove = (items: { itemId: number; version: number }[]) => db.transaction().execute(async (trx) => {
    const changes = noChanges()
    await raiseGeneration(trx)
    for (const { itemId, version } of items) await removeItem(trx, itemId, version, changes)
    await writeTexts(trx, changes)
  })

  async function rebuild(items: AsyncIterable<IndexItem>) {
    const old = new Map((await indexedItems(db)).map(({ itemId, version }) => [itemId, version]))
    let batch: IndexItem[] = []
    for await (const item of items) {
      old.delete(item.itemId)
      batch.push(item)
      if (batch.length < REBUILT_AT_ONCE) continue
      await put(batch)
      batch = []
    }
    await put(batch)
    if (old.size > 0) await remove([...old].map(([itemId, version]) => ({ itemId, version })))
  }

  async function settle({ wholly }: { wholly: boolean }) {
    const merge = (index: FullText, pages: number) => db.transaction().execute((trx) => mergePieces(trx, index, pages))
    for (const index of await inPieces(db)) {
      while (await merge(index, MERGED_AT_ONCE)) await setImmediate()
      if (!wholly || !(await inPieces(db)).includes(index)) continue
      await merge(index, -MERGED_AT_ONCE)
      while (await merge(index, MERGED_AT_ONCE)) await setImmediate()
    }
  }

  return {
    name: 'sqlite', find, explain, knows, alternatives, put, remove, rebuild, settle,
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

/** What was found while the index stood as it does: a search that a write overtakes remembers into what is forgotten already. */
interface Memory { generation: number; from: string; until: string | null; answers: RecentAnswers<Found>; known: RecentAnswers<Known>; spelled: RecentAnswers<Alternative[]> }
const emptyMemory = (generation: number, from: string, until: string | null): Memory =>
  ({ generation, from, until, answers: new RecentAnswers(1000), known: new RecentAnswers(5000), spelled: new RecentAnswers(1000) })

const noChanges = (): TextChanges => ({ remove: [], add: [] })

/** Items in runs of about WRITTEN_AT_ONCE sections and CHARACTERS_AT_ONCE; one with more is divided over several. */
function* batches(items: IndexItem[]) {
  let batch: { item: IndexItem; from: number; to: number }[] = [], sections = 0, characters = 0
  for (const item of items) {
    for (let from = 0; from === 0 || from < item.sections.length;) {
      let to = from
      while (to < item.sections.length && sections < WRITTEN_AT_ONCE && characters < CHARACTERS_AT_ONCE) {
        characters += sizeOf(item.sections[to++]!)
        sections++
      }
      batch.push({ item, from, to })
      if (to === 0) sections++
      from = Math.max(to, 1)
      if (sections < WRITTEN_AT_ONCE && characters < CHARACTERS_AT_ONCE) continue
      yield batch
      batch = []
      sections = characters = 0
    }
  }
  if (batch.length > 0) yield batch
}

const sizeOf = ({ title, heading, text, base, parts, fold }: IndexSection) => title.length + heading.length + text.length + base.length + parts.length + fold.length
