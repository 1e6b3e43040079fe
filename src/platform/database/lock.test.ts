import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DataInUse, lockData, servingNow } from './lock.ts'

const LOCK = path.resolve(import.meta.dirname, 'lock.ts')
let dataDir: string
beforeEach(() => { dataDir = mkdtempSync(path.join(os.tmpdir(), 'laavu-lock-')) })
afterEach(() => { rmSync(dataDir, { recursive: true, force: true }) })

/** Another process that takes the lock and keeps it. */
async function otherHolder() {
  const code = `const { lockData } = await import(${JSON.stringify(LOCK)}); lockData(${JSON.stringify(dataDir)}, '2026-01-01T00:00:00.000Z'); console.log('held'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return child
}

test('R11: data that another process serves is refused, with its pid', async () => {
  const other = await otherHolder()
  try {
    expect(() => lockData(dataDir, 'now')).toThrow(DataInUse)
    expect(() => lockData(dataDir, 'now')).toThrow(`process ${other.pid}, since 2026-01-01`)
    expect(servingNow(dataDir)).toEqual({ pid: other.pid, since: '2026-01-01T00:00:00.000Z' })
  } finally {
    other.kill('SIGKILL')
    await once(other, 'exit')
  }
})

test('R11: the lock of a killed process is free at once', async () => {
  const other = await otherHolder()
  other.kill('SIGKILL')
  await once(other, 'exit')
  expect(servingNow(dataDir)).toBeNull()
  const lock = lockData(dataDir, 'now')
  lock.release()
})

test('a released lock can be taken by another process', async () => {
  lockData(dataDir, 'now').release()
  const other = await otherHolder()
  other.kill('SIGKILL')
  await once(other, 'exit')
})

test('many that look at the same time never take the lock from one that starts', () => {
  const code = `const { servingNow } = await import(${JSON.stringify(LOCK)}); for (let i = 0; i < 300; i++) servingNow(${JSON.stringify(dataDir)})`
  lockData(dataDir, 'now').release()
  const looking = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'ignore' })
  for (let i = 0; i < 20; i++) lockData(dataDir, 'now').release()
  looking.kill()
})

test('nobody serves a folder where nothing has been started', () => {
  expect(servingNow(dataDir)).toBeNull()
  expect(execFileSync('ls', ['-A', dataDir], { encoding: 'utf8' })).toBe('')
})
