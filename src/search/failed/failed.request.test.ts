import type { Express } from 'express'
import { beforeEach, expect, test } from 'vitest'
import type { AppContext } from '../../context.ts'
import { prepareText } from '../../content/prepare-text.ts'
import { createItem, type ItemInput } from '../../content/save-item.ts'
import { ensureTeam } from '../../people/people.queries.ts'
import { SYSTEM } from '../../platform/changes/changes.queries.ts'
import { sampleItem } from '../../testing/sample-item.ts'
import { signedIn } from '../../testing/sign-in.ts'
import { testApp } from '../../testing/test-app.ts'
import { forgetCounted, sweepFailed } from './failed-searches.ts'
import { tellAskers } from './tell-askers.ts'

type Person = Awaited<ReturnType<typeof signedIn>>
let app: AppContext, site: Express, moveClock: (to: Date | string) => void, people: Person[], editor: Person, team: number, secretTeam: number

async function add(different: Partial<ItemInput>): Promise<number> {
  const input = sampleItem({ ownerTeamId: team, subjects: [], roles: [], ...different }), text = prepareText(input)
  return app.db.transaction().execute(async (trx) => (await createItem(trx, app.now().toISOString(), SYSTEM, input, text)).id)
}
const rows = () => app.db.selectFrom('failed_search').select(['key', 'typed', 'times', 'askers', 'first_day', 'last_day']).orderBy('id').execute()
const pause = () => new Promise((resolve) => { setTimeout(resolve, 30) })
/** A search, and time for what is written after it. */
async function search({ agent }: Person, q: string, more = '') {
  const { text } = await agent.get(`/haku?${new URLSearchParams({ q }).toString()}${more}`).expect(200)
  await pause()
  return text.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&')
}
const list = async (person = editor) => (await person.agent.get('/haku/puuttuvat').expect(200)).text.replaceAll('&#x3D;', '=')
async function failThrice(q: string) { for (const person of people.slice(0, 3)) await search(person, q) }
/** Everyone has signed in again. */
async function nextDay(days = 1) {
  moveClock(new Date(app.now().getTime() + days * 86_400_000))
  await app.db.updateTable('session').set({ created_at: app.now().toISOString(), used_at: app.now().toISOString() }).execute()
}

beforeEach(async () => {
  ;({ app, site, moveClock } = await testApp())
  team = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Asiakaspalvelu'))
  secretTeam = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Johtoryhmä'))
  people = [await signedIn(app, site), await signedIn(app, site), await signedIn(app, site), await signedIn(app, site, { teams: ['Johtoryhmä'] })]
  editor = await signedIn(app, site, { role: 'editor', teams: ['Asiakaspalvelu'] })
  await add({ title: 'Kirjastokortin antaminen', body: 'Kortti annetaan heti.' })
})

test('a search that finds nothing, or only some of its words, is counted by its base forms; one that finds is not', async () => {
  await search(people[0]!, 'Porokuiskaajia')
  await search(people[1]!, 'porokuiskaaja')
  await search(people[0]!, 'kirjastokortteja porokuiskaajalle')
  await search(people[0]!, 'kirjastokortti')
  await search(people[0]!, '-kortti')
  const day = '2026-01-02'
  expect(await rows()).toEqual([
    { key: 'porokuiskaaja', typed: 'porokuiskaaja', times: 2, askers: 2, first_day: day, last_day: day },
    { key: 'kirjastokortti porokuiskaaja', typed: 'kirjastokortteja porokuiskaajalle', times: 1, askers: 1, first_day: day, last_day: day },
  ])
})

test('a word of which only a part was found has found little', async () => {
  await add({ title: 'Porojen laskenta', body: 'Porot lasketaan.' })
  expect(await search(people[0]!, 'porokuiskaaja')).toContain('Porojen laskenta')
  expect((await rows()).map(({ key }) => key)).toEqual(['porokuiskaaja'])
})

test('what was narrowed, or asked for exactly as typed, is not counted', async () => {
  for (const more of ['&laji=notice', '&kunta=inari', '&tarkka=1', '&sivu=2']) await search(people[0]!, 'porokuiskaaja', more)
  for (const typed of ['porokuiskaaja laji:ohje', 'porokuiskaaja kunta:inari']) await search(people[0]!, typed)
  expect(await rows()).toEqual([])
  await search(people[0]!, 'porokuiskaaja')
  expect(await rows()).toHaveLength(1)
})

test('it is shown to editors from three different people or days on, never before and never to readers', async () => {
  await search(people[0]!, 'porokuiskaaja')
  await search(people[0]!, 'porokuiskaajat')
  await search(people[0]!, 'porokuiskaaja')
  await search(people[1]!, 'porokuiskaaja')
  expect((await rows()).map(({ times, askers }) => [times, askers])).toEqual([[4, 2]])
  expect(await list()).not.toContain('porokuiskaaja')
  await search(people[2]!, 'porokuiskaaja')
  expect(await list()).toMatch(/>porokuiskaaja<\/a>[\s\S]*5 hakua[\s\S]*2\.1\.2026/)
  await people[0]!.agent.get('/haku/puuttuvat').expect(404)
})

