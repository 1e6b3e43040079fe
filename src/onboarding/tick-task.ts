import { revisionById } from '../content/acknowledgements/acknowledgements.queries.ts'
import { dayAfter } from '../content/facts/holidays.ts'
import type { Trx } from '../database.ts'
import { finnishDay } from '../i18n/finnish-day.ts'
import type { Viewer } from '../people/viewer.ts'
import { HttpError, notFound } from '../platform/http/errors.ts'
import { textBehind } from './guides.queries.ts'
import { codeIn } from './guides.ts'
import type { TaskRecord } from './onboarding.table.ts'
import { findOnboarding, partsOf, type Onboarding } from './onboarding.queries.ts'
import { DOERS, type Doer } from './path-definition.ts'
import { reopenOutdated } from './reopen-tasks.ts'
import { markDone, markOpen, markSigned, markUnsigned, taskById } from './tasks.queries.ts'

export const doersOf = (task: Pick<TaskRecord, `by_${Doer}`>): Doer[] => DOERS.filter((doer) => task[`by_${doer}`] === 1)

/** What the new employee does alone is signed by the mentor; what is done together was seen by the other. */
export const needsSignature = (task: Pick<TaskRecord, `by_${Doer}`>) => task.by_employee === 1 && task.by_mentor === 0 && task.by_supervisor === 0

/** A task that is done by reading: the new employee's own, with a guide. It opens again when the guide changes. */
const isReading = (task: Pick<TaskRecord, `by_${Doer}` | 'link'>) => task.link !== null && needsSignature(task)

/** How long a tick may have waited in a browser without a connection, in days. */
const LONGEST_WAIT = 30
/** What a tick brings along: the day on which it was made, and the revision of the guide that was on the screen. */
export interface Made { on?: string | undefined; revisionId?: number | undefined }
export interface Ticked { onboarding: Onboarding; task: TaskRecord; said: string }

/**
 * Marks a task as done or not done. Only its doer may; two may do it at once, and the first tick stays. Gives the sentence to say. Not
 * logged: the log is read by others than these three, and is kept for longer. `now` is the moment, in UTC.
 */
export async function tickTask(trx: Trx, now: string, viewer: Pick<Viewer, 'id' | 'locale'>, taskId: number, done: boolean, made: Made = {}): Promise<Ticked> {
  const { onboarding, task } = await openTask(trx, viewer, taskId), today = finnishDay(new Date(now))
  if (!doersOf(task).some((doer) => partsOf(onboarding, viewer).includes(doer))) throw new HttpError(403, 'onboarding.task.notYours')
  if (done) {
    const on = made.on !== undefined && made.on < today && made.on >= dayAfter(today, -LONGEST_WAIT) ? made.on : today
    const first = await markDone(trx, task.id, on, viewer.id, isReading(task) ? await revisionRead(trx, now, viewer, task.link!, made) : null)
    if (!first) return { onboarding, task, said: 'onboarding.task.tickedBefore' }
    await reopenOutdated(trx, today, null, task.id)
    const isOpen = (await taskById(trx, task.id))?.done_on === null
    return { onboarding, task, said: isOpen ? 'onboarding.task.changedMeanwhile' : 'onboarding.task.ticked' }
  }
  if (task.signed_on !== null) throw new HttpError(409, 'onboarding.task.signedAlready')
  await markOpen(trx, task.id)
  return { onboarding, task, said: 'onboarding.task.opened' }
}

/** What she had before her, when it is a text of this very guide; else what the guide says now. */
async function revisionRead(trx: Trx, now: string, viewer: Pick<Viewer, 'id' | 'locale'>, link: string, { revisionId }: Made): Promise<number | null> {
  const text = await textBehind(trx, viewer, now, codeIn(link)), shown = revisionId === undefined ? undefined : await revisionById(trx, revisionId)
  return (shown && shown.item_id === text?.item_id ? shown.id : text?.revision_id) ?? null
}

/** The mentor's signature under what the new employee has done. */
export async function signTask(trx: Trx, today: string, viewer: Pick<Viewer, 'id'>, taskId: number, signed: boolean): Promise<Ticked> {
  const { onboarding, task } = await openTask(trx, viewer, taskId)
  if (!partsOf(onboarding, viewer).includes('mentor') || !needsSignature(task)) throw new HttpError(403, 'onboarding.task.notYours')
  if (!signed) {
    await markUnsigned(trx, task.id)
    return { onboarding, task, said: 'onboarding.task.unsigned' }
  }
  if (task.done_on === null) throw new HttpError(409, 'onboarding.task.notDone')
  return { onboarding, task, said: (await markSigned(trx, task.id, today, viewer.id)) ? 'onboarding.task.signed' : 'onboarding.task.signedBefore' }
}

/** A task on a path that the viewer may see and that is going on. */
async function openTask(trx: Trx, viewer: Pick<Viewer, 'id'>, taskId: number) {
  const task = await taskById(trx, taskId), onboarding = task && (await findOnboarding(trx, viewer, task.onboarding_id))
  if (!task || !onboarding || task.on_path === 0) throw notFound()
  if (onboarding.ended_on !== null) throw new HttpError(409, 'onboarding.ended')
  return { onboarding, task }
}
