import { sql, type Insertable } from 'kysely'
import type { Db, Trx } from '../../database.ts'
import { prepared } from '../../platform/database/prepared.ts'
import type { DatabaseState } from '../../platform/database/unwritten.ts'
import type { AuthTables } from './auth.table.ts'

/** Everything that a request needs of the person who sent it. */
const viewerColumns = (db: Db) => db.selectFrom('person').innerJoin('municipality', 'municipality.id', 'person.municipality_id')
  .where('person.disabled_at', 'is', null)
  .select([
    'person.id as id', 'person.name as name', 'person.role as role', 'person.locale as locale', 'person.theme as theme',
    'municipality.id as municipalityId', 'municipality.slug as municipalitySlug', 'municipality.name as municipalityName',
    'municipality.inside as municipalityInside', 'person.supervisor as supervisor',
    sql<number | null>`(select id from library where id = person.library_id and closed_at is null)`.as('libraryId'),
    sql<string | null>`(select group_concat(team_id) from team_member where person_id = person.id)`.as('teams'),
  ])

const bySession = prepared((db, at: { hash: Uint8Array }) => viewerColumns(db).innerJoin('session', 'session.person_id', 'person.id').where('session.token_hash', '=', at.hash)
  .select(['session.id as sessionId', 'session.created_at as createdAt', 'session.used_at as usedAt', 'session.proved_at as provedAt', 'session.shared_device as sharedDevice']))

type ViewerRow = Awaited<ReturnType<typeof bySession>>[number]
const known = new WeakMap<DatabaseState, Map<string, ViewerRow>>()
const MOST_KNOWN = 500

/**
 * The query behind every page. `state` is the database's at this request: the row is read again as soon as anything has been written, so a
 * session that was ended or a right that was taken counts at once.
 */
export async function viewerBySession(db: Db, hash: Buffer, state: DatabaseState | null): Promise<ViewerRow | undefined> {
  const rows = state && (known.get(state) ?? new Map<string, ViewerRow>()), key = hash.toString('latin1'), remembered = rows?.get(key)
  if (remembered) return remembered
  const [row] = await bySession(db, { hash })
  if (row && rows && rows.size < MOST_KNOWN) known.set(state, rows.set(key, row))
  return row
}

/** A person as her own requests would see her, for work that is done for her in the background; nothing for one who may not sign in. */
export const viewerRowById = (db: Db, id: number) => viewerColumns(db).where('person.id', '=', id).executeTakeFirst()

export const viewerByTokenHash = (db: Db, hash: Buffer, now: string) => viewerColumns(db).innerJoin('api_token', 'api_token.person_id', 'person.id')
  .where('api_token.token_hash', '=', hash).where('api_token.revoked_at', 'is', null)
  .where((where) => where.or([where('api_token.expires_at', 'is', null), where('api_token.expires_at', '>', now)]))
  .select('api_token.scope as scope').executeTakeFirst()

export async function insertSession(trx: Trx, row: Insertable<AuthTables['session']>): Promise<number> {
  const { id } = await trx.insertInto('session').values(row).returning('id').executeTakeFirstOrThrow()
  return id
}
export const touchSession = (trx: Trx, id: number, now: string) => trx.updateTable('session').where('id', '=', id).set({ used_at: now }).execute()
export const proveSession = (trx: Trx, id: number, now: string) => trx.updateTable('session').where('id', '=', id).set({ proved_at: now }).execute()
export const deleteSession = (trx: Trx, id: number) => trx.deleteFrom('session').where('id', '=', id).execute()

/** Ends all of a person's sessions but one; tells how many there were. */
export async function deleteSessionsOf(trx: Trx, personId: number, { except = 0 } = {}): Promise<number> {
  const result = await trx.deleteFrom('session').where('person_id', '=', personId).where('id', '!=', except).executeTakeFirst()
  return Number(result.numDeletedRows)
}

export const sessionsOf = (db: Db, personId: number) => db.selectFrom('session').where('person_id', '=', personId)
  .select(['id', 'device', 'shared_device', 'created_at', 'used_at']).orderBy('created_at', 'desc').execute()

export async function deleteOldSessions(trx: Trx, limits: { sharedUsed: string; sharedCreated: string; ownUsed: string; ownCreated: string }): Promise<number> {
  const result = await trx.deleteFrom('session').where((where) => where.or([
    where.and([where('shared_device', '=', 1), where.or([where('used_at', '<', limits.sharedUsed), where('created_at', '<', limits.sharedCreated)])]),
    where.and([where('shared_device', '=', 0), where.or([where('used_at', '<', limits.ownUsed), where('created_at', '<', limits.ownCreated)])]),
  ])).executeTakeFirst()
  return Number(result.numDeletedRows)
}
