import { sql } from 'kysely'
import type { Db, Trx } from '../../database.ts'
import type { Locale } from '../../i18n/locales.ts'
import { prepared } from '../../platform/database/prepared.ts'
import { itemsInForce } from '../visibility.ts'
import type { FollowTarget, NewsWish } from './following.table.ts'

export interface Follow { target: FollowTarget; value: string }

export const followsOf = (db: Db, personId: number): Promise<Follow[]> => db.selectFrom('follow').where('person_id', '=', personId).select(['target', 'value']).orderBy('since').execute()

export async function startFollowing(trx: Trx, at: string, personId: number, { target, value }: Follow) {
  await trx.insertInto('follow').values({ person_id: personId, target, value, since: at }).onConflict((conflict) => conflict.doNothing()).execute()
}

export const stopFollowing = (trx: Trx, personId: number, { target, value }: Follow) =>
  trx.deleteFrom('follow').where('person_id', '=', personId).where('target', '=', target).where('value', '=', value).execute()

export const subjectNames = (db: Db, slugs: string[]) => db.selectFrom('subject').where('slug', 'in', slugs).select(['slug', 'label', 'label_sv', 'label_en']).execute()

export interface Act { id: number; at: string; actor_id: number | null; item_id: number; summary: string; lang: string; material: 0 | 1 }

/** What followers are told of: publishing and revising, with the writer's own sentence; of a scheduled item the sentence it was saved with. */
const acts = (db: Db) => db.selectFrom('change').innerJoin('item', 'item.id', 'change.subject_id')
  .innerJoin('item_text', (join) => join.onRef('item_text.item_id', '=', 'item.id').onRef('item_text.lang', '=', 'item.language')).innerJoin('revision as current', 'current.id', 'item_text.revision_id')
  .leftJoin('revision as own', (join) => join.onRef('own.item_id', '=', 'item.id').onRef('own.created_at', '=', 'change.at'))
  .where('change.subject_type', '=', 'item').where('change.result', '=', 'done').where('change.action', 'in', ['published', 'revised'])
  .select((select) => ['change.id', 'change.at', 'change.actor_id', 'item.id as item_id', select.fn.coalesce('own.summary', 'current.summary').as('summary'), select.fn.coalesce('own.lang', 'current.lang').as('lang'), select.fn.coalesce('own.material', 'current.material').as('material')])

export const isAnythingFollowed = async (db: Db): Promise<boolean> => (await db.selectFrom('follow').select('person_id').limit(1).executeTakeFirst()) !== undefined

export const actsAfter = (db: Db, id: number, limit: number): Promise<Act[]> => acts(db).where('change.id', '>', id).orderBy('change.id').limit(limit).execute()
export const actsBetween = (db: Db, from: string, until: string, limit: number): Promise<Act[]> =>
  acts(db).where('change.at', '>=', from).where('change.at', '<', until).orderBy('change.id', 'desc').limit(limit).execute()

export async function seenUntil(db: Db, consumer: string): Promise<number> {
  const row = await db.selectFrom('change_cursor').where('consumer', '=', consumer).select('last_id').executeTakeFirst()
  return row?.last_id ?? 0
}

const FOLLOWED = sql<boolean>`((follow.target = 'item' and follow.value = cast(item.id as text)) or (follow.target = 'kind' and follow.value = item.kind)
  or (follow.target = 'subject' and follow.value in (select slug from subject join item_subject on subject_id = subject.id where item_id = item.id))
  or (follow.target = 'municipality' and follow.value in (select slug from municipality join item_municipality on municipality_id = municipality.id where item_id = item.id)))`

/**
 * Who follows an item, by whatever they follow of it, is still here, may read it, and did not do it herself. The rule of visibility.ts in
 * reverse: one item, many people.
 */
