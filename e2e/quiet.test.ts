import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { addPerson, apiToken, sessionCookie } from '../src/testing/sign-in.ts'
import { postItem } from './post-item.ts'
import { newData, removeFolders, run, startServer, withData } from './server.ts'

afterAll(removeFolders)
const HOOK = ['--require', path.join(import.meta.dirname, 'log-connections.cjs')]
const PASSWORD = 'seitsemän hillaa suon laidassa', BODY = 'Salainen-teksti-jota-lokissa-ei-ole', QUERY = 'hakusanajotalokissaeiole'

async function signIn(url: string, password: string) {
  const body = new URLSearchParams({ sahkoposti: 'aino@kirjasto.example', salasana: password })
  return fetch(`${url}/kirjaudu`, { method: 'POST', redirect: 'manual', headers: { Origin: url }, body })
}

test('K-6, L-3: a whole working day makes no connection to anywhere, and the log, at its most talkative, holds no secret', async () => {
  let token = ''
  const dataDir = await newData()
  await run(['user', 'add', '--email', 'aino@kirjasto.example', '--name', 'Aino Esimerkki', '--role', 'admin', '--municipality', 'Inari'], { dataDir, env: { LAAVU_PASSWORD: PASSWORD } })
  token = (await run(['token', 'create', '--email', 'aino@kirjasto.example', '--name', 'tuonti', '--scope', 'write'], { dataDir })).stdout.trim()
  const server = await startServer({ dataDir, env: { LOG_LEVEL: 'trace' }, nodeOptions: HOOK })
  expect((await signIn(server.url, `${PASSWORD} väärin`)).status).not.toBe(303)
  const signedIn = await signIn(server.url, PASSWORD)
  expect(signedIn.status).toBe(303)
  const cookie = signedIn.headers.getSetCookie().map((one) => one.split(';')[0]!).join('; ')
  expect(await postItem(server.url, token, 'l-3', BODY)).toBe(201)
  for (const address of ['/', `/haku?q=${QUERY}`, '/haku?q=ohje', '/oma', '/hallinta/tila', '/ei-ole'])
    await fetch(server.url + address, { headers: { Cookie: cookie } })
  await fetch(`${server.url}/api/v1/search?q=${QUERY}`, { headers: { Authorization: `Bearer ${token}` } })
  await fetch(`${server.url}/api/v1/items`, { method: 'POST', headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }, body: `{"title": "${BODY}` })
  expect(await server.stop()).toBe(0)
  const log = server.log()
  expect(log).toContain('"/hallinta/tila"')
  for (const secret of [PASSWORD, 'väärin', token, token.slice(6), cookie.split('=')[1]!, BODY, QUERY, 'aino@kirjasto.example', 'Aino Esimerkki']) expect(log, secret.slice(0, 4)).not.toContain(secret)
  // its own address is looked up to listen on
  expect(log.match(/OUTBOUND (?!lookup \["127\.0\.0\.1").*/g)).toBeNull()
})

test('K-6 notices a connection: the command that asks whether the mail server answers makes one', async () => {
  const { output } = await run(['doctor'], { dataDir: await newData(), env: { SMTP_URL: 'smtp://127.0.0.1:1', NODE_OPTIONS: HOOK.join(' ') } })
  expect(output).toContain('OUTBOUND connect')
  expect(output).toContain('127.0.0.1:1 does not answer')
})

test.each(['development', 'test', ''])('K-2, L-6: with NODE_ENV "%s" a fault shows a code and nothing of the inside; the log has the code with the stack', async (mode) => {
  let cookie = ''
  const dataDir = await newData({ fill: async (app) => { cookie = await sessionCookie(app, await addPerson(app, { role: 'admin' })) } })
  const server = await startServer({ dataDir, env: { NODE_ENV: mode } })
  expect((await fetch(`${server.url}/oma`, { headers: { Cookie: cookie } })).status).toBe(200)
  await withData(dataDir, ({ db }) => sql`alter table item rename to item_gone`.execute(db))
  const answer = await fetch(`${server.url}/`, { headers: { Cookie: cookie } }), page = await answer.text()
  expect(answer.status).toBe(500)
  expect(page).not.toMatch(/item_gone|no such table|SqliteError|\.ts:|node_modules|\bat /)
  const code = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(page)![0]
  await server.stop()
  const line = server.log().split('\n').find((one) => one.includes(code) && one.includes('"fault"'))!
  expect(JSON.parse(line)).toMatchObject({ id: code, err: { stack: expect.stringContaining('.ts:') } })
})

test('K-4: a restart signs nobody out and keeps tokens working', async () => {
  let cookie = '', token = ''
  const dataDir = await newData({ fill: async (app) => {
    const person = await addPerson(app)
    cookie = await sessionCookie(app, person)
    token = await apiToken(app, person, 'read')
  } })
  for (let n = 0; n < 2; n++) {
    const server = await startServer({ dataDir })
    expect((await fetch(`${server.url}/oma`, { headers: { Cookie: cookie }, redirect: 'manual' })).status).toBe(200)
    expect((await fetch(`${server.url}/api/v1/items`, { headers: { Authorization: `Bearer ${token}` } })).status).toBe(200)
    await server.stop()
  }
})
