import { expect, test } from 'vitest'
import { addPerson, browser, givePassword, PASSWORD, sendSignIn, sessionCookie, signedIn, withPassword } from '../../testing/sign-in.ts'
import { testApp } from '../../testing/test-app.ts'
import { personById } from '../people.queries.ts'
import { takeAttempt } from './throttle.ts'

const WRONG = 'punainen kattila tanssii jäällä'
const MINUTE = 60_000
const later = (app: { now(): Date }, ms: number) => new Date(app.now().getTime() + ms)

test('A-1: a wrong password and an unknown account get the same answer: status, headers and bytes', async () => {
  const { app, site, moveClock } = await testApp()
  const { agent } = await withPassword(app, site, { email: 'tuttu@kirjasto.example' })
  for (let round = 0; round < 10; round += 1) {
    const known = await sendSignIn(agent, 'tuttu@kirjasto.example', WRONG), unknown = await sendSignIn(agent, 'outo0@kirjasto.example', WRONG)
    expect([known.status, unknown.status]).toEqual([401, 401])
    expect(known.text.replaceAll('tuttu@', 'outo0@')).toBe(unknown.text)
    expect(Object.keys(known.headers)).toEqual(Object.keys(unknown.headers))
    expect(known.headers['set-cookie']).toBeUndefined()
    moveClock(later(app, 16 * MINUTE))
  }
})

test('A-1: someone disabled and someone who has not set a password yet look like an unknown account', async () => {
  const { app, site } = await testApp()
  const disabled = await addPerson(app, { email: 'pois1@kirjasto.example' })
  await addPerson(app, { email: 'kutsu@kirjasto.example' })
  await givePassword(app, disabled)
  await app.db.updateTable('person').set({ disabled_at: app.now().toISOString() }).where('id', '=', disabled).execute()
  const agent = browser(site), answers: string[] = []
  for (const email of ['pois1@kirjasto.example', 'kutsu@kirjasto.example', 'outo0@kirjasto.example']) {
    const answer = await sendSignIn(agent, email)
    expect(answer.status).toBe(401)
    answers.push(answer.text.replaceAll(email, ''))
  }
  expect(new Set(answers).size).toBe(1)
})

test('A-2: the right password signs in, and one with a blank more or a letter less does not', async () => {
  const { app, site } = await testApp()
  const { agent, personId } = await withPassword(app, site, { email: 'aino@kirjasto.example' })
  await givePassword(app, personId, ` ${PASSWORD}`)
  expect((await sendSignIn(agent, 'aino@kirjasto.example', PASSWORD)).status).toBe(401)
  expect((await sendSignIn(agent, 'aino@kirjasto.example', ` ${PASSWORD} `)).status).toBe(401)
  expect((await sendSignIn(agent, ' AINO@kirjasto.example ', ` ${PASSWORD}`)).status).toBe(303)
})

test('A-5: five wrong passwords for one account from one address, then a wait, also for the right one; another address gets in', async () => {
  const { app, site, moveClock } = await testApp({ TRUST_PROXY: 'loopback' })
  const { agent } = await withPassword(app, site, { email: 'aino@kirjasto.example' })
  const from = (address: string, password: string) => sendSignIn(agent, 'aino@kirjasto.example', password).set('X-Forwarded-For', address)
  for (let i = 0; i < 5; i += 1) expect((await from('10.0.0.1', WRONG)).status).toBe(401)
  const refused = await from('10.0.0.1', PASSWORD)
  expect(refused.status).toBe(429)
  expect(Number(refused.headers['retry-after'])).toBe(900)
  expect(refused.text).toContain('Odota 15 minuuttia')
  expect((await from('10.0.0.2', PASSWORD)).status).toBe(303)
  moveClock(later(app, 14 * MINUTE))
  expect((await from('10.0.0.1', PASSWORD)).headers['retry-after']).toBe('60')
  moveClock(later(app, 2 * MINUTE))
  expect((await from('10.0.0.1', PASSWORD)).status).toBe(303)
})

test('A-5: one address may try fifty times, whatever the accounts; others are not held up', async () => {
  const { app, site } = await testApp({ TRUST_PROXY: 'loopback' })
  const { agent } = await withPassword(app, site, { email: 'aino@kirjasto.example' })
  const statuses: number[] = []
  for (let i = 0; i < 48; i += 1) await takeAttempt(app, `outo${i}@kirjasto.example`, '10.0.0.1')
  for (let i = 48; i < 52; i += 1) statuses.push((await sendSignIn(agent, `outo${i}@kirjasto.example`, WRONG).set('X-Forwarded-For', '10.0.0.1')).status)
  expect(statuses).toEqual([401, 401, 429, 429])
  expect((await sendSignIn(agent, 'aino@kirjasto.example').set('X-Forwarded-For', '10.0.0.1')).status).toBe(429)
  expect((await sendSignIn(agent, 'aino@kirjasto.example').set('X-Forwarded-For', '10.0.0.2')).status).toBe(303)
})

