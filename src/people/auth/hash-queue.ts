import { availableParallelism } from 'node:os'
import { HttpError } from '../../platform/http/errors.ts'

/**
 * A hash takes 19 MiB and a core for a twentieth of a second: more than two at once would starve everyone who reads, and with two cores one
 * is left to them.
 */
export const AT_ONCE = availableParallelism() > 2 ? 2 : 1
export const WAITING_AT_MOST = 16

let running = 0
const waiting: (() => void)[] = []

/** Runs the work when a place is free. When the line is long already, says so at once instead of making it longer. */
export async function inHashQueue<T>(work: () => Promise<T>): Promise<T> {
  if (running < AT_ONCE) running += 1
  else if (waiting.length >= WAITING_AT_MOST) throw new HttpError(503, 'errors.busy', { headers: { 'Retry-After': '5' } })
  else await new Promise<void>((resolve) => { waiting.push(resolve) })
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next() // the place goes over as it is
    else running -= 1
  }
}
