import { setTimeout } from 'node:timers/promises'
import { prepareImages } from '../content/image-library/prepare-images.ts'
import type { AppContext } from '../context.ts'
import { catchUpSearch } from '../search/search.sync.ts'

/** milliseconds */
const PAUSE = 1_000

/** Makes the pages of an import findable and the sizes of their pictures as they come, so that the server need not. `end` does what is left; it may be called again. */
export function followImport(app: AppContext): { end(): Promise<void> } {
  const over = new AbortController(), running = follow(app, over.signal)
  running.catch(() => {}) // thrown by `end`
  return { end() { over.abort(); return running } }
}

async function follow(app: AppContext, over: AbortSignal) {
  for (let isLast = false; !isLast;) {
    isLast = over.aborted
    await prepareImages(app)
    await catchUpSearch(app)
    if (!isLast) await setTimeout(PAUSE, undefined, { signal: over }).catch(() => {})
  }
}