test('A-5: an attack on one account from everywhere gets one try per address, and its owner still gets in from a new one', async () => {
  const { app, site } = await testApp({ TRUST_PROXY: 'loopback' })
  const { agent } = await withPassword(app, site, { email: 'aino@kirjasto.example' })
  const from = (address: string, password: string) => sendSignIn(agent, 'aino@kirjasto.example', password).set('X-Forwarded-For', address)
  for (let i = 1; i < 30; i += 1) await takeAttempt(app, 'aino@kirjasto.example', `10.0.${i}.1`)
  for (const address of ['10.0.0.1', '10.0.30.1']) expect((await from(address, WRONG)).status).toBe(401)
  expect((await from('10.0.0.1', WRONG)).status).toBe(429)
  expect((await from('10.9.9.9', PASSWORD)).status).toBe(303)
})

test('A-5: the counts are in the database under hashes, so a restart does not forget them', async () => {
  const { app, site } = await testApp()
  const { agent } = await withPassword(app, site, { email: 'aino@kirjasto.example' })
  await sendSignIn(agent, 'aino@kirjasto.example', WRONG)
  const rows = await app.db.selectFrom('attempt').selectAll().execute()
  expect(rows.map((row) => row.count)).toEqual([1, 1, 1])
  expect(JSON.stringify(rows)).not.toMatch(/aino|127\.0\.0\.1/)
})

test('A-6: of many sign-ins at once the surplus is told to come back, and the form is kept', async () => {
  const { app, site } = await testApp()
  const server = site.listen(0)
  try {
    await withPassword(app, site, { email: 'aino@kirjasto.example' })
    const agent = browser(site)
    const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => sendSignIn(agent, `outo${i}@kirjasto.example`, WRONG)))
    const busy = answers.filter((answer) => answer.status === 503)
    expect(busy.length).toBeGreaterThan(0)
    expect(answers.length - busy.length).toBe(answers.filter((answer) => answer.status === 401).length)
    expect(busy[0]!.headers['retry-after']).toBe('5')
    expect(busy[0]!.text).toMatch(/value="outo\d+@kirjasto.example"/)
    expect((await sendSignIn(agent, 'aino@kirjasto.example')).status).toBe(303)
  } finally {
    server.close()
  }
})

