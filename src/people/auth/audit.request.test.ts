import { Writable } from 'node:stream'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { createApp } from '../../app.ts'
import { apiToken, browser, PASSWORD, sendSignIn, signedIn, withPassword } from '../../testing/sign-in.ts'
import { TEST_NOW, testApp } from '../../testing/test-app.ts'
import { issueSetupLink } from './setup.ts'

const WRONG = 'punainen kattila tanssii jäällä', NEW = 'sininen kattila tanssii jäällä'
type App = Awaited<ReturnType<typeof testApp>>['app']

/** Runs an act and gives the change rows that it wrote. */
async function written(app: App, act: () => PromiseLike<unknown>) {
  const last = await app.db.selectFrom('change').select((select) => select.fn.max('id').as('id')).executeTakeFirstOrThrow()
  await act()
  const rows = await app.db.selectFrom('change').where('id', '>', last.id ?? 0).selectAll().orderBy('id').execute()
  for (const row of rows) {
    expect(row.at).toBe(TEST_NOW)
    expect(row.origin).toMatch(/127\.0\.0\.1$/)
    expect(row.request_id).toMatch(/^[\da-f-]{36}$/)
  }
  return rows.map((row) => [row.action, row.result, row.actor_id, row.subject_type, row.subject_id])
}

test('L-1: each act about signing in writes exactly one row: who, from where, what, on whom, how it went', async () => {
  const { app, site } = await testApp()
  const { agent, personId } = await withPassword(app, site, { email: 'aino@kirjasto.example' })
  expect(await written(app, () => sendSignIn(agent, 'aino@kirjasto.example', WRONG))).toEqual([['sign-in-failed', 'refused', null, 'person', personId]])
  expect(await written(app, () => sendSignIn(agent, 'outo@kirjasto.example', WRONG))).toEqual([['sign-in-failed', 'refused', null, 'person', null]])
  expect(await written(app, () => sendSignIn(agent, 'aino@kirjasto.example'))).toEqual([['signed-in', 'done', personId, 'session', 1]])
  expect(await written(app, () => agent.get('/oma'))).toEqual([])
  const change = (current: string) => agent.post('/oma/salasana').type('form').send({ 'salasana-nykyinen': current, 'salasana-uusi': NEW })
  expect(await written(app, () => change(WRONG))).toEqual([['password-change-failed', 'refused', personId, 'person', personId]])
  expect(await written(app, () => change(PASSWORD))).toEqual([['password-changed', 'done', personId, 'person', personId]])
  expect(await written(app, () => agent.post('/kirjaudu/ulos'))).toEqual([['signed-out', 'done', personId, 'session', expect.any(Number)]])
  expect(await written(app, () => agent.post('/kirjaudu/ulos'))).toEqual([])

  expect(await written(app, () => agent.post('/salasana').type('form').send({ sahkoposti: 'aino@kirjasto.example' })))
    .toEqual([['reset-asked', 'done', null, 'person', personId]])
  expect(await written(app, () => agent.post('/salasana').type('form').send({ sahkoposti: 'outo@kirjasto.example' })))
    .toEqual([['reset-asked', 'refused', null, 'person', null]])
  const mail = await app.db.selectFrom('mail').selectAll().where('body', 'like', '%/salasana/%').executeTakeFirstOrThrow()
  expect(await written(app, () => agent.post(/\/salasana\/\S+/.exec(mail.body)![0]).type('form').send({ salasana: PASSWORD })))
    .toEqual([['password-changed', 'done', personId, 'person', personId]])
  for (let i = 0; i < 5; i += 1) await sendSignIn(agent, 'aino@kirjasto.example', WRONG)
  expect(await written(app, () => sendSignIn(agent, 'aino@kirjasto.example'))).toEqual([['sign-in-failed', 'refused', null, 'person', null]])
})

test('L-1: setting up, inviting, accepting and ending sessions write one row each', async () => {
  const { app, site } = await testApp()
  const { agent: admin, personId: adminId } = await signedIn(app, site, { role: 'admin' })
  expect(await written(app, () => admin.post('/hallinta/henkilot/uusi').type('form')
    .send({ nimi: 'Oula', sahkoposti: 'oula@inari.example', rooli: 'reader' }))).toEqual([['invited', 'done', adminId, 'person', 2]])
  expect(await written(app, () => admin.post('/hallinta/henkilot/2/linkki'))).toEqual([['invited-again', 'done', adminId, 'person', 2]])
  const mail = await app.db.selectFrom('mail').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow(), agent = browser(site)
  expect(await written(app, () => agent.post(/\/kutsu\/\S+/.exec(mail.body)![0]).type('form').send({ nimi: 'Oula', salasana: PASSWORD })))
    .toEqual([['invitation-accepted', 'done', 2, 'person', 2], ['signed-in', 'done', 2, 'session', 2]])
  expect(await written(app, () => agent.post('/oma/laitteet/muut/ulos'))).toEqual([['sessions-ended', 'done', 2, 'person', 2]])
  expect(await written(app, () => agent.post('/oma/laitteet/2/ulos'))).toEqual([['session-ended', 'done', 2, 'session', 2]])
})

