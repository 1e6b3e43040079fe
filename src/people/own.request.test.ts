import { expect, test } from 'vitest'
import { addPerson, browser, givePassword, PASSWORD, sessionCookie, signedIn } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'
import { personById } from './people.queries.ts'

const MINUTE = 60_000
const NEW = 'sininen kattila tanssii jäällä'
type Agent = Awaited<ReturnType<typeof signedIn>>['agent']
const change = (agent: Agent, current: string, wanted: string) => agent.post('/oma/salasana').type('form')
  .send({ 'salasana-nykyinen': current, 'salasana-uusi': wanted })

async function someone() {
  const made = await testApp(), person = await signedIn(made.app, made.site, { email: 'aino@kirjasto.example', name: 'Aino Virtanen' })
  await givePassword(made.app, person.personId)
  const elsewhere = await sessionCookie(made.app, person.personId, { shared: false })
  const isElsewhere = async () => (await browser(made.site).get('/oma').set('Cookie', elsewhere)).status === 200
  return { ...made, ...person, isElsewhere }
}

test('name, language and appearance are changed on one’s own page and show at once', async () => {
  const { app, agent, personId } = await someone()
  expect((await agent.post('/oma').type('form').send({ nimi: 'Aino V. Virtanen', kieli: 'sv', teema: 'dark', rooli: 'admin', role: 'admin',
    municipality_id: '1', id: '9' })).status).toBe(303)
  expect(await personById(app.db, personId)).toMatchObject({ name: 'Aino V. Virtanen', locale: 'sv', theme: 'dark', role: 'reader' })
  const { text } = await agent.get('/oma')
  expect(text).toContain('<html lang="sv" data-theme="dark">')
  expect(text).toContain('Uppgifterna är sparade.')
})

test('I-1: a name that cannot be used is refused with the reason, and nothing changes', async () => {
  const { app, agent, personId } = await someone()
  const answer = await agent.post('/oma').type('form').send({ nimi: 'Aino\u202E', kieli: 'sv', teema: '' })
  expect(answer.status).toBe(422)
  expect(answer.text).toMatch(/<title>Virhe: Oma sivu – Laavu<\/title>[\s\S]*ei voi käyttää/)
  for (const fields of [{ nimi: 'Aino', kieli: 'xx', teema: '' }, { nimi: 'Aino', kieli: 'fi', teema: 'pink' },
    { nimi: 'Aino' }]) expect((await agent.post('/oma').type('form').send(fields)).status).toBe(422)
  expect(await personById(app.db, personId)).toMatchObject({ name: 'Aino Virtanen', locale: 'fi' })
})

test('A-4: without the current password, or with a wrong one, nothing changes and other sessions live on', async () => {
  const { app, agent, personId, isElsewhere } = await someone()
  const before = (await personById(app.db, personId))!.password_hash
  const none = await agent.post('/oma/salasana').type('form').send({ 'salasana-uusi': NEW }), wrong = await change(agent, 'väärä salasana tässä', NEW)
  expect([none.status, wrong.status]).toEqual([403, 403])
  expect(wrong.text).toContain('Nykyinen salasana on väärin')
  expect((await personById(app.db, personId))!.password_hash).toBe(before)
  expect(await isElsewhere()).toBe(true)
  expect((await agent.get('/oma')).status).toBe(200)
})

test('A-4: with the right one all other sessions end, this one goes on, and a mail tells of it', async () => {
  const { app, agent, isElsewhere } = await someone()
  expect((await change(agent, PASSWORD, NEW)).status).toBe(303)
  expect(await isElsewhere()).toBe(false)
  expect((await agent.get('/oma')).text).toContain('Salasana on vaihdettu.')
  expect((await change(agent, PASSWORD, `${NEW}!`)).status).toBe(403)
  const [mail] = await app.db.selectFrom('mail').selectAll().execute()
  expect([mail!.recipient, mail!.subject]).toEqual(['aino@kirjasto.example', 'Laavun salasanasi vaihdettiin'])
  expect(mail!.body).not.toContain(NEW)
})

test('A-3: a new password that is easy to guess is refused', async () => {
  const { agent, isElsewhere } = await someone()
  for (const [wanted, sentence] of [['lyhyt', 'liian lyhyt'], ['rovaniemenkirjasto', 'helppo arvata'], ['aino virtanen 1985', 'oma nimesi'],
    ['', 'Kirjoita salasana.']] as const) {
    const answer = await change(agent, PASSWORD, wanted)
    expect([answer.status, answer.text.includes(sentence)], wanted).toEqual([422, true])
  }
  expect(await isElsewhere()).toBe(true)
})

