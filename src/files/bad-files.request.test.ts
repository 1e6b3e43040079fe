import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type TestAgent from 'supertest/lib/agent.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppContext } from '../context.ts'
import { makePdf } from '../documents/fixtures/make-pdf.ts'
import { readDocuments } from '../documents/read-documents.ts'
import { importDocuments } from '../commands/import-documents.ts'
import { importPath } from '../content/import/import-path.ts'
import { t } from '../i18n/translate.ts'
import type { MessageKey } from '../i18n/messages.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { signedIn } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'
import { keepFile } from './file-store.ts'
import { badFiles } from './fixtures/bad-files.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'laavu-bad-files-'))
let app: AppContext, agent: TestAgent, team: string
beforeAll(async () => {
  const made = await testApp({ DATA_DIR: folder })
  app = made.app
  agent = (await signedIn(app, made.site, { role: 'editor', teams: ['Ryhmä'] })).agent
  team = String((await app.db.selectFrom('team').select('id').executeTakeFirstOrThrow()).id)
  expect((await send('eka.pdf', makePdf(['eka']))).status).toBe(303)
  await readDocuments(app)
})
afterAll(async () => { await readDocuments(app); rmSync(folder, { recursive: true }) })

const send = (name: string, bytes: Buffer) => agent.post('/tiedostot/uusi').field({ otsikko: 'Oma otsikko', kieli: 'fi', kuvaus: 'Kuvaus säilyy', koskee: 'verkko', aiheet: '', tarkistus: '12', tiimi: team })
  .attach('tiedosto', bytes, { filename: name, contentType: 'application/octet-stream' })
const left = async () => ({ uploads: (readdirSync(path.join(folder, 'uploads'), { recursive: true }) as string[]).toSorted(), items: (await app.db.selectFrom('item').select('id').execute()).length, files: (await app.db.selectFrom('file').select('id').execute()).length })
/** The files are made once: the bombs are big before they are packed. */
const FILES = badFiles()

test('the bad files are at least 60, under a megabyte in all, and the same each time', () => {
  const sum = (files: typeof FILES) => files.reduce((hash, { name, bytes }) => hash.update(name).update(bytes), createHash('sha256')).digest('hex')
  expect(FILES.length).toBeGreaterThanOrEqual(60)
  expect(FILES.reduce((size, { bytes }) => size + bytes.length, 0)).toBeLessThan(1_000_000)
  expect(new Set(FILES.map(({ name }) => name)).size).toBe(FILES.length)
  expect(sum(badFiles())).toBe(sum(FILES))
})

test.each(FILES.map((file) => [file.name, file] as const))('U-1, U-4, U-6, R21: %j is refused in plain Finnish, and nothing is left', async (_name, { name, bytes, told }) => {
  const before = await left(), res = await send(name, bytes), said = /<[^>]*class="err-msg"[^>]*>([\s\S]*?)<\/p>/.exec(res.text)?.[1] ?? ''
  expect([res.status >= 400 && res.status < 500, res.text.includes(t('fi', `documents.refused.${told}` as MessageKey)) ? told : `${res.status} ${said}`]).toEqual([true, told])
  expect(res.text).toContain('Kuvaus säilyy')
  expect(res.text).not.toContain('<img src=x>')
  expect(await left()).toEqual(before)
})

test('after all of them a sound file is taken as before', async () => {
  expect((await send('viimeinen ŋ.pdf', makePdf(['viimeinen']))).status).toBe(303)
})

test('U-6: a file with the mark that virus scanners are tried with is written down with who sent it, and comes in on no other way either', async () => {
  const { bytes } = FILES.find(({ name }) => name === 'eicar.txt')!
  const rows = await app.db.selectFrom('change').where('action', '=', 'file-refused').select(['actor_id', 'result', 'detail']).execute()
  expect(rows).toEqual(FILES.filter(({ told }) => told === 'virus').map(({ name }) => ({ actor_id: expect.any(Number), result: 'refused', detail: JSON.stringify({ name }) })))
  await expect(keepFile(app, bytes, 'a.txt')).rejects.toMatchObject({ reason: 'type' })
  mkdirSync(path.join(folder, 'tuotavat'))
  writeFileSync(path.join(folder, 'tuotavat', 'a.txt'), bytes)
  const before = await left(), counts = await importPath(app, path.join(folder, 'tuotavat'), { actor: SYSTEM, documents: importDocuments })
  expect([counts.failed, await left()]).toEqual([1, before])
})
