import { beforeEach, expect, test } from 'vitest'
import { librariesOf, municipalityBySlug, personByEmail } from '../people/people.queries.ts'
import { addPerson, browser, givePassword, PASSWORD, signedIn } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'
import { addItem, PATH } from './fixtures/started-path.ts'

type Someone = Awaited<ReturnType<typeof signedIn>>
const MAIL = { SMTP_URL: 'smtp://127.0.0.1:2525', MAIL_FROM: 'laavu@kirjasto.example' }, UUSI = 'aino.uusi@kirjasto.example'
let s: Awaited<ReturnType<typeof stage>>
beforeEach(async () => { s = await stage(MAIL) })
async function stage(settings: Record<string, string>) {
  const { app, site, moveClock } = await testApp(settings)
  moveClock('2026-01-05T08:00:00Z')
  return { app, site, moveClock, boss: await signedIn(app, site, { supervisor: true, municipality: 'salla', name: 'Essi Esihenkilö' }), pathId: await addItem(app, { kind: 'path', title: 'Perehdytyspolku', data: PATH }) }
}
const start = (fields: Record<string, string | string[]> = {}, { agent }: Someone = s.boss) => agent.post(`/perehdytys/polku/${s.pathId}/aloita`).type('form')
  .send({ henkilo: 'uusi', nimi: 'Aino Uusi', sahkoposti: UUSI, alku: '2026-01-26', kirjasto: '', perehdyttaja: '', kaveri: '', ...fields })
const mailTo = async (address: string) => (await s.app.db.selectFrom('mail').where('recipient', '=', address).select('body').orderBy('id').execute()).map(({ body }) => body)
const linkIn = (text: string) => /\/kutsu\/[\w-]{20,}/.exec(text)?.[0]
const counts = async () => Promise.all((['person', 'onboarding', 'mail'] as const).map(async (table) => (await s.app.db.selectFrom(table).selectAll().execute()).length))

test('a supervisor starts a path for somebody without an account: she is invited, sets her password and finds her day', async () => {
  const library = (await librariesOf(s.app.db, (await municipalityBySlug(s.app.db, 'salla'))!.id))[0]!, reply = await start({ kirjasto: String(library.id), tyo: 'kirjastoauto' })
  expect(reply.headers['location']).toMatch(/henkilokohtainen\/\d+$/)
  const person = (await personByEmail(s.app.db, UUSI))!, mails = await mailTo(UUSI)
  expect(person).toMatchObject({ name: 'Aino Uusi', role: 'reader', municipality_id: library.municipality_id, library_id: library.id, supervisor: 0, password_hash: null })
  expect([mails.length, linkIn(mails[0]!) !== undefined, mails[1]!.includes('/perehdytys/oma')]).toEqual([2, true, true])
  const aino = browser(s.site), link = linkIn(mails[0]!)!
  expect((await aino.get(link)).text).toContain('aino.uusi@kirjasto.example')
  expect((await aino.post(link).type('form').send({ nimi: 'Aino Uusi', salasana: PASSWORD })).status).toBe(303)
  expect((await aino.get('/perehdytys/oma')).text).toContain('Tehtävä V4')
  expect(await s.app.db.selectFrom('change').where('subject_id', '=', person.id).where('subject_type', '=', 'person').where('actor_id', '=', s.boss.personId).select(['action', 'detail']).execute())
    .toEqual([{ action: 'invited', detail: JSON.stringify({ role: 'reader', municipality: library.municipality_id }) }, { action: 'onboarding-started', detail: '{}' }])
})

test.each([['nimi', { nimi: ' ' }], ['sahkoposti', { sahkoposti: 'ei osoite' }], ['sahkoposti', { sahkoposti: '' }], ['alku', { alku: '' }], ['sahkoposti', { sahkoposti: 'x', alku: '' }]])('with a wrong %s nobody is invited, and what was typed is kept: %j', async (field, wrong) => {
  const before = await counts(), { status, text } = await start({ kaveri: 'Inga', ...wrong })
  expect([status, await counts()]).toEqual([422, before])
  expect(text).toMatch(new RegExp(`<title>Virhe: [\\s\\S]*href="#${field}"[\\s\\S]*<option value="uusi" selected>[\\s\\S]*value="Inga"`))
})

test('an address that has an account is said at its field; nothing is sent to it, and no path is started', async () => {
  await addPerson(s.app, { municipality: 'inari', email: UUSI })
  const before = await counts(), { status, text } = await start()
  expect([status, await counts()]).toEqual([422, before])
  expect(text).toMatch(/id="sahkoposti-e"[\s\S]*Osoitteella on jo tunnus/)
})

