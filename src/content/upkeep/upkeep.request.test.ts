import { beforeEach, expect, test } from 'vitest'
import { openTask } from '../../people/inbox/inbox.queries.ts'
import { ensureTeam, municipalityBySlug } from '../../people/people.queries.ts'
import { SYSTEM } from '../../platform/changes/changes.queries.ts'
import { sampleItem } from '../../testing/sample-item.ts'
import { addPerson, sessionCookie, signedIn } from '../../testing/sign-in.ts'
import { testApp } from '../../testing/test-app.ts'
import { prepareText } from '../prepare-text.ts'
import { createItem, trashItem, type ItemInput } from '../save-item.ts'
import { askForReviews } from './ask-for-reviews.ts'

const LONG_AGO = '2025-01-02T08:00:00.000Z'
let made: Awaited<ReturnType<typeof testApp>>, team: number, substitute: number
beforeEach(async () => {
  made = await testApp()
  ;[team, substitute] = await made.app.db.transaction().execute(async (trx) => [await ensureTeam(trx, 'Asiakaspalvelu'), await ensureTeam(trx, 'Sijaiset')] as const)
  await made.app.db.updateTable('team').set({ substitute_team_id: substitute }).where('id', '=', team).execute()
})
const add = (change: Partial<ItemInput> = {}, at = LONG_AGO) => made.app.db.transaction().execute(async (trx) => {
  const item = sampleItem({ ownerTeamId: team, ...change })
  return (await createItem(trx, at, SYSTEM, item, prepareText(item))).id
})
const tasks = () => made.app.db.selectFrom('task').where('closed_at', 'is', null).select(['key', 'team_id', 'due_at']).orderBy('key').execute()
const told = async (person: number) => (await made.app.db.selectFrom('told').where('person_id', '=', person).select(['message', 'href']).execute())
const keeper = (options: Parameters<typeof signedIn>[2] = {}) => signedIn(made.app, made.site, { role: 'editor', teams: ['Asiakaspalvelu'], ...options })
const at = (day: string) => made.moveClock(`${day}T10:00:00.000Z`)

test('a review is asked for a fortnight before it falls due, once, and of the substitute too when it is a month late', async () => {
  const id = await add(), owner = await keeper(), stand = await keeper({ teams: ['Sijaiset'] }), due = '2026-01-02T08:00:00.000Z'
  at('2025-12-10')
  await askForReviews(made.app)
  expect(await tasks()).toEqual([])
  at('2025-12-20')
  for (let n = 0; n < 2; n++) await askForReviews(made.app)
  expect(await tasks()).toEqual([{ key: `review:${id}`, team_id: team, due_at: due }])
  expect(await told(owner.personId)).toEqual([{ message: 'upkeep.review', href: `/sivu/${id}/tarkista` }])
  expect(await told(stand.personId)).toEqual([])
  at('2026-02-02')
  for (let n = 0; n < 2; n++) await askForReviews(made.app)
  expect(await tasks()).toEqual([{ key: `review:${id}`, team_id: team, due_at: due }, { key: `review:${id}:substitute`, team_id: substitute, due_at: due }])
  expect(await told(stand.personId)).toEqual([{ message: 'upkeep.review', href: `/sivu/${id}/tarkista` }])
})

