import type { Db, Trx } from '../../database.ts'
import { finnishDay } from '../../i18n/finnish-day.ts'
import type { Viewer } from '../../people/viewer.ts'
import { HttpError, notFound } from '../../platform/http/errors.ts'
import { askedOf, askedOfItem, insertAcknowledgement, revisionById, revisionsAfter, type Asked } from './acknowledgements.queries.ts'
import { dayAfter } from '../facts/holidays.ts'

/** Days that somebody has who came later, or whom a change of the text asks anew. */
const TIME_TO_READ = 14

/** What she has acknowledged holds until the text changes materially. */
export const isOpen = ({ last, changed_at }: Asked) => last === null || changed_at !== null

/** By when. Whoever joined after the day on which it was asked, and whoever is asked again, has two weeks from then. */
export function dueOf({ from_on, due_on, person_since, changed_at }: Asked): string {
  const since = finnishDay(new Date(changed_at ?? person_since))
  return since > from_on && dayAfter(since, TIME_TO_READ) > due_on ? dayAfter(since, TIME_TO_READ) : due_on
}

export const openAcknowledgements = async (db: Db, viewer: Pick<Viewer, 'id'>, now: string): Promise<Asked[]> =>
  (await askedOf(db, viewer, now)).filter(isOpen).toSorted((a, b) => dueOf(a).localeCompare(dueOf(b)))

/**
 * "I have read this": of the revision that was on the page. Done twice, it is as if done once. Not logged: the log is read by others than
 * her and her contact persons, and is kept for longer.
 */
export async function acknowledge(trx: Trx, now: string, viewer: Viewer, itemId: number, revisionId: number) {
  const [asked, revision] = [await askedOfItem(trx, viewer, now, itemId), await revisionById(trx, revisionId)]
  if (!asked || revision?.item_id !== itemId) throw notFound()
  if ((await revisionsAfter(trx, revision)).some(({ material }) => material === 1)) throw new HttpError(409, 'acks.changedMeanwhile')
  await insertAcknowledgement(trx, { item_id: itemId, person_id: viewer.id, revision_id: revisionId, acknowledged_on: finnishDay(new Date(now)) })
}
