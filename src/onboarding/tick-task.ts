import type { Trx } from '../database.ts'
import type { Viewer } from '../people/viewer.ts'
import { HttpError, notFound } from '../platform/http/errors.ts'
import type { TaskRecord } from './onboarding.table.ts'
import { findOnboarding, partsOf, type Onboarding } from './onboarding.queries.ts'
import { DOERS, type Doer } from './path-definition.ts'
import { markDone, markOpen, markSigned, markUnsigned, taskById } from './tasks.queries.ts'

export const doersOf = (task: Pick<TaskRecord, `by_${Doer}`>): Doer[] => DOERS.filter((doer) => task[`by_${doer}`] === 1)

/** What the new employee does alone is signed by the mentor; what is done together was seen by the other. */
export const needsSignature = (task: Pick<TaskRecord, `by_${Doer}`>) => task.by_employee === 1 && task.by_mentor === 0 && task.by_supervisor === 0

/**
 * Marks a task as done or not done. Only its doer may; two may do it at once, and the first tick stays. Gives the sentence to say. Not
 * logged: the log is read by others than these three, and is kept for longer.
 */
export async function tickTask(trx: Trx, today: string, viewer: Viewer, taskId: number, done: boolean): Promise<{ onboarding: Onboarding; said: string }> {
  const { onboarding, task } = await openTask(trx, viewer, taskId)
  if (!doersOf(task).some((doer) => partsOf(onboarding, viewer).includes(doer))) throw new HttpError(403, 'onboarding.task.notYours')
  if (done) return { onboarding, said: (await markDone(trx, task.id, today, viewer.id)) ? 'onboarding.task.ticked' : 'onboarding.task.tickedBefore' }
  if (task.signed_on !== null) throw new HttpError(409, 'onboarding.task.signedAlready')
  await markOpen(trx, task.id)
  return { onboarding, said: 'onboarding.task.opened' }
}

/** The mentor's signature under what the new employee has done. */
export async function signTask(trx: Trx, today: string, viewer: Viewer, taskId: number, signed: boolean): Promise<{ onboarding: Onboarding; said: string }> {
  const { onboarding, task } = await openTask(trx, viewer, taskId)
  if (!partsOf(onboarding, viewer).includes('mentor') || !needsSignature(task)) throw new HttpError(403, 'onboarding.task.notYours')
  if (!signed) {
    await markUnsigned(trx, task.id)
    return { onboarding, said: 'onboarding.task.unsigned' }
  }
  if (task.done_on === null) throw new HttpError(409, 'onboarding.task.notDone')
  return { onboarding, said: (await markSigned(trx, task.id, today, viewer.id)) ? 'onboarding.task.signed' : 'onboarding.task.signedBefore' }
}

/** A task on a path that the viewer may see and that is going on. */
async function openTask(trx: Trx, viewer: Viewer, taskId: number) {
  const task = await taskById(trx, taskId), onboarding = task && (await findOnboarding(trx, viewer, task.onboarding_id))
  if (!task || !onboarding || task.on_path === 0) throw notFound()
  if (onboarding.ended_on !== null) throw new HttpError(409, 'onboarding.ended')
  return { onboarding, task }
}
