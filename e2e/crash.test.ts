import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openFile } from '../src/platform/database/open.ts'
import { crashCycles } from './crash-cycles.ts'
import { removeFolders } from './server.ts'

afterAll(removeFolders)

test('R1: 20 times kill -9 under eight writers: every save that was acknowledged is there, and the database is sound', async () => {
  const { acknowledged, lost, faults, restarts } = await crashCycles({ cycles: 20, seed: 1 })
  expect(lost).toEqual([])
  expect(faults).toEqual([])
  expect(acknowledged).toBeGreaterThan(100)
  expect(restarts.length).toBe(20)
})

test('R1 notices a server that acknowledges before it has saved', async () => {
  const { lost } = await crashCycles({
    cycles: 3, seed: 1, program: path.join(import.meta.dirname, 'early-reply-server.ts'),
    savedIds: (dataDir) => {
      const sqlite = openFile(`${dataDir}/db/early-reply.sqlite`, { readonly: true })
      const ids = sqlite.prepare('select id from saved').pluck().all() as string[]
      sqlite.close()
      return new Set(ids)
    },
  })
  expect(lost.length).toBeGreaterThan(0)
})
