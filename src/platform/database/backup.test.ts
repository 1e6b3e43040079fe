import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { closeDatabase, copyDatabase, countRows, faultsOf } from './backup.ts'
import { openFile } from './open.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'laavu-backup-'))
  file = path.join(folder, 'a.sqlite')
  const sqlite = openFile(file)
  sqlite.exec('create table page(id integer primary key, other integer not null references page(id), text text) strict')
  sqlite.exec('with recursive n(i) as (select 1 union all select i + 1 from n where i < 3000) insert into page select i, i, hex(randomblob(500)) from n')
  sqlite.close()
})
afterEach(() => { rmSync(folder, { recursive: true, force: true }) })

/** A process that writes pairs of rows in transactions until it is stopped. */
async function writeMeanwhile() {
  const code = `
    const { openFile } = await import(${JSON.stringify(path.resolve(import.meta.dirname, 'open.ts'))})
    const sqlite = openFile(${JSON.stringify(file)})
    const insert = sqlite.prepare('insert into page(other, text) values (1, hex(randomblob(200)))')
    const addTwo = sqlite.transaction(() => { insert.run(); insert.run() })
    console.log('writing')
    for (;;) addTwo()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return child
}

test('a copy made while another connection writes ends, is sound and holds whole transactions only', async () => {
  const writer = await writeMeanwhile()
  try {
    for (let round = 0; round < 3; round++) {
      const copy = path.join(folder, `copy-${round}.sqlite`)
      await copyDatabase(file, copy)
      expect(faultsOf(copy)).toEqual([])
      expect(countRows(copy, ['page']).page % 2).toBe(0)
      expect(countRows(copy, ['page']).page).toBeGreaterThanOrEqual(3000)
      expect([existsSync(`${copy}-wal`), existsSync(`${copy}-shm`)]).toEqual([false, false])
    }
  } finally {
    writer.kill('SIGKILL')
    await once(writer, 'exit')
  }
})

test('a reference to a missing row and a damaged page are found', () => {
  expect(faultsOf(file)).toEqual([])
  const sqlite = openFile(file)
  sqlite.pragma('foreign_keys = OFF')
  sqlite.exec("insert into page values (9000, 8999, '')")
  sqlite.close()
  expect(faultsOf(file)).toEqual(['row 9000 of page refers to a missing row of page'])
  const bytes = readFileSync(file)
  bytes.fill(0xff, 4096 * 20, 4096 * 21)
  writeFileSync(file, bytes)
  expect(faultsOf(file).length).toBeGreaterThan(0)
})

test('a database that is open elsewhere is not closed for moving', () => {
  const reader = openFile(file)
  reader.prepare('select 1 from page').get()
  expect(() => closeDatabase(file)).toThrow('locked')
  reader.close()
  closeDatabase(file)
  expect(existsSync(`${file}-wal`)).toBe(false)
})