test('A-7: a hash made with less work is made anew at the next sign-in', async () => {
  const { app, site } = await testApp()
  const { agent, personId } = await withPassword(app, site, { email: 'aino@kirjasto.example' })
  // argon2id of PASSWORD with 8 MiB and one pass
  const { argon2Sync } = await import('node:crypto')
  const salt = Buffer.alloc(16, 7), key = argon2Sync('argon2id', { message: PASSWORD, nonce: salt, parallelism: 1, tagLength: 32, memory: 8192, passes: 1 })
  const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')
  await app.db.updateTable('person').set({ password_hash: `$argon2id$v=19$m=8192,t=1,p=1$${text(salt)}$${text(key)}` }).where('id', '=', personId).execute()
  expect((await sendSignIn(agent, 'aino@kirjasto.example')).status).toBe(303)
  expect((await personById(app.db, personId))!.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect((await sendSignIn(browser(site), 'aino@kirjasto.example')).status).toBe(303)
})

test('A-15: the sign-in form names its fields for password managers, lets one paste, and works without a script', async () => {
  const { site } = await testApp()
  const { text } = await browser(site).get('/kirjaudu')
  expect(text).toMatch(/<input class="in" id="sahkoposti" name="sahkoposti" type="email"[^>]*autocomplete="username"/)
  expect(text).toMatch(/<input class="in" id="salasana" name="salasana" type="password"[^>]*autocomplete="current-password"/)
  expect(text).not.toMatch(/onpaste|autocomplete="off"|maxlength/)
})

test('I-1: an empty form is shown again with what to do about each field, in three languages', async () => {
  const { site } = await testApp()
  for (const [language, title, sentence] of [['fi', 'Virhe: Kirjaudu', 'Kirjoita salasana.'], ['sv', 'Fel: Logga in', 'Skriv lösenordet.'],
    ['en', 'Error: Sign in', 'Type the password.']] as const) {
    const answer = await browser(site).post('/kirjaudu').set('Accept-Language', language).type('form').send({ sahkoposti: 'aino@rovaniemi', salasana: '' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(`<title>${title} – Laavu</title>`)
    expect(answer.text).toContain(sentence)
    expect(answer.text).toMatch(/id="sahkoposti"[^>]*value="aino@rovaniemi"[^>]*aria-invalid="true" aria-describedby="sahkoposti-e"/)
    expect(answer.text).toContain('<a href="#salasana">')
  }
})

test('I-2: a field sent twice is refused', async () => {
  const { site } = await testApp()
  const answer = await browser(site).post('/kirjaudu').type('form').send('sahkoposti=a%40b.example&sahkoposti=c%40d.example&salasana=x')
  expect(answer.status).toBe(400)
})

test('H-5: another site can neither sign somebody in nor out', async () => {
  const { app, site } = await testApp()
  const { personId, agent } = await withPassword(app, site, { email: 'aino@kirjasto.example' })
  const cookie = await sessionCookie(app, personId), before = await app.db.selectFrom('session').selectAll().execute()
  for (const headers of [{ 'Sec-Fetch-Site': 'cross-site' }, { 'Sec-Fetch-Site': 'same-site' },
    { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' }, { 'Sec-Fetch-Site': 'none', Origin: 'null' }]) {
    expect((await sendSignIn(agent, 'aino@kirjasto.example').set(headers)).status).toBe(403)
    expect((await agent.post('/kirjaudu/ulos').set({ ...headers, Cookie: cookie })).status).toBe(403)
  }
  expect(await app.db.selectFrom('session').selectAll().execute()).toEqual(before)
})

test('H-9: after signing in one goes on to where one was going, and nowhere else', async () => {
  const { app, site } = await testApp()
  const { agent } = await withPassword(app, site, { email: 'aino@kirjasto.example' })
  for (const [jatka, location] of [['/sivu/1-kaukopalvelu?kieli=sv', '/sivu/1-kaukopalvelu?kieli=sv'], ['//evil.example', '/'],
    ['https://evil.example', '/'], ['/\\evil.example', '/'], ['', '/']] as const)
    expect((await sendSignIn(agent, 'aino@kirjasto.example', PASSWORD, { jatka })).headers['location']).toBe(location)
  expect((await agent.get('/kirjaudu?jatka=%2Foma')).headers['location']).toBe('/oma')
  expect((await agent.get('/kirjaudu?jatka=%2F%2Fevil.example')).headers['location']).toBe('/')
})

test('a page asked for without a session leads to sign-in and back', async () => {
  const { site } = await testApp()
  const answer = await browser(site).get('/oma?a=1')
  expect([answer.status, answer.headers['location']]).toEqual([303, '/kirjaudu?jatka=%2Foma%3Fa%3D1'])
  expect((await browser(site).get(answer.headers['location']!)).text).toContain('name="jatka" value="/oma?a&#x3D;1"')
})

test('S-4: a form sent after the session has ended is kept through sign-in and can be saved then', async () => {
  const { app, site, moveClock } = await testApp()
  const { agent, personId } = await signedIn(app, site, { email: 'aino@kirjasto.example' })
  await givePassword(app, personId)
  moveClock(later(app, 31 * MINUTE))
  const name = 'Aino "Uusi" <b>&amp; Ääkkönen', typed = { nimi: name, kieli: 'sv', teema: 'dark', 'salasana-uusi': 'ei saa säilyä' }
  const ended = await agent.post('/oma').type('form').send(typed)
  expect(ended.status).toBe(401)
  expect(ended.text).toContain('Istuntosi päättyi')
  expect(ended.text).not.toContain('ei saa säilyä')
  expect(ended.text).not.toContain('<b>&amp;')
  const fields = hiddenFields(ended.text)
  expect(fields).toEqual({ jatka: '/oma', tapa: 'post', 'k.nimi': name, 'k.kieli': 'sv', 'k.teema': 'dark' })

  const wrong = await sendSignIn(agent, 'aino@kirjasto.example', WRONG, fields)
  expect(wrong.status).toBe(401)
  expect(hiddenFields(wrong.text)).toEqual(fields)

  const right = await sendSignIn(agent, 'aino@kirjasto.example', PASSWORD, fields)
  expect(right.status).toBe(200)
  expect(right.text).toMatch(/<form method="post" action="\/oma"/)
  expect(right.text).toContain('Jatka tallennusta')
  expect(hiddenFields(right.text)).toEqual({ nimi: name, kieli: 'sv', teema: 'dark' })
  expect((await agent.post('/oma').type('form').send(hiddenFields(right.text))).status).toBe(303)
  expect(await personById(app.db, personId)).toMatchObject({ name, locale: 'sv', theme: 'dark' })
})

test('S-4: what cannot be kept is said, not lost in silence', async () => {
  const { site } = await testApp()
  const big = await browser(site).post('/oma').type('form').send({ nimi: 'x'.repeat(1_100_000) })
  expect(big.status).toBe(401)
  expect(big.text).toContain('Tekstiäsi ei voitu säilyttää')
  const upload = await browser(site).post('/oma').attach('tiedosto', Buffer.from('x'), 'x.txt')
  expect(upload.status).toBe(401)
  expect(upload.text).toContain('Tekstiäsi ei voitu säilyttää')
})

/** The hidden fields of a page, as a browser would send them. */
function hiddenFields(html: string): Record<string, string> {
  const plain = (text: string) => text.replace(/&(#x3D|quot|lt|gt|amp|#x27|#x60);/g, (_, name: string) => ({ '#x3D': '=', quot: '"', lt: '<', gt: '>', amp: '&', '#x27': '\'', '#x60': '`' })[name]!)
  const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'))
  return Object.fromEntries([...main.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name, value]) => [plain(name!), plain(value!)]))
}