test('one person on three days is enough', async () => {
  for (let day = 0; day < 3; day++, await nextDay()) await search(people[0]!, 'lumilinna')
  expect((await rows()).map(({ askers, first_day, last_day }) => [askers, first_day, last_day])).toEqual([[3, '2026-01-02', '2026-01-04']])
})

test('a restart counts nobody twice: that day the search gets no more askers', async () => {
  await search(people[0]!, 'lumilinna')
  forgetCounted(app)
  for (const person of [people[0]!, people[1]!]) await search(person, 'lumilinna')
  expect((await rows()).map(({ times, askers }) => [times, askers])).toEqual([[3, 1]])
  await nextDay()
  for (const person of [people[0]!, people[1]!, people[1]!]) await search(person, 'lumilinna')
  expect((await rows()).map(({ times, askers }) => [times, askers])).toEqual([[6, 3]])
})

test('nothing of who searched is written down', async () => {
  await failThrice('porokuiskaaja')
  const columns = Object.keys((await app.db.selectFrom('failed_search').selectAll().executeTakeFirstOrThrow()))
  expect(columns.toSorted()).toEqual(['askers', 'counted_by', 'first_day', 'handled_at', 'handled_by', 'id', 'item_id', 'key', 'last_day', 'times', 'typed'])
  expect(await app.db.selectFrom('failed_search').select('handled_by').execute()).toEqual([{ handled_by: null }])
  expect(await app.db.selectFrom('change').where('action', 'like', '%search%').select('id').execute()).toEqual([])
})

test.each(['131052-308T', 'asiakas 131052A308T lainat', '131052-308', 'kortti 2123456789012', '2 1234 5678 90123', '040 123 4567', '+358-40-1234567', '0400123456', 'matti.meikalainen@posti.example', 'x'.repeat(101)])('a search with a private number is never kept: %s', async (typed) => {
  const html = await search(people[0]!, typed)
  expect(await rows()).toEqual([])
  expect(html).not.toMatch(/name="haku" value="[^"]/)
  await search(people[0]!, 'lumilinna 2026')
  expect(await rows()).toHaveLength(1)
})

test('Q-1: what was found instead is what the one who looks may see, and so is the answer', async () => {
  const secret = await add({ title: 'Palkkataulukko kvasaarista', restrictedTeamId: secretTeam })
  await failThrice('kvasaari porokuiskaaja')
  const asEditor = await list()
  expect(asEditor).toMatch(/kvasaari porokuiskaaja[\s\S]*Ei löytynyt mitään\./)
  expect(asEditor).not.toContain('Palkkataulukko')
  const insider = await signedIn(app, site, { role: 'editor', teams: ['Johtoryhmä'] })
  expect(await list(insider)).toContain(`/sivu/${secret}-`)
  const { id } = await app.db.selectFrom('failed_search').select('id').executeTakeFirstOrThrow()
  await editor.agent.post(`/haku/puuttuvat/${id}/vastaus`).type('form').send({ osoite: `/sivu/${secret}` }).expect(422)
  await insider.agent.post(`/haku/puuttuvat/${id}/vastaus`).type('form').send({ osoite: `/sivu/${secret}` }).expect(303)
  expect(await search(people[3]!, 'kvasaari porokuiskaaja')).toMatch(/Tähän vastaa[\s\S]*Palkkataulukko/)
  expect(await search(people[0]!, 'kvasaari porokuiskaaja')).not.toMatch(/Tähän vastaa|Palkkataulukko/)
  expect(await list()).not.toContain('Palkkataulukko')
})

test('an editor shows which page answers, and from then on that page stands above', async () => {
  await failThrice('porokuiskaaja')
  const { id } = await app.db.selectFrom('failed_search').select('id').executeTakeFirstOrThrow(), page = await add({ title: 'Eläinten kohtaaminen', body: 'Rauhallisesti.' })
  const wrong = await editor.agent.post(`/haku/puuttuvat/${id}/vastaus`).type('form').send({ osoite: '/sivu/99999' }).expect(422)
  expect(wrong.text).toMatch(/<title>Virhe: [\s\S]*Sivua ei löytynyt tästä osoitteesta\./)
  await editor.agent.post(`/haku/puuttuvat/${id}/vastaus`).type('form').send({ osoite: `https://laavu.example/sivu/${page}-elainten-kohtaaminen#k-a` }).expect(303)
  expect(await search(people[0]!, 'porokuiskaajat')).toMatch(/Tähän vastaa[\s\S]*Eläinten kohtaaminen/)
  expect(await list()).toMatch(/Kaikki haut ovat löytäneet[\s\S]*Hoidetut[\s\S]*porokuiskaaja[\s\S]*Eläinten kohtaaminen/)
  await editor.agent.post(`/haku/puuttuvat/${id}/avaa`).expect(303)
  expect(await list()).toMatch(/href="\/haku\?q=porokuiskaaja"/)
})

