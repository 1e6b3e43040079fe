import type { AppContext } from '../../context.ts'
import type { Trx } from '../../database.ts'
import { closeTask, openTask, tell } from '../../people/inbox/inbox.queries.ts'
import { reviewTask, substituteTask } from './check-review.ts'
import { followOwners, outdatedReviewTasks, teamWriters, unaskedReviews, unaskedSubstitutes, type DueReview } from './reviews.queries.ts'

const DAY = 86_400_000
/** A review is asked for this many days before it falls due. */
const ASKED_BEFORE = 14
/** With more than this many at once, a team is told once of them all. */
const MOST_TOLD = 3

/** Asks the owner teams for the reviews that fall due, and their substitutes when one has waited too long; takes back what is no longer asked. */
export async function askForReviews(app: AppContext) {
  const now = app.now(), at = now.toISOString(), day = (days: number) => new Date(now.getTime() + days * DAY).toISOString()
  const soon = day(ASKED_BEFORE), long = day(-app.config.reviewSubstituteAfterDays)
  await app.db.transaction().execute(async (trx) => {
    for (const key of await outdatedReviewTasks(trx, at, soon, long)) await closeTask(trx, at, null, key)
    await followOwners(trx)
    await ask(trx, at, await unaskedReviews(trx, at, soon), reviewTask)
    await ask(trx, at, await unaskedSubstitutes(trx, at, long), substituteTask)
  })
}

async function ask(trx: Trx, at: string, reviews: DueReview[], keyOf: (id: number) => string) {
  const lineOf = ({ id, title }: DueReview) => ({ message: 'upkeep.review', values: { title }, href: `/sivu/${id}/tarkista`, itemId: id }) as const
  for (const review of reviews) await openTask(trx, at, { teamId: review.team }, { ...lineOf(review), key: keyOf(review.id), dueAt: review.due })
  for (const [team, own = []] of Map.groupBy(reviews, (review) => review.team)) {
    const people = await teamWriters(trx, team)
    if (own.length > MOST_TOLD) await tell(trx, at, people, { message: 'upkeep.reviews', href: '/oma/tyot' })
    else for (const review of own) await tell(trx, at, people, lineOf(review))
  }
}
