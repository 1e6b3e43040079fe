import { sql, type Insertable, type Updateable } from 'kysely'
import type { Db, Trx } from '../database.ts'
import { alphabetical } from '../platform/database/alphabetical.ts'
import { prepared } from '../platform/database/prepared.ts'
import type { PeopleTables, Person } from './people.table.ts'

export const allMunicipalities = (db: Db) => db.selectFrom('municipality').selectAll().orderBy(alphabetical('name')).execute()
/** For choosing one. */
const names = prepared((db) => db.selectFrom('municipality').select(['slug', 'name']).orderBy(alphabetical('name')))
export const municipalityNames = (db: Db) => names(db, {})
export const municipalityBySlug = (db: Db, slug: string) => db.selectFrom('municipality').where('slug', '=', slug).selectAll().executeTakeFirst()
export const municipalityById = (db: Db, id: number) => db.selectFrom('municipality').where('id', '=', id).selectAll().executeTakeFirst()
/** The open libraries of a municipality. `chosen` already: it stays a choice though it has closed since. */
export const librariesOf = (db: Db, municipalityId: number, chosen: number | null = null) => db.selectFrom('library').where('municipality_id', '=', municipalityId)
  .where((where) => where.or([where('closed_at', 'is', null), where('id', '=', chosen ?? 0)])).selectAll().orderBy(alphabetical('name')).execute()
export const allLibraries = (db: Db) => db.selectFrom('library').where('closed_at', 'is', null).selectAll().orderBy(alphabetical('name')).execute()
/** Closed ones too. */
export const librariesEver = (db: Db) => db.selectFrom('library').selectAll().orderBy(alphabetical('name')).execute()

/** Adds a municipality, or brings its names and forms up to date unless a person has made them her own; gives its id. */
export async function putMunicipality(trx: Trx, row: Insertable<PeopleTables['municipality']>): Promise<number> {
  const { slug, ...rest } = row
  const known = await trx.selectFrom('municipality').where('slug', '=', slug).select(['id', 'edited_at']).executeTakeFirst()
  if (!known) return (await trx.insertInto('municipality').values(row).returning('id').executeTakeFirstOrThrow()).id
  if (known.edited_at === null) await trx.updateTable('municipality').where('id', '=', known.id).set(rest).execute()
  return known.id
}

/** The same for a library, which is known by the name that the program brings it with. */
export async function putLibrary(trx: Trx, row: Insertable<PeopleTables['library']>) {
  const { municipality_id, name, ...rest } = row
  const known = await trx.selectFrom('library').where('municipality_id', '=', municipality_id).where((where) => where.or([where('origin', '=', name), where('name', '=', name)])).select(['id', 'edited_at']).executeTakeFirst()
  if (!known) await trx.insertInto('library').values({ ...row, origin: name }).execute()
  else if (known.edited_at === null) await trx.updateTable('library').where('id', '=', known.id).set({ ...rest, origin: name }).execute()
}

export const leftMunicipalities = async (db: Db) => new Set((await db.selectFrom('municipality_left').select('slug').execute()).map(({ slug }) => slug))

export const allTeams = (db: Db) => db.selectFrom('team').selectAll().orderBy(alphabetical('name')).execute()
export const teamById = (db: Db, id: number) => db.selectFrom('team').where('id', '=', id).selectAll().executeTakeFirst()

/** The id of the team of that name, made when there is none. `sample` marks a team that goes away with the sample library. */
export async function ensureTeam(trx: Trx, name: string, { sample = false } = {}): Promise<number> {
  const known = await trx.selectFrom('team').where('name', '=', name).select('id').executeTakeFirst()
  if (known) return known.id
  const made = await trx.insertInto('team').values({ name, substitute_team_id: null, sample: sample ? 1 : 0 }).returning('id').executeTakeFirstOrThrow()
  return made.id
}

