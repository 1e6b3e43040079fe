import type { ExpressionBuilder } from 'kysely'
import type { Database, Db } from '../database.ts'
import type { Viewer } from '../people/viewer.ts'
import type { Item } from './content.table.ts'

/**
 * Who sees what, in one place. Everyone on the staff reads everything published, except what is restricted to a team. Two ways to look:
 * lists, counts and search show `visibleItems`; an address may also open `readableItems`. Trashed items are found by neither; the trash shows `trashedItems`.
 */

/** Published and in force at `now`, to whomever it is restricted: for what is done for many people at once, who are asked about later. */
export const itemsInForce = (db: Db, now: string) => db.selectFrom('item')
  .where('item.state', '=', 'published')
  .where((where) => where.or([where('item.visible_from', 'is', null), where('item.visible_from', '<=', now)]))
  .where((where) => where.or([where('item.visible_until', 'is', null), where('item.visible_until', '>', now)]))

/** In force, and not restricted to a team of others. */
export const visibleItems = (db: Db, viewer: Pick<Viewer, 'id'>, now: string) => itemsInForce(db, now).where((where) => isUnrestricted(where, viewer))

/** What a person may open by its address: also a notice that is no longer in force, and the drafts of her own and of her teams. */
export function readableItems(db: Db, viewer: Pick<Viewer, 'id'>, now: string) {
  return unrestrictedItems(db, viewer).where((where) => where.or([
    where.and([
      where('item.state', '=', 'published'),
      where.or([where('item.visible_from', 'is', null), where('item.visible_from', '<=', now), ...writes(where, viewer)]),
    ]),
    where.and([where('item.state', '=', 'draft'), where.or(writes(where, viewer))]),
  ]))
}

/** Notices that were in force and are no longer. */
export function pastItems(db: Db, viewer: Pick<Viewer, 'id'>, now: string) {
  return unrestrictedItems(db, viewer).where('item.state', '=', 'published').where('item.visible_until', '<=', now)
}

/** What was put aside since `since`; drafts only those of her own and of her teams. Who may take it back is asked of mayEdit (may-edit.ts). */
export function trashedItems(db: Db, viewer: Pick<Viewer, 'id'>, since: string) {
  return unrestrictedItems(db, viewer).where('item.state', '=', 'trashed').where('item.trashed_at', '>', since)
    .where((where) => where.or([where('item.published_at', 'is not', null), ...writes(where, viewer)]))
}

const unrestrictedItems = (db: Db, viewer: Pick<Viewer, 'id'>) => db.selectFrom('item').where((where) => isUnrestricted(where, viewer))

type Where = ExpressionBuilder<Database, 'item'>
const isUnrestricted = (where: Where, viewer: Pick<Viewer, 'id'>) => where.or([where('item.restricted_team_id', 'is', null), isInTeam(where, viewer, 'item.restricted_team_id')])
const writes = (where: Where, viewer: Pick<Viewer, 'id'>) => [where('item.created_by', '=', viewer.id), isInTeam(where, viewer, 'item.owner_team_id')]
const isInTeam = (where: Where, viewer: Pick<Viewer, 'id'>, team: 'item.restricted_team_id' | 'item.owner_team_id') =>
  where.exists(where.selectFrom('team_member').whereRef('team_member.team_id', '=', team).where('team_member.person_id', '=', viewer.id).select('person_id'))

/** What an index stores with an item and asks for with a search. */
export const audienceOf = (item: Pick<Item, 'restricted_team_id'>) => (item.restricted_team_id === null ? 'all' : `team:${item.restricted_team_id}`)
export const audiencesOf = (viewer: Viewer) => ['all', ...viewer.teamIds.map((id) => `team:${id}`)]
