import type { Insertable, Updateable } from 'kysely'
import type { Db, Trx } from '../../database.ts'
import type { Viewer } from '../../people/viewer.ts'
import type { PeerLearningTables } from './peer-learning.table.ts'

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
  wish: string
  asked_on: string
  home_on: string | null
  host_on: string | null
  declined_on: string | null
  memo: string
  memo_on: string | null
  item_id: number | null
}
/** Seen by the colleague herself and by the contact persons of both municipalities; by nobody else, the administrator included. */
const visits = (db: Db, viewer: Pick<Viewer, 'id' | 'role' | 'municipalityId'>) => db.selectFrom('peer_visit').innerJoin('peer_offer', 'peer_offer.id', 'offer_id')
  .innerJoin('municipality as host', 'host.id', 'peer_offer.municipality_id').innerJoin('municipality as home', 'home.id', 'peer_visit.municipality_id').innerJoin('person', 'person.id', 'peer_visit.person_id')
  .where((where) => where.or([where('peer_visit.person_id', '=', viewer.id),
    ...(viewer.role === 'contact' ? [where('peer_visit.municipality_id', '=', viewer.municipalityId), where('peer_offer.municipality_id', '=', viewer.municipalityId)] : [])]))
  .select(['peer_visit.id', 'offer_id', 'peer_offer.topic', 'host.id as host_id', 'host.name as host', 'peer_visit.person_id', 'person.name', 'person.email', 'home.id as home_id', 'home.name as home', 'wish', 'asked_on', 'home_on',
    'host_on', 'declined_on', 'memo', 'memo_on', 'item_id'])
export const visibleVisits = (db: Db, viewer: Viewer): Promise<Visit[]> => visits(db, viewer).orderBy('peer_visit.id', 'desc').limit(200).execute()
export const findVisit = (db: Db, viewer: Viewer, id: number): Promise<Visit | undefined> => visits(db, viewer).where('peer_visit.id', '=', id).executeTakeFirst()

/** Null when she has asked already. */
export async function insertVisit(trx: Trx, row: Insertable<PeerLearningTables['peer_visit']>): Promise<number | null> {
  return (await trx.insertInto('peer_visit').values(row).onConflict((known) => known.doNothing()).returning('id').executeTakeFirst())?.id ?? null
}
export const updateVisit = (trx: Trx, id: number, values: Updateable<PeerLearningTables['peer_visit']>) => trx.updateTable('peer_visit').where('id', '=', id).set(values).execute()

/** For the person's own export. */
export const visitsOf = (db: Db, personId: number) => db.selectFrom('peer_visit').innerJoin('peer_offer', 'peer_offer.id', 'offer_id').where('person_id', '=', personId)
  .select(['peer_offer.topic', 'wish', 'asked_on', 'home_on', 'host_on', 'declined_on', 'memo', 'memo_on']).orderBy('peer_visit.id').execute()
/** Visits are kept for two years. */
export const deleteOldVisits = (trx: Trx, before: string) => trx.deleteFrom('peer_visit').where('asked_on', '<', before).execute()
