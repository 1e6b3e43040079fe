import { sql, type Insertable, type Updateable } from 'kysely'
import type { Db, Trx } from '../../database.ts'
import type { Viewer } from '../../people/viewer.ts'
import type { PeerLearningTables } from './peer-learning.table.ts'
import { alphabetical } from '../../platform/database/alphabetical.ts'

export interface Offer { id: number; municipality_id: number; municipality: string; library: string | null; topic: string; text: string; dates: string; until: string; closed_on: string | null }
const offers = (db: Db) => db.selectFrom('peer_offer').innerJoin('municipality', 'municipality.id', 'peer_offer.municipality_id').leftJoin('library', 'library.id', 'peer_offer.library_id')
  .select(['peer_offer.id', 'peer_offer.municipality_id', 'municipality.name as municipality', 'library.name as library', 'topic', 'text', 'dates', 'until', 'closed_on'])

/** Those that stand open on the day: everyone on the staff may ask. */
export const openOffers = (db: Db, today: string): Promise<Offer[]> => offers(db).where('closed_on', 'is', null).where('until', '>=', today).orderBy('until').orderBy('peer_offer.id').limit(200).execute()
export const offerById = (db: Db, id: number): Promise<Offer | undefined> => offers(db).where('peer_offer.id', '=', id).executeTakeFirst()
export async function insertOffer(trx: Trx, row: Insertable<PeerLearningTables['peer_offer']>): Promise<number> {
  return (await trx.insertInto('peer_offer').values(row).returning('id').executeTakeFirstOrThrow()).id
}
export const closeOffer = (trx: Trx, id: number, day: string) => trx.updateTable('peer_offer').where('id', '=', id).set({ closed_on: day }).execute()

/** Can sign in, and leads people: a contact person, or whoever is marked as a supervisor. */
const leadsNow = (person: string) => sql<boolean>`${sql.ref(`${person}.disabled_at`)} is null and (${sql.ref(`${person}.role`)} = 'contact' or ${sql.ref(`${person}.supervisor`)} = 1)`
/** Those of a municipality who can agree to a visit as somebody's supervisor. */
export const supervisorsOf = (db: Db, municipalityId: number) => db.selectFrom('person').where('municipality_id', '=', municipalityId).where(leadsNow('person')).select(['id', 'name']).orderBy(alphabetical('name')).orderBy('id').execute()

export interface Visit {
  id: number
  offer_id: number
  topic: string
  host_id: number
  host: string
  person_id: number
  name: string
  email: string
  home_id: number
  home: string
  /** the two supervisors who agree; null where there is none who can, and the contact persons do */
  home_boss_id: number | null
  home_boss: string | null
  host_boss_id: number | null
  host_boss: string | null
  wish: string
  asked_on: string
  home_on: string | null
  host_on: string | null
  declined_on: string | null
  memo: string
  memo_on: string | null
  item_id: number | null
}
/** A supervisor who has left, moved or lost her mark is none. */
const allVisits = (db: Db) => db.selectFrom('peer_visit').innerJoin('peer_offer', 'peer_offer.id', 'offer_id')
  .innerJoin('municipality as host', 'host.id', 'peer_offer.municipality_id').innerJoin('municipality as home', 'home.id', 'peer_visit.municipality_id').innerJoin('person', 'person.id', 'peer_visit.person_id')
  .leftJoin('person as home_boss', (on) => on.onRef('home_boss.id', '=', 'peer_visit.supervisor_id').onRef('home_boss.municipality_id', '=', 'peer_visit.municipality_id').on(leadsNow('home_boss')))
  .leftJoin('person as host_boss', (on) => on.onRef('host_boss.id', '=', 'peer_offer.supervisor_id').onRef('host_boss.municipality_id', '=', 'peer_offer.municipality_id').on(leadsNow('host_boss')))
  .select(['peer_visit.id', 'offer_id', 'peer_offer.topic', 'host.id as host_id', 'host.name as host', 'peer_visit.person_id', 'person.name', 'person.email', 'home.id as home_id', 'home.name as home', 'wish', 'asked_on', 'home_on',
    'host_on', 'declined_on', 'memo', 'memo_on', 'item_id', 'home_boss.id as home_boss_id', 'home_boss.name as home_boss', 'host_boss.id as host_boss_id', 'host_boss.name as host_boss'])

