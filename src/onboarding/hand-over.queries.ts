import type { Db, Trx } from '../database.ts'

/** Started paths that a person leads or mentors. */
export const pathsInHands = (db: Db, personId: number) => db.selectFrom('onboarding').where('ended_on', 'is', null)
  .where((where) => where.or([where('supervisor_id', '=', personId), where('mentor_id', '=', personId)])).select(['id', 'person_id', 'municipality_id', 'supervisor_id', 'mentor_id']).execute()

export async function giveSupervisor(trx: Trx, id: number, to: number) {
  await trx.updateTable('onboarding').set({ supervisor_id: to }).where('id', '=', id).execute()
}
export async function giveMentor(trx: Trx, id: number, to: number) {
  await trx.updateTable('onboarding').set({ mentor_id: to }).where('id', '=', id).execute()
}
