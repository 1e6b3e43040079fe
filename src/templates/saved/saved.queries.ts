import { readableItems } from '../../content/visibility.ts'
import type { Db, Trx } from '../../database.ts'
import type { Viewer } from '../../people/viewer.ts'

/** The saved messages that a person may open: her own, those shared with her or with her teams; of templates that she may still open. */
export function openableMessages(db: Db, viewer: Viewer, now: string) {
  return db.selectFrom('saved_message as saved').innerJoin('item', 'item.id', 'saved.item_id')
    .innerJoin('item_text as text', (join) => join.onRef('text.item_id', '=', 'item.id').onRef('text.lang', '=', 'item.language'))
    .innerJoin('person as owner', 'owner.id', 'saved.owner_id').leftJoin('person as changer', 'changer.id', 'saved.changed_by')
    .leftJoin('person as colleague', 'colleague.id', 'saved.shared_person_id').leftJoin('team', 'team.id', 'saved.shared_team_id')
    .where('saved.item_id', 'in', readableItems(db, viewer, now).select('item.id'))
    .where((where) => where.or([
      where('saved.owner_id', '=', viewer.id), where('saved.shared_person_id', '=', viewer.id),
      ...(viewer.teamIds.length > 0 ? [where('saved.shared_team_id', 'in', viewer.teamIds)] : []),
    ]))
    .selectAll('saved').select(['text.title as template', 'text.lang as template_lang', 'owner.name as owner', 'changer.name as changer', 'colleague.name as colleague', 'team.name as team'])
}

export interface Shared { personId: number | null; teamId: number | null }
export interface NewMessage { itemId: number; title: string; input: Record<string, string>; ownerId: number; shared: Shared }

export async function insertMessage(trx: Trx, at: string, { itemId, title, input, ownerId, shared }: NewMessage): Promise<number> {
  const { id } = await trx.insertInto('saved_message').values({
    item_id: itemId, title, input: JSON.stringify(input), number: 1, owner_id: ownerId, shared_person_id: shared.personId, shared_team_id: shared.teamId, changed_by: ownerId, created_at: at, changed_at: at,
  }).returning('id').executeTakeFirstOrThrow()
  return id
}

/** False when someone else has saved since. */
export async function updateMessage(trx: Trx, at: string, by: number, id: number, number: number, { title, input, shared }: Pick<NewMessage, 'title' | 'input' | 'shared'>): Promise<boolean> {
  const { numUpdatedRows: rows } = await trx.updateTable('saved_message').where('id', '=', id).where('number', '=', number).set({
    title, input: JSON.stringify(input), number: number + 1, shared_person_id: shared.personId, shared_team_id: shared.teamId, changed_by: by, changed_at: at,
  }).executeTakeFirst()
  return rows === 1n
}

export const deleteMessage = (trx: Trx, id: number) => trx.deleteFrom('saved_message').where('id', '=', id).execute()
export const forgetMessages = (trx: Trx, before: string) => trx.deleteFrom('saved_message').where('changed_at', '<', before).execute()

/** Someone who can sign in, by her address. */
export const colleagueByEmail = (db: Db, email: string) => db.selectFrom('person').where('email', '=', email.trim().toLowerCase()).where('disabled_at', 'is', null).select(['id', 'name']).executeTakeFirst()
export const emailOf = async (db: Db, personId: number) => (await db.selectFrom('person').where('id', '=', personId).select('email').executeTakeFirst())?.email ?? ''