test('a reminder’s link opens a page that changes nothing; its button checks the item, closes the work and counts the next review from now', async () => {
  const id = await add(), owner = await keeper(), checked = async () => (await made.app.db.selectFrom('item').where('id', '=', id).select(['checked_at', 'review_due_at']).executeTakeFirstOrThrow())
  at('2026-02-10')
  await askForReviews(made.app)
  owner.agent.jar.setCookie(`${await sessionCookie(made.app, owner.personId)}; Path=/`, '127.0.0.1', '/')
  const page = await owner.agent.get((await told(owner.personId))[0]!.href)
  expect(page.text).toMatch(/39 päivää/)
  expect(page.text).toMatch(new RegExp(`action="/sivu/${id}/tarkistus"[\\s\\S]*Tarkistin, yhä oikein`))
  expect(page.text).toContain('Pyydä henkilöllisyystodistus.')
  for (const method of ['get', 'put', 'delete'] as const) await owner.agent[method](`/sivu/${id}/tarkistus`)
  expect(await checked()).toMatchObject({ checked_at: LONG_AGO })
  const done = await owner.agent.post(`/sivu/${id}/tarkistus`).type('form').send({ takaisin: 'tyot' })
  expect([done.status, done.headers['location']]).toEqual([303, '/oma/tyot'])
  expect(await checked()).toEqual({ checked_at: '2026-02-10T10:00:00.000Z', review_due_at: '2027-02-10T10:00:00.000Z' })
  expect(await tasks()).toEqual([])
  expect((await owner.agent.get('/oma/tyot')).text).toMatch(/Mikään ei odota sinua/)
  await askForReviews(made.app)
  expect(await tasks()).toEqual([])
})

test('C-2: only writers of the team and of its substitute check, and each sees the item in her list once', async () => {
  const id = await add()
  at('2026-03-01')
  await askForReviews(made.app)
  const both = await keeper({ teams: ['Asiakaspalvelu', 'Sijaiset'] }), stand = await keeper({ teams: ['Sijaiset'] }), stranger = await keeper({ teams: [] }), reader = await signedIn(made.app, made.site, { teams: ['Asiakaspalvelu'] })
  expect((await both.agent.get('/oma/tyot')).text.split(`action="/sivu/${id}/tarkistus"`)).toHaveLength(2)
  expect((await reader.agent.get('/oma/tyot')).text).not.toContain('Kirjastokortin antaminen')
  for (const { agent } of [stranger, reader]) expect([(await agent.get(`/sivu/${id}/tarkista`)).status, (await agent.post(`/sivu/${id}/tarkistus`)).status]).toEqual([404, 404])
  expect((await stranger.agent.get('/oma/tyot')).text).not.toContain('Kirjastokortin antaminen')
  expect((await stand.agent.post(`/sivu/${id}/tarkistus`)).headers['location']).toBe(`/sivu/${id}-kirjastokortin-antaminen`)
  expect(await tasks()).toEqual([])
})

test('work that is no longer asked goes by itself: put aside, given to another team, or with another interval', async () => {
  const [trashed, given, later] = [await add({ title: 'Roskiin' }), await add({ title: 'Toiselle' }), await add({ title: 'Myöhemmin' })]
  at('2026-03-01')
  await askForReviews(made.app)
  expect(await tasks()).toHaveLength(6)
  await made.app.db.transaction().execute((trx) => trashItem(trx, LONG_AGO, SYSTEM, trashed))
  await made.app.db.updateTable('item').set({ owner_team_id: substitute }).where('id', '=', given).execute()
  await made.app.db.updateTable('item').set({ review_due_at: '2027-01-01T00:00:00.000Z' }).where('id', '=', later).execute()
  await askForReviews(made.app)
  expect(await tasks()).toEqual([{ key: `review:${given}`, team_id: substitute, due_at: '2026-01-02T08:00:00.000Z' }])
})

test('a suggestion waits for the team that owns the item now', async () => {
  const id = await add()
  await made.app.db.transaction().execute((trx) => openTask(trx, LONG_AGO, { teamId: team }, { key: 'suggestion:1', message: 'corrections.task', values: { title: 'x' }, href: '/', itemId: id }))
  await made.app.db.updateTable('item').set({ owner_team_id: substitute, review_due_at: null }).where('id', '=', id).execute()
  await askForReviews(made.app)
  expect(await tasks()).toEqual([{ key: 'suggestion:1', team_id: substitute, due_at: null }])
})