export const personById = (db: Db, id: number) => db.selectFrom('person').where('id', '=', id).selectAll().executeTakeFirst()
export const personByEmail = (db: Db, email: string) => db.selectFrom('person').where('email', '=', email).selectAll().executeTakeFirst()

export async function isAnyone(db: Db): Promise<boolean> {
  return (await db.selectFrom('person').select('id').limit(1).executeTakeFirst()) !== undefined
}

/** A number that somebody has had, who left with her municipality, stays hers: the change log speaks of her by it. */
const FREE = sql<number>`1 + max(coalesce((select max(id) from person), 0), coalesce((select max(subject_id) from change where subject_type = 'person' and result = 'done'), 0))`

export async function insertPerson(trx: Trx, row: Insertable<PeopleTables['person']>): Promise<number> {
  const { id } = await trx.insertInto('person').values({ ...row, id: FREE }).returning('id').executeTakeFirstOrThrow()
  return id
}

/** Makes the person a member of exactly these teams. */
export async function setTeams(trx: Trx, personId: number, teamIds: number[]) {
  await trx.deleteFrom('team_member').where('person_id', '=', personId).execute()
  if (teamIds.length > 0) await trx.insertInto('team_member').values(teamIds.map((team_id) => ({ team_id, person_id: personId }))).execute()
}

export const setPassword = (trx: Trx, id: number, passwordHash: string) => trx.updateTable('person').where('id', '=', id)
  .set({ password_hash: passwordHash }).execute()
export const setLocale = (trx: Trx, id: number, locale: Person['locale']) => trx.updateTable('person').where('id', '=', id).set({ locale }).execute()
export const updatePerson = (trx: Trx, id: number, values: Updateable<PeopleTables['person']>) => trx.updateTable('person').where('id', '=', id)
  .set(values).execute()

export const teamsOf = async (db: Db, personId: number) =>
  (await db.selectFrom('team_member').where('person_id', '=', personId).select('team_id').orderBy('team_id').execute()).map(({ team_id }) => team_id)

/** Whether some other administrator could sign in. */
export async function isOtherAdmin(db: Db, personId: number): Promise<boolean> {
  const other = await db.selectFrom('person').where('role', '=', 'admin').where('id', '!=', personId).where('disabled_at', 'is', null)
    .where('password_hash', 'is not', null)
    .select('id').limit(1).executeTakeFirst()
  return other !== undefined
}

export interface PeopleFilter { text: string; role: Person['role'] | null; municipalityId: number | null }

/** One page of the people, by name, and how many there are in all. */
export async function listPeople(db: Db, { text, role, municipalityId }: PeopleFilter, { limit, offset }: { limit: number; offset: number }) {
  const found = db.selectFrom('person').innerJoin('municipality', 'municipality.id', 'person.municipality_id')
    .$if(role !== null, (query) => query.where('person.role', '=', role!))
    .$if(municipalityId !== null, (query) => query.where('person.municipality_id', '=', municipalityId!))
    .$if(text !== '', (query) => query.where((where) => where.or(spellings(text).flatMap((part) => [
      where(where.fn('instr', [where.fn('lower', ['person.name']), where.val(part)]), '>', 0), where(where.fn('instr', ['person.email', where.val(part)]), '>', 0),
    ]))))
  const [rows, { count }] = [
    await found.select(['person.id', 'person.name', 'person.email', 'person.role', 'person.password_hash', 'person.disabled_at',
      'municipality.name as municipality']).orderBy(alphabetical('person.name')).orderBy('person.id').limit(limit).offset(offset).execute(),
    await found.select((select) => select.fn.countAll<number>().as('count')).executeTakeFirstOrThrow(),
  ]
  return { rows, count }
}

/** SQLite folds the case of ASCII only: "äijö" is also looked for as "Äijö". */
function spellings(text: string): string[] {
  const lower = text.toLowerCase(), first = lower.charAt(0)
  return /[a-z]/.test(first) ? [lower] : [lower, first.toUpperCase() + lower.slice(1)]
}
