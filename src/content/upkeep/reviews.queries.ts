import { sql } from 'kysely'
import type { Trx } from '../../database.ts'
import { itemsInForce } from '../visibility.ts'

/** Items in force whose review falls due by `soon`, with the teams that look after them. */
const dueItems = (trx: Trx, now: string, soon: string) => itemsInForce(trx, now).innerJoin('team', 'team.id', 'item.owner_team_id').where('item.review_due_at', '<=', soon)

export interface DueReview { id: number; title: string; due: string; team: number }
const titled = (query: ReturnType<typeof dueItems>) => query.innerJoin('item_text', (join) => join.onRef('item_text.item_id', '=', 'item.id').onRef('item_text.lang', '=', 'item.language'))
const openKey = (suffix: string) => sql<boolean>`exists (select 1 from task where task.key = 'review:' || item.id || ${suffix} and task.closed_at is null)`

/** Those of a team who can check and answer: its writers who have not left. */
export const teamWriters = async (trx: Trx, teamId: number): Promise<number[]> => (await trx.selectFrom('team_member').innerJoin('person', 'person.id', 'team_member.person_id')
  .where('team_member.team_id', '=', teamId).where('person.disabled_at', 'is', null).where('person.role', '<>', 'reader').select('person.id').execute()).map(({ id }) => id)

/** Suggestions are answered by the team that owns the item now. */
export async function followOwners(trx: Trx) {
  const owner = sql<number>`(select owner_team_id from item where item.id = task.item_id)`
  await trx.updateTable('task').set({ team_id: owner }).where('closed_at', 'is', null).where('key', 'like', 'suggestion:%').where('item_id', 'is not', null).where('team_id', '<>', owner).execute()
}

/** Those that nobody has been asked to check yet. */
export const unaskedReviews = (trx: Trx, now: string, soon: string): Promise<DueReview[]> => titled(dueItems(trx, now, soon)).where((where) => where.not(openKey('')))
  .select(['item.id', 'item_text.title', 'item.owner_team_id as team']).select(sql<string>`item.review_due_at`.as('due')).orderBy('item.review_due_at').orderBy('item.id').execute()

/** Those that fell due before `long` and are the substitute's now too. */
export const unaskedSubstitutes = (trx: Trx, now: string, long: string): Promise<DueReview[]> => titled(dueItems(trx, now, long)).where('team.substitute_team_id', 'is not', null)
  .where((where) => where.not(openKey(':substitute'))).select(['item.id', 'item_text.title']).select([sql<number>`team.substitute_team_id`.as('team'), sql<string>`item.review_due_at`.as('due')])
  .orderBy('item.review_due_at').orderBy('item.id').execute()

/** Open review work that is not asked for any more: checked otherwise, put aside, given to another team, or its interval changed. */
export async function outdatedReviewTasks(trx: Trx, now: string, soon: string, long: string): Promise<string[]> {
  const rows = await trx.selectFrom('task').where('task.closed_at', 'is', null).where('task.key', 'like', 'review:%').where((where) => where.not(where.or([
    where.exists(dueItems(trx, now, soon).where(sql<boolean>`item.id = task.item_id and task.key = 'review:' || item.id and task.team_id = item.owner_team_id and task.due_at is item.review_due_at`).select('item.id')),
    where.exists(dueItems(trx, now, long).where(sql<boolean>`item.id = task.item_id and task.key = 'review:' || item.id || ':substitute' and task.team_id = team.substitute_team_id and task.due_at is item.review_due_at`).select('item.id')),
  ]))).select('task.key').execute()
  return rows.map(({ key }) => key)
}
