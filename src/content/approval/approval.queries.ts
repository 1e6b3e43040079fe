import { sql, type Insertable } from 'kysely'
import type { Db, Trx } from '../../database.ts'
import type { Viewer } from '../../people/viewer.ts'
import { FACTS, factsOf, type ItemFacts } from '../items.queries.ts'
import type { Approval, ApprovalTables } from './approval.table.ts'

export interface OpenedApproval extends Approval { asker: string | null; team: string; closer: string | null }
export interface Comment { id: number; at: string; text: string; name: string | null }

/** Of an item that is not restricted to a team of others: for its writer, also while the item is in the trash, the teams that have been asked and the owners. */
const seen = (db: Db, viewer: Viewer) => db.selectFrom('approval').innerJoin('item', 'item.id', 'approval.item_id').where((where) => where.or([where('item.state', '<>', 'trashed'), where('approval.asked_by', '=', viewer.id)]))
  .where((where) => where.or([where('item.restricted_team_id', 'is', null), where('item.restricted_team_id', 'in', viewer.teamIds)]))
  .where((where) => where.or([
    where('approval.asked_by', '=', viewer.id), where('item.owner_team_id', 'in', viewer.teamIds),
    where('approval.id', 'in', (from) => from.selectFrom('approval_team').where('team_id', 'in', viewer.teamIds).select('approval_id')),
  ]))
const NAMES = [
  sql<string | null>`(select name from person where person.id = approval.asked_by)`.as('asker'), sql<string>`(select name from team where team.id = approval.team_id)`.as('team'),
  sql<string | null>`(select name from person where person.id = approval.closed_by)`.as('closer'),
] as const

export const findApproval = (db: Db, viewer: Viewer, id: number): Promise<OpenedApproval | undefined> =>
  seen(db, viewer).where('approval.id', '=', id).selectAll('approval').select(NAMES).executeTakeFirst()

/** What waits for an item. */
export const approvalsOf = (db: Db, viewer: Viewer, itemId: number): Promise<OpenedApproval[]> =>
  seen(db, viewer).where('approval.item_id', '=', itemId).where('approval.state', '=', 'open').selectAll('approval').select(NAMES).orderBy('approval.id').limit(10).execute()

/** Ask for the approval before: it says who may see. */
export async function itemOfApproval(db: Db, itemId: number): Promise<ItemFacts | undefined> {
  const row = await db.selectFrom('item').where('item.id', '=', itemId).selectAll('item').select(FACTS).executeTakeFirst()
  return row && factsOf(row)
}

/** Whether the viewer is one of those who may approve now: every team that has been asked may still answer, its writer may not. */
export async function mayAnswer(db: Db, viewer: Viewer, approval: Approval): Promise<boolean> {
  if (approval.state !== 'open' || approval.asked_by === viewer.id || viewer.teamIds.length === 0) return false
  const asked = await db.selectFrom('approval_team').where('approval_id', '=', approval.id).where('team_id', 'in', viewer.teamIds).select('team_id').executeTakeFirst()
  return asked !== undefined
}

/** The same text that the same person has asked about already and that still waits: a form that was sent twice. */
export async function askedAlready(trx: Trx, { item_id, lang, asked_by, fields }: Pick<Approval, 'item_id' | 'lang' | 'asked_by' | 'fields'>): Promise<number | undefined> {
  const row = await trx.selectFrom('approval').where('item_id', '=', item_id).where('lang', '=', lang).where('asked_by', 'is', asked_by).where('state', '=', 'open').where('fields', '=', fields).select('id').executeTakeFirst()
  return row?.id
}

export async function insertApproval(trx: Trx, row: Insertable<ApprovalTables['approval']>): Promise<number> {
  const { id } = await trx.insertInto('approval').values(row).returning('id').executeTakeFirstOrThrow()
  await trx.insertInto('approval_team').values({ approval_id: id, team_id: row.team_id }).execute()
  return id
}

/** False when someone else has closed it first. */
export async function closeApproval(trx: Trx, id: number, state: 'approved' | 'returned' | 'withdrawn', at: string, by: number | null, reason = ''): Promise<boolean> {
  const closed = await trx.updateTable('approval').set({ state, closed_at: at, closed_by: by, reason }).where('id', '=', id).where('state', '=', 'open').returning('id').executeTakeFirst()
  return closed !== undefined
}

export const askedTeams = async (db: Db, id: number): Promise<number[]> => (await db.selectFrom('approval_team').where('approval_id', '=', id).select('team_id').execute()).map((row) => row.team_id)

export async function passApproval(trx: Trx, id: number, teamId: number, dueAt: string) {
  await trx.updateTable('approval').set({ team_id: teamId, due_at: dueAt }).where('id', '=', id).execute()
  await trx.insertInto('approval_team').values({ approval_id: id, team_id: teamId }).onConflict((known) => known.doNothing()).execute()
}

export const overdueApprovals = (db: Db, now: string, limit: number) =>
  db.selectFrom('approval').innerJoin('item', 'item.id', 'approval.item_id').where('approval.state', '=', 'open').where('approval.due_at', '<=', now)
    .selectAll('approval').select(['item.restricted_team_id', 'item.state as item_state']).orderBy('approval.id').limit(limit).execute()

export const commentsOf = (db: Db, id: number): Promise<Comment[]> => db.selectFrom('approval_comment').leftJoin('person', 'person.id', 'approval_comment.person_id')
  .where('approval_id', '=', id).select(['approval_comment.id', 'approval_comment.at', 'approval_comment.text', 'person.name']).orderBy('approval_comment.id').limit(200).execute()

export async function addComment(trx: Trx, id: number, personId: number, at: string, text: string) {
  await trx.insertInto('approval_comment').values({ approval_id: id, person_id: personId, at, text }).execute()
}

/** A picture of a text that has been put before the viewer. */
export const fileOfApproval = (db: Db, viewer: Viewer, fileId: string) => db.selectFrom('file').where('file.id', '=', fileId).selectAll('file')
  .where((where) => where.exists(seen(db, viewer).innerJoin('item_file', 'item_file.item_id', 'approval.item_id').where('item_file.file_id', '=', fileId).where('approval.state', '=', 'open').select('approval.id')))
  .executeTakeFirst()

/** Texts of an item that wait for approval or have been returned, with their writers. */
export const textsInApproval = (trx: Trx, itemId: number) => trx.selectFrom('approval').where('item_id', '=', itemId).where('state', 'in', ['open', 'returned']).where('asked_by', 'is not', null)
  .select(['asked_by as writer', 'lang', 'base', 'fields']).$narrowType<{ writer: number }>().execute()
