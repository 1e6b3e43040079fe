import { sql } from 'kysely'
import type { Db, Trx } from '../../database.ts'

/** The act that the change log keeps for each page that an import has written: with its language and the hash of its source. */
export const IMPORTED = 'imported'

/** By `id language`: the hash of the source that a page was last imported from. */
export async function importedHashes(db: Db, externalIds: string[]): Promise<Map<string, string>> {
  const rows = await db.selectFrom('item')
    .innerJoin('change', (on) => on.onRef('change.subject_id', '=', 'item.id').on('change.subject_type', '=', 'item').on('change.action', '=', IMPORTED))
    .where('item.external_id', 'in', externalIds).select(['item.external_id', 'change.detail']).orderBy('change.id').execute()
  return new Map(rows.map((row) => {
    const { lang, hash } = JSON.parse(row.detail) as { lang: string; hash: string }
    return [`${row.external_id} ${lang}`, hash]
  }))
}

export const itemsByExternalId = (db: Db, externalIds: string[]) =>
  db.selectFrom('item').where('external_id', 'in', externalIds).selectAll().execute()

export const subjectsOf = (db: Db, itemId: number): Promise<{ label: string }[]> =>
  db.selectFrom('item_subject').innerJoin('subject', 'subject.id', 'item_subject.subject_id').where('item_id', '=', itemId).select('label').execute()

/** Items of the sample library, and whether a person has done anything to them but throw them away. */
export const sampleItems = (db: Db) => db.selectFrom('item').where('sample', '=', 1)
  .select((row) => ['id', row.exists(
    row.selectFrom('change').whereRef('change.subject_id', '=', 'item.id').where('change.subject_type', '=', 'item')
      .where('change.actor_id', 'is not', null).where('change.result', '=', 'done').where('change.action', '<>', 'trashed').select('change.id'),
  ).as('touched')])
  .execute()

export async function deleteItem(trx: Trx, id: number) {
  await trx.deleteFrom('item').where('id', '=', id).execute()
}

export async function keepSampleItem(trx: Trx, id: number) {
  await trx.updateTable('item').set({ sample: 0 }).where('id', '=', id).execute()
}

/** Subjects and sample teams that nothing uses any more go; a sample team that is in use becomes an ordinary one. */
export async function tidyAfterSample(trx: Trx): Promise<{ teams: number }> {
  await sql`delete from subject where not exists (select 1 from item_subject where subject_id = subject.id)`.execute(trx)
  const inUse = sql`exists (select 1 from item where owner_team_id = team.id or restricted_team_id = team.id)
    or exists (select 1 from team_member where team_id = team.id) or exists (select 1 from team other where other.substitute_team_id = team.id)
    or exists (select 1 from question where team_id = team.id)`
  const gone = await sql`delete from team where sample = 1 and not (${inUse})`.execute(trx)
  await sql`update team set sample = 0 where sample = 1`.execute(trx)
  return { teams: Number(gone.numAffectedRows ?? 0n) }
}
