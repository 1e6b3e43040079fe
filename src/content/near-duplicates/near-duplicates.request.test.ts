import type { Express } from 'express'
import type TestAgent from 'supertest/lib/agent.js'
import { beforeAll, expect, test } from 'vitest'
import type { AppContext } from '../../context.ts'
import { SYSTEM } from '../../platform/changes/changes.queries.ts'
import { sampleItem } from '../../testing/sample-item.ts'
import { signedIn } from '../../testing/sign-in.ts'
import { testApp } from '../../testing/test-app.ts'
import { prepareText } from '../prepare-text.ts'
import { createItem, type ItemInput } from '../save-item.ts'
import { mergeItems } from './merge-items.ts'

let app: AppContext, site: Express, admin: TestAgent, reader: TestAgent, member: TestAgent, minutes = 0, moveClock: (to: string) => void
const ids: Record<string, number> = {}, teams: Record<string, number> = {}
const LONG = Array.from({ length: 120 }, (_, n) => `sana${n}`).join(' ')
async function add(name: string, body: string, given: Partial<ItemInput> = {}) {
  const input = sampleItem({ externalId: name, title: name, body, summary: 'Uusi', ownerTeamId: teams['Omat']!, ...given })
  moveClock(`2026-01-02T03:${String(10 + minutes++).padStart(2, '0')}:00.000Z`)
  ids[name] = (await app.db.transaction().execute((trx) => createItem(trx, app.now().toISOString(), SYSTEM, input, prepareText(input)))).id
}
beforeAll(async () => {
  const made = await testApp()
  ;({ app, site, moveClock } = made)
  admin = (await signedIn(app, site, { role: 'admin', teams: ['Omat'] })).agent
  reader = (await signedIn(app, site)).agent
  member = (await signedIn(app, site, { role: 'admin', teams: ['Rajattu'] })).agent
  for (const { id, name } of await app.db.selectFrom('team').select(['id', 'name']).execute()) teams[name] = id
  await add('Vanha ohje', `${LONG} vanha loppu täällä`)
  await add('Uusi ohje', `${LONG} uusi loppu toisin kirjoitettuna`)
  await add('Aivan muu', Array.from({ length: 120 }, (_, n) => `muu${n}`).join(' '))
  await add('Salainen ohje', `${LONG} salainen loppu`, { restrictedTeamId: teams['Rajattu']!, ownerTeamId: teams['Rajattu']! })
})

test('pages that say nearly the same are listed with a figure, and others are not', async () => {
  const { text } = await admin.get('/yllapito/kaksoiskappaleet').expect(200)
  expect(text).toContain('Uusi ohje')
  expect(text).toContain('Vanha ohje')
  expect(text).toMatch(/9\d % samaa tekstiä/)
  expect(text).not.toContain('Aivan muu')
})

test('C-9: a restricted page is in no pair for the administrator who is not in its team', async () => {
  expect((await admin.get('/yllapito/kaksoiskappaleet')).text).not.toContain('Salainen')
  expect((await member.get('/yllapito/kaksoiskappaleet')).text).toContain('Salainen')
  expect((await admin.post('/yllapito/kaksoiskappaleet').type('form').send({ yksi: ids['Salainen ohje'], toinen: ids['Uusi ohje'] })).status).toBe(404)
})

test('what only a team may read is not merged with what all may read', async () => {
  expect((await member.post('/yllapito/kaksoiskappaleet').type('form').send({ yksi: ids['Salainen ohje'], toinen: ids['Uusi ohje'] })).status).toBe(422)
})

test('of two, the newer stays, the older text is in its history, and the older address leads to it', async () => {
  await admin.post('/yllapito/kaksoiskappaleet').type('form').send({ yksi: ids['Vanha ohje'], toinen: ids['Uusi ohje'] }).expect(303)
  const history = await app.db.selectFrom('revision').where('item_id', '=', ids['Uusi ohje']!).select(['number', 'title', 'summary']).orderBy('number').execute()
  expect(history).toEqual([
    { number: 1, title: 'Uusi ohje', summary: 'Uusi' }, { number: 2, title: 'Vanha ohje', summary: 'Yhdistetyn vanhemman sivun teksti.' }, { number: 3, title: 'Uusi ohje', summary: 'Yhdistetty vanhempaan sivuun. Teksti pysyy ennallaan.' },
  ])
  const page = await reader.get(`/sivu/${ids['Uusi ohje']}-uusi-ohje`).expect(200)
  expect(page.text).toContain('uusi loppu toisin')
  expect((await reader.get(`/sivu/${ids['Uusi ohje']}/historia/2`)).text).toContain('vanha loppu')
  expect((await reader.get(`/sivu/${ids['Vanha ohje']}-vanha-ohje?kieli=fi`)).headers['location']).toBe(`/sivu/${ids['Uusi ohje']}?kieli=fi`)
  expect((await reader.get('/laavu/Vanha%20ohje')).headers['location']).toBe(`/sivu/${ids['Uusi ohje']}`)
  expect((await admin.get('/yllapito/kaksoiskappaleet')).text).toContain('Lähes samoja sivuja ei ole')
})

test('the files of an older document become earlier versions of the newer, whose own stays in force', async () => {
  const file = async (id: string) => { await app.db.insertInto('file').values({ id, sha256: id, size: 1, mime: 'text/plain', name: `${id}.txt`, created_at: '2026-01-01T00:00:00.000Z' }).execute(); return id }
  await add('Vanha tiedosto', '', { kind: 'document' })
  await add('Uusi tiedosto', '', { kind: 'document' })
  const version = (name: string, number: number, id: string, day: string) => app.db.insertInto('document_version').values({ item_id: ids[name]!, number, file_id: id, why: id, author_id: null, created_at: `2025-01-${day}T00:00:00.000Z`, filled_revision_id: null }).execute()
  await version('Vanha tiedosto', 1, await file('v1'), '01')
  await version('Vanha tiedosto', 2, await file('v2'), '20')
  await version('Uusi tiedosto', 1, await file('u1'), '10')
  await version('Uusi tiedosto', 2, await file('u2'), '15')
  await app.db.transaction().execute((trx) => mergeItems(trx, app.now().toISOString(), SYSTEM, [ids['Vanha tiedosto']!, ids['Uusi tiedosto']!], { before: 'a', after: 'b' }))
  expect(await app.db.selectFrom('document_version').select(['item_id', 'number', 'file_id']).orderBy('number').execute()).toEqual(['v1', 'u1', 'v2', 'u2'].map((id, index) => ({ item_id: ids['Uusi tiedosto'], number: index + 1, file_id: id })))
})
