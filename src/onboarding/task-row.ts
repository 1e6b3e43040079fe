import { daysBetween } from '../content/facts/holidays.ts'
import type { Locale } from '../i18n/locales.ts'
import { t } from '../i18n/translate.ts'
import type { Viewer } from '../people/viewer.ts'
import { guideOf, type Guide, type Guides } from './guides.ts'
import { taskAddress } from './onboarding-address.ts'
import { partsOf, type Onboarding } from './onboarding.queries.ts'
import type { Doer } from './path-definition.ts'
import type { Task } from './tasks.queries.ts'
import { doersOf, needsSignature } from './tick-task.ts'
import { doerKey } from './words.ts'

/** Where the answer to a tick leads: the page that it was made on. */
export type Back = 'oma' | 'henkilo' | 'lista'
interface Act { action: string; wanted: string; back: Back; /** the revision of the guide that is linked */ revisionId: number }
export interface TaskItem {
  /** id of the row in the page */
  id: string
  title: string
  lang: string | null
  why: string
  due: string
  /** the date stands in the row; where a list is of one day, it does not */
  dated: boolean
  daysLate: number
  required: boolean
  done: boolean
  /** "Aino Esimerkki", with the day in `doneOn` */
  doneBy: string
  doneOn: string | null
  signedBy: string
  signedOn: string | null
  who: string
  mine: boolean
  /** null where the viewer is not the doer */
  tick: Act | null
  sign: Act | null
  /** what changed in the guide since it was read; null when the task is not open again */
  changesHref: string | null
  guide: Guide | null
  broken: string | null
}

const ACT: Act = { action: '/perehdytys/tehtava/7/merkinta', wanted: 'tehty', back: 'oma', revisionId: 3 }
export const SAMPLE_TASK: TaskItem = {
  id: 'tehtava-7', title: 'Lue ja kuittaa ohje tietosuojasta', lang: 'fi', why: 'Pakollinen kaikille.', due: '2026-11-25', dated: true, daysLate: 2,
  required: true, done: true, doneBy: 'Aino Esimerkki', doneOn: '2026-11-25',
  signedBy: 'Pirkko Esimerkki', signedOn: '2026-11-25', who: 'sinä', mine: true, tick: ACT, sign: { ...ACT, wanted: 'kuitattu' }, broken: 'ASP-99', changesHref: '/perehdytys/tehtava/7/muutokset',
  guide: { href: '/sivu/12-kortti', title: 'Tietosuoja ja tietoturva', lang: 'fi', css: 'ohje', icon: 'guide', kindName: 'content.kind.guide', minutes: 4, revisionId: 3 },
}

export interface Seen { viewer: Pick<Viewer, 'id'>; locale: Locale; onboarding: Onboarding; guides: Guides; today: string; back: Back }

/** A task as this viewer sees it: who does it, whether she may tick or sign it, and its guide as it is now. */
export function taskItem({ viewer, locale, onboarding, guides, today, back }: Seen, task: Task, { dated = true } = {}): TaskItem {
  const doers = doersOf(task), parts = partsOf(onboarding, viewer), mine = doers.some((doer) => parts.includes(doer)),
    open = onboarding.ended_on === null, done = task.done_on !== null
  const address = taskAddress(task.id), linked = guideOf(guides, task.link), revisionId = linked.guide?.revisionId ?? 0
  return {
    id: `tehtava-${task.id}`, title: task.title, lang: onboarding.language === locale ? null : onboarding.language, why: task.why,
    due: task.due_date, dated, daysLate: done ? 0 : Math.max(0, daysBetween(task.due_date, today)),
    required: task.required === 1, done, doneBy: task.done_name ?? '', doneOn: task.done_on, signedBy: task.signed_name ?? '',
    signedOn: task.signed_on, who: whoWord(locale, doers, parts), mine,
    tick: open && mine && task.signed_on === null ? { action: `${address}/merkinta`, wanted: done ? 'kesken' : 'tehty', back, revisionId } : null,
    sign: open && done && needsSignature(task) && parts.includes('mentor') ? { action: `${address}/kuittaus`,
      wanted: task.signed_on === null ? 'kuitattu' : 'kuittaamatta', back, revisionId } : null,
    changesHref: task.reopened_on !== null && linked.guide ? `${address}/muutokset` : null, ...linked,
  }
}

/** The new employee does things with somebody; the others see who does them. */
function whoWord(locale: Locale, doers: readonly Doer[], parts: readonly Doer[]): string {
  if (!parts.includes('employee')) return doers.map((doer) => t(locale, parts.includes(doer) ? 'onboarding.who.you' : doerKey(doer)))
    .filter((word, i, all) => all.indexOf(word) === i).join(` ${t(locale, 'onboarding.and')} `)
  const others = doers.filter((doer) => doer !== 'employee')
  if (others.length === 0) return t(locale, 'onboarding.who.you')
  return t(locale, others.length > 1 ? 'onboarding.who.withBoth' : others[0] === 'mentor' ? 'onboarding.who.withMentor' : 'onboarding.who.withSupervisor')
}

export interface PhaseProgress { title: string; lang: string | null; done: number; total: number; complete: boolean; current: boolean }

/** How far the phases are, in their order. The current one is the first that has something due today or later, else the last. */
export function progress(tasks: readonly Task[], today: string, lang: string | null): PhaseProgress[] {
  const titles = [...new Set(tasks.map(({ phase }) => phase))], of = (title: string) => tasks.filter(({ phase }) => phase === title)
  const current = titles.find((title) => of(title).some(({ due_date }) => due_date >= today)) ?? titles.at(-1)
  return titles.map((title) => {
    const all = of(title), done = all.filter(({ done_on }) => done_on !== null).length
    return { title, lang, done, total: all.length, complete: done === all.length, current: title === current }
  })
}
export const SAMPLE_PHASES: PhaseProgress[] = [{ title: 'Ensimmäinen viikko', lang: 'fi', done: 5, total: 12, complete: false, current: true }]
