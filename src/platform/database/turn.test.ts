import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { openDatabase } from './open.ts'
import { backgroundTurn } from './turn.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'laavu-turn-'))
afterAll(() => { rmSync(folder, { recursive: true }) })

test('work in the background is one process’s at a time, until it has given all of it back', async () => {
  const [one, other] = [1, 2].map(() => openDatabase(path.join(folder, 'laavu.sqlite'))) as [ReturnType<typeof openDatabase>, ReturnType<typeof openDatabase>]
  const server = backgroundTurn(one), command = backgroundTurn(other)
  expect([server.take(), command.take(), server.take()]).toEqual([true, false, true])
  server.giveBack()
  expect([command.take(), await command.wait(0)]).toEqual([false, false])
  const waiting = command.wait(5_000)
  await setTimeout(10)
  server.giveBack()
  expect([await waiting, server.take()]).toEqual([true, false])
  command.giveBack()
  expect(server.take()).toBe(true)
  server.giveBack()
  await Promise.all([one.destroy(), other.destroy()])
})

test('a database in memory is one process’s alone', () => {
  const [one, other] = [backgroundTurn(openDatabase(':memory:')), backgroundTurn(openDatabase(':memory:'))]
  expect([one.take(), other.take()]).toEqual([true, true])
})