test('readers of a team are not told of work that only its writers can do', async () => {
  await add()
  const reader = await signedIn(made.app, made.site, { teams: ['Asiakaspalvelu'] }), writer = await keeper()
  await askForReviews(made.app)
  expect([(await told(reader.personId)).length, (await told(writer.personId)).length]).toEqual([0, 1])
})

test('a team is told once when many fall due together', async () => {
  for (let n = 0; n < 5; n++) await add({ title: `Ohje ${n}` })
  const owner = await keeper()
  await askForReviews(made.app)
  expect(await tasks()).toHaveLength(5)
  expect(await told(owner.personId)).toEqual([{ message: 'upkeep.reviews', href: '/oma/tyot' }])
})

test('C-12, C-13: work about what a person may not read is neither in her list nor in its count', async () => {
  const open = await add({ title: 'Avoin ohje' }), hidden = await add({ title: 'Salainen ohje', restrictedTeamId: substitute }), owner = await keeper()
  await askForReviews(made.app)
  expect((await tasks()).map(({ key }) => key)).toEqual([`review:${open}`, `review:${hidden}`])
  const page = (await owner.agent.get('/oma/tyot')).text
  expect([page.includes('Avoin ohje'), page.includes('Salainen ohje'), page.includes('1 työ odottaa')]).toEqual([true, false, true])
  expect((await owner.agent.get('/')).text).toContain('Omat työt (1)')
})

test('the list holds the work of one’s teams, of oneself and, for a contact person, of the municipality; what would wait for nobody waits for the administrator', async () => {
  const inari = (await keeper({ municipality: 'inari' }), (await municipalityBySlug(made.app.db, 'inari'))!.id), { agent, personId } = await keeper({ teams: [] })
  const left = await addPerson(made.app, { role: 'editor' })
  await made.app.db.updateTable('person').set({ disabled_at: LONG_AGO }).where('id', '=', left).execute()
  const empty = await made.app.db.transaction().execute((trx) => ensureTeam(trx, 'Tyhjä'))
  await made.app.db.transaction().execute(async (trx) => {
    const ask = (worker: Parameters<typeof openTask>[2], key: string) => openTask(trx, LONG_AGO, worker, { key, message: 'upkeep.handOver.told', values: { name: key }, href: '/' })
    await ask({ personId }, 'question:oma')
    await ask({ municipalityId: inari }, 'supplement:kunta')
    await ask({ teamId: empty }, 'approval:tyhja')
    await ask({ personId: left }, 'question:lahtenyt')
  })
  const seen = async (options: Parameters<typeof signedIn>[2]) => [...(await (await signedIn(made.app, made.site, options)).agent.get('/oma/tyot')).text.matchAll(/question:oma|supplement:kunta|approval:tyhja|question:lahtenyt/g)].map(([key]) => key)
  expect((await agent.get('/oma/tyot')).text).toMatch(/Kysymykset[\s\S]*question:oma/)
  expect(await seen({ role: 'admin' })).toEqual(['question:lahtenyt', 'approval:tyhja', 'supplement:kunta'])
  expect(await seen({ role: 'contact', municipality: 'inari' })).toEqual(['supplement:kunta'])
  expect(await seen({ role: 'admin' })).toEqual(['question:lahtenyt', 'approval:tyhja'])
  expect(await seen({ role: 'contact', municipality: 'rovaniemi' })).toEqual([])
  expect(await seen({ role: 'editor', municipality: 'inari' })).toEqual([])
})

test('searches that found nothing are in the list of those who write, and are not counted as their own work', async () => {
  await made.app.db.insertInto('failed_search').values({ key: 'mato', typed: 'matopurkki', times: 4, askers: 4, first_day: '2026-01-01', last_day: '2026-01-02', counted_by: 'x', item_id: null, handled_at: null, handled_by: null }).execute()
  const page = async (role: 'reader' | 'editor') => (await (await signedIn(made.app, made.site, { role })).agent.get('/oma/tyot')).text
  const [writer, reader] = [await page('editor'), await page('reader')]
  expect([writer.includes('/haku/puuttuvat'), writer.includes('työ odottaa'), reader.includes('/haku/puuttuvat'), reader.includes('Mikään ei odota sinua')]).toEqual([true, false, false, true])
})

