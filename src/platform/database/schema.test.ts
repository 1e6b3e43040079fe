import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { migrate } from './migrate.ts'
import { openDatabase } from './open.ts'
import { schemaText } from './schema.ts'

test('db/schema.sql is what the migrations make (renew it with `npm run schema`)', async () => {
  const db = openDatabase(':memory:')
  await migrate(db)
  expect(await schemaText(db)).toBe(readFileSync('db/schema.sql', 'utf8'))
  await db.destroy()
})

test('every table is STRICT, virtual tables aside', async () => {
  const kysely = openDatabase(':memory:')
  await migrate(kysely)
  const text = await schemaText(kysely)
  for (const statement of text.split(';\n\n')) if (/^create table/i.test(statement)) expect(statement, statement.slice(0, 60)).toMatch(/strict(, without rowid)?;?\s*$/i)
  await kysely.destroy()
})
