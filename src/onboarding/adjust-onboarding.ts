import { daysBetween } from '../content/facts/holidays.ts'
import type { AppContext } from '../context.ts'
import type { Trx } from '../database.ts'
import { finnishDay } from '../i18n/finnish-day.ts'
import { sendNewLink } from '../people/invite.ts'
import { personById } from '../people/people.queries.ts'
import type { Person } from '../people/people.table.ts'
import type { Viewer } from '../people/viewer.ts'
import { recordChange, type Actor } from '../platform/changes/changes.queries.ts'
import { HttpError, notFound } from '../platform/http/errors.ts'
import { countEnded } from './closing/closing.queries.ts'
import { dueDate } from './due-date.ts'
import { updateOnboarding } from './onboarding-writes.queries.ts'
import { findOnboarding, openOnboardingOf, orphanOnboardings, type Onboarding } from './onboarding.queries.ts'
import type { Doer } from './path-definition.ts'
import { mayAdjust } from './personal.views.ts'
import { mailMentor } from './start-onboarding.ts'
import { insertTasks, setDueDate, setOnPath, tasksOf } from './tasks.queries.ts'

type MailApp = Pick<AppContext, 'config' | 'now'>

/** The path that the viewer may change; read inside the transaction that changes it. */
export async function adjustable(trx: Trx, viewer: Viewer, id: number, { ended = false } = {}): Promise<Onboarding> {
  const onboarding = await findOnboarding(trx, viewer, id)
  if (!onboarding || !mayAdjust(viewer, onboarding)) throw notFound()
  if (!ended && onboarding.ended_on !== null) throw new HttpError(409, 'onboarding.ended')
  return onboarding
}

interface NewFacts { startDate: string; libraryId: number | null; mentor: Person | null; buddy: string }
/** A new start date moves every task with it; what is done stays done. */
export async function changeFacts(trx: Trx, app: MailApp, actor: Actor, viewer: Viewer, id: number, { startDate, libraryId, mentor, buddy }: NewFacts) {
  const before = await adjustable(trx, viewer, id)
  await updateOnboarding(trx, id, { start_date: startDate, library_id: libraryId, mentor_id: mentor?.id ?? null, buddy })
  if (startDate !== before.start_date) for (const task of await tasksOf(trx, id)) await setDueDate(trx, task.id, dueDate(startDate, task.due_days))
  await log(trx, app, actor, before, 'onboarding-changed')
  if (mentor && mentor.id !== before.mentor?.id && mentor.id !== viewer.id) await mailMentor(trx, app, mentor, before.person.name, startDate)
}

/** Puts on the path the chosen ones of the tasks that the form showed, and takes the others of them off it. What is done stays. */
export async function chooseTasks(trx: Trx, app: MailApp, actor: Actor, viewer: Viewer, id: number, shown: ReadonlySet<number>, chosen: ReadonlySet<number>) {
  const onboarding = await adjustable(trx, viewer, id)
  const known = (await tasksOf(trx, id)).filter((task) => shown.has(task.id)).map((task) => task.id)
  await setOnPath(trx, known.filter((task) => chosen.has(task)), 1)
  await setOnPath(trx, known.filter((task) => !chosen.has(task)), 0)
  await log(trx, app, actor, onboarding, 'onboarding-changed')
}

interface NewTask { title: string; why: string; phase: string; doers: readonly Doer[]; due: string; required: boolean }
/** A task of this person's own, after the others of its phase. */
export async function addTask(trx: Trx, app: MailApp, actor: Actor, viewer: Viewer, id: number, task: NewTask) {
  const onboarding = await adjustable(trx, viewer, id), tasks = await tasksOf(trx, id), bit = (doer: Doer) => (task.doers.includes(doer) ? 1 : 0)
  const inPhase = tasks.filter(({ phase }) => phase === task.phase)
  if (inPhase.length === 0) throw new HttpError(400, 'errors.badRequest')
  if (tasks.length >= MOST_TASKS) throw new HttpError(409, 'onboarding.adjust.full')
  await insertTasks(trx, [{
    onboarding_id: id, position: inPhase.at(-1)!.position, phase: task.phase, title: task.title, why: task.why, by_supervisor: bit('supervisor'),
    by_mentor: bit('mentor'), by_employee: bit('employee'),
    due_days: daysBetween(onboarding.start_date, task.due), due_date: task.due, link: null, required: task.required ? 1 : 0, on_path: 1,
    done_on: null, done_by: null, signed_on: null, signed_by: null,
  }])
  await log(trx, app, actor, onboarding, 'onboarding-changed')
}
const MOST_TASKS = 300

/** Ends a path, or lets it go on: the record is kept for twelve months from the end. */
export async function setEnded(trx: Trx, app: MailApp, actor: Actor, viewer: Viewer, id: number, ended: boolean) {
  const onboarding = await adjustable(trx, viewer, id, { ended: true })
  if ((onboarding.ended_on !== null) === ended) return
  if (!ended && (await openOnboardingOf(trx, onboarding.person.id))) throw new HttpError(409, 'onboarding.start.alreadyOn')
  await updateOnboarding(trx, id, { ended_on: ended ? finnishDay(app.now()) : null })
  if (ended) await countEnded(trx, id)
  await log(trx, app, actor, onboarding, ended ? 'onboarding-ended' : 'onboarding-reopened')
}

/** A new link for a new employee who has not set her password yet: nobody else's sign-in is a supervisor's matter. */
export async function inviteAgain(trx: Trx, app: MailApp, actor: Actor, viewer: Viewer, id: number): Promise<{ person: Person; link: string }> {
  const person = await personById(trx, (await adjustable(trx, viewer, id)).person.id)
  if (!person || person.password_hash !== null || person.disabled_at !== null) throw new HttpError(409, 'onboarding.invited.active')
  return { person, link: await sendNewLink(trx, app, actor, person) }
}

/** A contact person becomes the supervisor of a path of her municipality that has none who can act. */
export async function takeOver(trx: Trx, app: MailApp, actor: Actor, viewer: Viewer, id: number) {
  const onboarding = (await orphanOnboardings(trx, viewer)).find((orphan) => orphan.id === id)
  if (!onboarding) throw notFound()
  await updateOnboarding(trx, id, { supervisor_id: viewer.id })
  await log(trx, app, actor, onboarding, 'onboarding-taken-over')
}

/** The log says who did it and to whose path, and nothing of what is on it. */
const log = (trx: Trx, app: MailApp, actor: Actor, { person }: Onboarding, action: string) => recordChange(trx,
  { at: app.now().toISOString(), actor, action, subject: { type: 'person', id: person.id } })
