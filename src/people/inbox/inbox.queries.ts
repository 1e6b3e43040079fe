import type { MessageKey } from '../../i18n/messages.ts'
import type { Values } from '../../i18n/translate.ts'
import type { Trx } from '../../database.ts'

interface Line { message: MessageKey; values?: Values; href: string; itemId?: number | null }
/** Exactly one of the three. */
export type Worker = { teamId: number } | { personId: number } | { municipalityId: number }

/** Tells each of these people once, and of an act that is named by `changeId` only once for ever. It waits in their lists; who wants mail gets it from there. */
export async function tell(trx: Trx, at: string, personIds: readonly number[], { message, values = {}, href, itemId = null, changeId = null }: Line & { changeId?: number | null }) {
  const rows = [...new Set(personIds)].map((person_id) => ({ person_id, at, message, detail: JSON.stringify(values), href, item_id: itemId, read_at: null, mailed_at: null, change_id: changeId }))
  if (rows.length > 0) await trx.insertInto('told').values(rows).onConflict((conflict) => conflict.doNothing()).execute()
}

/** Asks for work. While work of the same key is open, asking again changes nothing. */
export async function openTask(trx: Trx, at: string, worker: Worker, { key, message, values = {}, href, itemId = null, dueAt = null }: Line & { key: string; dueAt?: string | null }) {
  await trx.insertInto('task').values({
    key, team_id: null, person_id: null, municipality_id: null, ...columnOf(worker), message, detail: JSON.stringify(values), href, item_id: itemId,
    created_at: at, due_at: dueAt, closed_at: null, closed_by: null,
  }).onConflict((conflict) => conflict.column('key').where('closed_at', 'is', null).doNothing()).execute()
}

/** The work has been done, or is needed no more. */
export async function closeTask(trx: Trx, at: string, by: number | null, key: string) {
  await trx.updateTable('task').where('key', '=', key).where('closed_at', 'is', null).set({ closed_at: at, closed_by: by }).execute()
}

/** The same for work that was asked of many, each under the key of all with her own ending: also of those who have another role by now. */
export async function closeTasks(trx: Trx, at: string, by: number | null, beginning: string) {
  await trx.updateTable('task').where('key', '>=', beginning).where('key', '<', `${beginning}\uFFFF`).where('closed_at', 'is', null).set({ closed_at: at, closed_by: by }).execute()
}

function columnOf(worker: Worker) {
  if ('teamId' in worker) return { team_id: worker.teamId }
  return 'personId' in worker ? { person_id: worker.personId } : { municipality_id: worker.municipalityId }
}

/** Those of a team who can act. */
export const teamPeople = async (trx: Trx, teamId: number) => (await trx.selectFrom('team_member').innerJoin('person', 'person.id', 'team_member.person_id')
  .where('team_member.team_id', '=', teamId).where('person.disabled_at', 'is', null).select('person.id').execute()).map(({ id }) => id)

export const contactPeople = async (trx: Trx, municipalityId: number) => (await trx.selectFrom('person').where('municipality_id', '=', municipalityId)
  .where('role', '=', 'contact').where('disabled_at', 'is', null).select('id').execute()).map(({ id }) => id)

export const adminPeople = async (trx: Trx) => (await trx.selectFrom('person').where('role', '=', 'admin').where('disabled_at', 'is', null).select('id').execute()).map(({ id }) => id)
