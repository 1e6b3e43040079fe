import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Express } from 'express'
import type TestAgent from 'supertest/lib/agent.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppContext } from '../../context.ts'
import { keepFile } from '../../files/file-store.ts'
import { insertFile } from '../../files/files.queries.ts'
import { openArchive } from '../../files/read-archive.ts'
import { SYSTEM } from '../../platform/changes/changes.queries.ts'
import { sampleItem } from '../../testing/sample-item.ts'
import { signedIn } from '../../testing/sign-in.ts'
import { testApp } from '../../testing/test-app.ts'
import { prepareText } from '../prepare-text.ts'
import { createItem, reviseItem, trashItem, type ItemInput } from '../save-item.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'laavu-export-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const GIF = Buffer.from('R0lGODlhAQABAAAAACw=', 'base64')

let app: AppContext, site: Express, reader: TestAgent, member: TestAgent, admin: TestAgent, adminMember: TestAgent, n = 0
const ids: Record<string, number> = {}
beforeAll(async () => {
  const made = await testApp({ DATA_DIR: folder })
  app = made.app
  site = made.site
  const writer = await signedIn(app, site, { role: 'editor', name: 'Kirjoittaja', email: 'kirjoittaja@kirjasto.example', teams: ['Omat'] })
  reader = (await signedIn(app, site)).agent
  member = (await signedIn(app, site, { teams: ['Rajattu'] })).agent
  admin = (await signedIn(app, site, { role: 'admin' })).agent
  adminMember = (await signedIn(app, site, { role: 'admin', teams: ['Rajattu', 'Omat'] })).agent
  const team = async (name: string) => (await app.db.selectFrom('team').where('name', '=', name).select('id').executeTakeFirstOrThrow()).id
  const own = await team('Omat'), restricted = await team('Rajattu'), actor = { ...SYSTEM, id: writer.personId }
  const picture = await keepFile(app, PNG, 'kuva.png'), secret = await keepFile(app, GIF, 'salakuva.gif')
  const save = (name: string, given: Partial<ItemInput>, id?: number) => {
    const input = sampleItem({ title: name, body: `Teksti ${name}.`, summary: 'Uusi', ownerTeamId: own, roles: [], goals: [], subjects: [{ label: `aihe ${name}` }], ...given })
    return app.db.transaction().execute(async (trx) => {
      for (const file of [picture, secret]) await insertFile(trx, app.now().toISOString(), file)
      if (id !== undefined) return void await reviseItem(trx, app.now().toISOString(), actor, id, null, input, prepareText(input))
      ids[name] = (await createItem(trx, app.now().toISOString(), actor, input, prepareText(input))).id
    })
  }
  await save('Julkinen', { state: 'draft', externalId: 'JUL-1', body: 'LUONNOSVAIHE', files: [{ path: 'k.png', fileId: picture.id }] })
  made.moveClock('2026-01-02T03:14:05.000Z')
  await save('Julkinen', { externalId: 'JUL-1', body: 'Varausmaksu. ![Kortti](k.png) [rajattu](laavu:RAJ-1) [itse](laavu:JUL-1)\n\n> [!HUOMIO]\n> Muista.', files: [{ path: 'k.png', fileId: picture.id }] }, ids['Julkinen'])
  await save('Salaisuus', { externalId: 'RAJ-1', body: 'Varausmaksu SALAINEN ![x](s.gif)', restrictedTeamId: restricted, ownerTeamId: restricted, files: [{ path: 's.gif', fileId: secret.id }] })
  await save('Keskeneräinen', { state: 'draft', body: 'Varausmaksu KESKEN' })
  await save('Tuleva', { body: 'Varausmaksu TULEVA', visibleFrom: '2027-01-01T00:00:00.000Z' })
  await save('Poistettu', { body: 'Varausmaksu POISTETTU' })
  await app.db.transaction().execute((trx) => trashItem(trx, app.now().toISOString(), actor, ids['Poistettu']!))
})

/** Everything in the archive as one text, and its names. */
async function zipOf(agent: TestAgent, address: string, method: 'get' | 'post' = 'get') {
  const res = await agent[method](address).buffer(true).parse((stream, done) => {
    const parts: Buffer[] = []
    stream.on('data', (part: Buffer) => parts.push(part)).on('end', () => { done(null, Buffer.concat(parts)) })
  })
  if (res.status !== 200) return { status: res.status, names: [] as string[], text: '', res }
  const file = path.join(folder, `${++n}.zip`)
  writeFileSync(file, res.body as Buffer)
  const archive = await openArchive(file)
  let text = archive.names.join('\n')
  for (const name of archive.names) for await (const part of archive.read(name, 1e8)) text += part.toString('utf8')
  return { status: res.status, names: archive.names, text, res }
}

