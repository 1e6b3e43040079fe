import { setImmediate } from 'node:timers/promises'
import type { AppContext } from '../../context.ts'
import { tell } from '../../people/inbox/inbox.queries.ts'
import { lastChangeId, markSeen } from '../../platform/changes/changes.queries.ts'
import { itemTitle } from './digest.queries.ts'
import { actsAfter, followersOf, isAnythingFollowed, seenUntil } from './following.queries.ts'

const CONSUMER = 'following'
const ACTS_AT_ONCE = 100
/** A transaction keeps every other request waiting, so ten thousand followers are told in pieces; an act is told to each of them once. */
const PEOPLE_AT_ONCE = 500

/** Tells those who follow something of what was published and revised since the last time. A small correction is told to nobody. */
export async function tellFollowers({ db, now }: Pick<AppContext, 'db' | 'now'>): Promise<void> {
  if (!(await isAnythingFollowed(db))) return db.transaction().execute(async (trx) => markSeen(trx, CONSUMER, await lastChangeId(trx)))
  for (;;) {
    const acts = await actsAfter(db, await seenUntil(db, CONSUMER), ACTS_AT_ONCE)
    for (const act of acts) {
      const at = now().toISOString(), people = act.material === 1 ? await followersOf(db, at, act) : [], title = people.length > 0 ? await itemTitle(db, act.item_id) : ''
      for (let from = 0; from < people.length; from += PEOPLE_AT_ONCE) {
        await db.transaction().execute((trx) => tell(trx, act.at, people.slice(from, from + PEOPLE_AT_ONCE), {
          message: act.summary === '' ? 'following.told' : 'following.toldWhy', values: { title, summary: act.summary }, href: `/sivu/${act.item_id}`, itemId: act.item_id, changeId: act.id,
        }))
      }
      await setImmediate() // an import brings thousands of acts at once, and SQLite answers without letting others in
      if (people.length > 0) await db.transaction().execute((trx) => markSeen(trx, CONSUMER, act.id))
    }
    const last = acts.at(-1)
    if (last) await db.transaction().execute((trx) => markSeen(trx, CONSUMER, last.id))
    if (acts.length < ACTS_AT_ONCE) return
  }
}
