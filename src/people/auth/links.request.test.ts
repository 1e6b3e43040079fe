import request from 'supertest'
import { expect, test } from 'vitest'
import { addPerson, browser, givePassword, PASSWORD, sendSignIn, sessionCookie, signedIn } from '../../testing/sign-in.ts'
import { testApp } from '../../testing/test-app.ts'
import { loadMunicipalities } from '../load-municipalities.ts'
import { municipalityBySlug, personByEmail, personById } from '../people.queries.ts'
import { issueSetupLink } from './setup.ts'

const NEW = 'sininen kattila tanssii jäällä'
const MINUTE = 60_000, DAY = 24 * 60 * MINUTE
const pathOf = (link: string) => new URL(link).pathname

async function empty(settings: Record<string, string> = {}) {
  const made = await testApp(settings)
  await loadMunicipalities(made.app)
  const inari = (await municipalityBySlug(made.app.db, 'inari'))!
  const form = (fields: Record<string, string> = {}) => ({ nimi: 'Aino Virtanen', sahkoposti: 'aino@kirjasto.example', kunta: String(inari.id),
    salasana: PASSWORD, ...fields })
  return { ...made, inari, form }
}
const mails = (app: Awaited<ReturnType<typeof testApp>>['app']) => app.db.selectFrom('mail').selectAll().orderBy('id').execute()
const linkIn = (body: string) => pathOf(/https?:\/\/\S+/.exec(body)![0])

test('A-11: a fresh installation has no account; the set-up link makes one administrator, once', async () => {
  const { app, site, inari, form } = await empty({ PUBLIC_URL: 'http://laavu.example' })
  expect(await app.db.selectFrom('person').selectAll().execute()).toEqual([])
  const link = (await issueSetupLink(app))!
  expect(link).toMatch(/^http:\/\/laavu\.example\/kayttoonotto\/[\w-]{43}$/)
  const agent = browser(site)
  expect((await agent.get(pathOf(link))).text).toMatch(/Ota Laavu käyttöön[\s\S]*<option value="\d+">Inari<\/option>/)
  const done = await agent.post(pathOf(link)).type('form').send(form())
  expect([done.status, done.headers['location']]).toEqual([303, '/'])
  expect(await personByEmail(app.db, 'aino@kirjasto.example')).toMatchObject({ name: 'Aino Virtanen', role: 'admin', municipality_id: inari.id })
  expect((await agent.get('/hallinta/henkilot')).status).toBe(200)
  expect((await browser(site).get(pathOf(link))).status).toBe(410)
  expect((await browser(site).post(pathOf(link)).type('form').send(form({ sahkoposti: 'toinen@kirjasto.example' }))).status).toBe(410)
  expect(await issueSetupLink(app)).toBeNull()
})

test('A-11: the set-up link works for an hour, a newer one replaces it, and the page says how to get another', async () => {
  const { app, site, moveClock, form } = await empty()
  const first = pathOf((await issueSetupLink(app))!), second = pathOf((await issueSetupLink(app))!)
  expect([(await request(site).get(first)).status, (await request(site).get(second)).status]).toEqual([410, 200])
  moveClock(new Date(app.now().getTime() + 60 * MINUTE))
  const gone = await browser(site).post(second).type('form').send(form())
  expect(gone.status).toBe(410)
  expect(gone.text).toContain('Käynnistä Laavu uudelleen')
  for (const path of ['/kayttoonotto/x', `/kayttoonotto/${'A'.repeat(43)}`]) expect((await request(site).get(path)).status).toBe(410)
  expect(await app.db.selectFrom('person').selectAll().execute()).toEqual([])
})

test('I-1, A-3: the set-up form comes back with what was typed and what to do, and the link stays good', async () => {
  const { app, site, form, inari } = await empty()
  const path = pathOf((await issueSetupLink(app))!)
  const wrong: [Record<string, string>, string][] = [
    [{ nimi: '' }, 'Kirjoita nimi.'], [{ sahkoposti: 'aino' }, 'Kirjoita koko sähköpostiosoite'], [{ kunta: '' }, 'Valitse kunta.'],
    [{ kunta: '999' }, 'Valitse kunta.'], [{ kunta: '1 or 1=1' }, 'Valitse kunta.'],
    [{ salasana: 'kettu' }, 'Salasana on liian lyhyt'], [{ salasana: 'kirjastokirjasto' }, 'Salasana on helppo arvata'],
    [{ salasana: 'aino virtanen 1985' }, 'oma nimesi'], [{ nimi: 'x'.repeat(101) }, 'enintään 100 merkkiä'], [{ nimi: 'Aino\u0000' }, 'ei voi käyttää'],
  ]
  for (const [fields, sentence] of wrong) {
    const answer = await browser(site).post(path).type('form').send(form(fields))
    expect(answer.status, sentence).toBe(422)
    expect(answer.text).toContain(sentence)
    expect(answer.text).toContain('<title>Virhe: Ota Laavu käyttöön – Laavu</title>')
    if (!fields['kunta'] && fields['kunta'] !== '') expect(answer.text).toContain(`<option value="${inari.id}" selected>`)
    if (fields['salasana']) expect(answer.text).not.toContain(fields['salasana'])
  }
  expect((await browser(site).post(path).type('form').send(form({ nimi: 'x'.repeat(3_800_000) }))).status).toBe(413)
  expect((await browser(site).post(path).type('form').send(form({ role: 'reader', id: '77', isAdmin: '1' }))).status).toBe(303)
  expect((await personByEmail(app.db, 'aino@kirjasto.example'))!.id).not.toBe(77)
})

