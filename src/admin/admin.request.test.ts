import request from 'supertest'
import { beforeAll, expect, test, vi } from 'vitest'
import { prepareText } from '../content/prepare-text.ts'
import { createItem } from '../content/save-item.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { ensureTeam } from '../people/people.queries.ts'
import { searchDifference } from '../search/check-search.ts'
import { sampleItem } from '../testing/sample-item.ts'
import { signedIn } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'

const SECRETS = /sqlite|voikko|node|versio/i
let made: Awaited<ReturnType<typeof testApp>>
beforeAll(async () => { made = await testApp() })

test('K-7: nothing of the inside is shown to someone who has not signed in; /healthz says ok and no more', async () => {
  const { site } = made
  for (const path of ['/metrics', '/health', '/health/deep', '/status', '/hallinta', '/hallinta/tila', '/debug', '/server-status']) {
    const answer = await request(site).get(path)
    expect(answer.status, path).not.toBe(200)
    expect(answer.text, path).not.toMatch(SECRETS)
    expect(Object.keys(answer.headers).join(), path).not.toMatch(/x-powered-by|server/i)
  }
  const health = await request(site).get('/healthz')
  expect([health.status, health.text]).toEqual([200, 'ok'])
})

test('an administrator sees versions, search and storage; a contact person sees that nothing is there', async () => {
  const { app, site } = made
  const admin = await signedIn(app, site, { role: 'admin' })
  const page = await admin.agent.get('/hallinta/tila').expect(200)
  expect(page.text).toContain(process.versions.node)
  expect(page.text).toMatch(/Suomen sanasto/)
  const contact = await signedIn(app, site, { role: 'contact' })
  const refused = await contact.agent.get('/hallinta/tila').expect(404)
  expect(refused.text).not.toMatch(process.versions.node)
})

test('the administration page names what the person may do', async () => {
  const { app, site } = made
  const contact = await signedIn(app, site, { role: 'contact', municipality: 'inari' })
  const own = await contact.agent.get('/hallinta').expect(200)
  expect(own.text).toContain('kunnassasi')
  expect(own.text).toContain('/hallinta/henkilot')
  expect(own.text).not.toContain('/hallinta/tila')
  const admin = await signedIn(app, site, { role: 'admin' })
  expect((await admin.agent.get('/hallinta').expect(200)).text).toContain('/hallinta/tila')
  const editor = await signedIn(app, site, { role: 'editor' })
  await editor.agent.get('/hallinta').expect(404)
})

test('the status page warns of what is wrong only', async () => {
  const { app, site } = await testApp()
  const { agent } = await signedIn(app, site, { role: 'admin' })
  expect((await agent.get('/hallinta/tila')).text).toContain('Tuoretta varmuuskopiota ei ole')
  await app.db.insertInto('change').values({ at: app.now().toISOString(), actor_id: null, origin: '', request_id: '', action: 'backed-up', subject_type: 'system', subject_id: null, result: 'done', detail: '{}' }).execute()
  expect((await agent.get('/hallinta/tila')).text).not.toContain('Tuoretta varmuuskopiota ei ole')
})

test('an administrator sees how search fares and can have the index made anew', async () => {
  const { app, site } = made
  const admin = await signedIn(app, site, { role: 'admin' })
  const before = await admin.agent.get('/hallinta/haku').expect(200)
  expect(before.text).toMatch(/Laavun oma[\s\S]*Hakemiston koko<\/dt><dd>\d/)
  expect(before.text).not.toMatch(/vastaa nyt varalla|rakennettiin uudelleen/)
  await app.db.updateTable('search_item').set({ removed: 1 }).execute()
  await app.db.deleteFrom('search_section').execute()
  await admin.agent.post('/hallinta/haku/rakenna').expect(303)
  await vi.waitFor(async () => { expect((await admin.agent.get('/hallinta/haku')).text).toMatch(/Hakemisto rakennettiin uudelleen/) }, { timeout: 30_000 })
  expect(await searchDifference(app)).toEqual({ missing: 0, extra: 0, copy: null })
  expect(await app.db.selectFrom('change').where('action', '=', 'search-rebuilt').select('actor_id').execute()).toEqual([{ actor_id: admin.personId }])
})

test('when the reserve answers, the administrator is told quietly beside her results, and nobody else is', async () => {
  const { app, site } = await testApp({ MEILI_URL: 'http://127.0.0.1:9', MEILI_KEY: 'x'.repeat(16) })
  const admin = await signedIn(app, site, { role: 'admin' }), contact = await signedIn(app, site, { role: 'contact' })
  await admin.agent.get('/haku?q=kortti').expect(200)
  await vi.waitFor(() => { expect(app.search.trouble()).not.toBeNull() }, { timeout: 20_000 })
  expect((await admin.agent.get('/haku?q=kortti').expect(200)).text).toContain('Haku vastaa nyt varalla')
  expect((await contact.agent.get('/haku?q=kortti').expect(200)).text).not.toContain('varalla')
  const state = (await admin.agent.get('/hallinta/haku').expect(200)).text
  expect(state).toMatch(/Meilisearch, varalla Laavun oma[\s\S]*Viimeisin virhe/)
})

test('the check tells what the index lacks and what it has too much of', async () => {
  const { app, site } = await testApp(), { agent } = await signedIn(app, site, { role: 'admin' })
  const ownerTeamId = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Asiakaspalvelu'))
  const add = (title: string) => app.db.transaction().execute(async (trx) => {
    const input = sampleItem({ title, ownerTeamId })
    return (await createItem(trx, app.now().toISOString(), SYSTEM, input, prepareText(input))).id
  })
  const id = await add('Karhun jäljet'), gone = await add('Suden jäljet')
  await agent.get('/haku?q=jäljet').expect(200)
  expect(await searchDifference(app)).toEqual({ missing: 0, extra: 0, copy: null })
  await app.db.updateTable('search_item').set({ version: 0 }).where('item_id', '=', id).execute()
  await app.db.updateTable('item').set({ state: 'trashed' }).where('id', '=', gone).execute()
  expect(await searchDifference(app)).toEqual({ missing: 1, extra: 1, copy: null })
})
