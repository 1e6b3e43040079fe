import type { AppContext } from '../context.ts'
import { recordChange, type Actor } from '../platform/changes/changes.queries.ts'
import { rebuildSearch } from '../search/search.sync.ts'

/** `error`: a sentence for the administrator, null while all goes well. */
export interface Rebuild { done: number; all: number; startedAt: string; endedAt: string | null; error: string | null }

const rebuilds = new WeakMap<AppContext, Rebuild>()

/** The newest rebuild of this process; null when there has been none. */
export const lastRebuild = (app: AppContext) => rebuilds.get(app) ?? null

/** Makes the index anew in the background; while one is being made, asking again changes nothing. The promise is for tests. */
export async function startRebuild(app: AppContext, actor: Actor): Promise<void> {
  const at = app.now().toISOString(), running = rebuilds.get(app)
  if (running && running.endedAt === null) return
  const rebuild: Rebuild = { done: 0, all: 0, startedAt: at, endedAt: null, error: null }
  rebuilds.set(app, rebuild)
  try {
    await app.db.transaction().execute((trx) => recordChange(trx, { at, actor, action: 'search-rebuilt', subject: { type: 'system', id: null } }))
    await rebuildSearch(app, (done, all) => { Object.assign(rebuild, { done, all }) })
  } catch (error) {
    app.log.error({ err: error }, 'search index not rebuilt')
    rebuild.error = error instanceof Error ? error.message : String(error)
  }
  rebuild.endedAt = app.now().toISOString()
}