test('A-8: a known and an unknown address get the same reply; the link is a hash in the database, works for 30 minutes and once', async () => {
  const { app, site, moveClock } = await testApp()
  const person = await addPerson(app, { email: 'aino@kirjasto.example' }), cookie = await sessionCookie(app, person)
  await givePassword(app, person)
  const known = await browser(site).post('/salasana').type('form').send({ sahkoposti: 'aino@kirjasto.example' })
  const unknown = await browser(site).post('/salasana').type('form').send({ sahkoposti: 'outo@kirjasto.example' })
  expect([known.status, known.text]).toEqual([unknown.status, unknown.text])
  expect(known.status).toBe(200)
  const sent = await mails(app)
  expect(sent.map((mail) => mail.recipient)).toEqual(['aino@kirjasto.example'])
  const path = linkIn(sent[0]!.body), token = path.split('/')[2]!
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  expect(JSON.stringify((await app.db.selectFrom('one_time_link').selectAll().execute()).map((row) => [...row.token_hash])))
    .not.toContain(JSON.stringify([...Buffer.from(token)]))

  expect((await request(site).get(path)).status).toBe(200)
  expect((await request(site).get(path)).status).toBe(200)
  const done = await browser(site).post(path).type('form').send({ salasana: NEW })
  expect([done.status, done.headers['location'], done.headers['set-cookie']?.toString().includes('sid=')]).toEqual([303, '/kirjaudu', false])
  expect((await browser(site).post(path).type('form').send({ salasana: `${NEW}!` })).status).toBe(410)
  expect((await request(site).get('/oma').set('Cookie', cookie)).status).toBe(303)
  expect((await sendSignIn(browser(site), 'aino@kirjasto.example', PASSWORD)).status).toBe(401)
  expect((await sendSignIn(browser(site), 'aino@kirjasto.example', NEW)).status).toBe(303)

  await browser(site).post('/salasana').type('form').send({ sahkoposti: 'aino@kirjasto.example' })
  const late = linkIn((await mails(app)).at(-1)!.body)
  moveClock(new Date(app.now().getTime() + 30 * MINUTE))
  const gone = await request(site).get(late)
  expect(gone.status).toBe(410)
  expect(gone.text).toContain('Pyydä uusi linkki')
})

test('A-8: a weak new password is refused and the link stays good', async () => {
  const { app, site } = await testApp()
  await addPerson(app, { email: 'aino@kirjasto.example' })
  await browser(site).post('/salasana').type('form').send({ sahkoposti: 'aino@kirjasto.example' })
  const path = linkIn((await mails(app))[0]!.body)
  expect((await browser(site).post(path).type('form').send({ salasana: 'salasanasalasana' })).status).toBe(422)
  expect((await browser(site).post(path).type('form').send({ salasana: NEW })).status).toBe(303)
})

test('A-8: one account gets three links an hour, one address may ask for twenty', async () => {
  const { app, site } = await testApp()
  await addPerson(app, { email: 'aino@kirjasto.example' })
  const ask = (email: string) => browser(site).post('/salasana').type('form').send({ sahkoposti: email })
  const answers = [await ask('aino@kirjasto.example')]
  for (let i = 0; i < 4; i += 1) answers.push(await ask('aino@kirjasto.example'))
  expect(new Set(answers.map((answer) => answer.text)).size).toBe(1)
  expect(await mails(app)).toHaveLength(3)
  for (let i = 0; i < 15; i += 1) expect((await ask(`outo${i}@kirjasto.example`)).status).toBe(200)
  const refused = await ask('viela@kirjasto.example')
  expect([refused.status, refused.headers['retry-after']]).toEqual([429, '3600'])
})

