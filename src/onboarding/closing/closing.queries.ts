import { sql } from 'kysely'
import type { Db, Trx } from '../../database.ts'
import { alphabetical } from '../../platform/database/alphabetical.ts'

/** Fewer than this many answers could be told apart. */
const ENOUGH = 3

export const insertFeedback = (trx: Trx, row: { path_id: number; grade: number; helped: string; missed: string }) => trx.insertInto('path_feedback').values(row).execute()

/** Marks that she has said it; false when she had already, or the path is not there to speak of. */
export async function markFeedbackGiven(trx: Trx, onboardingId: number): Promise<number | null> {
  const row = await trx.updateTable('onboarding').where('id', '=', onboardingId).where('feedback_given', '=', 0).where('path_id', 'is not', null).set({ feedback_given: 1 }).returning('path_id').executeTakeFirst()
  return row?.path_id ?? null
}
export const isFeedbackGiven = async (db: Db, onboardingId: number) =>
  (await db.selectFrom('onboarding').where('id', '=', onboardingId).select('feedback_given').executeTakeFirst())?.feedback_given === 1

/** What was said of a path, three answers at a time: a single new one can never be seen coming. Ordered by what they say, not by when. */
export async function feedbackOf(db: Db, pathId: number): Promise<{ count: number; answers: { grade: number; helped: string; missed: string }[] }> {
  const { count } = await db.selectFrom('path_feedback').where('path_id', '=', pathId).select((select) => select.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  const shown = count - (count % ENOUGH)
  const answers = await db.selectFrom(db.selectFrom('path_feedback').where('path_id', '=', pathId).orderBy('id').limit(shown).select(['grade', 'helped', 'missed']).as('shown'))
    .selectAll().orderBy('grade').orderBy('helped').orderBy('missed').execute()
  return { count: shown, answers: shown === 0 ? [] : answers }
}

export interface Figure { title: string; people: number; late: number; undone: number }
export const figuresOf = (db: Db, pathId: number): Promise<Figure[]> => db.selectFrom('path_figure').where('path_id', '=', pathId).where('shown_people', '>=', ENOUGH)
  .where((where) => where.or([where('shown_late', '>', 0), where('shown_undone', '>', 0)]))
  .select(['title', 'shown_people as people', 'shown_late as late', 'shown_undone as undone'])
  .orderBy(sql`(shown_undone * 2.0 + shown_late) / shown_people`, 'desc').orderBy(alphabetical('title')).limit(50).execute()
export const peopleCounted = async (db: Db, pathId: number) => (await db.selectFrom('path_count').where('path_id', '=', pathId).select('shown_people').executeTakeFirst())?.shown_people ?? 0

/**
 * Adds an ended path to the figures of its path, once: how many had each task, were late with it, left it undone. Nothing of who or when
 * goes along, and what may be shown grows by three people at a time.
 */
export async function countEnded(trx: Trx, onboardingId: number) {
  const ended = await trx.updateTable('onboarding').where('id', '=', onboardingId).where('counted', '=', 0).where('ended_on', 'is not', null).set({ counted: 1 }).returning(['path_id', 'ended_on']).executeTakeFirst()
  if (!ended || ended.path_id === null) return
  await sql`insert into path_figure(path_id, title, people, late, undone, shown_people, shown_late, shown_undone)
    select ${ended.path_id}, title, 1, max(coalesce(done_on, ${ended.ended_on}) > due_date), max(done_on is null), 0, 0, 0 from onboarding_task
    where onboarding_id = ${onboardingId} and on_path = 1 and required = 1 group by title
    on conflict (path_id, title) do update set people = people + 1, late = late + excluded.late, undone = undone + excluded.undone`.execute(trx)
  const { people } = await trx.insertInto('path_count').values({ path_id: ended.path_id, people: 1, shown_people: 0 })
    .onConflict((known) => known.column('path_id').doUpdateSet((set) => ({ people: set('path_count.people', '+', 1) }))).returning('people').executeTakeFirstOrThrow()
  if (people % ENOUGH !== 0) return
  await trx.updateTable('path_count').where('path_id', '=', ended.path_id).set({ shown_people: people }).execute()
  await sql`update path_figure set shown_people = people, shown_late = late, shown_undone = undone where path_id = ${ended.path_id}`.execute(trx)
}

export const helpOfferOf = async (db: Db, personId: number) => (await db.selectFrom('help_offer').where('person_id', '=', personId).select('text').executeTakeFirst())?.text ?? ''
/** '' takes the offer back. */
export async function putHelpOffer(trx: Trx, personId: number, text: string) {
  if (text === '') await trx.deleteFrom('help_offer').where('person_id', '=', personId).execute()
  else await trx.insertInto('help_offer').values({ person_id: personId, text }).onConflict((known) => known.column('person_id').doUpdateSet({ text })).execute()
}
/** What people have chosen to offer, those who can sign in. */
export const helpOffers = (db: Db) => db.selectFrom('help_offer').innerJoin('person', 'person.id', 'person_id').innerJoin('municipality', 'municipality.id', 'person.municipality_id')
  .where('person.disabled_at', 'is', null).select(['person.name', 'person.email', 'municipality.name as municipality', 'help_offer.text']).orderBy(alphabetical('person.name')).orderBy('person.id').execute()
