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
export interface OnboardingPath { intro: string; phases: { title: string; tasks: PathTask[] }[] }

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
const Task = z.object({
  id: text(40).min(1), task: text(300).min(1), why: text(500).default(''), responsible: Doers, due_days_from_start: z.int().min(-365).max(1000),
  linked_item: z.union([z.literal('').transform(() => null), text(200)]).nullable().default(null), required: z.boolean(), applies_to: AudienceWords,
}).transform((task): PathTask => ({
  id: task.id, title: task.task, why: task.why, doers: task.responsible, dueDays: task.due_days_from_start, link: task.linked_item,
  required: task.required, audience: task.applies_to,
}))
const Definition = z.object({ intro: text(2000).default(''), steps: z.array(z.object({ step: text(200).min(1), tasks: z.array(Task).max(200) })).max(20) })
  .transform(({ intro, steps }): OnboardingPath => ({ intro, phases: steps.map(({ step, tasks }) => ({ title: step, tasks })) }))

/** The path of an item's `data`; null when it has none that can be read: such an item is only a text. */
export function pathOf(data: string | null): OnboardingPath | null {
  if (data === null) return null
  const read = Definition.safeParse(JSON.parse(data))
  return read.success && read.data.phases.some(({ tasks }) => tasks.length > 0) ? read.data : null
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