export async function followersOf(db: Db, now: string, { item_id: itemId, actor_id: exceptId, at }: Act): Promise<number[]> {
  const rows = await itemsInForce(db, now).where('item.id', '=', itemId).innerJoin('follow', (join) => join.on(FOLLOWED)).innerJoin('person', 'person.id', 'follow.person_id')
    .where('person.disabled_at', 'is', null).where('person.id', 'is not', exceptId).where('follow.since', '<', at)
    .where((where) => where.or([
      where('item.restricted_team_id', 'is', null),
      where.exists(where.selectFrom('team_member').whereRef('team_member.team_id', '=', 'item.restricted_team_id').whereRef('team_member.person_id', '=', 'person.id').select('team_member.person_id')),
    ])).select('person.id').distinct().execute()
  return rows.map(({ id }) => id)
}

/** Of these items those that a person follows and anyone may read: a feed's address is known to other programs. Who follows nothing gets all. */
export async function followedOpenItems(db: Db, personId: number, now: string, itemIds: number[]): Promise<number[]> {
  const rows = await itemsInForce(db, now).where('item.restricted_team_id', 'is', null).where('item.id', 'in', itemIds)
    .where((where) => {
      const follows = where.selectFrom('follow').where('follow.person_id', '=', personId).select('follow.person_id')
      return where.or([where.not(where.exists(follows)), where.exists(follows.where(FOLLOWED))])
    }).select('item.id').execute()
  return rows.map(({ id }) => id)
}

export interface Wish { news: NewsWish; digest: 0 | 1; quiet_from: string; quiet_until: string; unsubscribe_token: string; feed_hash: Uint8Array | null }
export const wishOf = (db: Db, personId: number): Promise<Wish | undefined> => db.selectFrom('mail_wish').where('person_id', '=', personId)
  .select(['news', 'digest', 'quiet_from', 'quiet_until', 'unsubscribe_token', 'feed_hash']).executeTakeFirst()
/** Those who want no mail at all but what they ask for themselves. */
export const withoutMail = async (db: Db): Promise<Set<number>> => new Set((await db.selectFrom('mail_wish').where('news', '=', 'never').select('person_id').execute()).map(({ person_id }) => person_id))
export const putWish = (trx: Trx, personId: number, wish: Omit<Wish, 'feed_hash'>) => trx.insertInto('mail_wish').values({ person_id: personId, ...wish, feed_hash: null })
  .onConflict((conflict) => conflict.column('person_id').doUpdateSet(wish)).execute()
export const setFeed = (trx: Trx, personId: number, hash: Uint8Array | null) => trx.updateTable('mail_wish').where('person_id', '=', personId).set({ feed_hash: hash }).execute()
export const wishByToken = (db: Db, token: string) => db.selectFrom('mail_wish').innerJoin('person', 'person.id', 'mail_wish.person_id').where('unsubscribe_token', '=', token)
  .select(['mail_wish.person_id', 'person.locale', 'mail_wish.news', 'mail_wish.digest']).executeTakeFirst()
export const personByFeed = (db: Db, hash: Uint8Array) => db.selectFrom('mail_wish').innerJoin('person', 'person.id', 'mail_wish.person_id').where('feed_hash', '=', hash)
  .where('person.disabled_at', 'is', null).select(['person.id', 'person.locale']).executeTakeFirst()

/** What a person has been told, the newest first; of an item that she may no longer read, nothing. */
export async function toldTo(db: Db, personId: number, now: string, { before, limit }: { before: number | null; limit: number }) {
  let query = readable(db, now).where('told.person_id', '=', personId)
  if (before !== null) query = query.where('told.id', '<', before)
  return query.select(['told.id', 'told.at', 'told.message', 'told.detail', 'told.href', 'told.read_at']).orderBy('told.id', 'desc').limit(limit).execute()
}

export const unmailed = (db: Db, personId: number, now: string, limit: number) => readable(db, now).where('told.person_id', '=', personId).where('told.mailed_at', 'is', null)
  .select(['told.id', 'told.at', 'told.message', 'told.detail', 'told.href']).orderBy('told.id').limit(limit).execute()