/**
 * Seen by the colleague herself and the two supervisors; by the contact persons where they stand in for one, and once there is a memo to
 * make something of. By nobody else, the administrator included.
 */
const visits = (db: Db, viewer: Pick<Viewer, 'id' | 'role' | 'municipalityId'>) => allVisits(db).where((where) => where.or([
  where('peer_visit.person_id', '=', viewer.id), where('home_boss.id', '=', viewer.id), where('host_boss.id', '=', viewer.id),
  ...(viewer.role === 'contact' ? [
    where.and([where('peer_visit.municipality_id', '=', viewer.municipalityId), where.or([where('home_boss.id', 'is', null), where('memo_on', 'is not', null)])]),
    where.and([where('peer_offer.municipality_id', '=', viewer.municipalityId), where.or([where('host_boss.id', 'is', null), where('memo_on', 'is not', null)])]),
  ] : [])]))
export const visibleVisits = (db: Db, viewer: Viewer): Promise<Visit[]> => visits(db, viewer).orderBy('peer_visit.id', 'desc').limit(200).execute()
export const findVisit = (db: Db, viewer: Viewer, id: number): Promise<Visit | undefined> => visits(db, viewer).where('peer_visit.id', '=', id).executeTakeFirst()
/** A visit with who answers for it, whoever asks. */
export const visitById = (db: Db, id: number): Promise<Visit> => allVisits(db).where('peer_visit.id', '=', id).executeTakeFirstOrThrow()
/** Those that wait for a supervisor who cannot answer any more. */
export const strandedVisits = (db: Db): Promise<Visit[]> => allVisits(db).where('declined_on', 'is', null).where((where) => where.or([
  where.and([where('home_on', 'is', null), where('home_boss.id', 'is', null), where('peer_visit.supervisor_id', 'is not', null)]),
  where.and([where('host_on', 'is', null), where('host_boss.id', 'is', null), where('peer_offer.supervisor_id', 'is not', null)]),
])).execute()

/** Null when she has asked already. */
export async function insertVisit(trx: Trx, row: Insertable<PeerLearningTables['peer_visit']>): Promise<number | null> {
  return (await trx.insertInto('peer_visit').values(row).onConflict((known) => known.doNothing()).returning('id').executeTakeFirst())?.id ?? null
}
export const updateVisit = (trx: Trx, id: number, values: Updateable<PeerLearningTables['peer_visit']>) => trx.updateTable('peer_visit').where('id', '=', id).set(values).execute()

export const deleteVisit = (trx: Trx, id: number) => trx.deleteFrom('peer_visit').where('id', '=', id).execute()

/** Open offers and waiting visits that a person answers for go to a colleague; what she herself has asked for does not. Gives how many. */
export async function giveVisits(trx: Trx, from: number, to: number): Promise<number> {
  const given = [
    await trx.updateTable('peer_offer').where('supervisor_id', '=', from).where('closed_on', 'is', null).set({ supervisor_id: to }).executeTakeFirst(),
    await trx.updateTable('peer_visit').where('supervisor_id', '=', from).where('home_on', 'is', null).where('declined_on', 'is', null).where('person_id', '!=', to).set({ supervisor_id: to }).executeTakeFirst(),
  ]
  return given.reduce((sum, { numUpdatedRows }) => sum + Number(numUpdatedRows), 0)
}
export async function visitsInHands(db: Db, personId: number): Promise<number> {
  const [offered, waiting] = await Promise.all([
    db.selectFrom('peer_offer').where('supervisor_id', '=', personId).where('closed_on', 'is', null).select('id').execute(),
    db.selectFrom('peer_visit').where('supervisor_id', '=', personId).where('home_on', 'is', null).where('declined_on', 'is', null).select('id').execute(),
  ])
  return offered.length + waiting.length
}

/** For the person's own export. */
export const visitsOf = (db: Db, personId: number) => db.selectFrom('peer_visit').innerJoin('peer_offer', 'peer_offer.id', 'offer_id').where('person_id', '=', personId)
  .select(['peer_offer.topic', 'wish', 'asked_on', 'home_on', 'host_on', 'declined_on', 'memo', 'memo_on']).orderBy('peer_visit.id').execute()
/** Visits are kept for two years. */
export const deleteOldVisits = (trx: Trx, before: string) => trx.deleteFrom('peer_visit').where('asked_on', '<', before).execute()
