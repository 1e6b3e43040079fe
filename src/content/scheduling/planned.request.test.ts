import { beforeAll, expect, test } from 'vitest'
import { createApp } from '../../app.ts'
import { TEST_NOW, testApp } from '../../testing/test-app.ts'
import { sampleItem } from '../../testing/sample-item.ts'
import { signedIn } from '../../testing/sign-in.ts'
import { ensureTeam } from '../../people/people.queries.ts'
import { SYSTEM } from '../../platform/changes/changes.queries.ts'
import { prepareText } from '../prepare-text.ts'
import { createItem, trashItem, type ItemInput } from '../save-item.ts'
import { publishDue } from './publish-due.ts'
import { publishPlanned } from './publish-planned.ts'

const { app, site, moveClock } = await testApp()
type Person = Awaited<ReturnType<typeof signedIn>>
let aino: Person, beeda: Person, reader: Person, stranger: Person, checker: Person
const team = { own: 0, secret: 0, check: 0 }
/** half past eight in Finland, five hours and a half after the beginning */
const MINUTE = '2026-01-02T10:30', MOMENT = '2026-01-02T08:30:00.000Z'

beforeAll(async () => {
  const member = (name: string, teams: string[], role: 'editor' | 'reader' = 'editor') => signedIn(app, site, { role, name, teams })
  aino = await member('Aino Kirjoittaja', ['Oma tiimi', 'Salainen tiimi'])
  beeda = await member('Beeda Toinen', ['Oma tiimi'])
  checker = await member('Tarkka Lukija', ['Tarkastajat'])
  reader = await signedIn(app, site)
  stranger = await signedIn(app, site, { role: 'editor', municipality: 'inari' })
  await app.db.transaction().execute(async (trx) => {
    team.own = await ensureTeam(trx, 'Oma tiimi')
    team.secret = await ensureTeam(trx, 'Salainen tiimi')
    team.check = await ensureTeam(trx, 'Tarkastajat')
  })
})

async function add(input: Partial<ItemInput> = {}) {
  const item = sampleItem({ ownerTeamId: team.own, title: 'Maksut', body: 'Alku.\n\nHinta on 5 €.\n\nLoppu.', ...input }), text = prepareText(item)
  return (await app.db.transaction().execute((trx) => createItem(trx, app.now().toISOString(), SYSTEM, item, text))).id
}
const value = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1]?.replaceAll('&quot;', '"').replaceAll('&#x3D;', '=') ?? ''
async function send(who: Person, id: number, typed: Record<string, string>, query = '?kieli=fi') {
  const { text } = await who.agent.get(`/sivu/${id}/muokkaa${query}`)
  return who.agent.post(`/sivu/${id}/muokkaa${query}`).type('form').send({
    otsikko: 'Maksut', versio: value(text, 'versio'), muutos: 'Uusi hinta', ...(query === '?kieli=fi' && { alku: value(text, 'alku'), vastuu: String(team.own), koskee: 'verkosto', kenelle: 'asiakaspalvelu', aiheet: 'kirjastokortit', tarkistus: '12' }), ...typed,
  })
}
const plan = (who: Person, id: number, teksti: string, typed: Record<string, string> = {}, query?: string) => send(who, id, { toiminto: 'ajasta', teksti, muutoshetki: MINUTE, ...typed }, query)
const save = (who: Person, id: number, teksti: string) => send(who, id, { toiminto: 'tallenna', teksti, muutos: 'Muu muutos' })
const shown = async (who: Person, id: number) => /<article[\s\S]*?<\/article>/.exec((await who.agent.get(`/sivu/${id}`).redirects(1)).text)?.[0] ?? ''
const states = (id: number) => app.db.selectFrom('planned_change').where('item_id', '=', id).select(['state', 'made_by', 'closed_by']).orderBy('id').execute()
const revisions = (id: number) => app.db.selectFrom('revision').where('item_id', '=', id).select(['lang', 'number', 'body', 'summary', 'author_id', 'created_at']).orderBy('id').execute()
const told = async (who: Person) => (await app.db.selectFrom('told').where('person_id', '=', who.personId).select(['message', 'href']).orderBy('id').execute()).at(-1)
async function at<T>(time: string, act: () => Promise<T>): Promise<T> {
  moveClock(time)
  try { return await act() } finally { moveClock(TEST_NOW) }
}
const NEW = 'Alku.\n\nHinta on 8 €.\n\nLoppu.'

