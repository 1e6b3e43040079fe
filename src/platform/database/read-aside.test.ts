import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { openDatabase } from './open.ts'
import { readAside } from './read-aside.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'laavu-'))
afterAll(() => { rmSync(folder, { recursive: true }) })

test('what has been committed is read in a thread of its own, several at once, while the event loop goes on', async () => {
  const db = openDatabase(path.join(folder, 'one.sqlite')), aside = readAside(db)
  await sql`create table word(word text)`.execute(db)
  await sql`insert into word values ('puro'), ('joki')`.execute(db)
  let turns = 0
  const count = setInterval(() => { turns++ }, 1)
  const long = sql<{ n: number }>`with recursive n(n) as (select 1 union all select n + 1 from n where n < ${1_000_000}) select max(n) n from n`
  const [one, two] = await Promise.all([long.execute(aside), sql`select word from word where word > ${'k'}`.execute(aside)])
  clearInterval(count)
  expect([one.rows, two.rows]).toEqual([[{ n: 1_000_000 }], [{ word: 'puro' }]])
  expect(turns).toBeGreaterThan(3)
  await sql`insert into word values ('suo')`.execute(db)
  expect((await sql`select count(*) n from word`.execute(aside)).rows).toEqual([{ n: 3 }])
  await db.destroy()
})

test('it writes nothing', async () => {
  const db = openDatabase(path.join(folder, 'two.sqlite')), aside = readAside(db)
  await expect(aside.transaction().execute(async () => {})).rejects.toThrow('only for reading')
  await db.destroy()
})

test('what the thread cannot answer, the connection answers, or says what is wrong', async () => {
  const db = openDatabase(path.join(folder, 'three.sqlite')), aside = readAside(db)
  await sql`create temp table mine(n)`.execute(db) // which no other connection sees
  await sql`insert into mine values (7)`.execute(db)
  expect((await sql`select n from mine`.execute(aside)).rows).toEqual([{ n: 7 }])
  await expect(sql`select n from nowhere`.execute(aside)).rejects.toThrow('no such table: nowhere')
  await db.destroy()
})

test('a thread that ends over what it was given to read leaves all questions to the connection', async () => {
  const file = path.join(folder, 'four.sqlite'), db = openDatabase(file), aside = readAside(db)
  await sql`create table word(word text)`.execute(db)
  rmSync(file) // the connection has it open
  const count = async () => (await sql<{ n: number }>`select count(*) n from word`.execute(aside)).rows
  for (let again = 0; again < 2; again++) expect(await Promise.all([count(), count()])).toEqual([[{ n: 0 }], [{ n: 0 }]])
  await db.destroy()
})

test('a database in memory has no other reader', () => {
  const db = openDatabase(':memory:')
  expect(readAside(db)).toBe(db)
})
