import { expect, test } from 'vitest'
import { recordChange, SYSTEM } from '../platform/changes/changes.queries.ts'
import { ensureTeam } from '../people/people.queries.ts'
import { startedPath } from '../onboarding/fixtures/started-path.ts'
import { signedIn } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'
import { prepareText } from './prepare-text.ts'
import { createItem, reviseItem, trashItem, type ItemInput } from './save-item.ts'

const input: ItemInput = {
  externalId: null, kind: 'guide', lang: 'fi', title: 'Laatikot', body: 'Ensimmäinen teksti', summary: 'Uusi', state: 'published', ownerTeamId: 0, restrictedTeamId: null, networkWide: true,
  municipalityIds: [], roles: [], subjects: [], goals: [], reviewMonths: 12, statutoryTask: null, partOf: null, noticeType: null, visibleFrom: null, visibleUntil: null, data: null, files: [], sample: false,
}

async function stage() {
  const { app, site, moveClock } = await testApp()
  const save = (given: Partial<ItemInput>, team = 'Rekkukeskus') => app.db.transaction().execute(async (trx) => {
    const ownerTeamId = await ensureTeam(trx, team), whole = { ...input, ownerTeamId, ...given }
    return (await createItem(trx, app.now().toISOString(), SYSTEM, whole, prepareText(whole))).id
  })
  return { app, site, moveClock, save }
}

test('a page that was kept shows a new revision at once, and is gone at once when the item is trashed', async () => {
  const { app, site, save } = await stage(), { agent } = await signedIn(app, site), id = await save({})
  const read = () => agent.get(`/sivu/${id}-laatikot`)
  expect((await read()).text).toContain('Ensimmäinen teksti')
  expect((await read()).text).toBe((await read()).text)
  const { ownerTeamId } = await app.db.selectFrom('item').select('owner_team_id as ownerTeamId').executeTakeFirstOrThrow()
  const next = { ...input, ownerTeamId, body: 'Toinen teksti' }
  await app.db.transaction().execute((trx) => reviseItem(trx, app.now().toISOString(), SYSTEM, id, 1, next, prepareText(next)))
  expect((await read()).text).toContain('Toinen teksti')
  await app.db.transaction().execute((trx) => trashItem(trx, app.now().toISOString(), SYSTEM, id))
  expect((await read()).status).toBe(404)
})

test('C-4, C-5: a kept page is never given to someone who sees less, nor to the same person when she sees less', async () => {
  const { app, site, save } = await stage()
  const teamId = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Johtoryhmä'))
  const id = await save({ restrictedTeamId: teamId })
  const { agent: member, personId } = await signedIn(app, site, { teams: ['Johtoryhmä'] }), { agent: stranger } = await signedIn(app, site)
  expect((await member.get(`/sivu/${id}-laatikot`)).status).toBe(200)
  expect((await member.get('/selaa')).text).toContain('Laatikot')
  expect((await stranger.get(`/sivu/${id}-laatikot`)).status).toBe(404)
  expect((await stranger.get('/selaa')).text).not.toContain('Laatikot')
  await app.db.deleteFrom('team_member').where('person_id', '=', personId).execute()
  expect((await member.get(`/sivu/${id}-laatikot`)).status).toBe(404)
  expect((await member.get('/selaa')).text).not.toContain('Laatikot')
})

test('C-2: what only its writer may read yet is not kept for her colleague', async () => {
  const { app, site, save } = await stage(), { agent: writer, personId } = await signedIn(app, site, { role: 'editor' }), { agent: colleague } = await signedIn(app, site, { role: 'editor' })
  for (const given of [{ state: 'draft' }, { visibleFrom: '2027-01-01T00:00:00.000Z' }] as const) {
    const id = await save(given)
    await app.db.updateTable('item').set({ created_by: personId }).where('id', '=', id).execute()
    expect((await writer.get(`/sivu/${id}-laatikot`)).status).toBe(200)
    expect((await colleague.get(`/sivu/${id}-laatikot`)).status).toBe(404)
  }
})

