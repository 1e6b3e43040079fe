import { readdirSync } from 'node:fs'
import { getPriority, setPriority } from 'node:os'

/**
 * What nobody waits for gets the processor when nobody else wants it, and else a tenth of it: with less, a machine that is busy for long would never
 * come to it.
 */
export const BEHIND = 10

let isBehind = false
/** This process is one that gives way to others in all that it does. */
export const hasSteppedBack = () => isBehind

/** Only ever back: one that has been put further back stays there. 0 is the calling thread. */
export function stepThreadBack(thread = 0) {
  if (getPriority(thread) < BEHIND) setPriority(thread, BEHIND)
}

/**
 * Puts the whole process behind others: for long work beside the server. On Linux each thread has a priority of its own, and new ones have that of
 * the thread that starts them; elsewhere the process has one.
 */
export function stepBack() {
  isBehind = true
  for (const thread of threads()) {
    try { stepThreadBack(thread) } catch { /* it has just ended */ }
  }
}

function threads(): number[] {
  try { return readdirSync('/proc/self/task').map(Number) } catch { return [process.pid] }
}
