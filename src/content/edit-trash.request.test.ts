import { beforeAll, expect, test } from 'vitest'
import { TEST_NOW, testApp } from '../testing/test-app.ts'
import { sampleItem } from '../testing/sample-item.ts'
import { signedIn } from '../testing/sign-in.ts'
import { ensureTeam, municipalityBySlug } from '../people/people.queries.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { prepareText } from './prepare-text.ts'
import { createItem, type ItemInput } from './save-item.ts'

const { app, site, moveClock } = await testApp()
type Person = Awaited<ReturnType<typeof signedIn>>
let editor: Person, stranger: Person, reader: Person, admin: Person, team = 0, secret = 0, rovaniemi = 0

const add = (title: string, input: Partial<ItemInput> = {}) => {
  const item = sampleItem({ ownerTeamId: team, title, networkWide: false, municipalityIds: [rovaniemi], ...input }), text = prepareText(item)
  return app.db.transaction().execute(async (trx) => (await createItem(trx, TEST_NOW, SYSTEM, item, text)).id)
}

beforeAll(async () => {
  editor = await signedIn(app, site, { role: 'editor', teams: ['Oma tiimi', 'Salainen tiimi'] })
  stranger = await signedIn(app, site, { role: 'editor', municipality: 'inari' })
  reader = await signedIn(app, site)
  admin = await signedIn(app, site, { role: 'admin' })
  rovaniemi = (await municipalityBySlug(app.db, 'rovaniemi'))!.id
  await app.db.transaction().execute(async (trx) => {
    team = await ensureTeam(trx, 'Oma tiimi')
    secret = await ensureTeam(trx, 'Salainen tiimi')
  })
})

test('a page goes to the trash, is offered back at once, and comes back as it was, for 30 days', async () => {
  const id = await add('Turha sivu')
  const moved = await editor.agent.post(`/sivu/${id}/roskiin`)
  expect([moved.status, moved.headers['location']]).toEqual([303, `/roskakori?siirretty=${id}`])
  expect((await editor.agent.get(`/sivu/${id}`)).status).toBe(404)
  const trash = (await editor.agent.get(moved.headers['location']!)).text
  expect(trash).toMatch(new RegExp(`Sivu on siirretty roskakoriin[\\s\\S]*Turha sivu[\\s\\S]*action="/roskakori/${id}/palauta"`))
  expect((await editor.agent.post(`/roskakori/${id}/palauta`)).headers['location']).toBe(`/sivu/${id}`)
  expect((await editor.agent.get(`/sivu/${id}`).redirects(1)).text, 'the sentence outlives the redirect').toMatch(/class="toast">[^<]*palaut/i)
  expect((await reader.agent.get(`/sivu/${id}`).redirects(1)).text).toContain('Turha sivu')
  expect((await editor.agent.post(`/roskakori/${id}/palauta`)).status).toBe(404)

  await editor.agent.post(`/sivu/${id}/roskiin`)
  moveClock('2026-02-01T03:04:06.000Z')
  const late = await signedIn(app, site, { role: 'admin' })
  expect((await late.agent.get('/roskakori')).text).not.toContain('Turha sivu')
  expect((await late.agent.post(`/roskakori/${id}/palauta`)).status).toBe(404)
  moveClock(TEST_NOW)
  const actions = await app.db.selectFrom('change').where('subject_id', '=', id).where('subject_type', '=', 'item').select('action').orderBy('id').execute()
  expect(actions.map(({ action }) => action)).toEqual(['published', 'trashed', 'restored', 'trashed'])
})

test('C-1, C-2, C-3: the trash is the editors’, each sees in it what she could edit, and nobody else can move or restore it', async () => {
  const ids = { page: await add('Paikallinen sivu'), secret: await add('Salainen sivu', { restrictedTeamId: secret }), draft: await add('Luonnossivu', { state: 'draft' }), network: await add('Yhteinen sivu', { networkWide: true }) }
  expect((await stranger.agent.post(`/sivu/${ids.page}/roskiin`)).status).toBe(404)
  expect((await reader.agent.post(`/sivu/${ids.network}/roskiin`)).status).toBe(404)
  const refusal = (await stranger.agent.post('/sivu/999999/roskiin')).text
  expect((await stranger.agent.post(`/sivu/${ids.secret}/roskiin`)).text).toBe(refusal)
  for (const id of Object.values(ids)) expect((await editor.agent.post(`/sivu/${id}/roskiin`)).status).toBe(303)
  const shown = async ({ agent }: Person) => {
    const { text } = await agent.get('/roskakori')
    return ['Paikallinen sivu', 'Salainen sivu', 'Luonnossivu', 'Yhteinen sivu'].map((title) => text.includes(title))
  }
  expect([await shown(editor), await shown(stranger), await shown(admin)]).toEqual([[true, true, true, true], [false, false, false, true], [true, false, false, true]])
  expect((await reader.agent.get('/roskakori')).status).toBe(404)
  expect((await stranger.agent.get(`/roskakori?siirretty=${ids.page}`)).text).not.toContain('Paikallinen')
  for (const [who, id] of [[stranger, ids.page], [admin, ids.secret], [admin, ids.draft], [reader, ids.network]] as const) expect((await who.agent.post(`/roskakori/${id}/palauta`)).status).toBe(404)
  expect((await admin.agent.post(`/roskakori/${ids.page}/palauta`)).status).toBe(303)
})
