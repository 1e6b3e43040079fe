import { createHash } from 'node:crypto'
import request, { type Response } from 'supertest'
import { expect, test } from 'vitest'
import { createApp } from '../../app.ts'
import { addPerson, browser, givePassword, PASSWORD, sendSignIn, sessionCookie, signedIn, withPassword } from '../../testing/sign-in.ts'
import { testApp } from '../../testing/test-app.ts'
import { sweepSignIn } from './sweep-sign-in.ts'

const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR
const sessionCookieOf = (answer: Response) => ([answer.headers['set-cookie']].flat() as (string | undefined)[])
  .find((cookie) => /^(__Host-)?sid=/.test(cookie ?? ''))
const tokenOf = (answer: Response) => /^(?:__Host-)?sid=([^;]*)/.exec(sessionCookieOf(answer) ?? '')?.[1] ?? null
const isIn = async (site: Parameters<typeof browser>[0], cookie: string) => (await request(site).get('/oma').set('Cookie', cookie)).status === 200

test('S-1: over https the cookie is bound to the host, closed to scripts, and the database has only its hash', async () => {
  const { app, site } = await testApp({ PUBLIC_URL: 'https://laavu.example' })
  const { agent } = await withPassword(app, site, { email: 'aino@kirjasto.example' })
  const answer = await sendSignIn(agent, 'aino@kirjasto.example'), token = tokenOf(answer)!
  expect(sessionCookieOf(answer)).toBe(`__Host-sid=${token}; Path=/; HttpOnly; Secure; SameSite=Lax`)
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  const rows = await app.db.selectFrom('session').selectAll().execute()
  expect(rows.map((row) => Buffer.from(row.token_hash).toString('hex'))).toEqual([createHash('sha256').update(token).digest('hex')])
  expect(await isIn(site, `__Host-sid=${token}`)).toBe(true)
  expect(await isIn(site, `sid=${token}`)).toBe(false)
})

