import { Meilisearch } from 'meilisearch'
import type { Db } from '../../database.ts'
import type { Log } from '../../platform/log.ts'
import type { Audience, EngineHealth, EngineQuery, Found, IndexItem, SearchEngine } from '../search-engine.ts'
import { bestFirst } from './best-first.ts'
import { Collapse } from './collapse.ts'
import { Breaker } from './meilisearch-breaker.ts'
import { MeilisearchCopy, type CopyHealth } from './meilisearch-copy.ts'
import { audienceFilter, documentId, facetFilters, sectionOf } from './meilisearch-document.ts'
import { meilisearchHttp, reasonOf, refusalIn } from './meilisearch-http.ts'
import { basesOf, queriesOf, type WeightedQuery } from './meilisearch-query.ts'
import { rememberSectionFacts } from './section-facts.ts'
import { indexedItems, indexedWords } from './sqlite.queries.ts'

/** A slower answer is not waited for. */
const ANSWER_WITHIN_MS = 300
const WRITE_WITHIN_MS = 30_000
const TASK_WITHIN_MS = 300_000
/** Meilisearch gives no more sections than this. */
const MOST_SECTIONS = 1000
/** Of a rebuild, what goes into one task: each task costs the server time of its own. */
const REBUILT_AT_ONCE = { items: 200, characters: 2_000_000 }
/** Tasks of a rebuild that the server may have waiting: it takes several into its index at once, for hardly more time than one. */
const TASKS_AT_ONCE = 5

const NO_SUCH_INDEX = 'index_not_found'
/** What Meilisearch answers of an index that has never had a document. */
const NO_SUCH_ATTRIBUTE = 'invalid_search_attributes_to_search_on'

export interface MeilisearchHealth extends EngineHealth {
  meilisearch: CopyHealth & { isCurrent: boolean; breaker: 'closed' | 'open'; answered: number; answeredByEmbedded: number }
}
export interface MeilisearchSearch extends SearchEngine { health(): Promise<MeilisearchHealth>; idle(): Promise<void>; difference(): Promise<{ missing: number; extra: number }> }

/** `name` begins the index's name: two installations on one server need two names. */
interface Server { url: string; key: string; name: string }

/**
 * Meilisearch finds and ranks; the embedded engine, which is always up to date, does all else. It also answers whenever Meilisearch is behind,
 * refuses, is slow, finds nothing, or cannot be asked the like: a search never fails because of Meilisearch.
 */
