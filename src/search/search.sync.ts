import { setImmediate } from 'node:timers/promises'
import type { RequestHandler } from 'express'
import { itemToIndex } from '../content/items.queries.ts'
import type { AppContext } from '../context.ts'
import { markSeen } from '../platform/changes/changes.queries.ts'
import { backgroundTurn } from '../platform/database/turn.ts'
import type { IndexItem } from './search-engine.ts'
import { sectionsToIndex } from './search-sections.ts'
import { changedItems, countPublished, itemsOfRequest, publishedIdsAfter, versionOf } from './search.queries.ts'

const CHANGES_AT_ONCE = 50
const OUTDATED_AT_ONCE = 20
/** After this much, say an import, the index is tidied at once; else a job does. */
const MANY_BATCHES = 10

/** Items that one request has changed and that are indexed before what else waits. */
const AHEAD = 20

const catchingUp = new WeakMap<AppContext, Promise<boolean>>()
/** When it is done, what requests have saved while others had the turn, or much else waited, is in the index. */
const ahead = new WeakMap<AppContext, Promise<void>>()

/**
 * Brings the index up to date with every change committed before the call. Reads the change log by its cursor, at least once; an item that
 * is indexed twice is as if once. Costs one read when there is nothing new.
 */
export async function catchUpSearch(app: AppContext): Promise<void> {
  let batches = 0
  for (; await catchUpOnce(app); batches++) await setImmediate()
  if (batches >= MANY_BATCHES) await app.search.settle({ wholly: true })
}

/**
 * What has just been saved is found at once; a search does not wait for the thousands of changes of an import. While an import goes on beside the
 * server, that indexes what others have saved; what was saved by a request to this server is in the index already.
 */
export async function catchUpBeforeSearch(app: AppContext): Promise<void> {
  try {
    const changed = await changedItems(app.db, CHANGES_AT_ONCE + 1)
    if (!changed) return
    if (changed.changes <= CHANGES_AT_ONCE && (await inBackgroundTurn(app, () => catchUpSearch(app)))) return
    if (changed.changes > CHANGES_AT_ONCE) catchUpInBackground(app)
    await ahead.get(app)
  } catch (error) {
    logFailure(app, error)
  }
}

/** Whether every change is in the index. */
export const isSearchCurrent = async (app: AppContext) => (await changedItems(app.db, 1)) === null

const catchUpInBackground = (app: AppContext) => { inBackgroundTurn(app, () => catchUpSearch(app)).catch((error: unknown) => { logFailure(app, error) }) }
/** False when another process has the turn. */
async function inBackgroundTurn(app: AppContext, work: () => Promise<void>): Promise<boolean> {
  const turn = backgroundTurn(app.db)
  if (!turn.take()) return false
  try { await work() } finally { turn.giveBack() }
  return true
}
const logFailure = (app: AppContext, error: unknown) => { app.log.error({ err: error }, 'search index not brought up to date') }

/** One batch of the changes; false when there were none. Only one runs at a time. */
async function catchUpOnce(app: AppContext): Promise<boolean> {
  await catchingUp.get(app)?.catch(() => {})
  const started = catchingUp.get(app) ?? indexChanges(app).finally(() => catchingUp.delete(app))
  catchingUp.set(app, started)
  return started
}

async function indexChanges(app: AppContext): Promise<boolean> {
  const changed = await changedItems(app.db, CHANGES_AT_ONCE)
  if (!changed) return false
  const put: IndexItem[] = [], remove: { itemId: number; version: number }[] = []
  for (const id of changed.itemIds) {
    await setImmediate()
    const { item, version } = await readItem(app, id)
    if (item) put.push(item)
    else remove.push({ itemId: id, version })
  }
  if (put.length > 0) await app.search.put(put)
  if (remove.length > 0) await app.search.remove(remove)
  await app.db.transaction().execute((trx) => markSeen(trx, 'search', changed.lastId))
  return true
}

/** The item as it is indexed, or null when it must not be in an index. One that cannot be analysed is left out: it must not keep others waiting. */
async function readItem(app: AppContext, id: number): Promise<{ item: IndexItem | null; version: number }> {
  const version = await versionOf(app.db, id), item = await itemToIndex(app.db, id)
  try {
    return { item: item && (await sectionsToIndex(app.analyser, item, version)), version }
  } catch (error) {
    app.log.error({ item: id, err: error }, 'item left out of the search index')
    return { item: null, version }
  }
}

/** Catches up when a writing request has been answered, so that the next search need not. */
export function keepSearchCurrent(app: AppContext): RequestHandler {
  return (req, res, next) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') res.on('finish', () => {
      const before = ahead.get(app), saved = indexSaved(app, String(res.locals.requestId)).catch((error: unknown) => { logFailure(app, error) })
      ahead.set(app, saved.then(() => before))
    })
    next()
  }
}

/** All that is behind, or where that takes long or is another process's to do, what this request has saved. */
async function indexSaved(app: AppContext, requestId: string) {
  const changed = await changedItems(app.db, CHANGES_AT_ONCE + 1)
  if (!changed || (changed.changes <= CHANGES_AT_ONCE && (await inBackgroundTurn(app, () => catchUpSearch(app))))) return
  for (const id of await itemsOfRequest(app.db, requestId, AHEAD)) await indexItem(app, id)
  catchUpInBackground(app)
}

async function indexItem(app: AppContext, id: number) {
  const { item, version } = await readItem(app, id)
  await (item ? app.search.put([item]) : app.search.remove([{ itemId: id, version }]))
}

/** Makes the index anew from the database, while searching goes on. */
export async function rebuildSearch(app: AppContext, onProgress: (done: number, all: number) => void = () => {}): Promise<void> {
  const all = await countPublished(app.db)
  let done = 0
  async function* items() {
    for (let after = 0; ;) {
      const ids = await publishedIdsAfter(app.db, after, CHANGES_AT_ONCE)
      if (ids.length === 0) return
      for (const id of ids) {
        const { item } = await readItem(app, id)
        if (item) yield item
        onProgress(++done, all)
        await setImmediate()
      }
      after = ids.at(-1)!
    }
  }
  await app.search.rebuild(items())
  await catchUpSearch(app)
  await app.search.settle({ wholly: true })
}

/** Indexes anew what another analyser made (the dictionary has appeared, or the code is new), a few items; false when there were none. */
export async function renewOutdated(app: AppContext): Promise<boolean> {
  const ids = await app.search.outdated(app.analyser.version, OUTDATED_AT_ONCE)
  for (const id of ids) {
    await indexItem(app, id)
    await setImmediate()
  }
  return ids.length > 0
}

/** For a job: what came by no request, say the text of files that have been read, and what another analyser made. */
export async function keepSearchUp(app: AppContext): Promise<void> {
  await inBackgroundTurn(app, () => catchUpSearch(app))
  while (await renewOutdated(app)) await setImmediate()
}

/** For a job: what is behind, what another analyser made, and the pieces of the index. `wholly` is for the night. */
export async function tidySearch(app: AppContext, how: { wholly: boolean }): Promise<void> {
  await inBackgroundTurn(app, async () => {
    await catchUpSearch(app)
    while (await renewOutdated(app)) await setImmediate()
    await app.search.settle(how)
  })
}
