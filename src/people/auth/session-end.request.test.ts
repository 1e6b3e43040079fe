import { expect, test } from 'vitest'
import { addPerson, browser, sessionCookie, signedIn } from '../../testing/sign-in.ts'
import { testApp } from '../../testing/test-app.ts'

const MINUTE = 60_000
const START = Date.parse('2026-11-25T08:00:00.000Z')

async function sharedComputer() {
  const { app, site, moveClock } = await testApp(), at = (minutes: number) => { moveClock(new Date(START + minutes * MINUTE)) }
  at(0)
  const cookie = await sessionCookie(app, await addPerson(app), { shared: true }), agent = browser(site)
  return { app, at, get: () => agent.get('/istunto').set('Cookie', cookie), extend: () => agent.post('/istunto').set('Cookie', cookie), open: (path: string) => agent.get(path).set('Cookie', cookie) }
}

test('X-22: the time left of a session is told, and asking for it does not extend it', async () => {
  const { at, get } = await sharedComputer()
  for (const [minute, left] of [[0, 30], [10, 20], [27, 3], [29, 1]] as const) {
    at(minute)
    expect((await get()).body).toEqual({ seconds: left * 60, extendable: true })
  }
  at(31)
  expect((await get()).status).toBe(303)
})

test('X-22: one press extends the session as far as any session goes', async () => {
  const { at, get, extend, open } = await sharedComputer()
  at(28)
  expect((await extend()).body).toEqual({ seconds: 30 * 60, extendable: true })
  at(57)
  expect((await open('/oma')).status).toBe(200)
  for (let minute = 80; minute < 480; minute += 25) {
    at(minute)
    expect((await extend()).status).toBe(200)
  }
  at(475)
  expect((await get()).body).toEqual({ seconds: 5 * 60, extendable: false })
  expect((await extend()).body).toEqual({ seconds: 5 * 60, extendable: false })
  at(481)
  expect((await extend()).status).toBe(401)
})

test('X-22: every page of a signed-in person brings the warning, and the sign-in page does not', async () => {
  const { app, site } = await testApp(), { agent } = await signedIn(app, site)
  expect((await agent.get('/')).text).toContain('id="istunto"')
  expect((await browser(site).get('/kirjaudu')).text).not.toContain('id="istunto"')
})
