import type { Locale } from '../i18n/locales.ts'
import { t } from '../i18n/translate.ts'
import { roleWord } from '../content/roles.ts'
import { view } from '../platform/views/view.ts'
import { endOfWeek, weekNumber, workdayNumber } from './due-date.ts'
import type { Note } from './onboarding-writes.queries.ts'
import { notePage, SAMPLE_NOTES, type NoteItem } from './notes.views.ts'
import { partsOf, type Onboarding } from './onboarding.queries.ts'
import { helpersOf, SAMPLE_HELPERS, type Helper } from './people-on-path.ts'
import { personalAddress } from './onboarding-address.ts'
import { progress, SAMPLE_PHASES, SAMPLE_TASK, taskItem, type PhaseProgress, type Seen, type TaskItem } from './task-row.ts'
import type { Task } from './tasks.queries.ts'

interface DayPage {
  title: string
  place: string
  today: string
  /** the first day of work while it is ahead */
  begins: string | null
  ended: boolean
  phases: PhaseProgress[]
  missed: TaskItem[]
  now: TaskItem[]
  thisWeek: TaskItem[]
  later: TaskItem[]
  next: string | null
  helpers: Helper[]
  notes: NoteItem[]
  noteAction: string
  /** whose ticks wait in a browser without a connection: the viewer's id */
  pathKey: string
  wholeHref: string
  total: number
}
export const dayView = view<DayPage>('onboarding/day', {
  title: 'Tänään on kolmas päiväsi', place: 'Asiakaspalvelu, Rovaniemen pääkirjasto', today: '2026-11-25', begins: '2026-11-30', ended: true,
  phases: SAMPLE_PHASES, missed: [SAMPLE_TASK], now: [SAMPLE_TASK], thisWeek: [SAMPLE_TASK], later: [SAMPLE_TASK],
  next: '2026-11-26', helpers: SAMPLE_HELPERS, notes: SAMPLE_NOTES, noteAction: '/perehdytys/henkilokohtainen/1/viesti',
  pathKey: '1', wholeHref: '/perehdytys/henkilokohtainen/1', total: 35,
})

/** What the new employee's day holds. What the supervisor does alone before the first day is no part of it. */
export function dayPage(seen: Seen, tasks: readonly Task[], notes: readonly Note[]): DayPage {
  const { locale, onboarding, today } = seen, onPath = tasks.filter((task) => task.on_path === 1)
  const hers = onPath.filter((task) => task.by_employee === 1 || task.due_days >= 0).toSorted((a, b) => a.due_date.localeCompare(b.due_date))
  const open = hers.filter((task) => task.done_on === null), sunday = endOfWeek(today),
    items = (list: Task[], dated = true) => list.map((task) => taskItem(seen, task, { dated }))
  const now = items(hers.filter((task) => (task.due_date === today || task.done_on === today)), false), coming = open.filter((task) => task.due_date > today)
  return {
    title: dayTitle(locale, onboarding, today), place: placeOf(locale, onboarding), today,
    begins: today < onboarding.start_date ? onboarding.start_date : null, ended: onboarding.ended_on !== null,
    phases: progress(onPath, today, onboarding.language === locale ? null : onboarding.language),
    missed: items(open.filter((task) => task.due_date < today)), now, thisWeek: items(coming.filter((task) => task.due_date <= sunday)),
    later: items(coming.filter((task) => task.due_date > sunday)),
    next: now.length === 0 ? coming[0]?.due_date ?? null : null, helpers: helpersOf(onboarding, partsOf(onboarding, seen.viewer)),
    notes: notePage(notes, seen.viewer),
    noteAction: `${personalAddress(onboarding.id)}/viesti`, pathKey: String(seen.viewer.id), wholeHref: personalAddress(onboarding.id), total: onPath.length,
  }
}

function dayTitle(locale: Locale, { start_date: start, ended_on }: Onboarding, today: string): string {
  if (ended_on !== null) return t(locale, 'onboarding.day.ended')
  if (today < start) return t(locale, 'onboarding.day.before')
  const day = workdayNumber(start, today)
  return day === null ? t(locale, 'onboarding.day.week', { week: weekNumber(start, today) }) : t(locale, 'onboarding.day.number', { day: String(day) })
}

/** Kind of work and place, in the words of the page. */
export function placeOf(locale: Locale, { roles, library, municipality }: Onboarding): string {
  const place = [...roles.map((role) => roleWord(role, locale).label), library ?? municipality].join(', ')
  return place.charAt(0).toUpperCase() + place.slice(1)
}


/** For someone who is on no path. */
export const noPathView = view<{ title: string }>('onboarding/no-path', { title: 'Sinulla ei ole perehdytyspolkua' })
export const noPathPage = (locale: Locale) => ({ title: t(locale, 'onboarding.day.none') })
