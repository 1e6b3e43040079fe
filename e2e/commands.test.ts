import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newData, newFolder, removeFolders, run, startServer } from './server.ts'

const AINO = ['--email', 'aino@kirjasto.example', '--name', 'Aino Esimerkki', '--role', 'admin', '--municipality', 'Inari']
let dataDir = ''
beforeAll(async () => { dataDir = await newData() })
afterAll(removeFolders)

test('a command that does not exist is answered with all of them', async () => {
  const { code, stdout, stderr } = await run(['tuo'], { dataDir })
  expect([code, stdout]).toEqual([64, ''])
  expect(stderr).toContain('no command "tuo"')
  expect(stderr).toContain('\n  user add')
})

test('a person with a password, and a token that reads or writes for her', async () => {
  const env = { LAAVU_PASSWORD: 'yhdeksän lampea auringossa' }
  expect(await run(['user', 'add', ...AINO], { dataDir, env: { LAAVU_PASSWORD: 'salasanasalasana' } })).toMatchObject({ code: 1, stdout: '' })
  expect(await run(['user', 'add', ...AINO.with(-1, 'Atlantis')], { dataDir, env })).toMatchObject({ code: 1, stderr: expect.stringContaining('Inari, ') })
  expect(await run(['user', 'add', ...AINO], { dataDir, env })).toMatchObject({ code: 0, stderr: '' })
  expect(await run(['user', 'add', ...AINO], { dataDir, env })).toMatchObject({ code: 1, stderr: expect.not.stringMatching(/\n\s+at /) })
  expect(await run(['token', 'create', '--email', 'veikko@kirjasto.example', '--name', 'x'], { dataDir })).toMatchObject({ code: 1, stdout: '' })
  const { stdout } = await run(['token', 'create', '--email', 'Aino@Kirjasto.example', '--name', 'lukija'], { dataDir })
  expect(stdout).toMatch(/^laavu_[\w-]{43}\n$/)
  const server = await startServer({ dataDir })
  const headers = { Authorization: `Bearer ${stdout.trim()}`, 'Content-Type': 'application/json' }
  expect((await fetch(`${server.url}/api/v1/items`, { headers })).status).toBe(200)
  expect((await fetch(`${server.url}/api/v1/items`, { method: 'POST', headers, body: '{}' })).status).toBe(403)
  await server.stop()
})

test('an invitation prints the link, alone', async () => {
  const { code, stdout } = await run(['user', 'invite', ...AINO.with(1, 'sanna@kirjasto.example')], { dataDir })
  expect(code).toBe(0)
  expect(stdout).toMatch(/^http:\/\/\S+\/kutsu\/[\w-]+\n$/)
})

test('an import says what it could not take, goes on, and ends with one line of counts', async () => {
  const folder = newFolder()
  mkdirSync(path.join(folder, 'alla'))
  writeFileSync(path.join(folder, 'ohje.md'), '# Palautusautomaatti\n\nTyhjennä automaatti aamulla.\n')
  writeFileSync(path.join(folder, 'alla/rikki.docx'), 'tämä ei ole Word-tiedosto')
  const { code, stdout, stderr } = await run(['import', folder], { dataDir })
  expect(code).toBe(0)
  expect(stderr).toContain('rikki.docx')
  expect(stdout.trim().split('\n')).toHaveLength(1)
  expect(JSON.parse(stdout)).toMatchObject({ created: 1, failed: 1 })
  expect(JSON.parse((await run(['import', folder], { dataDir })).stdout)).toMatchObject({ created: 0, unchanged: 1 })
  expect(await run(['import', path.join(folder, 'missing')], { dataDir })).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('missing') })
})

test('doctor says in words what is wrong, and ends with 1 only then', async () => {
  const well = await run(['doctor'], { dataDir })
  expect([well.code, well.stderr]).toEqual([0, ''])
  expect(well.stdout).toContain('Nothing is wrong.')
  const ill = await run(['doctor'], { dataDir, env: { HOST: '0.0.0.0', VOIKKO_DICTIONARY: '', SMTP_URL: 'smtp://127.0.0.1:1', PUBLIC_URL: 'http://laavu.example.fi' } })
  expect(ill.code).toBe(1)
  for (const part of ['does not answer', 'unencrypted', 'TRUST_PROXY']) expect(ill.stdout).toContain(part)
  const misset = await run(['doctor'], { dataDir, env: { PORT: 'x' } })
  expect(misset).toMatchObject({ code: 1, stdout: expect.stringContaining('PORT: ') })
})

test('status as JSON says whether a server runs, and which', async () => {
  const server = await startServer({ dataDir })
  const running = JSON.parse((await run(['status', '--json'], { dataDir })).stdout) as Record<string, unknown>
  expect(running).toMatchObject({ dataDir, server: { pid: server.pid }, search: { engine: 'sqlite', waiting: 0 }, mail: { smtp: false } })
  await server.stop()
  expect(await run(['status'], { dataDir: newFolder() })).toMatchObject({ code: 1, stderr: expect.stringContaining('npm start') })
})
