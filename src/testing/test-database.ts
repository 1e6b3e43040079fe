import { Kysely, SqliteDialect } from 'kysely'
import type { Db } from '../database.ts'
import { migrate } from '../platform/database/migrate.ts'
import { openDatabase, openFile } from '../platform/database/open.ts'

let bytes: Promise<Buffer> | undefined

/** For tests: an empty database of the newest schema in memory. The migrations run once, and each database begins as a copy of what they made. */
export async function testDatabase(): Promise<Db> {
  return openDatabase(await (bytes ??= migrated()))
}

async function migrated(): Promise<Buffer> {
  const database = openFile(':memory:')
  await migrate(new Kysely({ dialect: new SqliteDialect({ database }) }))
  return database.serialize()
}