export function meilisearchSearch(server: Server, db: Db, embedded: SearchEngine, log: Log, facts = rememberSectionFacts(db)): MeilisearchSearch {
  const client = new Meilisearch({ host: server.url, apiKey: server.key, httpClient: meilisearchHttp(), timeout: WRITE_WITHIN_MS, defaultWaitOptions: { timeout: TASK_WITHIN_MS, interval: 50 } })
  const copy = new MeilisearchCopy(client, server.name, db, log), breaker = new Breaker()
  const counts = { answered: 0, answeredByEmbedded: 0 }
  let isRebuilding = false

  async function find(query: EngineQuery, audience: Audience): Promise<Found> {
    const found = await askMeilisearch(query, audience)
    counts[found ? 'answered' : 'answeredByEmbedded']++
    return found ?? embedded.find(query, audience)
  }

  /** Null when the embedded engine has to answer. */
  async function askMeilisearch(query: EngineQuery, audience: Audience): Promise<Found | null> {
    copy.start()
    if (!copy.isCurrent || isRebuilding || breaker.isOpen || audience.audiences.length === 0) return null
    const queries = queriesOf(query, await indexedWords(db, basesOf(query)))
    if (queries.length === 0) return null
    try {
      const found = await ranked(queries, query, audience)
      breaker.succeeded()
      return found
    } catch (error) {
      const code = refusalIn(error)?.code
      if (code === NO_SUCH_INDEX) copy.compareAgain()
      if (code === NO_SUCH_INDEX || code === NO_SUCH_ATTRIBUTE) return null
      breaker.failed(error)
      log.warn({ reason: breaker.lastError }, 'Meilisearch did not answer; the embedded engine did')
      return null
    }
  }

  /** Facets are counted over all that matches, so the filters of the reader come after. Where that is more than can be had, the embedded engine counts. */
  async function ranked(queries: WeightedQuery[], query: EngineQuery, audience: Audience): Promise<Found | null> {
    const visible = audienceFilter(audience), sections = await ask(queries, visible), { offset, limit } = query
    if (sections.length < MOST_SECTIONS) {
      const found = await collapsed(sections, query, audience)
      return found.total === 0 ? null : { ...found, hits: found.hits.slice(offset, offset + limit) }
    }
    const chosen = facetFilters(query.filters)
    const best = await collapsed(chosen.length > 0 ? await ask(queries, [visible, ...chosen].join(' AND ')) : sections, query, audience)
    const isEnough = best.hits.length >= offset + limit // then only its counts are wanted: to say where in each page the words are takes long
    const all = await embedded.find({ ...query, offset: 0, limit: isEnough ? 0 : MOST_SECTIONS }, audience), isBest = new Set(best.hits.map(({ itemId }) => itemId))
    const hits = [...best.hits, ...all.hits.filter(({ itemId }) => !isBest.has(itemId))]
    return { ...all, total: Math.max(all.total, hits.length), hits: hits.slice(offset, Math.min(offset + limit, MOST_SECTIONS)) }
  }

  async function ask(queries: WeightedQuery[], filter: string): Promise<ScoredSection[]> {
    const answer = await client.multiSearch({
      federation: { limit: MOST_SECTIONS },
      queries: queries.map(({ q, attributesToSearchOn, weight }) => ({
        indexUid: copy.uid, q, attributesToSearchOn, attributesToRetrieve: ['id'], matchingStrategy: 'all' as const, filter, federationOptions: { weight },
      })),
    }, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
    return scoredSections(answer)
  }

  /** A section that the embedded index has no longer, or has in another version, counts nowhere. */
  async function collapsed(sections: ScoredSection[], query: EngineQuery, audience: Audience): Promise<Found> {
    const known = facts.current(), collapse = new Collapse(known, audience)
    const scored = sections.map((section) => ({ ...section, id: sectionOf(section.documentId) }))
    await facts.learn(known, scored.map(({ id }) => id))
    for (const { id, documentId: given, score } of bestFirst(scored, known, query.prefer)) {
      const item = known.get(id)?.item
      if (item && documentId({ id, version: item.version, freshAt: item.freshAt }) === given) collapse.add(id, score)
    }
    return collapse.found(query, MOST_SECTIONS)
  }

  async function put(items: IndexItem[]) {
    await embedded.put(items)
    copy.put(items.map((item) => ({ itemId: item.itemId, version: item.version, item })))
  }

  async function remove(items: { itemId: number; version: number }[]) {
    await embedded.remove(items)
    copy.put(items.map(({ itemId, version }) => ({ itemId, version, item: null })))
  }

  /** The embedded index answers meanwhile: its sections are new ones, which the index of Meilisearch in use does not have. */
  async function rebuild(items: AsyncIterable<IndexItem>) {
    const old = new Map((await indexedItems(db)).map(({ itemId, version }) => [itemId, version]))
    const aside = await copy.beside()
    const adding: Promise<void>[] = []
    let batch: IndexItem[] = [], characters = 0, gaveUp: string | null = null
    const take = async (taken: IndexItem[]) => {
      await embedded.put(taken)
      if (adding.length === TASKS_AT_ONCE) await adding.shift() // the server works on some parts while the next are analysed
      if (aside && gaveUp === null) adding.push(aside.add(taken).catch((error: unknown) => { gaveUp = reasonOf(error) }))
    }
    isRebuilding = true
    try {
      for await (const item of items) {
        old.delete(item.itemId)
        batch.push(item)
        characters += item.sections.reduce((sum, { text }) => sum + text.length, 0)
        if (batch.length < REBUILT_AT_ONCE.items && characters < REBUILT_AT_ONCE.characters) continue
        await take(batch)
        batch = []
        characters = 0
      }
      if (batch.length > 0) await take(batch)
      if (old.size > 0) await embedded.remove([...old].map(([itemId, version]) => ({ itemId, version })))
      await Promise.all(adding)
      if (gaveUp === null) await aside?.exchange().catch((error: unknown) => { gaveUp = reasonOf(error) })
    } finally {
      isRebuilding = false
    }
    if (aside && gaveUp === null) return
    copy.compareAgain()
    await copy.idle()
    if (gaveUp !== null) log.warn({ reason: gaveUp }, 'Meilisearch went away during a rebuild; what it lacks is put there when it is back')
  }

  async function outdated(analyser: string, limit: number): Promise<number[]> {
    const found = await embedded.outdated(analyser, limit)
    return found.length > 0 ? found : copy.missing(limit)
  }

  async function health(): Promise<MeilisearchHealth> {
    const ofCopy = await copy.health()
    return {
      ...(await embedded.health()),
      meilisearch: { ...ofCopy, ...counts, lastError: ofCopy.lastError ?? breaker.lastError, isCurrent: copy.isCurrent, breaker: breaker.isOpen ? 'open' : 'closed' },
    }
  }

  const trouble = () => (breaker.isOpen ? breaker.lastError : copy.isCurrent ? null : copy.lastError)

  return { ...embedded, name: 'meilisearch', trouble, find, put, remove, outdated, rebuild, health, idle: () => copy.idle(), difference: () => copy.difference() }
}

interface ScoredSection { documentId: string; score: number }

/** Whatever answers at that address, only what has the shape of an answer is believed. */
function scoredSections(answer: unknown): ScoredSection[] {
  const hits = (answer as { hits?: unknown } | null | undefined)?.hits
  if (!Array.isArray(hits)) throw new Error('Meilisearch answered something else than hits')
  return hits.map((hit: { id?: unknown; _federation?: { weightedRankingScore?: unknown } } | null) => {
    const id = hit?.id, score = hit?._federation?.weightedRankingScore
    if (typeof id !== 'string' || !/^\d+-\d+-[0-9a-z]+$/.test(id) || typeof score !== 'number' || !(score >= 0 && score <= 1)) throw new Error('Meilisearch answered hits that cannot be read')
    return { documentId: id, score }
  })
}
