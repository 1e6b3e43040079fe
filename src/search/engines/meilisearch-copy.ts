import { setImmediate } from 'node:timers/promises'
import type { Index, Meilisearch } from 'meilisearch'
import type { Db } from '../../database.ts'
import type { Log } from '../../platform/log.ts'
import type { IndexItem } from '../search-engine.ts'
import { indexAside, type Aside } from './meilisearch-aside.ts'
import { documentId, documentsOf, SETTINGS_VERSION, type Document } from './meilisearch-document.ts'
import { reasonOf } from './meilisearch-http.ts'
import { checkedVersion, prepareIndex } from './meilisearch-settings.ts'
import { refusalOf, succeeded } from './meilisearch-tasks.ts'
import { countSections, sectionsAfter, sectionsOfItems, type CopiedSection } from './meilisearch.queries.ts'

const ITEMS_AT_ONCE = 50
const DOCUMENTS_AT_ONCE = 500
const READ_AT_ONCE = 5000
/** More than this are not kept in memory while the server is away: what is missing is found out when it is back. */
const MOST_WAITING = 500
const FIRST_RETRY_MS = 500
const LAST_RETRY_MS = 30_000
const CHECK_EVERY_MS = 20_000
const HEALTH_WITHIN_MS = 500

/** `documents`: null when the server does not say. `behind`: items that it does not have yet as they are. */
export interface CopyHealth { version: string | null; documents: number | null; behind: number; refused: { itemId: number; reason: string }[]; lastError: string | null }

/** An item's newest state; without `item` when it is gone. */
interface Change { itemId: number; version: number; item: IndexItem | null }

/**
 * Keeps Meilisearch's documents equal to the sections of the embedded index. What is put goes there through a queue in memory. What the queue
 * lost (a restart, a long break, writes of another process, a server that was emptied) is found by comparing ids, and those items are asked for again.
 */
export class MeilisearchCopy {
  readonly uid: string
  readonly #client: Meilisearch
  readonly #index: Index<Document>
  readonly #name: string
  readonly #db: Db
  readonly #log: Log
  readonly #waiting = new Map<number, Change>()
  readonly #refused = new Map<number, { sections: number; reason: string }>()
  #missing: number[] = []
  #isCompared = false
  #lastId = 0
  #checkedAt = -Infinity
  #working: Promise<void> | null = null
  #retry: NodeJS.Timeout | null = null
  #retryMs = FIRST_RETRY_MS
  #version: string | null = null
  #lastError: string | null = null

  constructor(client: Meilisearch, name: string, db: Db, log: Log) {
    this.uid = `${name}-${SETTINGS_VERSION}`
    this.#client = client
    this.#index = client.index<Document>(this.uid)
    this.#name = name
    this.#db = db
    this.#log = log
  }

