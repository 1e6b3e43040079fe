import type { Db } from '../database.ts'
import type { Viewer } from '../people/viewer.ts'
import { dayInFinland } from './due-date.ts'
import { countDue } from './onboarding.queries.ts'
import { OWN_ADDRESS } from './personal-address.ts'

/** For the front page of someone on a path: how many of her own tasks are due today and how many were due before. Null for everyone else. */
export async function onboardingToday(db: Db, viewer: Pick<Viewer, 'id'>, now: Date): Promise<{ href: string; today: number; late: number } | null> {
  const due = await countDue(db, viewer.id, dayInFinland(now))
  return due && { href: OWN_ADDRESS, ...due }
}
