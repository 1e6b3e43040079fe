import type { Express } from 'express'
import { beforeAll, expect, test } from 'vitest'
import type { AppContext } from '../context.ts'
import { prepareText } from '../content/prepare-text.ts'
import { createItem, reviseItem, trashItem, type ItemInput } from '../content/save-item.ts'
import { ensureTeam, municipalityBySlug } from '../people/people.queries.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { sampleItem } from '../testing/sample-item.ts'
import { addPerson, browser, sessionCookie, signedIn } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'
import { wordIndex } from './suggest-words.ts'
import type { SuggestReply } from './suggest-reply.ts'

type Agent = Awaited<ReturnType<typeof signedIn>>['agent']
let app: AppContext, site: Express, moveClock: (to: Date | string) => void, reader: Agent, member: Agent, memberId: number, team: number, otherTeam: number

async function add(different: Partial<ItemInput>): Promise<number> {
  const input = sampleItem({ ownerTeamId: team, subjects: [], roles: [], ...different }), text = prepareText(input)
  return app.db.transaction().execute(async (trx) => (await createItem(trx, app.now().toISOString(), SYSTEM, input, text)).id)
}
async function revise(id: number, different: Partial<ItemInput>) {
  const input = sampleItem({ ownerTeamId: team, subjects: [], roles: [], ...different }), text = prepareText(input)
  await app.db.transaction().execute((trx) => reviseItem(trx, app.now().toISOString(), SYSTEM, id, null, input, text))
}
const ask = async (agent: Agent, q: string) => (await agent.get(`/haku/ehdotukset?${new URLSearchParams({ q }).toString()}`).expect(200)).body as SuggestReply
const group = async (agent: Agent, q: string, label: string) => (await ask(agent, q)).groups.find((one) => one.label === label)?.options.map(({ text }) => text) ?? []

beforeAll(async () => {
  ;({ app, site, moveClock } = await testApp())
  team = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Asiakaspalveluryhmän vetäjä'))
  ;({ agent: reader } = await signedIn(app, site, { municipality: 'inari' }))
  ;({ agent: member, personId: memberId } = await signedIn(app, site, { teams: ['Johtoryhmä'] }))
  otherTeam = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Johtoryhmä'))
  await add({ title: 'Kirjastokortin antaminen', body: 'Kortti annetaan heti.', subjects: [{ label: 'kirjastokortit', labelSv: 'bibliotekskort', labelEn: 'library cards' }] })
})

test('a page is suggested by the beginning of any word of its title, as written, in base form and inside a compound', async () => {
  await add({ title: 'Säätiön avustuksen hakeminen', body: 'Avustusta haetaan.' })
  for (const typed of ['ki', 'kirjas', 'kirjastokortin', 'kirjastokortteja', 'kortti', 'anta', 'Kirjastokortin ant']) expect(await group(reader, typed, 'Sivut'), typed).toContain('Kirjastokortin antaminen')
  for (const typed of ['sää', 'saa', 'SÄÄT', 'avustuksen', 'avustuksia', 'hake']) expect(await group(reader, typed, 'Sivut'), typed).toContain('Säätiön avustuksen hakeminen')
  expect(await group(reader, 'avusta hylje', 'Sivut')).toEqual([])
})

test('an inflected form that is still being typed, and a slip at the end, are forgiven', async () => {
  for (const typed of ['kirjastokorttej', 'kirjastokortt', 'kirjastokotrt']) expect(await group(reader, typed, 'Sivut'), typed).toContain('Kirjastokortin antaminen')
})

test('words, subjects in any language and who helps are suggested too', async () => {
  await add({ title: 'Lehtisali', body: 'Nidontalaite on tiskin alla. Nidontalaitteen niitit ovat kaapissa.' })
  expect(await group(reader, 'nidon', 'Hae')).toEqual(['nidontalaite'])
  expect(await group(reader, 'missä on nidontalait', 'Hae')).toEqual(['missä on nidontalaite'])
  expect(await group(reader, 'bibliotek', 'Aiheet')).toEqual(['kirjastokortit'])
  expect(await group(reader, 'library ca', 'Aiheet')).toEqual(['kirjastokortit'])
  expect(await group(reader, 'asiakaspalv', 'Kuka auttaa')).toEqual(['Asiakaspalveluryhmän vetäjä'])
  const { groups, said } = await ask(reader, 'kirjasto')
  expect(said).toMatch(/^\d+ ehdotusta/)
  expect(groups.flatMap(({ options }) => options).find(({ text }) => text === 'kirjastokortit')!.href).toBe('/selaa?aihe=kirjastokortit')
  for (const { href } of groups.flatMap(({ options }) => options)) await reader.get(href).expect((reply) => { expect([200, 302], href).toContain(reply.status) })
})

