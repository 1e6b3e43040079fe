import { alphabetical } from '../platform/database/alphabetical.ts'
import { sql } from 'kysely'
import type { Db, Trx } from '../database.ts'
import type { Role } from './people.table.ts'

export interface TeamRow { id: number; name: string; substitute: string | null; people: number }
const PEOPLE = sql<number>`(select count(*) from team_member m join person p on p.id = m.person_id where m.team_id = team.id and p.disabled_at is null)`.as('people')

/** Every team with its substitute and how many can act in it. */
export const teamRows = (db: Db): Promise<TeamRow[]> => db.selectFrom('team').leftJoin('team as other', 'other.id', 'team.substitute_team_id')
  .select(['team.id', 'team.name', 'other.name as substitute']).select(PEOPLE).orderBy(alphabetical('team.name')).execute()

export interface TeamPerson { id: number; name: string; municipality: string; municipality_id: number; disabled: boolean; /** writes pages, and so can do the team's work */ writes: boolean }
const person = (db: Db) => db.selectFrom('person').innerJoin('municipality', 'municipality.id', 'person.municipality_id').orderBy(alphabetical('person.name')).orderBy('person.id')
  .select(['person.id', 'person.name', 'municipality.name as municipality', 'person.municipality_id', 'person.disabled_at', 'person.role'])
const named = <Row extends { disabled_at: string | null; role: Role }>(rows: Row[]) => rows.map(({ disabled_at: at, role, ...row }) => ({ ...row, disabled: at !== null, writes: role !== 'reader' }))

export const peopleOfTeam = async (db: Db, teamId: number): Promise<TeamPerson[]> =>
  named(await person(db).innerJoin('team_member', 'team_member.person_id', 'person.id').where('team_member.team_id', '=', teamId).execute())

/** Who could be taken into a team: people who can sign in and are not in it, of one municipality or of all. */
export const peopleOutside = async (db: Db, teamId: number, municipalityId: number | null): Promise<TeamPerson[]> =>
  named(await person(db).where('person.disabled_at', 'is', null).$if(municipalityId !== null, (query) => query.where('person.municipality_id', '=', municipalityId!))
    .where('person.id', 'not in', (from) => from.selectFrom('team_member').where('team_id', '=', teamId).select('person_id')).execute())

export const setSubstitute = (trx: Trx, teamId: number, substituteId: number | null) => trx.updateTable('team').where('id', '=', teamId).set({ substitute_team_id: substituteId }).execute()

/** Null: a team of that name is there already. */
export async function insertTeam(trx: Trx, name: string): Promise<number | null> {
  const made = await trx.insertInto('team').values({ name, substitute_team_id: null }).onConflict((conflict) => conflict.doNothing()).returning('id').executeTakeFirst()
  return made?.id ?? null
}
