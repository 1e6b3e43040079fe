import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { migrate } from './migrate.ts'
import { openDatabase } from './open.ts'
import { schemaState } from './schema-state.ts'

test('a database is empty, in step, behind, or made by a newer Laavu', async () => {
  const db = openDatabase(':memory:')
  expect(await schemaState(db)).toBe('empty')
  await migrate(db)
  expect(await schemaState(db)).toBe('current')
  await sql`insert into kysely_migration(name, timestamp) values ('9999_of_tomorrow', '2030-01-01')`.execute(db)
  expect(await schemaState(db)).toBe('newer')
  await sql`delete from kysely_migration where name like '9999%' or name like '0002%'`.execute(db)
  expect(await schemaState(db)).toBe('behind')
  await db.destroy()
})
