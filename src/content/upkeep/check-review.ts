import type { Trx } from '../../database.ts'
import { closeTask } from '../../people/inbox/inbox.queries.ts'
import type { Actor } from '../../platform/changes/changes.queries.ts'
import { checkItem } from '../save-item.ts'

/** The keys of the work that a review asks for: of the owner team, and of its substitute once it has waited long. */
export const reviewTask = (itemId: number) => `review:${itemId}`
export const substituteTask = (itemId: number) => `review:${itemId}:substitute`

/** "Checked, still right", and nobody is asked any more. */
export async function checkReview(trx: Trx, at: string, actor: Actor, itemId: number) {
  await checkItem(trx, at, actor, itemId)
  for (const key of [reviewTask(itemId), substituteTask(itemId)]) await closeTask(trx, at, actor.id, key)
}
