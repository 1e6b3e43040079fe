import { z } from 'zod'
import { normalRole } from '../content/roles.ts'

/** Who does a task, in the order in which they are named. */
export const DOERS = ['supervisor', 'mentor', 'employee'] as const
export type Doer = (typeof DOERS)[number]
const DOER_WORDS: Record<string, Doer> = { 'esihenkilö': 'supervisor', 'perehdyttäjä': 'mentor', 'uusi työntekijä': 'employee' }

/** Whom a task is for: everyone, those who work in the Sámi homeland, or one kind of work (a role of the items, in Finnish). */
export type Audience = { everyone: true } | { sami: true } | { role: string }
const SAMI_WORDS = new Set(['saamelaisten kotiseutualue', 'saamelaisten kotiseutualueen kunnat'])

export interface PathTask {
  id: string
  title: string
  why: string
  doers: Doer[]
  /** days from the first day of work: 0 is that day, -3 three days before it */
  dueDays: number
  /** `ASP-01` or, for one section of it, `ASP-01#k-ensin`; null without a guide */
  link: string | null
  required: boolean
  audience: Audience
}
/** A task of one municipality or of one of its libraries, in a phase of the path, alone or instead of a shared one. */
export interface LocalTask extends PathTask {
  /** slug */
  municipality: string
  /** name; '' for all libraries of the municipality */
  library: string
  /** title of the phase; one that the path no longer has counts as the last */
  phase: string
  /** id of the shared task that it stands in for; '' for none */
  replaces: string
}
export interface OnboardingPath { intro: string; phases: { title: string; tasks: PathTask[] }[]; local: LocalTask[] }

const text = (max: number) => z.string().max(max)
const Doers = text(100).transform((words, context) => {
  const named = words.split('+').map((word) => DOER_WORDS[word.trim().toLowerCase()])
  if (named.includes(undefined)) context.addIssue({ code: 'custom', message: `unknown doer: ${words}` })
  return DOERS.filter((doer) => named.includes(doer))
})
const AudienceWords = text(100).transform((words): Audience => {
  const word = normalRole(words)
  return word === 'kaikki' || word === '' ? { everyone: true } : SAMI_WORDS.has(word) ? { sami: true } : { role: word }
})
const StoredTask = z.object({
  id: text(40).min(1), task: text(300).min(1), why: text(500).default(''), responsible: Doers, due_days_from_start: z.int().min(-365).max(1000),
  linked_item: z.union([z.literal('').transform(() => null), text(200)]).nullable().default(null), required: z.boolean(), applies_to: AudienceWords,
})
const taskOf = (task: z.output<typeof StoredTask>): PathTask => ({
  id: task.id, title: task.task, why: task.why, doers: task.responsible, dueDays: task.due_days_from_start, link: task.linked_item,
  required: task.required, audience: task.applies_to,
})
const StoredLocal = StoredTask.extend({ municipality: text(100).min(1), library: text(200).default(''), step: text(200).min(1), replaces: text(40).default('') })
const Definition = z.object({
  intro: text(2000).default(''), steps: z.array(z.object({ step: text(200).min(1), tasks: z.array(StoredTask).max(200) })).max(20),
  local: z.array(StoredLocal).max(2000).default([]),
}).transform(({ intro, steps, local }): OnboardingPath => ({
  intro, phases: steps.map(({ step, tasks }) => ({ title: step, tasks: tasks.map(taskOf) })),
  local: local.map((task) => ({ ...taskOf(task), municipality: task.municipality, library: task.library, phase: task.step, replaces: task.replaces })),
}))

/** The path of an item's `data`; null when it has none that can be read: such an item is only a text. */
export function pathOf(data: string | null): OnboardingPath | null {
  const path = pathToEdit(data)
  return path?.phases.some(({ tasks }) => tasks.length > 0) ? path : null
}
/** The same for its writers, who begin with a path that has no tasks yet. */
export function pathToEdit(data: string | null): OnboardingPath | null {
  const read = data === null ? undefined : Definition.safeParse(JSON.parse(data))
  return read?.success ? read.data : null
}

const WORDS = Object.fromEntries(Object.entries(DOER_WORDS).map(([word, doer]) => [doer, word])) as Record<Doer, string>
const storedTask = (task: PathTask) => ({
  id: task.id, task: task.title, why: task.why, responsible: task.doers.map((doer) => WORDS[doer]).join(' + '), due_days_from_start: task.dueDays,
  linked_item: task.link ?? '', required: task.required,
  applies_to: 'role' in task.audience ? task.audience.role : 'sami' in task.audience ? 'saamelaisten kotiseutualue' : 'kaikki',
})
/** A path as an item's `data` holds it: the words that an import reads. */
export const storedPath = ({ intro, phases, local }: OnboardingPath) => ({
  intro, steps: phases.map(({ title, tasks }) => ({ step: title, tasks: tasks.map(storedTask) })),
  local: local.map((task) => ({ ...storedTask(task), municipality: task.municipality, library: task.library, step: task.phase, replaces: task.replaces })),
})

/** Where somebody works: a library's own tasks are added when the library is known. */
export const EVERY_LIBRARY = '*'
export interface Place { municipality: string; library: string | null }
/** The path as it is in one place: with the tasks of the municipality and the library, and without those that they stand in for. */
export function pathIn(path: OnboardingPath, place: Place): OnboardingPath {
  const here = path.local.filter(({ municipality, library }) => municipality === place.municipality && (library === '' || library === place.library || place.library === EVERY_LIBRARY))
  if (here.length === 0) return path
  const titles = path.phases.map(({ title }) => title), last = titles.at(-1)
  const phases = path.phases.map(({ title, tasks }) => {
    const stand = (task: PathTask) => here.filter(({ replaces }) => replaces === task.id)
    const kept = tasks.flatMap((task): PathTask[] => (stand(task).length > 0 ? stand(task) : [task]))
    const shared = new Set(path.phases.flatMap((phase) => phase.tasks.map(({ id }) => id)))
    const added = here.filter((task) => !shared.has(task.replaces) && (titles.includes(task.phase) ? task.phase : last) === title)
    return { title, tasks: added.length === 0 ? kept : [...kept, ...added].toSorted((a, b) => a.dueDays - b.dueDays) }
  })
  return { ...path, phases }
}

/** A new employee, as far as it decides which tasks are hers. */
export interface Whom { roles: readonly string[]; sami: boolean }

export function isFor({ audience }: PathTask, whom: Whom): boolean {
  if ('role' in audience) return whom.roles.includes(audience.role)
  return 'everyone' in audience || whom.sami
}

/** The kinds of work that some task is for, in the order of the path. */
export const rolesIn = (path: OnboardingPath) =>
  [...new Set(path.phases.flatMap(({ tasks }) => tasks.flatMap(({ audience }) => ('role' in audience ? [audience.role] : []))))]
