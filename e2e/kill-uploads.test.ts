import { rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { sweepUploads } from '../src/files/receive-upload.ts'
import { sweepFiles } from '../src/files/sweep-files.ts'
import { verifyFiles } from '../src/files/verify-files.ts'
import { addPerson, sessionCookie } from '../src/testing/sign-in.ts'
import { newData, newFolder, removeFolders, run, startServer, withData } from './server.ts'

afterAll(removeFolders)
const KILLS = 3, SENDERS = 4, DAY = 86_400_000

/** What is wrong between the rows and the bytes, two days from now and after the sweeps of the night. */
const faultsOf = (dataDir: string) => withData(dataDir, async (app) => {
  const later = { ...app, now: () => new Date(app.now().getTime() + 2 * DAY) }, found: string[] = []
  await sweepUploads(later)
  await sweepFiles(later)
  for await (const { fault, name } of verifyFiles(later, { files: 0, bytes: 0 })) found.push(`${fault} ${name}`)
  return found
})

test('R25, R1, R13: after kills -9 in the middle of uploads, and after a restore of a backup, every row has its file, no file is without a row for longer than a day, and what was acknowledged is there', async () => {
  let cookie = '', team = '', sent = 0
  const dataDir = await newData({ fill: async (app) => {
    cookie = await sessionCookie(app, await addPerson(app, { role: 'editor', teams: ['Ryhmä'] }))
    team = String((await app.db.selectFrom('team').select('id').executeTakeFirstOrThrow()).id)
  } })
  const acknowledged: number[] = []
  for (let kill = 0; kill < KILLS; kill++) {
    const server = await startServer({ dataDir })
    const sending = Array.from({ length: SENDERS }, async () => {
      for (;;) {
        const form = new FormData(), name = `t${++sent}`
        for (const [field, value] of Object.entries({ otsikko: name, kieli: 'fi', kuvaus: 'a', koskee: 'verkko', aiheet: '', tarkistus: '12', tiimi: team })) form.append(field, value)
        form.append('tiedosto', new Blob([`${name}${'\n'.repeat(300_000)}`]), `${name}.txt`)
        const res = await fetch(`${server.url}/tiedostot/uusi`, { method: 'POST', body: form, redirect: 'manual', headers: { cookie, 'sec-fetch-site': 'same-origin' } }).catch(() => null)
        if (res === null) return
        if (res.status === 303) acknowledged.push(Number(res.headers.get('location')!.split('/').at(-1)))
      }
    })
    await expect.poll(() => acknowledged.length, { timeout: 30_000 }).toBeGreaterThan(kill * 2)
    await wait((kill * 37) % 100)
    await server.kill()
    await Promise.all(sending)
  }
  const there = await withData(dataDir, async ({ db }) => (await db.selectFrom('document_version').select('item_id').execute()).map(({ item_id }) => item_id))
  expect(acknowledged.filter((id) => !there.includes(id))).toEqual([])
  expect(acknowledged.length).toBeGreaterThan((KILLS - 1) * 2)
  expect(await faultsOf(dataDir)).toEqual([])
  expect((await run(['files', 'verify'], { dataDir })).code).toBe(0)

  const backup = path.join(newFolder(), 'laavu.tar.gz'), restored = newFolder()
  expect((await run(['backup', backup], { dataDir })).code).toBe(0)
  expect((await run(['restore', backup], { dataDir: restored })).code).toBe(0)
  expect(await faultsOf(restored)).toEqual([])
  // and a fault would be seen
  rmSync(path.join(restored, 'uploads'), { recursive: true })
  const { code, output } = await run(['files', 'verify'], { dataDir: restored })
  expect([code, output.includes('missing')], output).toEqual([1, true])
})