test('A-4, A-5: guessing the current password is held up like signing in', async () => {
  const { agent } = await someone()
  for (let i = 0; i < 5; i += 1) expect((await change(agent, 'väärä salasana tässä', NEW)).status).toBe(403)
  const answer = await change(agent, PASSWORD, NEW)
  expect([answer.status, answer.headers['retry-after']]).toEqual([429, '900'])
})

test('S-5: one’s own devices are listed, and one or all others can be ended', async () => {
  const { app, agent, personId, isElsewhere } = await someone()
  const rows = await app.db.selectFrom('session').selectAll().orderBy('id').execute(), [here, there] = rows
  const page = (await agent.get('/oma')).text
  expect(page).toMatch(/Firefox, Linux[\s\S]*Yhteinen työasema[\s\S]*Tämä laite/)
  expect(page).toContain(`action="/oma/laitteet/${there!.id}/ulos"`)
  expect(page).not.toContain(`action="/oma/laitteet/${here!.id}/ulos"`)
  expect((await agent.post(`/oma/laitteet/${there!.id}/ulos`)).status).toBe(303)
  expect(await isElsewhere()).toBe(false)
  await sessionCookie(app, personId)
  await sessionCookie(app, personId)
  expect((await agent.post('/oma/laitteet/muut/ulos')).status).toBe(303)
  expect(await app.db.selectFrom('session').select('id').execute()).toEqual([{ id: here!.id }])
  expect((await agent.get('/oma')).status).toBe(200)
})

test('S-5: somebody else’s device cannot be ended, and does not show', async () => {
  const { app, agent } = await someone()
  await sessionCookie(app, await addPerson(app))
  const foreign = (await app.db.selectFrom('session').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow()).id
  for (const id of [foreign, 9999, 'x', '1%20or%201']) expect((await agent.post(`/oma/laitteet/${id}/ulos`)).status).toBe(404)
  expect((await agent.get('/oma')).text).not.toContain(`/oma/laitteet/${foreign}/`)
  expect(await app.db.selectFrom('session').select('id').where('id', '=', foreign).execute()).toHaveLength(1)
})

test('S-5, S-6: fifteen minutes after signing in, ending a device asks for the password first', async () => {
  const { app, agent, moveClock, isElsewhere } = await someone()
  moveClock(new Date(app.now().getTime() + 15 * MINUTE + 1))
  const asked = await agent.post('/oma/laitteet/muut/ulos')
  expect(asked.status).toBe(403)
  expect(asked.text).toContain('autocomplete="current-password"')
  expect(await isElsewhere()).toBe(true)
  expect((await agent.post('/oma/laitteet/muut/ulos').type('form').send({ salasana: PASSWORD })).status).toBe(303)
  expect(await isElsewhere()).toBe(false)
})

test('the language is kept in the browser, and with the person when someone is signed in', async () => {
  const { app, site, agent, personId } = await someone()
  const visitor = browser(site), answer = await visitor.post('/kieli').type('form').send({ kieli: 'en', takaisin: '/kirjaudu?jatka=%2Foma' })
  expect([answer.status, answer.headers['location']]).toEqual([303, '/kirjaudu?jatka=%2Foma'])
  expect((await visitor.get('/kirjaudu')).text).toContain('<html lang="en"')
  await agent.post('/kieli').type('form').send({ kieli: 'se', takaisin: '/oma' })
  expect((await personById(app.db, personId))!.locale).toBe('se')
  expect((await agent.get('/oma')).text).toMatch(/<html lang="se"[\s\S]*<span lang="fi">Omat asetukset<\/span>[\s\S]*Molsso beassansáni/)
  for (const takaisin of ['//evil.example', 'https://evil.example', '/\\evil.example']) expect((await agent.post('/kieli').type('form')
    .send({ kieli: 'fi', takaisin })).headers['location']).toBe('/')
  expect((await agent.post('/kieli').type('form').send({ kieli: 'xx' })).status).toBe(400)
  expect((await agent.post('/kieli').set('Sec-Fetch-Site', 'cross-site').type('form').send({ kieli: 'en' })).status).toBe(403)
})
