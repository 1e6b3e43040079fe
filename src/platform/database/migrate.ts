import { Migrator, type Kysely, type Migration } from 'kysely'
import { migrations } from '../../../db/migrations/index.ts'

/** Brings the database to the newest schema. A database of a newer Laavu is refused: migrations only go forward. */
export async function migrate(db: Kysely<any>) {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations as Record<string, Migration> } })
  const { error, results } = await migrator.migrateToLatest()
  if (error) throw error
  return (results ?? []).map((result) => result.migrationName)
}