  /** Whether all that the embedded index has is there too, as far as this process knows. */
  get isCurrent() { return this.#isCompared && this.#waiting.size === 0 && this.#missing.length === 0 }

  get lastError() { return this.#lastError }

  /** What the embedded index has just taken or removed. */
  put(changes: Change[]) {
    for (const change of changes) if (change.version >= (this.#waiting.get(change.itemId)?.version ?? 0)) this.#waiting.set(change.itemId, change)
    if (this.#waiting.size > MOST_WAITING) {
      this.#waiting.clear()
      this.#isCompared = false
    }
    this.start()
  }

  /** Works off what there is to do, in the background. */
  start() {
    if (this.#retry || (this.#isCompared && this.#waiting.size === 0)) return
    this.#working ??= this.#work().then(() => { this.#succeeded() }, (error: unknown) => { this.#failed(error) }).finally(() => {
      this.#working = null
      this.start()
    })
  }

  /** The server does not have what it had. */
  compareAgain() {
    this.#isCompared = false
    this.start()
  }

  /** Until there is nothing to do, or it has to wait for the server. */
  async idle() {
    while (this.#working) await this.#working
  }

  /** Items to put again, because they are missing there. Waits for what is under way, so that no more is asked for than can be written. */
  async missing(limit: number): Promise<number[]> {
    this.start()
    if (this.#missing.length === 0 || this.#waiting.size >= ITEMS_AT_ONCE) await this.idle()
    if (this.#missing.length === 0 && this.isCurrent && performance.now() - this.#checkedAt > CHECK_EVERY_MS) await this.#check()
    return this.#retry ? [] : this.#missing.splice(0, limit)
  }

  async health(): Promise<CopyHealth> {
    return {
      version: this.#version, documents: await this.#countDocuments(), behind: this.#waiting.size + this.#missing.length, lastError: this.#lastError,
      refused: [...this.#refused].map(([itemId, { reason }]) => ({ itemId, reason })),
    }
  }

  /** For a rebuild; null when the server cannot be reached or does not take it, which is told. */
  async beside(): Promise<Aside | null> {
    try {
      await this.#prepare()
      const aside = await indexAside(this.#client, this.uid, this.#db)
      return {
        add: (items) => aside.add(items),
        exchange: async () => {
          await this.idle()
          await aside.exchange()
          this.compareAgain()
          await this.idle()
        },
      }
    } catch (error) {
      this.#lastError = reasonOf(error)
      this.#log.warn({ reason: this.#lastError }, 'Meilisearch is not built anew')
      return null
    }
  }

  /** Compares every id here and there, and changes nothing. */
  async difference(): Promise<{ missing: number; extra: number }> {
    const there = await this.#documentIds()
    let missing = 0
    for await (const section of this.#sections()) if (!there.delete(documentId(section))) missing++
    return { missing, extra: there.size }
  }

  async #countDocuments(): Promise<number | null> {
    try {
      const stats = await this.#client.httpRequest.get<{ numberOfDocuments?: number } | null>({ path: `indexes/${this.uid}/stats`, extraRequestInit: { signal: AbortSignal.timeout(HEALTH_WITHIN_MS) } })
      return stats?.numberOfDocuments ?? null
    } catch {
      return null
    }
  }

  #succeeded() {
    this.#retryMs = FIRST_RETRY_MS
    this.#lastError = null
  }

  #failed(error: unknown) {
    const reason = reasonOf(error)
    if (reason !== this.#lastError) this.#log.warn({ reason }, 'Meilisearch is not up to date; the embedded engine answers')
    this.#lastError = reason
    this.#isCompared = false // the server may come back empty, or without its settings
    this.#retry = setTimeout(() => {
      this.#retry = null
      this.start()
    }, this.#retryMs).unref()
    this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS)
  }

  async #work() {
    while (!this.#isCompared || this.#waiting.size > 0) await (this.#isCompared ? this.#write() : this.#compare())
  }

  async #write() {
    const batch = [...this.#waiting.values()].slice(0, ITEMS_AT_ONCE), kept = Map.groupBy(await sectionsOfItems(this.#db, batch.map(({ itemId }) => itemId)), ({ itemId }) => itemId)
    const documents = batch.flatMap(({ itemId, item }) => (item ? documentsOf(item, kept.get(itemId) ?? []) : []))
    for (const { itemId } of batch) this.#refused.delete(itemId)
    for (let at = 0; at < documents.length; at += DOCUMENTS_AT_ONCE) await this.#add(documents.slice(at, at + DOCUMENTS_AT_ONCE))
    const old = batch.map(({ itemId }) => `(item = ${itemId}${kept.has(itemId) ? ` AND section < ${Math.min(...kept.get(itemId)!.map(({ id }) => id))}` : ''})`)
    await succeeded(this.#index.deleteDocuments({ filter: old.join(' OR ') }))
    this.#lastId = Math.max(this.#lastId, ...documents.map(({ section }) => section))
    for (const change of batch) if (this.#waiting.get(change.itemId) === change) this.#waiting.delete(change.itemId)
  }

  /** One bad document fails its whole batch: it is found by halving, reported, and left out. */
  async #add(documents: Document[]) {
    const reason = await refusalOf(this.#index.addDocuments(documents, { primaryKey: 'id' }))
    if (reason === null) return
    if (documents.length === 1) {
      const { item } = documents[0]!
      this.#refused.set(item, { sections: (this.#refused.get(item)?.sections ?? 0) + 1, reason })
      this.#log.error({ item, reason }, 'Meilisearch does not take a section of an item')
      return
    }
    await this.#add(documents.slice(0, documents.length / 2))
    await this.#add(documents.slice(documents.length / 2))
  }

  async #compare() {
    this.#isCompared = true // unless something is lost meanwhile
    try {
      await this.#prepare()
      const there = await this.#documentIds(), missing = new Set<number>()
      for await (const section of this.#sections()) {
        if (!there.delete(documentId(section)) && !this.#waiting.has(section.itemId) && !this.#refused.has(section.itemId)) missing.add(section.itemId)
        this.#lastId = Math.max(this.#lastId, section.id)
      }
      const gone = [...there] // a section that is not here now never comes back
      for (let at = 0; at < gone.length; at += READ_AT_ONCE) await succeeded(this.#index.deleteDocuments(gone.slice(at, at + READ_AT_ONCE)))
      this.#missing = [...missing]
      if (missing.size === 0) await this.#dropOlder()
    } catch (error) {
      this.#isCompared = false
      throw error
    }
  }

  async #prepare() {
    this.#version = await checkedVersion(this.#client)
    await prepareIndex(this.#client, this.#index)
  }

  async #dropOlder() {
    const { results } = await this.#client.getRawIndexes({ limit: 1000 })
    const older = results.filter(({ uid }) => uid.startsWith(`${this.#name}-`) && /^\d+$/.test(uid.slice(this.#name.length + 1)) && Number(uid.slice(this.#name.length + 1)) < SETTINGS_VERSION)
    for (const { uid } of older) await succeeded(this.#client.deleteIndex(uid))
  }

  async #documentIds(): Promise<Set<string>> {
    const ids = new Set<string>()
    for (let offset = 0; ; offset += READ_AT_ONCE) {
      const { results } = await this.#index.getDocuments({ fields: ['id'], limit: READ_AT_ONCE, offset })
      for (const { id } of results) ids.add(id)
      if (results.length < READ_AT_ONCE) return ids
    }
  }

  async* #sections(): AsyncGenerator<CopiedSection> {
    for (let after = 0; ;) {
      const page = await sectionsAfter(this.#db, after, READ_AT_ONCE)
      yield* page
      if (page.length < READ_AT_ONCE) return
      after = page.at(-1)!.id
      await setImmediate()
    }
  }

  /** Other processes write to the embedded index, and a server can be emptied or set back: the counts, or a new id, tell. */
  async #check() {
    this.#checkedAt = performance.now()
    try {
      const { numberOfDocuments } = await this.#index.getStats(), { sections, lastId } = await countSections(this.#db)
      const refused = [...this.#refused.values()].reduce((sum, one) => sum + one.sections, 0)
      if (!this.isCurrent || (numberOfDocuments === sections - refused && lastId <= this.#lastId)) return
    } catch (error) {
      this.#log.warn({ err: error }, 'Meilisearch could not be checked')
    }
    this.compareAgain()
    await this.idle()
  }
}