test('each language, theme and municipality has its own page, and a sentence after an act is not kept', async () => {
  const { app, site, save } = await stage(), id = await save({}), { agent, personId } = await signedIn(app, site)
  const read = async () => (await agent.get(`/sivu/${id}-laatikot`)).text
  expect(await read()).toContain('<html lang="fi">')
  await app.db.updateTable('person').set({ locale: 'sv', theme: 'dark' }).where('id', '=', personId).execute()
  expect(await read()).toContain('<html lang="sv" data-theme="dark">')
  await app.db.updateTable('person').set({ locale: 'fi', theme: '' }).where('id', '=', personId).execute()
})

test('a sentence after an act is shown once, and not to the next one', async () => {
  const { app, site, save } = await stage(), id = await save({}), { agent } = await signedIn(app, site), { agent: other } = await signedIn(app, site)
  await agent.get(`/sivu/${id}-laatikot`)
  agent.jar.setCookie('viesti=content.page.checkedNow; Path=/', '127.0.0.1', '/')
  const said = /<p class="toast">/
  expect((await agent.get(`/sivu/${id}-laatikot`)).text).toMatch(said)
  expect((await agent.get(`/sivu/${id}-laatikot`)).text).not.toMatch(said)
  expect((await other.get(`/sivu/${id}-laatikot`)).text).not.toMatch(said)
})

test('a review that falls due is told within a minute', async () => {
  const { app, site, moveClock, save } = await stage(), id = await save({ reviewMonths: 3 }), { agent } = await signedIn(app, site)
  const before = (await agent.get(`/sivu/${id}-laatikot`)).text
  const { agent: later } = await (moveClock('2026-04-20T03:00:00.000Z'), signedIn(app, site))
  expect((await later.get(`/sivu/${id}-laatikot`)).text).not.toBe(before)
})

test('what becomes one person’s own is on her page at once, though there was nothing before, and on nobody else’s', async () => {
  const { app, site, save } = await stage(), id = await save({}), { agent, personId } = await signedIn(app, site), { agent: other } = await signedIn(app, site)
  const asks = async (someone: typeof agent) => (await someone.get(`/sivu/${id}-laatikot`)).text.includes(`action="/kuitattavat/${id}"`)
  expect([await asks(agent), await asks(agent), await asks(other)]).toEqual([false, false, false])
  const teamId = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Kuittaajat'))
  await app.db.insertInto('team_member').values({ team_id: teamId, person_id: personId }).execute()
  const { id: mandatory } = await app.db.insertInto('mandatory').values({ item_id: id, network_wide: 1, from_on: '2026-01-01', due_on: '2026-02-01', keep_months: 12, made_by: null }).returning('id').executeTakeFirstOrThrow()
  await app.db.insertInto('mandatory_team').values({ mandatory_id: mandatory, team_id: teamId }).execute()
  // nothing of this is in the change log
  expect([await asks(agent), await asks(other), await asks(agent)]).toEqual([true, false, true])
})

test('that one person has nothing of her own on a page says nothing of another who sees the same', async () => {
  const { app, site } = await stage(), path = await startedPath(app, site), { id } = await app.db.selectFrom('item').where('external_id', '=', 'KORTTI').select('id').executeTakeFirstOrThrow()
  const hasTask = async ({ agent }: typeof path.mentor) => (await agent.get(`/sivu/${id}`).redirects(1)).text.includes(`/perehdytys/tehtava/${path.tasks['V2']}/merkinta`)
  expect([await hasTask(path.mentor), await hasTask(path.employee), await hasTask(path.mentor)]).toEqual([false, true, false])
})

