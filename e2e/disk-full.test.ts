import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPerson, sessionCookie } from '../src/testing/sign-in.ts'
import { newData, removeFolders, run, startServer, withData, type Server } from './server.ts'

let server: Server, cookie: string, team: string
beforeAll(async () => {
  const dataDir = await newData({ fill: async (app) => {
    cookie = await sessionCookie(app, await addPerson(app, { role: 'editor', teams: ['Ryhmä'] }))
    team = String((await app.db.selectFrom('team').select('id').executeTakeFirstOrThrow()).id)
  } })
  server = await startServer({ dataDir, env: { DISK_RESERVE_MB: '0' } })
})
afterAll(async () => { await server.stop(); removeFolders() })

const MEGABYTE = 1_000_000
/** No file may grow over so many bytes: what the system then says of a write is what it says of a full disk, under another name. */
const limit = (size: string) => { execFileSync('prlimit', ['--pid', String(server.pid), `--fsize=${size}:unlimited`]) }
async function send(name: string, size: number) {
  const form = new FormData()
  for (const [field, value] of Object.entries({ otsikko: 'Oma otsikko', kieli: 'fi', kuvaus: 'Kuvaus säilyy', koskee: 'verkko', aiheet: '', tarkistus: '12', tiimi: team })) form.append(field, value)
  form.append('tiedosto', new Blob([`${name} `.repeat(size / (name.length + 1))], { type: 'text/plain' }), name)
  const res = await fetch(`${server.url}/tiedostot/uusi`, { method: 'POST', body: form, redirect: 'manual', headers: { cookie, 'sec-fetch-site': 'same-origin' } })
  return { status: res.status, text: await res.text() }
}
const uploads = () => (readdirSync(path.join(server.dataDir, 'uploads'), { recursive: true }) as string[]).filter((name) => !/^[0-9a-f]{2}$/.test(name)).toSorted()
const items = () => withData(server.dataDir, async ({ db }) => (await db.selectFrom('item').select('id').execute()).length)

test('R5, R25: when nothing more can be written, the sender is told why in Finnish, nothing is left behind, and once there is room the same file is taken without a restart', async () => {
  expect((await send('ensin.txt', 10_000)).status).toBe(303)
  // what has been added is read before the limit comes
  await expect.poll(() => withData(server.dataDir, async ({ db }) => (await db.selectFrom('document_text').select('state').execute()).map(({ state }) => state)), { timeout: 20_000 }).toEqual(['done'])
  const before = [uploads(), await items()]
  limit(String(8 * MEGABYTE))
  const refused = await send('iso.txt', 12 * MEGABYTE)
  expect(refused.status).toBe(507)
  for (const said of ['Palvelimen levy on täynnä, joten tiedostoa ei tallennettu.', 'Kuvaus säilyy', 'value="Oma otsikko"']) expect(refused.text).toContain(said)
  expect([uploads(), await items()]).toEqual(before)
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  expect((await fetch(`${server.url}/selaa`, { headers: { cookie } })).status).toBe(200)
  limit('unlimited')
  expect((await send('iso.txt', 12 * MEGABYTE)).status).toBe(303)
  expect(await items()).toBe(Number(before[1]) + 1)
  const { code, output } = await run(['files', 'verify'], { dataDir: server.dataDir })
  expect([code, output.includes('stranger')]).toEqual([0, false])
})