test('R23: a change of a page that readers see is published at its moment, once, as its writer’s, also after a restart; until then the page is as it was', async () => {
  const id = await add(), planned = await plan(aino, id, NEW)
  expect([planned.status, planned.headers['location']]).toEqual([303, expect.stringMatching(/^\/ajastettu\/\d+$/)])
  const page = (await aino.agent.get(planned.headers['location']!)).text
  for (const words of ['Odottaa aikaansa', '<ins>8</ins>', 'Uusi hinta', 'Aino Kirjoittaja']) expect(page).toContain(words)
  expect((await beeda.agent.get(`/sivu/${id}/muokkaa`)).text).toMatch(/Tähän sivuun on ajastettu muutos[\s\S]*Aino Kirjoittaja/)
  expect((await aino.agent.get('/luonnokset')).text).toMatch(/Ajastetut muutokset[\s\S]*Maksut[\s\S]*2\.1\.2026/)
  await publishPlanned(app)
  await at('2026-01-02T08:29:59.999Z', () => publishPlanned(app))
  expect(await shown(reader, id)).toContain('Hinta on 5 €')
  await at('2026-01-02T09:00:00.000Z', async () => {
    const restarted = { ...app }
    createApp(restarted)
    await Promise.all([publishPlanned(restarted), publishPlanned(restarted)])
    await publishPlanned(restarted)
    const later = await signedIn(app, site)
    expect(await shown(later, id)).toContain('Hinta on 8 €')
    expect((await later.agent.get('/haku?q=maksut')).text).toContain('Maksut')
  })
  expect((await revisions(id)).slice(1)).toEqual([{ lang: 'fi', number: 2, body: NEW, summary: 'Uusi hinta', author_id: aino.personId, created_at: '2026-01-02T09:00:00.000Z' }])
  expect(await states(id)).toEqual([{ state: 'published', made_by: aino.personId, closed_by: null }])
  expect(await told(aino)).toEqual({ message: 'scheduling.told.published', href: `/sivu/${id}?kieli=fi` })
  expect((await beeda.agent.get(`/sivu/${id}/muokkaa`)).text).not.toContain('ajastettu muutos')
})

test('P-6: what was saved meanwhile is brought together with the planned change, and nothing of either is lost', async () => {
  const id = await add()
  await plan(aino, id, NEW)
  await save(beeda, id, 'Alku Beedalta.\n\nHinta on 5 €.\n\nLoppu.')
  expect((await aino.agent.get((await app.db.selectFrom('planned_change').where('item_id', '=', id).select('id').executeTakeFirstOrThrow().then((row) => `/ajastettu/${row.id}`)))).text).toContain('Sivua on muutettu ajastamisen jälkeen')
  await at(MOMENT, () => publishPlanned(app))
  expect((await revisions(id)).at(-1)).toMatchObject({ number: 3, body: 'Alku Beedalta.\n\nHinta on 8 €.\n\nLoppu.' })
})

