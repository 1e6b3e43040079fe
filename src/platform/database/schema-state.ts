import { sql, type Kysely } from 'kysely'
import { migrations } from '../../../db/migrations/index.ts'

/** How the database stands beside this code: nothing in it yet, migrations to run, in step, or made by a newer Laavu. */
export type SchemaState = 'empty' | 'behind' | 'current' | 'newer'

export async function schemaState(db: Kysely<any>): Promise<SchemaState> {
  const { rows: tables } = await sql`select 1 from sqlite_schema where name = 'kysely_migration'`.execute(db)
  if (tables.length === 0) return 'empty'
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  const known = Object.keys(migrations)
  if (rows.some(({ name }) => !known.includes(name))) return 'newer'
  return rows.length < known.length ? 'behind' : 'current'
}
