import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { recordChange, SYSTEM } from '../changes/changes.queries.ts'
import { migrate } from './migrate.ts'
import { openDatabase } from './open.ts'
import { databaseState } from './unwritten.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'laavu-state-'))
afterAll(() => { rmSync(folder, { recursive: true }) })

test('C-5, S-3: a database is in the same state until anything is written, here or by another process', async () => {
  const file = path.join(folder, 'laavu.db'), db = openDatabase(file)
  await migrate(db)
  const other = openDatabase(file), write = (through: typeof db) => through.transaction().execute((trx) => recordChange(trx, { at: '2026-01-01T00:00:00.000Z', actor: SYSTEM, action: 'first', subject: { type: 'system', id: null } }))
  let known = databaseState(db)
  const changed = () => {
    const state = databaseState(db), isOther = state !== known
    expect(state).not.toBeNull()
    known = state
    return isOther
  }
  await db.selectFrom('change').selectAll().execute()
  expect(changed()).toBe(false)
  await write(db)
  expect([changed(), changed()]).toEqual([true, false])
  await write(other)
  expect([changed(), changed()]).toEqual([true, false])
  await db.deleteFrom('change').execute()
  expect([changed(), changed()]).toEqual([true, false])
  await other.updateTable('municipality').set({ name: 'X' }).execute()
  await other.selectFrom('change').selectAll().execute()
  expect(changed()).toBe(false)
  await Promise.all([db.destroy(), other.destroy()])
})

test('while a transaction is open there is no state to remember anything by', async () => {
  const db = openDatabase(':memory:')
  await migrate(db)
  const before = databaseState(db)
  await expect(db.transaction().execute(async (trx) => {
    await recordChange(trx, { at: '2026-01-01T00:00:00.000Z', actor: SYSTEM, action: 'first', subject: { type: 'system', id: null } })
    expect(databaseState(db)).toBeNull()
    throw new Error('undone')
  })).rejects.toThrow('undone')
  expect(databaseState(db)).not.toBeNull()
  expect(before).not.toBeNull()
  await db.destroy()
})
