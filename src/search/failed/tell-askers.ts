import { setImmediate } from 'node:timers/promises'
import { setQuestionFound, waitingSearches } from '../../content/questions/questions.queries.ts'
import type { AppContext } from '../../context.ts'
import { viewerFrom } from '../../people/auth/session.ts'
import { viewerRowById } from '../../people/auth/session.queries.ts'
import { tell } from '../../people/inbox/inbox.queries.ts'
import { lastChangeId } from '../../platform/changes/changes.queries.ts'
import { findItems } from '../find-items.ts'
import { addressOfWords } from '../search-address.ts'
import { noFilters } from '../search-engine.ts'

/** Questions looked at in one run: more would take more than a few seconds, in small steps. */
const AT_ONCE = 300
const LOOKED_AT = 5
const looked = new WeakMap<AppContext, number>()

/**
 * For a job: runs the searches that open questions began with again, as their askers, once anything has changed. Who asked is told, once,
 * when all the words are found and one of the best pages is newer than the question.
 */
export async function tellAskers(app: AppContext): Promise<void> {
  const { db } = app, newest = await lastChangeId(db)
  if (looked.get(app) === newest) return
  for (const { id, asker_id, search, created_at } of await waitingSearches(db, AT_ONCE)) {
    await setImmediate()
    const asker = asker_id === null ? undefined : await viewerRowById(db, asker_id)
    if (!asker) continue
    const answer = await findItems(app, viewerFrom(asker), { typed: search, filters: noFilters(), asTyped: false, offset: 0, limit: LOOKED_AT })
    const found = answer.results.slice(0, answer.complete ?? LOOKED_AT).find(({ card }) => card.changed_at > created_at)
    if (!found) continue
    const at = app.now().toISOString(), href = addressOfWords(search)
    await db.transaction().execute(async (trx) => {
      await setQuestionFound(trx, id, at)
      await tell(trx, at, [asker.id], { message: 'questions.told.found', values: { q: search }, href, itemId: found.card.id })
    })
  }
  looked.set(app, newest)
}
