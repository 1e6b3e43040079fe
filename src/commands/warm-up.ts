import { setImmediate } from 'node:timers/promises'
import type { Shell } from '../platform/views/shell.ts'
import { declaredViews } from '../platform/views/view.ts'

const NOBODY: Shell = { locale: 'fi', theme: '', viewer: null, nav: [], languages: [], flash: null, lowDisk: null, path: '/' }

/** Compiles every page template by rendering it once, with pauses for requests, so that the first visitors need not wait for it. */
export async function warmUp(): Promise<void> {
  for (const view of declaredViews.values()) {
    await setImmediate()
    view.render(view.sample, NOBODY)
  }
}
