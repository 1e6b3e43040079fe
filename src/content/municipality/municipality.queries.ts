import { sql } from 'kysely'
import type { Db, Trx } from '../../database.ts'
import type { Eyes } from '../export/export.queries.ts'
import { readableItems } from '../visibility.ts'
import { alphabetical } from '../../platform/database/alphabetical.ts'

const readable = (db: Db, eyes: Eyes) => (eyes ? readableItems(db, eyes.viewer, eyes.now) : db.selectFrom('item'))

const isOwn = (municipalityId: number) => sql<boolean>`item.network_wide = 0 and exists (select 1 from item_municipality m where m.item_id = item.id and m.municipality_id = ${municipalityId})
  and not exists (select 1 from item_municipality m where m.item_id = item.id and m.municipality_id <> ${municipalityId})`

/** Pages of this municipality alone. */
export const ownItems = (db: Db, eyes: Eyes, municipalityId: number) => readable(db, eyes).where(isOwn(municipalityId)).innerJoin('team', 'team.id', 'item.owner_team_id')
  .select(['item.id', 'item.external_id', 'item.kind', 'item.state', 'item.language', 'item.created_at', 'item.changed_at', 'item.checked_at', 'item.review_due_at', 'item.restricted_team_id', 'item.data', 'team.name as owner']).orderBy('item.id').execute()

/** Without passwords. */
export async function peopleOf(db: Db, municipalityId: number) {
  const people = await db.selectFrom('person').where('municipality_id', '=', municipalityId).select(['id', 'name', 'email', 'role', 'locale', 'created_at', 'disabled_at']).orderBy(alphabetical('name')).execute()
  const teams = await db.selectFrom('team_member').innerJoin('team', 'team.id', 'team_member.team_id').innerJoin('person', 'person.id', 'team_member.person_id').where('person.municipality_id', '=', municipalityId)
    .select(['team_member.person_id', 'team.name']).orderBy(alphabetical('team.name')).execute()
  return people.map(({ id, ...person }) => ({ ...person, teams: teams.filter((team) => team.person_id === id).map(({ name }) => name) }))
}

export const supplementsBy = (db: Db, eyes: Eyes, municipalityId: number) => readable(db, eyes).innerJoin('supplement as s', 's.item_id', 'item.id').leftJoin('library as l', 'l.id', 's.library_id')
  .where('s.municipality_id', '=', municipalityId)
  .select(['s.id', 's.item_id', 'item.external_id', 'item.restricted_team_id', 's.slot', 's.name', 's.lang', 's.number', 's.body', 's.checked_at', 's.changed_at', 's.outdated', 'l.name as library',
    sql<string>`(select title from item_text t where t.item_id = item.id and t.lang = item.language)`.as('title')]).orderBy('s.id').execute()
export const supplementHistory = (db: Db, ids: number[]) => db.selectFrom('supplement_revision').where('supplement_id', 'in', ids).select(['supplement_id', 'number', 'body', 'created_at']).orderBy('supplement_id').orderBy('number').execute()

export const factsOfMunicipality = (db: Db, municipalityId: number) => db.selectFrom('fact_value as v').leftJoin('library as l', 'l.id', 'v.library_id').innerJoin('fact as f', 'f.name', 'v.fact')
  .where((where) => where.or([where('v.municipality_id', '=', municipalityId), where('l.municipality_id', '=', municipalityId)]))
  .select(['v.fact', 'f.type', 'f.label_fi', 'l.name as library', 'v.valid_from', 'v.value', 'v.created_at', 'v.replaced_at']).orderBy('v.id').execute()

/** What hangs on one library. */
export async function countOfLibrary(db: Db, libraryId: number): Promise<{ supplements: number; facts: number; people: number }> {
  const { rows } = await sql<{ supplements: number; facts: number; people: number }>`select (select count(*) from supplement where library_id = ${libraryId}) as supplements,
    (select count(distinct fact) from fact_value where library_id = ${libraryId} and replaced_at is null) as facts, (select count(*) from person where library_id = ${libraryId} and disabled_at is null) as people`.execute(db)
  return rows[0]!
}

export const isLastAdminIn = async (db: Db, municipalityId: number) => (await db.selectFrom('person').where('role', '=', 'admin').where('municipality_id', '=', municipalityId).select('id').limit(1).executeTakeFirst()) !== undefined
  && (await db.selectFrom('person').where('role', '=', 'admin').where('municipality_id', '<>', municipalityId).where('disabled_at', 'is', null).where('password_hash', 'is not', null).select('id').limit(1).executeTakeFirst()) === undefined

/** Every page that changes when the municipality goes: those that it alone had, and shared ones that named it or that it had written into. */
export async function touchedItems(db: Db, municipalityId: number): Promise<{ own: number[]; shared: number[] }> {
  const own = (await db.selectFrom('item').where(isOwn(municipalityId)).select('item.id').execute()).map(({ id }) => id)
  const rows = await sql<{ id: number }>`select item_id id from item_municipality where municipality_id = ${municipalityId} union select item_id from supplement where municipality_id = ${municipalityId}`.execute(db)
  return { own, shared: rows.rows.map(({ id }) => id).filter((id) => !own.includes(id)) }
}

/** Takes the rows away; what hangs on people, libraries and items goes with them, and what people have written for all stays without their name. */
export async function deleteMunicipality(trx: Trx, municipality: { id: number; slug: string }, ownItemIds: number[], at: string) {
  for (const id of ownItemIds) await trx.deleteFrom('item').where('id', '=', id).execute()
  await trx.deleteFrom('item_municipality').where('municipality_id', '=', municipality.id).execute()
  await trx.deleteFrom('onboarding').where('municipality_id', '=', municipality.id).execute()
  await trx.deleteFrom('person').where('municipality_id', '=', municipality.id).execute()
  await trx.deleteFrom('library').where('municipality_id', '=', municipality.id).execute()
  await trx.deleteFrom('municipality').where('id', '=', municipality.id).execute()
  await trx.insertInto('municipality_left').values({ slug: municipality.slug, at }).onConflict((known) => known.doNothing()).execute()
}