test('P-6: where both changed the same line nothing is published; the writer and the owner team are told, and the text goes on into the form with both', async () => {
  const id = await add(), address = (await plan(aino, id, NEW)).headers['location']!
  await save(beeda, id, 'Alku.\n\nHinta on 6 €.\n\nLoppu.')
  await at(MOMENT, async () => { await publishPlanned(app); await publishPlanned(app) })
  expect((await revisions(id)).at(-1)).toMatchObject({ number: 2, body: 'Alku.\n\nHinta on 6 €.\n\nLoppu.' })
  expect(await told(aino)).toEqual({ message: 'scheduling.told.stopped', href: address })
  expect((await app.db.selectFrom('task').where('item_id', '=', id).select(['message', 'team_id', 'closed_at']).execute())).toEqual([{ message: 'scheduling.task.stopped', team_id: team.own, closed_at: null }])
  const page = (await aino.agent.get(address)).text
  expect([page.includes('Molemmat muuttivat samaa kohtaa'), page.includes('/julkaise"')]).toEqual([true, false])
  expect((await aino.agent.post(`${address}/julkaise`)).status).toBe(409)
  const goes = await aino.agent.post(`${address}/jatka`), form = (await aino.agent.get(goes.headers['location']!)).text
  expect(form).toContain('Hinta on 8 €')
  const collided = await aino.agent.post(`/sivu/${id}/muokkaa?kieli=fi`).type('form').send({
    otsikko: 'Maksut', teksti: NEW, muutos: 'Uusi hinta', versio: value(form, 'versio'), alku: value(form, 'alku'), vastuu: String(team.own), koskee: 'verkosto', kenelle: 'asiakaspalvelu', aiheet: 'kirjastokortit', tarkistus: '12', toiminto: 'tallenna',
  })
  expect([collided.status, collided.text.includes('Hinta on 6 €'), collided.text.includes('Hinta on 8 €')]).toEqual([409, true, true])
  expect(await app.db.selectFrom('task').where('item_id', '=', id).where('closed_at', 'is', null).select('id').execute()).toEqual([])
  expect((await aino.agent.post(`${address}/jatka`)).status).toBe(409)
})

test('C-5, C-11: a writer who may not edit the page any more publishes nothing; the owners read it and publish it now', async () => {
  const leaver = await signedIn(app, site, { role: 'editor', teams: ['Oma tiimi'], name: 'Lähtevä' }), page = await add(), waiting = (await plan(leaver, page, NEW)).headers['location']!
  await app.db.updateTable('person').set({ role: 'reader' }).where('id', '=', leaver.personId).execute()
  await at(MOMENT, () => publishPlanned(app))
  expect([(await states(page))[0]!.state, (await revisions(page)).length]).toEqual(['stopped', 1])
  expect((await leaver.agent.get(waiting)).status).toBe(404)
  expect((await beeda.agent.get(waiting)).text).toContain('Muutoksen aika tuli')
  expect((await beeda.agent.post(`${waiting}/julkaise`)).status).toBe(303)
  expect((await revisions(page)).at(-1)).toMatchObject({ body: NEW, author_id: leaver.personId })
  expect((await beeda.agent.post(`${waiting}/julkaise`)).status).toBe(409)
})

test('C-2, C-3: only those who may edit the page see what waits, and of a page that is restricted meanwhile only its team', async () => {
  const id = await add(), address = (await plan(beeda, id, NEW)).headers['location']!
  const missing = (await reader.agent.get('/ei-ole')).text
  expect([(await reader.agent.get(address)).text, (await aino.agent.get(address)).status, (await stranger.agent.get(address)).status]).toEqual([missing, 200, 200])
  await app.db.updateTable('item').set({ restricted_team_id: team.secret }).where('id', '=', id).execute()
  expect([(await aino.agent.get(address)).status, (await beeda.agent.get(address)).status, (await stranger.agent.get(address)).status, (await stranger.agent.post(`${address}/jatka`)).status]).toEqual([200, 404, 404, 404])
  await at(MOMENT, () => publishPlanned(app))
  expect((await revisions(id)).length).toBe(1)
})

test('R12: a page in the trash at that moment keeps the text for its writer, also when the page is removed for good', async () => {
  const id = await add(), address = (await plan(aino, id, NEW)).headers['location']!
  await app.db.transaction().execute((trx) => trashItem(trx, TEST_NOW, SYSTEM, id))
  await at(MOMENT, () => publishPlanned(app))
  expect([(await states(id))[0]!.state, (await aino.agent.get(address)).status]).toEqual(['stopped', 200])
  const goes = await aino.agent.post(`${address}/jatka`)
  expect(goes.headers['location']).toMatch(/^\/sivu\/uusi\?luonnos=\d+/)
  expect((await aino.agent.get(goes.headers['location']!)).text).toContain('Hinta on 8 €')
})

