import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { createLog } from '../log.ts'
import { checkpointAside } from './checkpoint-aside.ts'
import { openDatabase } from './open.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'laavu-checkpoint-'))
afterAll(() => { rmSync(folder, { recursive: true }) })

test('a long log is moved into the database by another thread, never by a commit, and by the commits again when that has stopped', async () => {
  const db = openDatabase(path.join(folder, 'laavu.sqlite'))
  const state = async () => (await sql<{ log: number; checkpointed: number }>`pragma wal_checkpoint(NOOP)`.execute(db)).rows[0]!
  const setting = async () => (await sql<{ wal_autocheckpoint: number }>`pragma wal_autocheckpoint`.execute(db)).rows[0]!.wal_autocheckpoint
  const aside = checkpointAside(db, createLog('silent'))
  await expect.poll(setting, { timeout: 10_000 }).toBe(0)
  await db.transaction().execute((trx) => sql`create table long(bytes blob)`.execute(trx))
  await db.transaction().execute((trx) => sql`insert into long select randomblob(1000000) from (values (1), (2), (3), (4), (5))`.execute(trx))
  const { log, checkpointed } = await state()
  expect([log > 1_200, checkpointed]).toEqual([true, 0])
  await expect.poll(async () => (await state()).checkpointed, { timeout: 10_000 }).toBe(log)
  await aside.stop()
  expect(await setting()).toBe(1_000)
  await db.destroy()
})