test('L-1: a write from another site’s page is refused with one row; a flood of them fills neither log nor disk', async () => {
  const { app, site, moveClock } = await testApp(), agent = browser(site)
  const forged = (path = '/kieli') => agent.post(path).set('Sec-Fetch-Site', 'cross-site').set('Origin', 'https://paha.example').type('form').send({ kieli: 'sv' })
  expect(await written(app, () => forged())).toEqual([['cross-site', 'refused', null, 'route', null]])
  await forged('/salasana/SALAISUUSSALAISUUSSALAISUUSSALAISUUSSALAI')
  const rows = await app.db.selectFrom('change').where('action', '=', 'cross-site').select('detail').execute()
  expect(rows.map(({ detail }) => JSON.parse(String(detail)) as unknown)).toEqual([{ method: 'POST', path: '/kieli' }, { method: 'POST', path: '/salasana/…' }])
  for (let n = 0; n < 80; n++) expect((await forged()).status).toBe(403)
  const count = async () => (await app.db.selectFrom('change').where('action', '=', 'cross-site').selectAll().execute()).length
  expect(await count()).toBe(60)
  moveClock(new Date(Date.parse(TEST_NOW) + 3_600_000))
  await forged()
  expect(await count()).toBe(61)
})

test('L-3: no password, cookie, token or typed address of a stranger is in a log line or a change row', async () => {
  const { app } = await testApp(), lines: string[] = []
  const log = pino({ level: 'trace' }, new Writable({ write(chunk: Buffer, _encoding, done) { lines.push(chunk.toString()); done() } }))
  const site = createApp({ ...app, log })
  const setup = (await issueSetupLink({ ...app, now: () => app.now() }))!
  const { agent, personId } = await withPassword(app, site, { email: 'aino@kirjasto.example' })
  const token = await apiToken(app, personId, 'read')
  await sendSignIn(agent, 'outo-ihminen@kirjasto.example', WRONG)
  const answer = await sendSignIn(agent, 'aino@kirjasto.example'), cookie = /sid=([\w-]{43})/.exec(String(answer.headers['set-cookie']))![1]!
  await agent.get('/oma')
  await agent.post('/salasana').type('form').send({ sahkoposti: 'aino@kirjasto.example' })
  const link = /\/salasana\/([\w-]+)/.exec((await app.db.selectFrom('mail').selectAll().executeTakeFirstOrThrow()).body)!
  await agent.get(link[0])
  await agent.get(new URL(setup).pathname)
  log.info('sentinel')
  const everything = lines.join('') + JSON.stringify(await app.db.selectFrom('change').selectAll().execute())
  expect(everything).toContain('sentinel')
  expect(everything).toContain('reset-asked')
  for (const secret of [PASSWORD, WRONG, cookie, token, link[1]!, setup.split('/').at(-1)!, 'outo-ihminen']) expect(everything.includes(secret), secret).toBe(false)
})

test('K-1, S-1: the database holds no token that it gave out, only hashes', async () => {
  const { app, site } = await testApp()
  const setup = (await issueSetupLink(app))!, { agent, personId } = await withPassword(app, site, { email: 'aino@kirjasto.example' })
  const answer = await sendSignIn(agent, 'aino@kirjasto.example'), cookie = /sid=([\w-]{43})/.exec(String(answer.headers['set-cookie']))![1]!
  const token = await apiToken(app, personId, 'write')
  const tables = ['session', 'one_time_link', 'api_token', 'person', 'change', 'attempt'] as const
  let dump = ''
  for (const table of tables) dump += JSON.stringify(await app.db.selectFrom(table).selectAll().execute(),
    (_, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value))
  expect(dump).toContain('aino@kirjasto.example')
  for (const given of [cookie, token, setup.split('/').at(-1)!, PASSWORD]) {
    expect(dump.includes(given)).toBe(false)
    expect(dump.includes(Buffer.from(given.replace('laavu_', ''), 'base64url').toString('latin1'))).toBe(false)
  }
})
