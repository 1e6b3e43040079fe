import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { AppContext } from '../context.ts'
import { keepFile } from '../files/file-store.ts'
import { insertFile } from '../files/files.queries.ts'
import { migrate } from '../platform/database/migrate.ts'
import { openDatabase } from '../platform/database/open.ts'
import { backgroundTurn } from '../platform/database/turn.ts'
import { testApp } from '../testing/test-app.ts'
import { queueFile, readingOf } from './documents.queries.ts'
import { makePdf } from './fixtures/make-pdf.ts'
import { readDocuments } from './read-documents.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'laavu-give-way-')), file = path.join(folder, 'laavu.sqlite')
const { app: inMemory } = await testApp({ DATA_DIR: folder }), db = openDatabase(file), app: AppContext = { ...inMemory, db }
await migrate(db)
afterAll(async () => { await db.destroy(); rmSync(folder, { recursive: true }) })

async function add(text: string): Promise<string> {
  const kept = await keepFile(app, makePdf([text]), 'a.pdf')
  await db.transaction().execute(async (trx) => { await insertFile(trx, app.now().toISOString(), kept); await queueFile(trx, kept.id) })
  return kept.id
}
const stateOf = async (id: string) => (await readingOf(db, id)).state

test('while an import has the turn, files that wait are left to it; the next run after it reads them', async () => {
  const id = await add('Odottaa vuoroaan'), importing = openDatabase(file), turn = backgroundTurn(importing)
  expect(turn.take()).toBe(true)
  await readDocuments(app)
  expect([await stateOf(id), await db.selectFrom('document_text').select('tries').executeTakeFirst()]).toEqual(['waiting', { tries: 0 }])
  turn.giveBack()
  await readDocuments(app)
  expect(await stateOf(id)).toBe('done')
  await importing.destroy()
})

test('an import gets the turn between two files, however many wait', async () => {
  const ids = [await add('Ensimmäinen'), await add('Toinen'), await add('Kolmas')], importing = openDatabase(file), turn = backgroundTurn(importing)
  const reading = readDocuments(app)
  while ((await Promise.all(ids.map(stateOf))).every((state) => state === 'waiting')) await new Promise((resolve) => { setImmediate(resolve) })
  expect(await turn.wait(60_000)).toBe(true)
  await reading
  const states = await Promise.all(ids.map(stateOf))
  expect([states.includes('done'), states.includes('waiting')]).toEqual([true, true])
  turn.giveBack()
  await readDocuments(app)
  expect(await Promise.all(ids.map(stateOf))).toEqual(['done', 'done', 'done'])
  await importing.destroy()
})

test('a hundred uploads at once ask for one run more than the one that goes on', async () => {
  const runs = Array.from({ length: 100 }, () => readDocuments(app))
  expect(new Set(runs).size).toBe(1)
  await Promise.all(runs)
  const id = await add('Tuli kesken')
  await readDocuments(app)
  expect(await stateOf(id)).toBe('done')
})
