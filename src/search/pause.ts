import { setImmediate } from 'node:timers/promises'

const PAUSE_AFTER_MS = 5

/** Lets other work go on when it has been kept waiting for long enough. */
export function pauser(): () => Promise<void> {
  let pausedAt = performance.now()
  return async () => {
    if (performance.now() - pausedAt < PAUSE_AFTER_MS) return
    await setImmediate()
    pausedAt = performance.now()
  }
}
