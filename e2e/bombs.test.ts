import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makePdf } from '../src/documents/fixtures/make-pdf.ts'
import { badFiles } from '../src/files/fixtures/bad-files.ts'
import { addPerson, sessionCookie } from '../src/testing/sign-in.ts'
import { newData, removeFolders, startServer, withData, type Server } from './server.ts'

let server: Server, cookie: string, team: string
beforeAll(async () => {
  const dataDir = await newData({ fill: async (app) => {
    cookie = await sessionCookie(app, await addPerson(app, { role: 'editor', teams: ['Ryhmä'] }))
    team = String((await app.db.selectFrom('team').select('id').executeTakeFirstOrThrow()).id)
  } })
  server = await startServer({ dataDir, nodeOptions: ['--import', path.join(import.meta.dirname, 'watch-thread.ts')] })
})
afterAll(async () => { await server.stop(); removeFolders() })

/** milliseconds of processor time; megabytes */
const MOST_WORK = 100, MOST_KEPT = 50, MOST_MEANWHILE = 200
const BOMBS = badFiles().filter(({ told }) => told === 'bomb')
async function send(name: string, bytes: Buffer) {
  const form = new FormData()
  for (const [field, value] of Object.entries({ otsikko: 'Oma', kieli: 'fi', kuvaus: 'a', koskee: 'verkko', aiheet: '', tarkistus: '12', tiimi: team })) form.append(field, value)
  form.append('tiedosto', new Blob([new Uint8Array(bytes)]), name)
  return (await fetch(`${server.url}/tiedostot/uusi`, { method: 'POST', body: form, redirect: 'manual', headers: { cookie, 'sec-fetch-site': 'same-origin' } })).status
}
const status = (field: string) => Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))![1]) / 1024
const uploads = () => (readdirSync(path.join(server.dataDir, 'uploads'), { recursive: true }) as string[]).toSorted()

test('R21, U-4: bombs of every kind are refused by the same process, which holds on to no memory, writes nothing, and is never busy with one for long', async () => {
  // what a sound file needs is loaded first
  for (const n of [1, 2]) expect(await send(`ehja${n}.pdf`, makePdf([`ehjä ${n}`]))).toBe(303)
  await expect.poll(() => withData(server.dataDir, async ({ db }) => (await db.selectFrom('document_text').select('state').execute()).every(({ state }) => state === 'done')), { timeout: 20_000 }).toBe(true)
  await wait(1_000)
  const before = { uploads: uploads(), memory: status('VmRSS') }, from = server.log().length
  writeFileSync(`/proc/${server.pid}/clear_refs`, '5') // the peak is counted from here
  expect(BOMBS.length).toBeGreaterThanOrEqual(9)
  expect(await Promise.all(BOMBS.map(({ name, bytes }) => send(name, bytes)))).toEqual(BOMBS.map(() => 422))
  const peak = status('VmHWM') - before.memory, until = server.log().length
  // an idle thread ends after a while, and what it had is given back
  await expect.poll(() => status('VmRSS') - before.memory, { timeout: 60_000 }).toBeLessThan(MOST_KEPT)
  // the first word of the watching thread after the last answer speaks of all that was done until then
  await expect.poll(() => server.log().slice(until)).toContain('worked-at-once')
  const worked = [...server.log().slice(from).matchAll(/worked-at-once ([\d.]+)/g)].map(([, ms]) => Number(ms))
  // 25 ms, and 140 MB meanwhile, have been measured
  expect({ worked: Math.max(...worked) <= MOST_WORK, peak: peak <= MOST_MEANWHILE }, JSON.stringify({ worked: Math.max(...worked), peak })).toEqual({ worked: true, peak: true })
  expect(uploads()).toEqual(before.uploads)
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
})