/** Lines that are about no item, or about one that the person may open now (the rule of visibility.ts for many people at once). */
const readable = (db: Db, now: string) => db.selectFrom('told').leftJoin('item', 'item.id', 'told.item_id').where((where) => {
  const inTeam = (team: 'item.restricted_team_id' | 'item.owner_team_id') => where.exists(where.selectFrom('team_member').whereRef('team_member.team_id', '=', team).whereRef('team_member.person_id', '=', 'told.person_id').select('team_member.person_id'))
  const begun = where.or([where('item.visible_from', 'is', null), where('item.visible_from', '<=', now)])
  return where.or([
    where('told.item_id', 'is', null),
    where.and([
      where('item.state', '<>', 'trashed'), where.or([where('item.restricted_team_id', 'is', null), inTeam('item.restricted_team_id')]),
      where.or([where.and([where('item.state', '=', 'published'), begun]), where('item.created_by', '=', where.ref('told.person_id')), inTeam('item.owner_team_id')]),
    ]),
  ])
})

export const countUnread = async (db: Db, personId: number, now: string): Promise<number> => (await unreadCount(db, { person: personId, now }))[0]!.n
const unreadCount = prepared((db, at: { person: number; now: string }) => readable(db, at.now).where('told.person_id', '=', at.person).where('told.read_at', 'is', null).select((select) => select.fn.countAll<number>().as('n')))

export const markRead = (trx: Trx, personId: number, at: string) => trx.updateTable('told').where('person_id', '=', personId).where('read_at', 'is', null).set({ read_at: at }).execute()
export const markMailed = (trx: Trx, personId: number, upTo: number, at: string) => trx.updateTable('told').where('person_id', '=', personId).where('mailed_at', 'is', null).where('id', '<=', upTo).set({ mailed_at: at }).execute()

export interface Reader { id: number; email: string; locale: Locale; news: NewsWish | null; quiet_from: string | null; quiet_until: string | null; last: number; since: string }
/** Everyone whom something waits for, with her wish (null: none yet), the newest line and when the oldest came. */
export const peopleToMail = (db: Db): Promise<Reader[]> => db.selectFrom('told').innerJoin('person', 'person.id', 'told.person_id').leftJoin('mail_wish', 'mail_wish.person_id', 'person.id')
  .where('told.mailed_at', 'is', null).where('person.disabled_at', 'is', null)
  .select((select) => ['person.id', 'person.email', 'person.locale', 'mail_wish.news', 'mail_wish.quiet_from', 'mail_wish.quiet_until', select.fn.max('told.id').as('last'), select.fn.min('told.at').as('since')])
  .groupBy('person.id').execute()

/** People who want the week's digest and have not got that of this week. */
export const digestReaders = (db: Db, week: string, monday: string, limit: number) => db.selectFrom('person').leftJoin('mail_wish', 'mail_wish.person_id', 'person.id').where('person.disabled_at', 'is', null).where('person.password_hash', 'is not', null).where('person.created_at', '<', monday)
  .innerJoin('municipality', 'municipality.id', 'person.municipality_id')
  .where((where) => where.or([where('mail_wish.digest', 'is', null), where('mail_wish.digest', '=', 1)])).where((where) => where.or([where('mail_wish.news', 'is', null), where('mail_wish.news', '<>', 'never')]))
  .where((where) => where.not(where.exists(where.selectFrom('mailed_digest').whereRef('mailed_digest.person_id', '=', 'person.id').where('week', '=', week).select('week'))))
  .select(['person.id', 'person.email', 'person.locale', 'municipality.slug as municipality', 'municipality.name as municipalityName']).orderBy('person.id').limit(limit).execute()
export const noteDigest = (trx: Trx, personId: number, week: string) => trx.insertInto('mailed_digest').values({ person_id: personId, week }).execute()

