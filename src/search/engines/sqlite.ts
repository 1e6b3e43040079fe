import { setImmediate } from 'node:timers/promises'
import type { Db } from '../../database.ts'
import type { Analyser } from '../../language/analyser.ts'
import { Recent } from '../recent.ts'
import {
  COLUMNS, type Alternative, type Audience, type Column, type EngineQuery, type Forms, type Found, type Hit, type IndexItem, type Known, type Reason, type SearchEngine, type Term,
} from '../search-engine.ts'
import { Collapse } from './collapse.ts'
import { allMatch, columnMatch, knownMatch, matchOf, stemsOf, termMatch, withoutAbsent } from './match.ts'
import { isVisible, rememberSectionFacts } from './section-facts.ts'
import {
  countMatches, countPieces, generation, hasVersion, indexedItems, indexedWords, indexHealth, matchesAfter, mergePieces, nextBoundary, outdatedItems, putItem, putSection,
  raiseGeneration, removeItem, scoredMatches, sectionMatches, someMatches, writeTexts, type TextChanges,
} from './sqlite.queries.ts'
import { indexVocabulary } from './sqlite-vocabulary.ts'

/**
 * Matching sections that are scored. Scoring reads every word's list to its end, so of more matches than this, those in titles and headings
 * come first and else the freshest: words that common tell little about what is meant.
 */
const SCORED = 1500
/** The same for the relaxed step, shared by its words. */
const SCORED_OF_ANY = 6000
const FEW_OF_ANY = 300
const READ_AT_ONCE = 30_000
/** A word in so many sections is a common one. */
const OFTEN = 200
/** Items that can be paged to. */
const LISTED = 1000
/** Items that are remembered of an answer. */
const REMEMBERED = 200
/** Sections written in one transaction, so that a long text does not keep other writers waiting. */
const WRITTEN_AT_ONCE = 120
/** Items that wait to be written together while the index is rebuilt. */
const REBUILT_AT_ONCE = 20
/** Pages (of 4 kB) of merged index written in one transaction. */
const MERGED_AT_ONCE = 100