test('I-9, I-13: a time that cannot be is told beside its field, and the same form sent ten times at once is one change', async () => {
  const id = await add({ visibleUntil: '2026-02-01T10:00:00.000Z' })
  const problem = async (typed: Record<string, string>) => {
    const { status, text } = await plan(aino, id, NEW, { voimassa: '2026-02-01', voimassa_klo: '12:00', ...typed })
    return [status, /href="#(muutoshetki|voimassa|muutos)"/.exec(text)?.[1]]
  }
  for (const muutoshetki of ['', '2026-03-29T03:30', '2026-02-31T10:00', '2026-01-02T05:00', '2026-02-01T12:00', 'huomenna']) expect([muutoshetki, ...await problem({ muutoshetki })]).toEqual([muutoshetki, 422, 'muutoshetki'])
  expect(await problem({ muutos: '' })).toEqual([422, 'muutos'])
  const other = await add(), form = (await aino.agent.get(`/sivu/${other}/muokkaa`)).text
  const once = () => aino.agent.post(`/sivu/${other}/muokkaa?kieli=fi`).type('form').send({ otsikko: 'Maksut', teksti: NEW, muutos: 'x', versio: '1', alku: value(form, 'alku'), vastuu: String(team.own), koskee: 'verkosto', kenelle: 'asiakaspalvelu', aiheet: 'kirjastokortit', tarkistus: '12', toiminto: 'ajasta', muutoshetki: MINUTE })
  await Promise.all(Array.from({ length: 10 }, once))
  expect(await states(other)).toHaveLength(1)
})

test('a page ends at a clock time: shown a minute before, gone at that minute; a day without a time ends with the day', async () => {
  const id = await add(), saved = await send(aino, id, { toiminto: 'tallenna', teksti: NEW, voimassa: '2026-01-02', voimassa_klo: '16.30' })
  expect(saved.status).toBe(303)
  expect(await app.db.selectFrom('item').where('id', '=', id).select('visible_until').executeTakeFirst()).toEqual({ visible_until: '2026-01-02T14:30:00.000Z' })
  expect((await aino.agent.get(`/sivu/${id}/muokkaa`)).text).toMatch(/name="voimassa" type="date" value="2026-01-02"[\s\S]*name="voimassa_klo" type="time" value="16:30"/)
  const listed = async (time: string) => at(time, async () => {
    await publishDue(app)
    return (await (await signedIn(app, site)).agent.get('/selaa')).text.includes(`/sivu/${id}`)
  })
  expect([await listed('2026-01-02T14:29:59.000Z'), await listed('2026-01-02T14:30:00.000Z')]).toEqual([true, false])
  await send(aino, id, { toiminto: 'tallenna', teksti: NEW, voimassa: '2026-01-02', voimassa_klo: '' })
  expect(await app.db.selectFrom('item').where('id', '=', id).select('visible_until').executeTakeFirst()).toEqual({ visible_until: '2026-01-02T21:59:00.000Z' })
  for (const klo of ['25:00', '12:60', 'pian']) expect([klo, (await send(aino, id, { toiminto: 'tallenna', teksti: 'x', voimassa: '2026-01-03', voimassa_klo: klo })).status]).toEqual([klo, 422])
  expect((await send(aino, id, { toiminto: 'tallenna', teksti: 'x', voimassa: '', voimassa_klo: '12:00' })).text).toContain('href="#voimassa"')
})

test('a translation waits for its moment too, and a change with a time that is approved is published then', async () => {
  const id = await add()
  await plan(aino, id, 'Priset är 8 €.', { otsikko: 'Avgifter' }, '?kieli=sv')
  const asked = await send(aino, id, { toiminto: 'hyvaksynta', teksti: NEW, muutoshetki: MINUTE, tiimi: String(team.check), paivat: '3' }), address = asked.headers['location']!
  expect((await checker.agent.get(address)).text).toContain('Muutos julkaistaan')
  expect((await checker.agent.post(`${address}/hyvaksy`)).status).toBe(303)
  expect((await revisions(id)).map(({ lang, number }) => [lang, number])).toEqual([['fi', 1]])
  await at(MOMENT, () => publishPlanned(app))
  expect((await revisions(id)).slice(1).map(({ lang, body, author_id }) => [lang, body, author_id])).toEqual([['sv', 'Priset är 8 €.', aino.personId], ['fi', NEW, aino.personId]])
})
