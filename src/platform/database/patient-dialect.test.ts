import { mkdtempSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Db } from '../../database.ts'
import { ensureTeam } from '../../people/people.queries.ts'
import { migrate } from './migrate.ts'
import { openDatabase, openFile } from './open.ts'

let folder: string, file: string, db: Db
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'laavu-patient-'))
  file = path.join(folder, 'laavu.sqlite')
  db = openDatabase(file)
  await migrate(db)
})
afterAll(async () => { await db.destroy(); rmSync(folder, { recursive: true }) })

const write = (name: string) => db.transaction().execute((trx) => ensureTeam(trx, name))
const teams = async () => (await db.selectFrom('team').select('name').orderBy('id').execute()).map(({ name }) => name)
/** What every commit calls before it ends, of any file. */
async function datasyncs() {
  const handle = await open(file, 'r'), kind = Object.getPrototypeOf(handle) as { datasync(): Promise<void> }
  await handle.close()
  return vi.spyOn(kind, 'datasync')
}

test('a transaction that finds another process writing waits without keeping the event loop, and then writes', async () => {
  const other = openFile(file)
  other.exec('begin immediate')
  let isDone = false, turns = 0
  const written = write('Odottava').finally(() => { isDone = true })
  for (let n = 0; n < 20; n++) { await setTimeout(1); turns++ }
  expect([isDone, turns]).toEqual([false, 20])
  other.exec('rollback')
  other.close()
  await written
  expect(await teams()).toContain('Odottava')
})

test('R2: a save ends when its log is safe on disk, and not before; the event loop goes on meanwhile', async () => {
  const safe = Promise.withResolvers<void>(), datasync = (await datasyncs()).mockImplementation(() => safe.promise)
  try {
    let isDone = false
    const written = write('Turvassa').finally(() => { isDone = true })
    while (datasync.mock.calls.length === 0) await setImmediate()
    for (let n = 0; n < 20; n++) await setImmediate()
    expect([isDone, openAndCount()]).toEqual([false, 1])
    safe.resolve()
    await written
    expect([isDone, datasync.mock.calls.length]).toEqual([true, 1])
  } finally { datasync.mockRestore() }
  const real = await datasyncs()
  await write('Toinen')
  expect(real.mock.calls.length).toBe(1)
  real.mockRestore()
})

test('while one save waits for the disk others read and save; those that came meanwhile wait for the disk together, and after it', async () => {
  const disk = [Promise.withResolvers<void>(), Promise.withResolvers<void>()], datasync = (await datasyncs()).mockImplementation(() => disk[datasync.mock.calls.length - 1]!.promise)
  try {
    const done: string[] = [], save = (name: string) => write(name).then(() => { done.push(name) })
    const first = save('Yksi')
    while (datasync.mock.calls.length === 0) await setImmediate()
    const others = [save('Kaksi'), save('Kolme')]
    while (!(await teams()).includes('Kolme')) await setImmediate()
    expect([done, datasync.mock.calls.length]).toEqual([[], 1])
    disk[0]!.resolve()
    await first
    while (datasync.mock.calls.length === 1) await setImmediate()
    for (let n = 0; n < 20; n++) await setImmediate()
    expect(done).toEqual(['Yksi'])
    disk[1]!.resolve()
    await Promise.all(others)
    expect(datasync.mock.calls.length).toBe(2)
  } finally { datasync.mockRestore() }
})

function openAndCount() {
  const other = openFile(file, { readonly: true })
  try { return other.prepare("select count(*) from team where name = 'Turvassa'").pluck().get() } finally { other.close() }
}

test('R4: a save whose log the disk does not take has failed', async () => {
  const datasync = (await datasyncs()).mockRejectedValueOnce(Object.assign(new Error('EIO: i/o error'), { code: 'EIO' }))
  await expect(write('Levyvika')).rejects.toThrow('EIO')
  datasync.mockRestore()
  await write('Levyvian jälkeen')
  expect(await teams()).toContain('Levyvian jälkeen')
})