test('a page in several languages is suggested once, in the language that was typed, and opens in it', async () => {
  const id = await add({ title: 'Tulostaminen', body: 'Tulosta.' })
  await revise(id, { lang: 'sv', title: 'Utskrift', body: 'Skriv ut.' })
  const { groups } = await ask(reader, 'utskr')
  expect(groups.find(({ label }) => label === 'Sivut')!.options).toEqual([{ text: 'Utskrift', lang: 'sv', href: `/sivu/${id}-utskrift?kieli=sv`, note: 'Ohje', icon: 'guide', css: 'ohje' }])
  expect(await group(reader, 'tulost', 'Sivut')).toEqual(['Tulostaminen'])
})

test('the own municipality comes first among equals, then the freshest', async () => {
  const inari = (await municipalityBySlug(app.db, 'inari'))!.id, salla = (await municipalityBySlug(app.db, 'salla'))!.id, start = app.now()
  await add({ title: 'Porotokka A', networkWide: false, municipalityIds: [inari] })
  moveClock(new Date(start.getTime() + 60_000))
  await add({ title: 'Porotokka B', networkWide: false, municipalityIds: [salla] })
  moveClock(new Date(start.getTime() + 120_000))
  await add({ title: 'Porotokka C' })
  expect(await group(reader, 'porot', 'Sivut')).toEqual(['Porotokka A', 'Porotokka C', 'Porotokka B'])
  moveClock(start)
})

test('a title that changes is suggested as it is now', async () => {
  const id = await add({ title: 'Moottorikelkan vuokraus' })
  expect(await group(reader, 'moottorik', 'Sivut')).toEqual(['Moottorikelkan vuokraus'])
  await revise(id, { title: 'Lumikenkien vuokraus' })
  expect(await group(reader, 'moottorik', 'Sivut')).toEqual([])
  expect(await group(reader, 'lumiken', 'Sivut')).toEqual(['Lumikenkien vuokraus'])
})

const SECRET = { draft: 'kuutamokivi', restricted: 'revontuliraha', trashed: 'tunturimarja', scheduled: 'lumisuojus', expired: 'jääkaivos' } as const
test.each(Object.entries(SECRET))('Q-1: the title, words, subject and team of a page that is %s are suggested to nobody who may not see it', async (how, word) => {
  const now = app.now().getTime(), day = 86_400_000, owner = await app.db.transaction().execute((trx) => ensureTeam(trx, `Vartijat ${word}`))
  const id = await add({
    title: `Sivu ${word}`, body: `Tämä on ${word}.`, ownerTeamId: owner, subjects: [{ label: `aihe ${word}` }], state: how === 'draft' ? 'draft' : 'published', restrictedTeamId: how === 'restricted' ? otherTeam : null,
    visibleFrom: how === 'scheduled' ? new Date(now + day).toISOString() : null, visibleUntil: how === 'expired' ? new Date(now - day).toISOString() : null,
  })
  if (how === 'trashed') await app.db.transaction().execute((trx) => trashItem(trx, app.now().toISOString(), SYSTEM, id))
  for (const typed of [word, word.slice(0, -1), word.slice(0, 5), word.slice(0, 3), `sivu ${word.slice(0, 4)}`, `aihe ${word}`, `aihe ${word.slice(0, 4)}`, `vartijat ${word}`, `${word.slice(0, 5)}${word.slice(6)}`])
    expect(JSON.stringify((await ask(reader, typed)).groups), typed).not.toMatch(new RegExp(`sivu ${word}|aihe ${word}|vartijat ${word}|"text":"${word}|/sivu/${id}-`, 'i'))
  await add({ title: `Toinen ${how}`, body: 'Näkyvä.', subjects: [{ label: `aihe näkyvä ${how}` }] })
  expect(await group(reader, 'toinen', 'Sivut')).toContain(`Toinen ${how}`)
  expect(await group(reader, `näkyvä ${how}`, 'Aiheet')).toContain(`aihe näkyvä ${how}`)
  if (how !== 'restricted') return
  expect(await group(member, 'revont', 'Sivut')).toEqual(['Sivu revontuliraha'])
})