test('A-9: links are built from the settings, whatever host the request names', async () => {
  const { app, site } = await testApp({ PUBLIC_URL: 'http://laavu.example', TRUST_PROXY: 'loopback' })
  await addPerson(app, { email: 'aino@kirjasto.example' })
  await browser(site).post('/salasana').set({ Host: 'evil.example', 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https' }).type('form')
    .send({ sahkoposti: 'aino@kirjasto.example' })
  const [mail] = await mails(app)
  expect(mail!.body).toContain('http://laavu.example/salasana/')
  expect(mail!.body).not.toContain('evil')
})

test('A-8: one request sends to one address only', async () => {
  const { app, site } = await testApp()
  await addPerson(app, { email: 'aino@kirjasto.example' })
  for (const body of ['sahkoposti=aino%40kirjasto.example&sahkoposti=evil%40evil.example',
    'sahkoposti[]=aino%40kirjasto.example&sahkoposti[]=evil%40evil.example', 'sahkoposti=aino%40kirjasto.example%2Cevil%40evil.example',
    'sahkoposti=aino%40kirjasto.example%0D%0ABcc%3Aevil%40evil.example'])
    expect([400, 422], body).toContain((await browser(site).post('/salasana').type('form').send(body)).status)
  expect(await mails(app)).toEqual([])
})

test('an invitation lets one person set her own name and password, once, within seven days', async () => {
  const { app, site, moveClock } = await testApp({ SMTP_URL: 'smtp://127.0.0.1:9' })
  const admin = await signedIn(app, site, { role: 'admin' })
  const invited = await admin.agent.post('/hallinta/henkilot/uusi').type('form')
    .send({ nimi: 'Oula Näkkäläjärvi', sahkoposti: 'oula@inari.example', rooli: 'editor' })
  expect(invited.status).toBe(303)
  const [mail] = await mails(app)
  expect([mail!.recipient, mail!.subject]).toEqual(['oula@inari.example', 'Kutsu Laavuun'])
  const path = linkIn(mail!.body), agent = browser(site)
  const page = await agent.get(path)
  expect(page.text).toMatch(/Tunnuksesi on oula@inari\.example[\s\S]*value="Oula Näkkäläjärvi"[\s\S]*autocomplete="new-password"/)
  expect((await agent.post(path).type('form').send({ nimi: 'Oula', salasana: 'oulanakkalajarvi' })).status).toBe(422)
  const done = await agent.post(path).set('Cookie', 'kieli=sv').type('form')
    .send({ nimi: 'Oula N. Näkkäläjärvi', salasana: PASSWORD, role: 'admin', sahkoposti: 'evil@evil.example' })
  expect([done.status, done.headers['location']]).toEqual([303, '/'])
  const person = (await personByEmail(app.db, 'oula@inari.example'))!
  expect(person).toMatchObject({ name: 'Oula N. Näkkäläjärvi', role: 'editor', locale: 'sv' })
  expect((await agent.get('/oma')).status).toBe(200)
  expect((await browser(site).post(path).type('form').send({ nimi: 'Joku muu', salasana: PASSWORD })).status).toBe(410)

  await admin.agent.post('/hallinta/henkilot/uusi').type('form').send({ nimi: 'Elli', sahkoposti: 'elli@inari.example', rooli: 'reader' })
  const late = linkIn((await mails(app)).at(-1)!.body)
  expect((await request(site).get(late)).status).toBe(200)
  moveClock(new Date(app.now().getTime() + 7 * DAY))
  const gone = await request(site).get(late)
  expect(gone.status).toBe(410)
  expect(gone.text).toContain('Pyydä uusi kutsu')
})

test('a reset that a stranger asks for does not break an open invitation', async () => {
  const { app, site } = await testApp()
  const admin = await signedIn(app, site, { role: 'admin' })
  const shown = await admin.agent.post('/hallinta/henkilot/uusi').type('form').send({ nimi: 'Elli', sahkoposti: 'elli@inari.example', rooli: 'reader' })
  const path = linkIn(/readonly[^>]*>([^<]+)</.exec(shown.text)![1]!)
  await browser(site).post('/salasana').type('form').send({ sahkoposti: 'elli@inari.example' })
  expect((await request(site).get(path)).status).toBe(200)
})

test('A-14: the links of someone disabled are gone', async () => {
  const { app, site } = await testApp()
  const person = await addPerson(app, { email: 'aino@kirjasto.example' })
  await browser(site).post('/salasana').type('form').send({ sahkoposti: 'aino@kirjasto.example' })
  const path = linkIn((await mails(app))[0]!.body)
  expect((await request(site).get(path)).status).toBe(200)
  await app.db.updateTable('person').set({ disabled_at: app.now().toISOString() }).where('id', '=', person).execute()
  expect((await request(site).get(path)).status).toBe(410)
  await browser(site).post('/salasana').type('form').send({ sahkoposti: 'aino@kirjasto.example' })
  expect(await mails(app)).toHaveLength(1)
  expect((await personById(app.db, person))!.password_hash).toBeNull()
})
