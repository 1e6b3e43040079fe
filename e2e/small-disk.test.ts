import { spawnSync } from 'node:child_process'
import { cpSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { addPerson, sessionCookie } from '../src/testing/sign-in.ts'
import { newData, newFolder, removeFolders, run, startServer, withData, type Server } from './server.ts'

const MEGABYTE = 1_000_000, SIZE = 32, RESERVE = 8
const mount = (options: string, ...places: string[]) => spawnSync('mount', ['-t', 'tmpfs', '-o', options, ...places], { encoding: 'utf8' }).status === 0
/** A disk of its own, of so many megabytes; null where the system lets nobody make one. */
const disk = newFolder(), isMounted = mount(`size=${SIZE * MEGABYTE}`, 'tmpfs', disk)
let server: Server | null = null
afterAll(async () => {
  await server?.stop()
  if (isMounted) spawnSync('umount', ['-l', disk])
  removeFolders()
})
const free = () => { const { bavail, bsize } = statfsSync(disk); return bavail * bsize }

test.skipIf(!isMounted)('R5, R25: on a small disk of its own (needs the right to mount) files are refused before it is full and texts go on; when it is full, reading goes on and every writer is told; with room again all goes on, and what was acknowledged is there', async () => {
  let cookie = '', adminCookie = '', team = ''
  cpSync(await newData({ fill: async (app) => {
    cookie = await sessionCookie(app, await addPerson(app, { role: 'editor', teams: ['Ryhmä'] }))
    adminCookie = await sessionCookie(app, await addPerson(app, { role: 'admin' }))
    team = String((await app.db.selectFrom('team').select('id').executeTakeFirstOrThrow()).id)
  } }), disk, { recursive: true })
  server = await startServer({ dataDir: disk, env: { DISK_RESERVE_MB: String(RESERVE) } })
  const { url } = server, get = async (address: string, as = cookie) => { const res = await fetch(url + address, { headers: { cookie: as } }); return { status: res.status, text: await res.text() } }
  const post = async (address: string, body: FormData | URLSearchParams) => {
    const res = await fetch(url + address, { method: 'POST', body, redirect: 'manual', headers: { cookie, 'sec-fetch-site': 'same-origin' } })
    return { status: res.status, text: await res.text(), id: Number(/\/(\d+)(?:\?|$)/.exec(res.headers.get('location') ?? '')?.[1]) }
  }
  const add = (name: string, bytes: number) => {
    const form = new FormData()
    for (const [field, value] of Object.entries({ otsikko: name, kieli: 'fi', kuvaus: 'Kuvaus säilyy', koskee: 'verkko', aiheet: '', tarkistus: '12', tiimi: team })) form.append(field, value)
    form.append('tiedosto', new Blob([`${name}\n${'\n'.repeat(bytes)}`], { type: 'text/plain' }), `${name}.txt`)
    return post('/tiedostot/uusi', form)
  }
  const write = (title: string) => post('/sivu/uusi', new URLSearchParams({ laji: 'guide', kieli: 'fi', otsikko: title, teksti: `Teksti säilyy: ${title}.\n\n${'kirjasto '.repeat(2_000)}`, muutos: 'Uusi', toiminto: 'julkaise', vastuu: team, koskee: 'verkosto', aiheet: '', tarkistus: '12', versio: '0', alku: '' }))
  const taken: number[] = [], titles: string[] = []

  // files until they are refused: what is left is for texts
  let refused
  for (let n = 0; n < 20 && !refused; n++) { const res = await add(`tiedosto${n}`, 3 * MEGABYTE); if (res.status === 303) taken.push(res.id); else refused = res }
  expect([refused?.status, refused?.text.includes('Palvelimen levy on täynnä, joten tiedostoa ei tallennettu.'), refused?.text.includes('Kuvaus säilyy'), taken.length > 2]).toEqual([507, true, true, true])
  expect(free()).toBeGreaterThan(MEGABYTE)
  const written = await write('Tekstit tallentuvat')
  expect([written.status, written.id > 0]).toEqual([303, true])
  taken.push(written.id)
  expect((await get('/', adminCookie)).text).toContain('joten tiedostoja ja kuvia ei oteta vastaan')
  expect((await get('/')).text).not.toContain('levytilaa on jäljellä')
  expect((await run(['doctor'], { dataDir: disk, env: { DISK_RESERVE_MB: String(RESERVE) } })).output).toContain(`Files are not taken while less than ${RESERVE} MB are (DISK_RESERVE_MB)`)

  // and now nothing more fits at all
  const filler = path.join(disk, 'muuta')
  writeFileSync(filler, Buffer.alloc(Math.max(0, free() - 20_000)))
  let full
  for (let n = 0; n < 40 && !full; n++) { const res = await write(`Sivu ${n}`); if (res.status === 303) { taken.push(res.id); titles.push(`Sivu ${n}`) } else full = res }
  expect([full?.status, full?.text.includes('Palvelimen levy on täynnä. Mitään ei tallentunut.'), full?.text.includes('Teksti säilyy: Sivu')]).toEqual([507, true, true])
  for (const address of ['/', '/selaa', `/sivu/${written.id}`, `/tiedostot/${taken[0]}`, '/haku?q=tekstit', '/healthz']) expect((await get(address)).status, address).toBe(200)
  expect((await add('viimeinen', MEGABYTE)).status).toBe(507)
  expect((readdirSync(path.join(disk, 'uploads')) as string[]).filter((name) => name.startsWith('.upload-'))).toEqual([])

  // room again: no restart is needed
  expect(mount(`remount,size=${2 * SIZE * MEGABYTE}`, disk)).toBe(true)
  rmSync(filler)
  const after = await add('tilaa taas', 3 * MEGABYTE), saved = await write('Tilaa taas')
  expect([after.status, saved.status]).toEqual([303, 303])
  const kept = await withData(disk, async ({ db }) => (await db.selectFrom('item').select('id').execute()).map(({ id }) => id))
  expect([...taken, after.id, saved.id].filter((id) => !kept.includes(id))).toEqual([])
  const { code, output } = await run(['files', 'verify'], { dataDir: disk })
  expect([code, output.includes('stranger')], output).toEqual([0, false])
})