test('what was handled comes up again only when it fails again as often', async () => {
  await failThrice('porokuiskaaja')
  const { id } = await app.db.selectFrom('failed_search').select('id').executeTakeFirstOrThrow()
  await editor.agent.post(`/haku/puuttuvat/${id}/hoidettu`).expect(303)
  expect(await list()).not.toContain('href="/haku?q=porokuiskaaja"')
  await nextDay()
  for (const person of people.slice(0, 2)) await search(person, 'porokuiskaaja')
  expect(await list()).not.toContain('href="/haku?q=porokuiskaaja"')
  await search(people[2]!, 'porokuiskaaja')
  expect(await list()).toContain('href="/haku?q=porokuiskaaja"')
  await editor.agent.post('/haku/puuttuvat/999/hoidettu').expect(404)
})

test('a search that finds by now says so in the list', async () => {
  await failThrice('porokuiskaaja')
  await add({ title: 'Porokuiskaajan ohje' })
  expect(await list()).toMatch(/Näin löytyy nyt:[\s\S]*Porokuiskaajan ohje/)
})

test('what was searched for once goes after 90 days, and everything after a year', async () => {
  await search(people[0]!, 'kertahaku')
  await failThrice('porokuiskaaja')
  await nextDay(91)
  await sweepFailed(app)
  expect((await rows()).map(({ key }) => key)).toEqual(['porokuiskaaja'])
  await nextDay(300)
  await sweepFailed(app)
  expect(await rows()).toEqual([])
})

test('one press on the page without results asks the team of the topic, and the asker is told when the search finds', async () => {
  await app.db.transaction().execute((trx) => ensureTeam(trx, 'Porotiimi')).then((id) => add({ title: 'Porojen laskenta', ownerTeamId: id }))
  const html = await search(people[0]!, 'poroxyzq'), form = /<form method="post" action="\/kysymykset"[\s\S]*?<\/form>/.exec(html)![0]
  expect(form).toMatch(/selected>Porotiimi</)
  const fields = { haku: /name="haku" value="([^"]*)"/.exec(form)![1]!, kysymys: />\n([^<]*)<\/textarea>/.exec(form)![1]!, tiimi: /value="(\d+)" selected/.exec(form)![1]! }
  const { headers } = await people[0]!.agent.post('/kysymykset').type('form').send(fields).expect(303), question = Number(headers['location']!.split('/').at(-1))
  expect(await app.db.selectFrom('task').select('key').execute()).toEqual([{ key: `question:${question}` }])
  const told = () => app.db.selectFrom('told').select(['person_id', 'message', 'detail', 'href']).execute()
  await tellAskers(app)
  expect(await told()).toEqual([])
  await nextDay()
  await add({ title: 'Poroxyzq salaa', restrictedTeamId: secretTeam })
  await tellAskers(app)
  expect(await told()).toEqual([])
  await add({ title: 'Poroxyzq ja sen työt' })
  await tellAskers(app)
  const once = [{ person_id: people[0]!.personId, message: 'questions.told.found', detail: '{"q":"poroxyzq"}', href: '/haku?q=poroxyzq' }]
  expect(await told()).toEqual(once)
  await add({ title: 'Poroxyzq ja sen loma' })
  await tellAskers(app)
  expect(await told()).toEqual(once)
})

test('the asker is not told of a page that has only some of the words, nor of one that was there when she asked', async () => {
  await add({ title: 'Torvi, pasuuna ja tuuba' })
  for (const haku of ['kirjastokortti porokuiskaaja', 'torvi pasuuna tuuba', 'kirjastokortti'])
    await people[0]!.agent.post('/kysymykset').type('form').send({ haku, kysymys: `Mikä on ${haku}?`, tiimi: String(team) }).expect(303)
  await tellAskers(app)
  const told = () => app.db.selectFrom('told').select('detail').execute()
  expect(await told()).toEqual([])
  await nextDay()
  await add({ title: 'Kirjastokortin uusiminen', body: 'Pasuuna lainataan kortilla.' })
  await tellAskers(app)
  expect(await told()).toEqual([{ detail: '{"q":"kirjastokortti"}' }])
})

test('a search that cannot be counted is answered all the same', async () => {
  await app.db.schema.dropTable('failed_search').execute()
  await app.db.schema.createTable('failed_search').addColumn('id', 'integer').addColumn('key', 'text').addColumn('item_id', 'integer').execute()
  expect(await search(people[0]!, 'porokuiskaaja')).toContain('Ei osumia')
})
