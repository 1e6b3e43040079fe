import { sql } from 'kysely'
import type { Db, Trx } from '../database.ts'
import type { Person } from './people.table.ts'
import { alphabetical } from '../platform/database/alphabetical.ts'

const name = (given: string) => sql.ref(given)

/** The rows of a table in which this person stands under one of these columns: the columns that she takes along. */
export async function rowsOf(db: Db, { table, by, take, own = by }: { table: string; by: string[]; take: string[]; own?: string[] }, person: Pick<Person, 'id' | 'email'>): Promise<Record<string, unknown>[]> {
  if (take.length === 0) return []
  const { rows } = await sql<Record<string, unknown>>`select ${sql.join(take.map(name))} from ${sql.table(table)}
    where ${sql.join(own.map((column) => sql`${name(column)} = ${column === 'recipient' ? person.email : person.id}`), sql` or `)}`.execute(db)
  return rows
}

/** Every column that points to a person, with what the schema says of her leaving. */
export async function columnsToPeople(db: Db): Promise<{ table: string; column: string; leaving: string }[]> {
  const { rows } = await sql<{ table: string; column: string; leaving: string }>`select t.name as "table", f."from" as "column", f.on_delete as leaving from sqlite_master t, pragma_foreign_key_list(t.name) f
    where t.type = 'table' and f."table" = 'person' order by 1, 2`.execute(db)
  return rows
}

/** What is only hers goes; where she wrote for all, her number stays and stands for a role from then on. */
export async function deleteOwnRows(trx: Trx, personId: number) {
  for (const { table, column, leaving } of await columnsToPeople(trx)) if (leaving === 'CASCADE') await sql`delete from ${sql.table(table)} where ${name(column)} = ${personId}`.execute(trx)
}

/** Sentences that Laavu itself has put together with a person's name in them. */
const COPIES = [['told', 'detail'], ['task', 'detail'], ['revision', 'summary'], ['mail', 'subject'], ['mail', 'body'], ['mail', 'html'], ['onboarding', 'buddy'], ['approval', 'fields'], ['planned_change', 'fields'], ['api_token', 'name']] as const

export async function replaceCopies(trx: Trx, person: Pick<Person, 'name' | 'email'>, by: string) {
  await sql`delete from mail where recipient = ${person.email}`.execute(trx)
  for (const [table, column] of COPIES) for (const old of [person.name, person.email])
    await sql`update ${sql.table(table)} set ${name(column)} = replace(${name(column)}, ${old}, ${by}) where instr(${name(column)}, ${old}) > 0`.execute(trx)
}

/** Pages that everyone on the staff reads and whose text speaks of her: people wrote it, and people put it right. */
export const pagesNaming = (db: Db, person: Pick<Person, 'name' | 'email'>, now: string, limit: number) => db.selectFrom('item_text as t').innerJoin('revision as r', 'r.id', 't.revision_id').innerJoin('item', 'item.id', 't.item_id')
  .where('item.restricted_team_id', 'is', null).where('item.state', '=', 'published').where((where) => where.or([where('item.visible_from', 'is', null), where('item.visible_from', '<=', now)]))
  .where((where) => where.or([person.name, person.email].map((old) => where(where.fn<number>('instr', ['r.body', where.val(old)]), '>', 0))))
  .select(['t.item_id as id', 't.lang', 't.title']).orderBy(alphabetical('t.title')).limit(limit).execute()
