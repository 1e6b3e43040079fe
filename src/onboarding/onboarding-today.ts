import type { OnboardingToday } from '../content/front.views.ts'
import type { Db } from '../database.ts'
import { finnishDay } from '../i18n/finnish-day.ts'
import { leads } from '../people/supervisor.ts'
import type { Viewer } from '../people/viewer.ts'
import { endOfWeek } from './due-date.ts'
import { isOnboarding, todayOf } from './onboarding.queries.ts'
import { helpersOf } from './people-on-path.ts'
import { reopenChanged } from './reopen-tasks.ts'
import { FOLLOWED_ADDRESS, OWN_ADDRESS } from './onboarding-address.ts'

/** For the front page of someone on a path: what is hers today, what was missed and what comes, and who helps with what. Null for everyone else. */
export async function onboardingToday(db: Db, viewer: Pick<Viewer, 'id' | 'locale'>, now: Date): Promise<OnboardingToday | null> {
  await reopenChanged({ db, now: () => now })
  const day = finnishDay(now), found = await todayOf(db, viewer.id, day, endOfWeek(day))
  if (!found) return null
  const { today, late, week, later, tasks, language } = found, lang = language === viewer.locale ? null : language
  return {
    href: OWN_ADDRESS, today, late, week, later, tasks: tasks.map(({ id, title }) => ({ title, lang, href: `${OWN_ADDRESS}#tehtava-${id}` })),
    helpers: helpersOf(found, ['employee']).flatMap(({ part, name, email }) => (name === null ? [] : [{ part, name, email }])),
  }
}

/** Where the onboarding pages lead this viewer: to her own path that is going on, and to those whom she is onboarding or could. */
export async function onboardingLinks(db: Db, viewer: Viewer): Promise<{ own: string | null; followed: string | null }> {
  const { own, follows } = await isOnboarding(db, viewer)
  return { own: own ? OWN_ADDRESS : null, followed: follows || leads(viewer) ? FOLLOWED_ADDRESS : null }
}
