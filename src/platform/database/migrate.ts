import type { Kysely } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import { migrations } from '../../../db/migrations/index.ts'

/** Brings the database to the newest schema and names what it ran. A database of a newer Laavu is refused: migrations only go forward. */
export async function migrate(db: Kysely<any>): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: async (): Promise<Record<string, Migration>> => migrations } })
  const { error, results } = await migrator.migrateToLatest()
  if (error) throw error
  return (results ?? []).map((result) => result.migrationName)
}
