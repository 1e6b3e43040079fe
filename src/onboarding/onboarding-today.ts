import { finnishDay } from '../content/facts/holidays.ts'
import type { Db } from '../database.ts'
import { leads } from '../people/supervisor.ts'
import type { Viewer } from '../people/viewer.ts'
import { countDue, isOnboarding } from './onboarding.queries.ts'
import { reopenChanged } from './reopen-tasks.ts'
import { FOLLOWED_ADDRESS, OWN_ADDRESS } from './onboarding-address.ts'

/** For the front page of someone on a path: how many of her own tasks are due today and how many were due before. Null for everyone else. */
export async function onboardingToday(db: Db, viewer: Pick<Viewer, 'id'>, now: Date): Promise<{ href: string; today: number; late: number } | null> {
  await reopenChanged({ db, now: () => now })
  const due = await countDue(db, viewer.id, finnishDay(now))
  return due && { href: OWN_ADDRESS, ...due }
}

/** Where the onboarding pages lead this viewer: to her own path that is going on, and to those whom she is onboarding or could. */
export async function onboardingLinks(db: Db, viewer: Viewer): Promise<{ own: string | null; followed: string | null }> {
  const { own, follows } = await isOnboarding(db, viewer)
  return { own: own ? OWN_ADDRESS : null, followed: follows || leads(viewer) ? FOLLOWED_ADDRESS : null }
}