test('a kept page goes out zipped to who takes it so and plain to who does not, and says that it depends on that', async () => {
  const { app, site, save } = await stage(), id = await save({}), { agent } = await signedIn(app, site), read = (accepts: string) => agent.get(`/sivu/${id}-laatikot`).set('Accept-Encoding', accepts)
  await read('identity')
  for (const [accepts, encoding] of [['identity', undefined], ['gzip', 'gzip'], ['br', 'br'], ['', undefined]] as const) {
    const reply = await read(accepts)
    expect([accepts, reply.status, reply.headers['content-encoding'], reply.headers['vary'], reply.headers['cache-control']]).toEqual([accepts, 200, encoding, 'Accept-Encoding', 'no-store'])
    if (accepts !== 'br') expect(reply.text).toContain('Ensimmäinen teksti')
    expect(reply.headers['content-security-policy']).toContain('default-src')
  }
  const head = await agent.head(`/sivu/${id}-laatikot`)
  expect([head.status, head.text ?? '']).toEqual([200, ''])
})

test('pages and documents that come in or are read leave other pages as they are kept, until one of them stands on such a page', async () => {
  const { app, site, save } = await stage(), { agent } = await signedIn(app, site), id = await save({ externalId: 'KOE-01', subjects: [{ label: 'Laatikot' }] })
  const read = async (address = `${id}-laatikot`) => (await agent.get(`/sivu/${address}`)).text
  /** Nothing is written to the change log, so that only a page that is made anew shows it. */
  const mark = (text: string) => app.db.updateTable('revision').set({ html: `<p>${text}</p>` }).execute()
  const change = (action: string, of: number) => app.db.transaction().execute((trx) => recordChange(trx, { at: app.now().toISOString(), actor: SYSTEM, action, subject: { type: 'item', id: of } }))
  const revise = async (of: number, given: Partial<ItemInput>) => {
    const { owner_team_id: ownerTeamId } = await app.db.selectFrom('item').select('owner_team_id').where('id', '=', of).executeTakeFirstOrThrow(), next = { ...input, ownerTeamId, ...given }
    await app.db.transaction().execute((trx) => reviseItem(trx, app.now().toISOString(), SYSTEM, of, null, next, prepareText(next)))
  }
  const document = { kind: 'document', title: 'Lista', body: 'Kuvaus' } as const
  expect(await read()).toContain('Ensimmäinen teksti')
  await save({ ...document, title: 'Edellinen' }) // whatever was before is not known of, and may concern any page
  await read()
  await mark('Merkki yksi')
  const list = await save(document)
  await change('extracted', list)
  expect(await read()).toContain('Ensimmäinen teksti')
  expect(await read(`${list}-lista`)).toContain('Kuvaus')
  await mark('Merkki kaksi')
  await change('extracted', list)
  expect(await read()).toContain('Ensimmäinen teksti')
  expect(await read(`${list}-lista`)).toContain('Merkki kaksi')
  await save({ title: 'Toinen ohje' })
  expect(await read()).toContain('Ensimmäinen teksti')
  await save({ kind: 'notice', title: 'Tiedote' })
  expect(await read()).toContain('Merkki kaksi')
  expect(await read()).not.toContain('>Lista<')
  await save({ ...document, title: 'Aiheen lista', subjects: [{ label: 'Laatikot' }] })
  expect(await read()).toContain('Aiheen lista')
  await save({ ...document, title: 'Linkkien lista', body: 'Katso [laatikot](laavu:KOE-01).' })
  expect(await read()).toContain('Linkkien lista')
  await revise(list, { ...document, subjects: [{ label: 'Laatikot' }] })
  expect(await read()).toContain('>Lista<')
  await revise(list, { ...document, subjects: [] })
  expect(await read()).not.toContain('>Lista<')
  await revise(list, { ...document, subjects: [{ label: 'Laatikot' }] })
  expect(await read()).toContain('>Lista<')
  await app.db.transaction().execute((trx) => trashItem(trx, app.now().toISOString(), SYSTEM, list))
  expect(await read()).not.toContain('>Lista<')
})