test('one’s own drafts are in the list, those of others are not', async () => {
  const owner = await keeper(), colleague = await keeper()
  for (const [who, title] of [[owner, 'Oma luonnos'], [colleague, 'Vieras luonnos']] as const) {
    const id = await add({ title, state: 'draft' })
    await made.app.db.updateTable('item').set({ created_by: who.personId }).where('id', '=', id).execute()
  }
  const page = (await owner.agent.get('/oma/tyot')).text
  expect([page.includes('Oma luonnos'), page.includes('Vieras luonnos')]).toEqual([true, false])
})

test('C-13: freshness counts what the viewer sees, by team and by municipality, and its numbers lead to those items', async () => {
  await addPerson(made.app, { municipality: 'inari' })
  const inari = (await municipalityBySlug(made.app.db, 'inari'))!.id
  await add({ title: 'Myöhässä' })
  await add({ title: 'Pian', networkWide: false, municipalityIds: [inari] }, '2025-01-20T08:00:00.000Z')
  await add({ title: 'Tuore' }, '2025-12-20T08:00:00.000Z')
  await add({ title: 'Salainen', restrictedTeamId: substitute })
  await add({ title: 'Tiedote', kind: 'notice', reviewMonths: 0, noticeType: 'news' })
  at('2026-01-10')
  const writer = await keeper({ teams: [] }), inside = await keeper({ teams: ['Sijaiset'] })
  const csv = async ({ agent }: typeof writer) => (await agent.get('/yllapito/tuoreus.csv')).text.trim().split('\r\n').slice(1)
  expect(await csv(writer)).toEqual(['Koko verkosto;Asiakaspalvelu;Sijaiset;2;1;0;1;2.1.2025', 'Inari;Asiakaspalvelu;Sijaiset;1;0;1;0;20.1.2025'])
  expect((await csv(inside))[0]).toBe('Koko verkosto;Asiakaspalvelu;Sijaiset;3;1;0;2;2.1.2025')
  const page = (await writer.agent.get('/yllapito/tuoreus')).text.replaceAll('&#x3D;', '=')
  expect(page).toContain(`href="/yllapito/tuoreus/sivut?vastuu=${team}&amp;tila=late"`)
  const late = (await writer.agent.get(`/yllapito/tuoreus/sivut?vastuu=${team}&tila=late`)).text
  expect(['Myöhässä</a>', 'Pian</a>', 'Tuore</a>', 'Salainen'].map((title) => late.includes(title))).toEqual([true, false, false, false])
  const place = (await writer.agent.get('/yllapito/tuoreus/sivut?kunta=inari')).text
  expect(['Myöhässä</a>', 'Pian</a>'].map((title) => place.includes(title))).toEqual([false, true])
})

test('I-11: a team’s name that a spreadsheet would reckon with is only a text in the file', async () => {
  await made.app.db.updateTable('team').set({ name: '=1+2' }).where('id', '=', team).execute()
  await add()
  expect((await (await keeper({ teams: [] })).agent.get('/yllapito/tuoreus.csv')).text).toContain(';"\'=1+2";')
})

test('nothing is published without an owner', async () => {
  const { agent } = await keeper()
  const refused = await agent.post('/sivu/uusi').type('form').send({ laji: 'guide', kieli: 'fi', otsikko: 'Omistajaton', teksti: 'Teksti', toiminto: 'julkaise', alku: '', koskee: 'verkosto', vastuu: '', tarkistus: '12' })
  expect([refused.status, refused.text.includes('href="#vastuu"')]).toEqual([422, true])
  expect(await made.app.db.selectFrom('item').select('id').execute()).toEqual([])
})
