import type { EnqueuedTaskPromise } from 'meilisearch'
import { refusalIn } from './meilisearch-http.ts'

/** A failed task does not throw by itself. */
export async function succeeded(task: EnqueuedTaskPromise) {
  const { status, error } = await task.waitTask()
  if (status !== 'succeeded') throw new Error(`Meilisearch task ${status}: ${error?.message ?? 'no reason given'}`)
}

/** Why the documents themselves are not taken, or null when they are. Throws when the reason is another, and they can be tried again. */
export async function refusalOf(task: EnqueuedTaskPromise): Promise<string | null> {
  try {
    const { status, error } = await task.waitTask()
    if (status === 'succeeded') return null
    if (error?.type !== 'invalid_request') throw new Error(`Meilisearch task ${status}: ${error?.message ?? 'no reason given'}`)
    return error.message
  } catch (error) {
    const refusal = refusalIn(error)
    if (refusal && (refusal.status === 400 || refusal.status === 413)) return refusal.message
    throw error
  }
}
