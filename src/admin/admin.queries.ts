import { sql } from 'kysely'
import type { Db } from '../database.ts'

export async function countContent(db: Db) {
  const count = (table: 'item' | 'person' | 'file' | 'revision') => db.selectFrom(table).select((select) => select.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  const [items, revisions, people, files] = await Promise.all([count('item'), count('revision'), count('person'), count('file')])
  return { items: items.n, revisions: revisions.n, people: people.n, files: files.n }
}

export async function countAdministrators(db: Db): Promise<number> {
  const { n } = await db.selectFrom('person').where('role', '=', 'admin').where('disabled_at', 'is', null)
    .select((select) => select.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  return n
}

/** Whether the system has ever done this; only for acts that happen seldom. */
export const hasHappened = async (db: Db, action: string): Promise<boolean> =>
  (await db.selectFrom('change').where('action', '=', action).where('subject_type', '=', 'system').select('id').limit(1).executeTakeFirst()) !== undefined

/** When something last happened, and when a backup was last made on this data. */
export async function lastMoments(db: Db) {
  const row = await db.selectFrom('change').select((select) => [
    select.fn.max('at').as('change'),
    select.fn.max('at').filterWhere('action', '=', 'backed-up').as('backup'),
  ]).executeTakeFirstOrThrow()
  return { lastChangeAt: row.change as string | null, lastBackupAt: row.backup as string | null }
}

/** How many changes of items the search index has not taken in yet. */
export async function searchLag(db: Db): Promise<number> {
  const seen = await db.selectFrom('change_cursor').where('consumer', '=', 'search').select('last_id').executeTakeFirst()
  const { n } = await db.selectFrom('change').where('subject_type', '=', 'item').where('id', '>', seen?.last_id ?? 0)
    .select((select) => select.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  return n
}

export async function databaseFacts(db: Db) {
  const { rows: [row] } = await sql<{ version: string; bytes: number }>`
    select sqlite_version() version, (select page_count from pragma_page_count) * (select page_size from pragma_page_size) bytes`.execute(db)
  return row!
}