test('Q-2: a page restricted after it was read, and a right that is withdrawn, count with the next letter', async () => {
  const id = await add({ title: 'Hirvikolari', body: 'Hirvikolarilomake täytetään.' })
  expect(await group(reader, 'hirvi', 'Sivut')).toEqual(['Hirvikolari'])
  expect(await group(reader, 'hirvikolaril', 'Hae')).toEqual(['hirvikolarilomake'])
  await revise(id, { title: 'Hirvikolari', body: 'Hirvikolarilomake täytetään.', restrictedTeamId: otherTeam })
  expect((await ask(reader, 'hirvikolaril')).groups).toEqual([])
  expect(await group(member, 'hirvi', 'Sivut')).toEqual(['Hirvikolari'])
  await app.db.deleteFrom('team_member').where('person_id', '=', memberId).execute()
  expect((await ask(member, 'hirvi')).groups).toEqual([])
})

test('Q-2: while the index stands still, what it still has of a page that is gone is not suggested', async () => {
  const id = await add({ title: 'Poroerotus', body: 'Poroerotus alkaa.' })
  expect(await group(reader, 'poroero', 'Sivut')).toEqual(['Poroerotus'])
  // straight into the table, without a change row: neither the index nor the list of titles learns of it
  await app.db.updateTable('item').set({ restricted_team_id: otherTeam }).where('id', '=', id).execute()
  expect(await group(reader, 'poroero', 'Sivut')).toEqual([])
})

test('Q-2: a word that is read already is offered only while the audience sees it somewhere', async () => {
  const audience = { audiences: ['all'], now: app.now().toISOString() }, sees = wordIndex(app.db, app.analyser, (words, who) => app.search.knows(words, who)), seesNothing = wordIndex(app.db, app.analyser, (words) => Promise.resolve(words.map(() => 'nowhere')))
  await Promise.all([sees.current(), seesNothing.current()])
  expect([await sees.find('kirjastok', audience, 3), await seesNothing.find('kirjastok', audience, 3)]).toEqual([['kirjastokortti'], []])
})

test('Q-7: what only pages of others say is not even looked up, so that it takes no time', async () => {
  await add({ title: 'Salaisuus', body: 'Hopeaharkko ja hopeaharava.', restrictedTeamId: otherTeam })
  await add({ title: 'Avoin', body: 'Hopealusikka.' })
  const asked: string[] = [], engine = app.search
  app.search = { ...engine, knows: (words, audience) => { asked.push(...words.map(({ word }) => word)); return engine.knows(words, audience) } }
  expect(await group(reader, 'hopea', 'Hae')).toEqual(['hopealusikka'])
  app.search = engine
  expect(asked).toContain('hopealusikka')
  expect(asked.filter((word) => /harkko|harava/.test(word))).toEqual([])
})

test('only a browser that is one person’s own remembers searches', async () => {
  const personId = await addPerson(app)
  for (const [shared, whose] of [[true, null], [false, personId]] as const) {
    const agent = browser(site)
    agent.jar.setCookie(`${await sessionCookie(app, personId, { shared })}; Path=/`, '127.0.0.1', '/')
    expect((await ask(agent, '')).whose).toBe(whose)
  }
})

test.each(['', 'a', '"', '*', 'NEAR(', '\0', '-', '😀', 'ä'.repeat(400), `${'a '.repeat(200)}`, "'; drop table item; --"])('I-4, Q-6: %j gets an answer', async (typed) => {
  expect((await ask(reader, typed)).said).toMatch(/ehdotus|ehdotusta|ehdotuksia/)
})

test('I-2: too long a text, and one given twice, are refused; someone not signed in is not answered', async () => {
  await reader.get(`/haku/ehdotukset?q=${'a'.repeat(501)}`).expect(400)
  await reader.get('/haku/ehdotukset?q=a&q=b').expect(400)
  expect((await browser(site).get('/haku/ehdotukset?q=kirjasto')).status).not.toBe(200)
})
