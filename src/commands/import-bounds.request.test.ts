import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { importPath } from '../content/import/import-path.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { testApp } from '../testing/test-app.ts'
import { importDocuments } from './import-documents.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'laavu-bounds-'))
const { app } = await testApp({ DATA_DIR: path.join(folder, 'data') })
afterAll(() => { rmSync(folder, { recursive: true }) })

/** Pages that each transaction has written. */
async function transactions(source: string): Promise<number[]> {
  const done: number[] = [0]
  await importPath(app, source, { actor: SYSTEM, documents: importDocuments, onProgress: ({ created, failed }) => { expect(failed).toBe(0); done.push(created) } })
  return done.slice(1).map((pages, index) => pages - done[index]!).filter((pages) => pages > 0)
}

test('an import holds the write lock for fifty pages or four megabytes at most: others who write get in between', async () => {
  const lines = path.join(folder, 'sivut.jsonl')
  writeFileSync(lines, Array.from({ length: 120 }, (_, n) => `${JSON.stringify({ id: `sivu-${n}`, title: `Sivu ${n}`, body: 'Teksti.', lang: 'fi' })}\n`).join(''))
  expect(await transactions(lines)).toEqual([50, 50, 20])
  const files = path.join(folder, 'tiedostot')
  mkdirSync(files)
  for (let n = 0; n < 9; n++) writeFileSync(path.join(files, `t${n}.txt`), `Rivi ${n} tekstiä.\n`.repeat(60_000))
  expect(await transactions(files)).toEqual([4, 4, 1])
})
