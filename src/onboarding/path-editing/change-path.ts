import { HttpError, notFound } from '../../platform/http/errors.ts'
import type { LocalTask, OnboardingPath, PathTask } from '../path-definition.ts'

const MOST_TASKS = 200, MOST_PHASES = 20
const tooMany = () => new HttpError(409, 'onboarding.adjust.full')

/** The task of an id, and the phase that it is in. */
export function taskIn(path: OnboardingPath, id: string): { task: PathTask; phase: string } {
  for (const { title, tasks } of path.phases) for (const task of tasks) if (task.id === id) return { task, phase: title }
  throw notFound()
}

/** Puts a task into a phase: in its place when it was there before, else by its day after those of the same day. */
export function withTask(path: OnboardingPath, phase: string, task: PathTask): OnboardingPath {
  if (!path.phases.some(({ title }) => title === phase)) throw new HttpError(400, 'errors.badRequest')
  return { ...path, phases: path.phases.map(({ title, tasks }) => {
    const others = tasks.filter(({ id }) => id !== task.id)
    if (title !== phase) return { title, tasks: others }
    if (others.length < tasks.length) return { title, tasks: tasks.map((known) => (known.id === task.id ? task : known)) }
    if (tasks.length >= MOST_TASKS) throw tooMany()
    const at = tasks.findLastIndex(({ dueDays }) => dueDays <= task.dueDays) + 1
    return { title, tasks: tasks.toSpliced(at, 0, task) }
  }) }
}

/** Also takes the local tasks off their hook that stood in for it: they stay, in their phase. */
export function withoutTask(path: OnboardingPath, id: string): OnboardingPath {
  taskIn(path, id)
  return { ...path, phases: path.phases.map(({ title, tasks }) => ({ title, tasks: tasks.filter((task) => task.id !== id) })),
    local: path.local.map((task) => (task.replaces === id ? { ...task, replaces: '' } : task)) }
}

/** One place up (-1) or down (1) within its phase. */
export const moved = (path: OnboardingPath, id: string, by: -1 | 1): OnboardingPath => ({ ...path, phases: path.phases.map(({ title, tasks }) => {
  const at = tasks.findIndex((task) => task.id === id), to = at + by
  return { title, tasks: at < 0 || to < 0 || to >= tasks.length ? tasks : tasks.with(at, tasks[to]!).with(to, tasks[at]!) }
}) })

export function withPhase(path: OnboardingPath, title: string): OnboardingPath {
  if (path.phases.length >= MOST_PHASES) throw tooMany()
  if (path.phases.some((phase) => phase.title === title)) throw new HttpError(409, 'onboarding.editPath.samePhase')
  return { ...path, phases: [...path.phases, { title, tasks: [] }] }
}

export function renamedPhase(path: OnboardingPath, from: string, to: string): OnboardingPath {
  if (!path.phases.some(({ title }) => title === from)) throw notFound()
  if (from !== to && path.phases.some(({ title }) => title === to)) throw new HttpError(409, 'onboarding.editPath.samePhase')
  return { ...path, phases: path.phases.map(({ title, tasks }) => ({ title: title === from ? to : title, tasks })),
    local: path.local.map((task) => (task.phase === from ? { ...task, phase: to } : task)) }
}

/** Only a phase without tasks goes. */
export function withoutPhase(path: OnboardingPath, gone: string): OnboardingPath {
  const phase = path.phases.find(({ title }) => title === gone)
  if (!phase) throw notFound()
  if (phase.tasks.length > 0) throw new HttpError(409, 'onboarding.editPath.phaseHasTasks')
  return { ...path, phases: path.phases.filter(({ title }) => title !== gone) }
}

/** A municipality changes only its own local tasks. */
export const localIn = (path: OnboardingPath, municipality: string, id: string): LocalTask | undefined => path.local.find((task) => task.municipality === municipality && task.id === id)

export function withLocal(path: OnboardingPath, task: LocalTask): OnboardingPath {
  if (!path.phases.some(({ title }) => title === task.phase)) throw new HttpError(400, 'errors.badRequest')
  if (task.replaces !== '') taskIn(path, task.replaces)
  const known = path.local.findIndex(({ municipality, id }) => municipality === task.municipality && id === task.id)
  if (known < 0 && path.local.filter(({ municipality }) => municipality === task.municipality).length >= MOST_TASKS) throw tooMany()
  return { ...path, local: known < 0 ? [...path.local, task] : path.local.with(known, task) }
}

export const withoutLocal = (path: OnboardingPath, municipality: string, id: string): OnboardingPath =>
  ({ ...path, local: path.local.filter((task) => task.municipality !== municipality || task.id !== id) })

/** An id that no task of the path has had while it is there: U1, U2 …; local ones P1, P2 …. */
export function freshId(path: OnboardingPath, letter: 'U' | 'P'): string {
  const known = new Set([...path.phases.flatMap(({ tasks }) => tasks), ...path.local].map(({ id }) => id))
  let n = 1
  while (known.has(`${letter}${n}`)) n++
  return `${letter}${n}`
}