test('S-1: without https the cookie has a plain name; on one’s own device it stays for 30 days', async () => {
  const { app, site } = await testApp()
  const { agent } = await withPassword(app, site, { email: 'aino@kirjasto.example' })
  expect(sessionCookieOf(await sendSignIn(agent, 'aino@kirjasto.example'))).toMatch(/^sid=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
  expect(sessionCookieOf(await sendSignIn(agent, 'aino@kirjasto.example', PASSWORD, {})))
    .toMatch(/^sid=[\w-]{43}; Max-Age=2592000; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/)
})

test('K-1, K-4: nothing is signed: a token is 256 random bits, so there is no secret to set or to change', async () => {
  const { app, site } = await testApp()
  const { agent } = await withPassword(app, site, { email: 'aino@kirjasto.example' })
  const [first, second] = [tokenOf(await sendSignIn(agent, 'aino@kirjasto.example'))!, tokenOf(await sendSignIn(browser(site), 'aino@kirjasto.example'))!]
  expect(first).not.toBe(second)
  expect(Object.keys(app.config).filter((name) => /secret|sign|session|cookie/i.test(name))).toEqual([])
  expect(await isIn(createApp({ ...app }), `sid=${first}`)).toBe(true)
})

test('S-2: an id from before signing in is not taken over; each sign-in, sign-out and password change makes a new one', async () => {
  const { app, site } = await testApp()
  const { agent } = await withPassword(app, site, { email: 'aino@kirjasto.example' })
  const fixed = 'A'.repeat(43)
  const first = tokenOf(await sendSignIn(browser(site), 'aino@kirjasto.example').set('Cookie', `sid=${fixed}`))!
  expect(first).not.toBe(fixed)
  expect(await isIn(site, `sid=${fixed}`)).toBe(false)

  await sendSignIn(agent, 'aino@kirjasto.example')
  const second = agent.jar.getCookie('sid', { path: '/', domain: '127.0.0.1', secure: false, script: false })!.value
  const third = tokenOf(await sendSignIn(agent, 'aino@kirjasto.example'))!
  expect([await isIn(site, `sid=${second}`), await isIn(site, `sid=${third}`)]).toEqual([false, true])

  const wanted = 'sininen kattila tanssii jäällä'
  const fourth = tokenOf(await agent.post('/oma/salasana').type('form').send({ 'salasana-nykyinen': PASSWORD, 'salasana-uusi': wanted }))!
  expect([await isIn(site, `sid=${third}`), await isIn(site, `sid=${first}`), await isIn(site, `sid=${fourth}`)]).toEqual([false, false, true])

  await agent.post('/kirjaudu/ulos')
  expect(await isIn(site, `sid=${fourth}`)).toBe(false)
})

test('S-2, C-5: a changed role counts at once, and its sessions end', async () => {
  const { app, site } = await testApp()
  const admin = await signedIn(app, site, { role: 'admin' }), contact = await signedIn(app, site, { role: 'contact' })
  expect((await contact.agent.get('/hallinta/henkilot')).status).toBe(200)
  expect((await admin.agent.post(`/hallinta/henkilot/${contact.personId}`).type('form').send({ rooli: 'reader' })).status).toBe(303)
  expect((await contact.agent.get('/hallinta/henkilot')).headers['location']).toBe('/kirjaudu?jatka=%2Fhallinta%2Fhenkilot')
  const again = await sessionCookie(app, contact.personId)
  expect((await request(site).get('/hallinta/henkilot').set('Cookie', again)).status).toBe(404)
})

test('S-2: an administrator who gives up her own role goes on with a new id', async () => {
  const { app, site } = await testApp()
  const other = await addPerson(app, { role: 'admin' })
  await givePassword(app, other)
  const { agent, personId } = await signedIn(app, site, { role: 'admin' })
  const old = agent.jar.getCookie('sid', { path: '/', domain: '127.0.0.1', secure: false, script: false })!.value
  const answer = await agent.post(`/hallinta/henkilot/${personId}`).type('form').send({ rooli: 'editor' })
  expect(answer.status).toBe(303)
  expect(tokenOf(answer)).not.toBe(old)
  expect([await isIn(site, `sid=${old}`), await isIn(site, `sid=${tokenOf(answer)}`)]).toEqual([false, true])
})

test('S-3: after signing out the old cookie is nobody, pages were never stored, and the browser is told to forget', async () => {
  const { app, site } = await testApp()
  const { agent } = await signedIn(app, site)
  const cookie = agent.jar.getCookie('sid', { path: '/', domain: '127.0.0.1', secure: false, script: false })!.toValueString()
  expect((await agent.get('/oma')).headers['cache-control']).toBe('no-store')
  const out = await agent.post('/kirjaudu/ulos')
  expect([out.status, out.headers['location'], out.headers['clear-site-data'], out.headers['cache-control']])
    .toEqual([303, '/kirjaudu', '"cache", "storage"', 'no-store'])
  expect(sessionCookieOf(out)).toMatch(/^sid=; .*Expires=Thu, 01 Jan 1970/)
  const back = await request(site).get('/oma').set('Cookie', cookie)
  expect([back.status, back.headers['location']]).toEqual([303, '/kirjaudu?jatka=%2Foma'])
  expect((await agent.get('/kirjaudu')).text).toContain('Kirjauduit ulos.')
})

test('S-4: on a shared computer a session ends after 30 idle minutes and after 8 hours', async () => {
  const { app, site, moveClock } = await testApp()
  const start = app.now().getTime(), cookie = await sessionCookie(app, await addPerson(app))
  const at = async (ms: number) => { moveClock(new Date(start + ms)); return isIn(site, cookie) }
  for (let minutes = 25; minutes <= 475; minutes += 25) expect(await at(minutes * MINUTE)).toBe(true)
  expect(await at(480 * MINUTE)).toBe(true)
  expect(await at(480 * MINUTE + 1)).toBe(false)
  const idle = await sessionCookie(app, await addPerson(app)), now = app.now().getTime()
  moveClock(new Date(now + 30 * MINUTE))
  expect(await isIn(site, idle)).toBe(true)
  moveClock(new Date(now + 60 * MINUTE + 1))
  expect(await isIn(site, idle)).toBe(false)
})

test('S-4: on one’s own device a session ends after 7 idle days and after 30 days', async () => {
  const { app, site, moveClock } = await testApp()
  const start = app.now().getTime(), cookie = await sessionCookie(app, await addPerson(app), { shared: false })
  const at = async (ms: number) => { moveClock(new Date(start + ms)); return isIn(site, cookie) }
  for (const days of [6, 13, 20, 27, 30]) expect(await at(days * DAY)).toBe(true)
  expect(await at(30 * DAY + 1)).toBe(false)
})

test('use is written down at most every five minutes', async () => {
  const { app, site, moveClock } = await testApp()
  const start = app.now().getTime(), cookie = await sessionCookie(app, await addPerson(app))
  const used: string[] = []
  for (const minutes of [1, 4, 5, 9, 10]) {
    moveClock(new Date(start + minutes * MINUTE))
    await isIn(site, cookie)
    used.push((await app.db.selectFrom('session').select('used_at').executeTakeFirstOrThrow()).used_at.slice(11, 16))
  }
  expect(used).toEqual(['03:04', '03:04', '03:09', '03:09', '03:14'])
})

test('S-7: a tampered cookie, two of one name, an endless one and one of another installation are nobody, without an error', async () => {
  const { app, site } = await testApp(), other = await testApp()
  const good = await sessionCookie(app, await addPerson(app)), foreign = await sessionCookie(other.app, await addPerson(other.app))
  const tampered = good.slice(0, -1) + (good.endsWith('A') ? 'B' : 'A')
  expect(await isIn(site, good)).toBe(true)
  for (const cookie of [tampered, `${good}; ${good}`, `${good}; sid=x`, `sid=${'x'.repeat(8100)}; ${good}`, foreign, 'sid=', 'sid=%', 'sid=%00',
    'sid', '=x', `sid="${good.slice(4)}"`, `sid=${good.slice(4)}=`, `__Host-${good}`]) {
    const answer = await request(site).get('/oma').set('Cookie', cookie)
    expect([answer.status, answer.headers['location']], cookie.slice(0, 60)).toEqual([303, '/kirjaudu?jatka=%2Foma'])
  }
})

test('S-8: someone who is not signed in makes no session and gets no cookie', async () => {
  const { app, site } = await testApp()
  for (const path of ['/kirjaudu', '/', '/salasana', '/oma', '/eiole', '/healthz', '/kutsu/x', '/kayttoonotto/x']) for (let i = 0; i < 5; i += 1)
    expect((await request(site).get(path)).headers['set-cookie'], path).toBeUndefined()
  for (const table of ['session', 'attempt', 'one_time_link'] as const) expect(await app.db.selectFrom(table).selectAll().execute(), table).toEqual([])
})

test('S-9: a session outlives the server', async () => {
  const { app, site } = await testApp()
  const cookie = await sessionCookie(app, await addPerson(app))
  expect([await isIn(site, cookie), await isIn(createApp(app), cookie)]).toEqual([true, true])
})

test('A-14: a disabled person is nobody at the next request, whatever she holds', async () => {
  const { app, site } = await testApp()
  const { personId, agent } = await withPassword(app, site, { email: 'aino@kirjasto.example' })
  const cookie = await sessionCookie(app, personId)
  expect(await isIn(site, cookie)).toBe(true)
  await app.db.updateTable('person').set({ disabled_at: app.now().toISOString() }).where('id', '=', personId).execute()
  expect(await isIn(site, cookie)).toBe(false)
  expect((await sendSignIn(agent, 'aino@kirjasto.example')).status).toBe(401)
})

test('old sessions, links and counters are swept, and those that still count stay', async () => {
  const { app, moveClock } = await testApp()
  const start = app.now().getTime(), person = await addPerson(app)
  await sessionCookie(app, person)
  await sessionCookie(app, person, { shared: false })
  const at = (ms: number) => new Date(start + ms).toISOString()
  for (const [n, expires] of [[1, at(HOUR)], [2, at(7 * DAY)]] as const)
    await app.db.insertInto('one_time_link').values({ token_hash: Buffer.alloc(32, n), purpose: 'invitation', person_id: person, created_at: at(0),
      expires_at: expires, used_at: null }).execute()
  await app.db.insertInto('attempt').values([{ key: 'old', count: 1, started_at: at(0) }, { key: 'new', count: 1, started_at: at(2 * DAY) }]).execute()
  moveClock(new Date(start + 2 * DAY))
  await sweepSignIn(app)
  expect(await app.db.selectFrom('session').select('shared_device').execute()).toEqual([{ shared_device: 0 }])
  expect(await app.db.selectFrom('one_time_link').select('expires_at').execute()).toEqual([{ expires_at: at(7 * DAY) }])
  expect(await app.db.selectFrom('attempt').select('key').execute()).toEqual([{ key: 'new' }])
})