test('C-7, C-9: she invites readers to her own municipality alone, whatever the form is made to say', async () => {
  const inari = (await municipalityBySlug(s.app.db, 'inari'))!.id, salla = (await municipalityBySlug(s.app.db, 'salla'))!.id, [foreign] = await librariesOf(s.app.db, inari)
  expect((await start({ rooli: 'admin', role: 'admin', kunta: String(inari), municipality_id: String(inari), esihenkilo: '1', supervisor: '1', tiimit: '1' })).status).toBe(303)
  const person = (await personByEmail(s.app.db, UUSI))!
  expect([person.role, person.municipality_id, person.supervisor]).toEqual(['reader', salla, 0])
  expect(await s.app.db.selectFrom('team_member').where('person_id', '=', person.id).selectAll().execute()).toEqual([])
  expect((await start({ sahkoposti: 'toinen@kirjasto.example', kirjasto: String(foreign!.id) })).status).toBe(404)
  expect(await personByEmail(s.app.db, 'toinen@kirjasto.example')).toBeUndefined()
})

test('C-1: nobody else invites anyone by this form', async () => {
  const before = (await counts())[1]
  for (const options of [{ municipality: 'salla' }, { role: 'editor', municipality: 'salla' }] as const) {
    const someone = await signedIn(s.app, s.site, options)
    expect((await start({}, someone)).status).toBe(404)
  }
  expect((await browser(s.site).post(`/perehdytys/polku/${s.pathId}/aloita`).type('form').send({ henkilo: 'uusi', nimi: 'A', sahkoposti: UUSI })).status).toBe(401)
  expect([await personByEmail(s.app.db, UUSI), (await counts())[1]]).toEqual([undefined, before])
})

test('as for every act about accounts the password is asked for when it was not given lately; to start a path for a colleague it is not', async () => {
  await givePassword(s.app, s.boss.personId)
  await s.app.db.updateTable('session').set({ proved_at: '2026-01-05T06:00:00.000Z' }).execute()
  const asked = await start({ tyo: ['kirjastoauto'] })
  expect([asked.status, await personByEmail(s.app.db, UUSI)]).toEqual([403, undefined])
  expect(asked.text).toMatch(/type="password"[\s\S]*name="tyo" value="kirjastoauto"|name="tyo" value="kirjastoauto"[\s\S]*type="password"/)
  expect((await start({ henkilo: String(await addPerson(s.app, { municipality: 'salla' })) })).status).toBe(303)
  expect((await start({ salasana: PASSWORD })).status).toBe(303)
  expect((await personByEmail(s.app.db, UUSI))?.role).toBe('reader')
})

test('thirty invitations a day, tries with taken addresses counted; the next day it goes on', async () => {
  await addPerson(s.app, { email: 'varattu@kirjasto.example' })
  for (let n = 0; n < 30; n++) expect((await start({ sahkoposti: 'varattu@kirjasto.example' })).status).toBe(422)
  const over = await start()
  expect([over.status, over.headers['retry-after'], await personByEmail(s.app.db, UUSI)]).toEqual([429, '86400', undefined])
  await s.app.db.updateTable('attempt').set({ started_at: '2026-01-04T07:00:00.000Z' }).execute()
  expect((await start()).status).toBe(303)
})

test('an invitation that ran out is sent again by the supervisor of the path, until she has set her password; by nobody else', async () => {
  const address = (await start()).headers['location']!, again = ({ agent }: Someone) => agent.post(`${address}/kutsu`).type('form').send({})
  expect((await s.boss.agent.get(address)).text).toContain('Lähetä uusi kutsu')
  expect((await again(s.boss)).status).toBe(303)
  const person = (await personByEmail(s.app.db, UUSI))!, mails = await mailTo(UUSI), links = mails.map(linkIn)
  expect([mails.length, links[0] !== links[2]]).toEqual([3, true])
  expect([(await browser(s.site).get(links[0]!)).status, (await browser(s.site).get(links[2]!)).status]).toEqual([410, 200])
  const strangers = [await signedIn(s.app, s.site, { role: 'contact', municipality: 'salla' }), await signedIn(s.app, s.site, { supervisor: true, municipality: 'salla' }), await signedIn(s.app, s.site, { role: 'admin', municipality: 'salla' })]
  for (const someone of strangers) expect((await again(someone)).status).toBe(404)
  await givePassword(s.app, person.id)
  expect((await s.boss.agent.get(address)).text).not.toContain('Lähetä uusi kutsu')
  expect([(await again(s.boss)).status, (await mailTo(UUSI)).length]).toEqual([409, 3])
})

test('where no mail is sent, the supervisor gets the link to pass on, once', async () => {
  s = await stage({})
  const reply = await start()
  expect([reply.status, linkIn(reply.text) !== undefined]).toEqual([200, true])
  const address = /\/perehdytys\/henkilokohtainen\/\d+/.exec(reply.text)![0]
  const page = await s.boss.agent.get(address)
  expect([page.status, linkIn(page.text)]).toEqual([200, undefined])
  expect((await browser(s.site).get(linkIn(reply.text)!)).status).toBe(200)
})
