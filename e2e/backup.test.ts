import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepFile, readStoredFile } from '../src/files/file-store.ts'
import { insertFile } from '../src/files/files.queries.ts'
import { addPerson, apiToken } from '../src/testing/sign-in.ts'
import { postItem } from './post-item.ts'
import { newData, newFolder, removeFolders, run, startServer, withData } from './server.ts'

const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64')
let dataDir = '', token = '', archive = ''

beforeAll(async () => {
  dataDir = await newData({ fill: async (app) => {
    token = await apiToken(app, await addPerson(app, { role: 'admin' }), 'write')
    const file = await keepFile(app, PIXEL, 'kuva.png')
    await app.db.transaction().execute((trx) => insertFile(trx, app.now().toISOString(), file))
  } })
  archive = path.join(newFolder(), 'laavu.tar.gz')
})
afterAll(removeFolders)

test('a backup made while the server saves can be restored elsewhere, and holds what was saved before it', async () => {
  const server = await startServer({ dataDir })
  let going = true, before = 0, all = 0
  const writing = (async () => { for (; going; all++) expect(await postItem(server.url, token, `r13-${all}`)).toBe(201) })()
  while (all < 5) await new Promise((resolve) => { setTimeout(resolve, 5) })
  before = all
  const made = await run(['backup', archive], { dataDir })
  going = false
  await writing
  await server.stop()
  expect([made.code, made.stderr]).toEqual([0, ''])

  const elsewhere = newFolder(), restored = await run(['restore', archive], { dataDir: elsewhere })
  expect([restored.code, restored.stderr]).toEqual([0, ''])
  await withData(elsewhere, async (app) => {
    const ids = (await app.db.selectFrom('item').select('external_id').orderBy('id').execute()).map((row) => row.external_id)
    expect(ids.length).toBeGreaterThanOrEqual(before)
    expect(ids.length).toBeLessThanOrEqual(all)
    expect(ids).toEqual(ids.map((_, n) => `r13-${n}`)) // a state of one moment: no gaps
    const file = await app.db.selectFrom('file').select('sha256').executeTakeFirstOrThrow()
    expect(await readStoredFile(app, file)).toEqual(PIXEL)
  })
  const again = await startServer({ dataDir: elsewhere })
  const found = await fetch(`${again.url}/api/v1/search?q=r13-2`, { headers: { Authorization: `Bearer ${token}` } })
  expect(await found.json()).toMatchObject({ results: expect.arrayContaining([expect.objectContaining({ externalId: 'r13-2' })]) })
  await again.stop()
})

test('a backup never overwrites a file, and a restore never overwrites data unless it is told to; then it keeps the old database', async () => {
  expect(await run(['backup', archive], { dataDir })).toMatchObject({ code: 1, stderr: expect.stringContaining('exists already') })
  const bytes = readFileSync(path.join(dataDir, 'db/laavu.sqlite'))
  expect(await run(['restore', archive], { dataDir })).toMatchObject({ code: 1, stderr: expect.stringContaining('--force') })
  expect(readFileSync(path.join(dataDir, 'db/laavu.sqlite')).equals(bytes)).toBe(true)
  expect(await run(['restore', archive, '--force'], { dataDir })).toMatchObject({ code: 0, stderr: '' })
  const kept = readdirSync(path.join(dataDir, 'db')).filter((name) => name.startsWith('laavu-before-restore-'))
  expect(kept).toHaveLength(1)
  expect(readFileSync(path.join(dataDir, 'db', kept[0]!)).length).toBe(bytes.length)
})

test('a restore is refused while a server runs on the data', async () => {
  const server = await startServer({ dataDir })
  expect(await run(['restore', archive, '--force'], { dataDir })).toMatchObject({ code: 75, stderr: expect.stringContaining(`process ${server.pid}`) })
  await server.stop()
})

test.each([
  ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length * 0.9)],
  ['changed in the middle', (bytes: Buffer) => { const copy = Buffer.from(bytes); copy[Math.floor(copy.length / 2)]! ^= 0xff; return copy }],
  ['no backup at all', () => Buffer.from('not a backup')],
])('an archive that is %s is refused before anything is touched', async (_what, spoil) => {
  const spoiled = path.join(newFolder(), 'spoiled.tar.gz'), empty = newFolder()
  writeFileSync(spoiled, spoil(readFileSync(archive)))
  const { code, stderr } = await run(['restore', spoiled], { dataDir: empty })
  expect(code).toBe(65)
  expect(stderr).toContain('Nothing was changed')
  expect(existsSync(path.join(empty, 'db/laavu.sqlite'))).toBe(false)
  expect(readdirSync(path.join(empty, 'db')).filter((name) => name.startsWith('restoring'))).toEqual([])
})
