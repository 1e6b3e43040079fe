import type { Insertable, Updateable } from 'kysely'
import type { Db, Trx } from '../database.ts'
import type { OnboardingTables } from './onboarding.table.ts'

export async function insertOnboarding(trx: Trx, row: Insertable<OnboardingTables['onboarding']>): Promise<number> {
  const { id } = await trx.insertInto('onboarding').values(row).returning('id').executeTakeFirstOrThrow()
  return id
}
export const updateOnboarding = (trx: Trx, id: number, values: Updateable<OnboardingTables['onboarding']>) => trx.updateTable('onboarding')
  .where('id', '=', id).set(values).execute()

/** Started paths that nobody will end: the person has left or moved, or the last task was due before the day. */
export const forgottenOnboardings = (trx: Trx, lastDueBefore: string) => trx.selectFrom('onboarding')
  .innerJoin('person', 'person.id', 'onboarding.person_id').where('ended_on', 'is', null)
  .where((where) => where.or([
    where('person.disabled_at', 'is not', null),
    where('person.municipality_id', '!=', where.ref('onboarding.municipality_id')),
    where.and([
      where('start_date', '<', lastDueBefore),
      where.not(where.exists(where.selectFrom('onboarding_task').whereRef('onboarding_id', '=', 'onboarding.id')
        .where('due_date', '>=', lastDueBefore).select('id'))),
    ]),
  ])).select(['onboarding.id', 'onboarding.person_id']).execute()

/** With its tasks and notes. */
export async function deleteEnded(trx: Trx, endedBefore: string): Promise<number> {
  const { numDeletedRows } = await trx.deleteFrom('onboarding').where('ended_on', '<', endedBefore).executeTakeFirst()
  return Number(numDeletedRows)
}

export interface Note { id: number; author_id: number | null; author: string | null; text: string; written_on: string }
/** The newest first. */
export const notesOf = (db: Db, onboardingId: number): Promise<Note[]> => db.selectFrom('onboarding_note')
  .leftJoin('person', 'person.id', 'author_id').where('onboarding_id', '=', onboardingId)
  .select(['onboarding_note.id', 'author_id', 'person.name as author', 'text', 'written_on']).orderBy('onboarding_note.id', 'desc').limit(200).execute()
export const insertNote = (trx: Trx, row: Insertable<OnboardingTables['onboarding_note']>) => trx.insertInto('onboarding_note').values(row).execute()

/** For the person's own export. */
export const pathsOf = (db: Db, personId: number) => db.selectFrom('onboarding').innerJoin('municipality', 'municipality.id', 'onboarding.municipality_id').where('person_id', '=', personId)
  .select(['onboarding.id', 'path_title', 'municipality.name as municipality', 'roles', 'buddy', 'start_date', 'ended_on']).orderBy('onboarding.id').execute()
export const notesBy = (db: Db, personId: number) => db.selectFrom('onboarding_note').innerJoin('onboarding', 'onboarding.id', 'onboarding_id').where('author_id', '=', personId)
  .where('onboarding.person_id', '!=', personId).select(['text', 'written_on']).orderBy('onboarding_note.id').execute()
/** Those of a person that have ended, with their tasks and notes. */
export async function deleteEndedOf(trx: Trx, personId: number): Promise<number> {
  const { numDeletedRows } = await trx.deleteFrom('onboarding').where('person_id', '=', personId).where('ended_on', 'is not', null).executeTakeFirst()
  return Number(numDeletedRows)
}
