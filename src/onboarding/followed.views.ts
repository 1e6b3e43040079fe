import { dayAfter } from '../content/facts/holidays.ts'
import { t } from '../i18n/translate.ts'
import type { Viewer } from '../people/viewer.ts'
import { view } from '../platform/views/view.ts'
import { placeOf } from './day.views.ts'
import type { Onboarding } from './onboarding.queries.ts'
import { personalAddress } from './onboarding-address.ts'
import { progress, SAMPLE_PHASES, SAMPLE_TASK, taskItem, type PhaseProgress, type Seen, type TaskItem } from './task-row.ts'
import type { Task } from './tasks.queries.ts'

interface Followed { id: string; name: string; href: string; place: string; start: string; started: boolean; phases: PhaseProgress[]; tasks: TaskItem[]; later: number; unsigned: number }
interface FollowedPage {
  title: string
  mayStart: boolean
  pathKey: string
  paths: Followed[]
  ended: { name: string; href: string; endedOn: string }[]
  orphans: { name: string; start: string; action: string }[]
}
export const followedView = view<FollowedPage>('onboarding/followed', {
  title: 'Perehdytettäväsi', mayStart: true, pathKey: '1', paths: [{ id: 'polku-1', name: 'Aino Esimerkki', href: '/perehdytys/henkilokohtainen/1',
    place: 'Asiakaspalvelu, Salla', start: '2026-11-23', started: true, phases: SAMPLE_PHASES, tasks: [SAMPLE_TASK], later: 4, unsigned: 1 }],
  ended: [{ name: 'Aino Esimerkki', href: '/perehdytys/henkilokohtainen/1', endedOn: '2026-11-23' }],
  orphans: [{ name: 'Aino Esimerkki', start: '2026-11-23', action: '/perehdytys/henkilokohtainen/1/vastuu' }],
})

/** How far ahead the list of what is to be done reaches: before somebody comes, everything. */
const DAYS_AHEAD = 7

interface Lists { followed: { onboarding: Onboarding; seen: Seen; tasks: readonly Task[] }[]; orphans: readonly Onboarding[]; mayStart: boolean }
export function followedPage(viewer: Viewer, { followed, orphans, mayStart }: Lists): FollowedPage {
  return {
    title: t(viewer.locale, 'onboarding.followed.title'), mayStart, pathKey: String(viewer.id),
    paths: followed.filter(({ onboarding }) => onboarding.ended_on === null).map(({ onboarding, seen, tasks }) => followedPath(onboarding, seen, tasks)),
    ended: followed.flatMap(({ onboarding: { id, person, ended_on } }) => (ended_on === null ? [] :
      [{ name: person.name, href: personalAddress(id), endedOn: ended_on }])),
    orphans: orphans.map(({ id, person, start_date }) => ({ name: person.name, start: start_date, action: `${personalAddress(id)}/vastuu` })),
  }
}

function followedPath(onboarding: Onboarding, seen: Seen, tasks: readonly Task[]): Followed {
  const { locale, today } = seen, onPath = tasks.filter((task) => task.on_path === 1), started = onboarding.start_date <= today
  const items = onPath.toSorted((a, b) => a.due_date.localeCompare(b.due_date)).map((task) => ({ task, item: taskItem(seen, task) }))
  const mine = items.filter(({ task, item }) => item.mine && (!item.done || task.done_on === today))
  const isNow = (task: Task) => (started ? task.due_date <= dayAfter(today, DAYS_AHEAD) : task.due_date < onboarding.start_date) || task.done_on === today
  return {
    id: `polku-${onboarding.id}`, name: onboarding.person.name, href: personalAddress(onboarding.id), place: placeOf(locale, onboarding),
    start: onboarding.start_date, started, phases: progress(onPath, today, onboarding.language === locale ? null : onboarding.language),
    tasks: mine.filter(({ task }) => isNow(task)).map(({ item }) => item), later: mine.filter(({ task }) => !isNow(task)).length,
    unsigned: items.filter(({ task, item }) => item.sign !== null && task.signed_on === null).length,
  }
}