test('a page comes with its text, file, history and a page that opens without a server', async () => {
  const { names, text, res } = await zipOf(reader, `/sivu/${ids['Julkinen']}/vienti`)
  expect(res.headers).toMatchObject({ 'content-type': 'application/zip', 'cache-control': 'no-store, no-transform' })
  expect(res.headers['content-disposition']).toContain('filename="julkinen.zip"')
  expect(names).toEqual(['laavu.css', expect.stringMatching(/^tiedostot\/[0-9a-f]{12}-kuva\.png$/), 'sivut/1-julkinen.fi.md', 'sivut/1-julkinen.fi.html', 'index.html', 'laavu.json', 'historia.jsonl'])
  expect(text).toContain('owner: Omat')
  expect(text).toContain('![Kortti](<../tiedostot/')
  expect(text).toMatch(/<img src="\.\.\/tiedostot\/[0-9a-f]{12}-kuva\.png" alt="Kortti">/)
  expect(text).toContain('<a href="1-julkinen.fi.html">itse</a>')
  expect(text).toContain('"author":{"name":"Kirjoittaja","email":null}')
})

test('D-7: nothing in the pages runs or is fetched', async () => {
  const { text } = await zipOf(adminMember, '/hallinta/vienti', 'post')
  expect(text).toContain('<link rel="stylesheet" href="../laavu.css">')
  expect(text).toContain('class="note')
  expect(text).not.toMatch(/<script|<svg|<iframe|url\(|@import|@font-face|srcset=/)
  expect([...text.matchAll(/ src="([^"]*)"/g)].map(([, src]) => src!).filter((src) => !src.startsWith('../tiedostot/'))).toEqual([])
})

const SECRETS = ['SALAINEN', 'Salaisuus', 'aihe Salaisuus', 'salakuva', 'KESKEN', 'Keskeneräinen', 'TULEVA', 'POISTETTU', 'LUONNOSVAIHE', '"Rajattu"', 'kirjoittaja@kirjasto.example']
test.each([['/selaa/vienti'], ['/haku/vienti?q=varausmaksu']])('C-9, D-7: %s holds only what a reader may read, without a trace of the rest', async (address) => {
  const { text, names } = await zipOf(reader, address)
  expect(text).toContain('Varausmaksu.')
  expect(names.filter((name) => name.endsWith('.md'))).toEqual(['sivut/1-julkinen.fi.md'])
  for (const secret of SECRETS) expect([secret, text.includes(secret)]).toEqual([secret, false])
  const own = await zipOf(member, address)
  for (const secret of SECRETS.slice(0, 4)) expect([secret, own.text.includes(secret)]).toEqual([secret, true])
  expect(own.text).not.toContain('KESKEN')
})

test('C-10: the whole library is the administrator’s to take, and holds what she may read: restricted pages only of her own teams', async () => {
  expect((await reader.post('/hallinta/vienti')).status).toBe(404)
  const plain = await zipOf(admin, '/hallinta/vienti', 'post'), all = await zipOf(adminMember, '/hallinta/vienti', 'post')
  for (const secret of ['SALAINEN', 'salakuva', 'KESKEN', 'LUONNOSVAIHE', 'TULEVA', 'POISTETTU']) expect([secret, plain.text.includes(secret)]).toEqual([secret, false])
  for (const secret of ['SALAINEN', 'salakuva', 'KESKEN', 'LUONNOSVAIHE', 'TULEVA', 'kirjoittaja@kirjasto.example']) expect([secret, all.text.includes(secret)]).toEqual([secret, true])
  expect(all.text).not.toContain('POISTETTU')
  expect([all.names.includes('verkko.jsonl'), plain.names.includes('verkko.jsonl'), (await zipOf(adminMember, '/selaa/vienti')).names.includes('verkko.jsonl')]).toEqual([true, true, false])
})

test('C-9, D-7: what places wrote into a page and what ties pages to each other goes out with the whole library only, and never to a page that is not in it', async () => {
  const at = app.now().toISOString(), municipality = await app.db.selectFrom('municipality').select('id').executeTakeFirstOrThrow()
  for (const name of ['Julkinen', 'Salaisuus']) await app.db.insertInto('supplement').values({
    item_id: ids[name]!, slot: 'a', name: 'a', lang: 'fi', municipality_id: municipality.id, library_id: null, owner_team_id: null, number: 1, body: `KUNNAN OMA ${name}`, html: '', seen: '', checked_at: at, changed_at: at,
  }).execute()
  await app.db.insertInto('notice_target').values({ notice_id: ids['Salaisuus']!, item_id: ids['Julkinen']! }).execute()
  const plain = await zipOf(admin, '/hallinta/vienti', 'post'), all = await zipOf(adminMember, '/hallinta/vienti', 'post'), one = await zipOf(adminMember, `/sivu/${ids['Julkinen']}/vienti`)
  const has = (text: string) => ['KUNNAN OMA Julkinen', 'KUNNAN OMA Salaisuus', '"table":"notice_target"'].map((word) => text.includes(word))
  expect([has(one.text), has(plain.text), has(all.text)]).toEqual([[false, false, false], [true, false, false], [true, true, true]])
  await app.db.deleteFrom('supplement').execute()
  await app.db.deleteFrom('notice_target').execute()
})

test('of a municipality its own pages and those of the whole network go out, and no other’s', async () => {
  const own = await app.db.selectFrom('municipality').where('slug', 'in', ['inari', 'salla']).select(['id', 'slug']).orderBy('slug').execute()
  for (const { id, slug } of own) {
    const input = sampleItem({ title: `Oma ${slug}`, body: `Teksti ${slug}.`, ownerTeamId: 1, networkWide: false, municipalityIds: [id] })
    ids[slug] = (await app.db.transaction().execute((trx) => createItem(trx, app.now().toISOString(), SYSTEM, input, prepareText(input)))).id
  }
  const { names, text, res } = await zipOf(reader, '/selaa/vienti?kunta=inari')
  expect(names.filter((name) => name.endsWith('.md'))).toEqual(['sivut/1-julkinen.fi.md', `sivut/${ids['inari']}-oma-inari.fi.md`])
  expect([text.includes('Teksti inari.'), text.includes('salla'), String(res.headers['content-disposition']).includes('laavu-inari.zip')]).toEqual([true, false, true])
  await app.db.updateTable('item').set({ state: 'draft' }).where('id', 'in', [ids['inari']!, ids['salla']!]).execute()
})

test('C-9: a page that one may not open is not found, exported or not there', async () => {
  for (const id of [ids['Salaisuus'], ids['Keskeneräinen'], ids['Tuleva'], ids['Poistettu'], 999]) expect((await zipOf(reader, `/sivu/${id}/vienti`)).status).toBe(404)
  expect((await zipOf(member, `/sivu/${ids['Salaisuus']}/vienti`)).text).toContain('SALAINEN')
})

test('who took what is in the change log, and the reading of a restricted page is noted', async () => {
  const before = await app.db.selectFrom('restricted_read').selectAll().execute()
  await zipOf(member, '/selaa/vienti?laji=guide')
  const last = await app.db.selectFrom('change').where('action', '=', 'exported').orderBy('id', 'desc').selectAll().executeTakeFirstOrThrow()
  expect(last).toMatchObject({ actor_id: expect.any(Number), detail: '{"scope":"list","items":2}' })
  expect((await app.db.selectFrom('restricted_read').selectAll().execute()).length).toBe(before.length + 1)
})

test('a picture whose consent has ended is in no export', async () => {
  const picture = await app.db.selectFrom('file').where('name', '=', 'kuva.png').select('id').executeTakeFirstOrThrow()
  await app.db.insertInto('image').values({ file_id: picture.id, width: 1, height: 1, consent_until: '2026-01-02T00:00:00.000Z', consent_ended_at: null } as never).execute()
  const { names, text } = await zipOf(reader, `/sivu/${ids['Julkinen']}/vienti`)
  expect(names.filter((name) => name.startsWith('tiedostot/'))).toEqual([])
  expect(text).not.toContain('<img')
  // the source keeps the words of its author; the page does not show them
  expect(text).toContain('![Kortti](k.png)')
  const shown = /<article[\s\S]*?<\/article>/.exec(text)![0]
  expect([shown.includes('Varausmaksu.'), shown.includes('Kuvaa ei enää saa näyttää'), shown.includes('Kortti')]).toEqual([true, true, false])
  const whole = await zipOf(adminMember, '/hallinta/vienti', 'post')
  expect([whole.text.includes('-kuva.png'), whole.text.includes('-salakuva.gif')]).toEqual([false, true])
  await app.db.deleteFrom('image').execute()
})