/** The embedded engine: SQLite FTS5 in the app's own database. A saved item is found in the next search. */
export function sqliteSearch(db: Db, analyser: Analyser): SearchEngine {
  const facts = rememberSectionFacts(db)
  const answers = new Recent<Found>(500), known = new Recent<Known>(5000), spelled = new Recent<Alternative[]>(1000)
  const guess = indexVocabulary(db, analyser, knows)
  let remembered = { generation: -1, from: '', until: null as string | null }

  /** Forgets what was found when the index has been written to, or something has come into force or gone out of it since. */
  async function forgetOld(now: string) {
    const { generation: then, from, until } = remembered, number = await generation(db)
    if (number === then && now >= from && (until === null || now < until)) return
    answers.clear()
    known.clear()
    spelled.clear()
    remembered = { generation: number, from: now, until: await nextBoundary(db, now) }
  }

  async function find(query: EngineQuery, audience: Audience): Promise<Found> {
    const match = matchOf(query), key = JSON.stringify([match, query.filters, query.prefer, audience.audiences]), end = query.offset + query.limit
    await forgetOld(audience.now)
    let found = end <= REMEMBERED ? answers.get(key) : undefined
    if (!found) {
      const { generation: then } = remembered
      found = match === '' ? new Collapse(facts.known, audience).found(query, 0) : await findAll(query, audience)
      if (then === remembered.generation) answers.set(key, { ...found, hits: found.hits.slice(0, REMEMBERED) })
    }
    return { ...found, hits: found.hits.slice(query.offset, end) }
  }

  async function findAll(query: EngineQuery, audience: Audience): Promise<Found> {
    const present = withoutAbsent(query, await indexedWords(db, stemsOf(query))), collapse = new Collapse(facts.known, audience)
    const match = matchOf(query.need === 'any' ? await withoutCommon(present) : present)
    if (query.need === 'any' || (await countMatches(db, match, SCORED + 1)) <= SCORED) {
      const scored = (await scoredMatches(db, match)).sort((a, b) => b.score - a.score)
      await facts.learn(scored.map(({ id }) => id))
      for (const { id, score } of scored) collapse.add(id, score)
    } else {
      const inTitles = await someMatches(db, `{title headings} : (${match})`, LISTED)
      await facts.learn(inTitles)
      for (const id of inTitles) collapse.add(id, 1)
      for await (const ids of allMatches(match)) for (const id of ids) collapse.add(id, 0)
    }
    return collapse.found(query, LISTED)
  }

  /** The relaxed step without its commonest words, unless it has no others: they add thousands of sections and hardly a difference between them. */
  async function withoutCommon(query: EngineQuery): Promise<EngineQuery> {
    const most = Math.max(FEW_OF_ANY, Math.floor(SCORED_OF_ANY / (query.terms.length + query.also.length)))
    const isRare = async (match: string) => match !== '' && (await countMatches(db, match, most)) < most
    const terms: Term[] = [], also: Forms[][] = []
    for (const term of query.terms) if (await isRare(termMatch(term))) terms.push(term)
    for (const forms of query.also) if (await isRare(allMatch(forms))) also.push(forms)
    return terms.length + also.length > 0 ? { ...query, terms, also } : query
  }

  /** Every matching section, a part at a time, so that a common word in a big library does not keep other requests waiting. */
  async function* allMatches(match: string): AsyncGenerator<number[]> {
    for (let after = 0; ;) {
      const ids = await matchesAfter(db, match, after, READ_AT_ONCE)
      if (ids.length === 0) return
      await facts.learn(ids)
      yield ids
      if (ids.length < READ_AT_ONCE) return
      after = ids.at(-1)!
      await setImmediate()
    }
  }

  /** The newest sections tell whether one is visible in all but rare cases. */
  async function howKnown(match: string, audience: Audience): Promise<Known> {
    const isSeen = (id: number) => { const section = facts.known.get(id); return section !== undefined && isVisible(section.item, audience) }
    const newest = await someMatches(db, match, OFTEN)
    await facts.learn(newest)
    if (newest.length < OFTEN) return newest.some(isSeen) ? 'seldom' : 'nowhere'
    if (newest.some(isSeen)) return 'often'
    for await (const ids of allMatches(match)) if (ids.some(isSeen)) return 'often'
    return 'nowhere'
  }

  async function knows(words: Forms[], audience: Audience): Promise<Known[]> {
    await forgetOld(audience.now)
    const answered: Known[] = []
    for (const forms of words) {
      const match = knownMatch(forms), key = JSON.stringify([match, audience.audiences])
      answered.push(known.get(key) ?? known.set(key, await howKnown(match, audience)))
    }
    return answered
  }

  async function alternatives(word: string, audience: Audience): Promise<Alternative[]> {
    await forgetOld(audience.now)
    const key = JSON.stringify([word, audience.audiences])
    return spelled.get(key) ?? spelled.set(key, await guess(word, audience))
  }

  async function explain({ terms }: EngineQuery, { itemId, lang, positions }: Hit): Promise<Reason[]> {
    const reasons: Reason[] = []
    for (const term of terms) {
      const found: Column[] = []
      for (const column of COLUMNS) if (await sectionMatches(db, { itemId, lang, position: positions[0]! }, columnMatch(column, term))) found.push(column)
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
    const merge = (pages: number) => db.transaction().execute((trx) => mergePieces(trx, pages))
    while (await merge(MERGED_AT_ONCE)) await setImmediate()
    if (!wholly || (await countPieces(db)) <= 1) return
    await merge(-MERGED_AT_ONCE)
    while (await merge(MERGED_AT_ONCE)) await setImmediate()
  }

  return {
    name: 'sqlite', find, explain, knows, alternatives, put, remove, rebuild, settle,
    outdated: (version, limit) => outdatedItems(db, version, limit),
    health: () => indexHealth(db),
  }
}

const noChanges = (): TextChanges => ({ remove: [], add: [] })

/** Items in runs of about WRITTEN_AT_ONCE sections; one with more is divided over several. */
function* batches(items: IndexItem[]) {
  let batch: { item: IndexItem; from: number; to: number }[] = [], left = WRITTEN_AT_ONCE
  for (const item of items) {
    for (let from = 0; from === 0 || from < item.sections.length;) {
      const to = Math.min(from + left, item.sections.length)
      batch.push({ item, from, to })
      left -= Math.max(1, to - from)
      from = Math.max(to, 1)
      if (left > 0) continue
      yield batch
      batch = []
      left = WRITTEN_AT_ONCE
    }
  }
  if (batch.length > 0) yield batch
}
