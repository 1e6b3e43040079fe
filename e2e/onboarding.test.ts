import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createItem, prepareText } from '../src/content/save-item.ts'
import { revise } from '../src/onboarding/fixtures/revise.ts'
import { SYSTEM } from '../src/platform/changes/changes.queries.ts'
import { ensureTeam } from '../src/people/people.queries.ts'
import { addPerson, sessionCookie } from '../src/testing/sign-in.ts'
import { sampleItem } from '../src/testing/sample-item.ts'
import { launchBrowser } from './browser.ts'
import { newData, removeFolders, startServer, withData, type Server } from './server.ts'

let browser: Browser
beforeAll(async () => { browser = await launchBrowser() })
afterAll(async () => { await browser.close(); removeFolders() })

const task = (id: string, responsible: string, days: number) => ({ id, task: `Tehtävä ${id}`, responsible, due_days_from_start: days, linked_item: 'TIETO', required: true, applies_to: 'kaikki' })
const PATH = { intro: '', steps: [{ step: 'Ensimmäinen viikko', tasks: [task('A', 'uusi työntekijä', 0), task('B', 'uusi työntekijä', 0), task('C', 'perehdyttäjä', 0)] }] }
const GUIDE = `## Ensin\n\nPyydä passi.\n\n## Sitten\n\nTämä pysyy samana.\n\n## Lopuksi\n\n${'Rivi, jonka lukemiseen menee aikaa.\n\n'.repeat(60)}`

/** The library with a guide and a path, and three people of Salla. */
async function stage() {
  const ids = { path: 0, boss: 0, mentor: 0, aino: 0 }
  const dataDir = await newData({ fill: async (app) => {
    const add = (different: object) => app.db.transaction().execute(async (trx) => {
      const input = sampleItem({ subjects: [], ownerTeamId: await ensureTeam(trx, 'Omistajat'), ...different })
      return (await createItem(trx, app.now().toISOString(), SYSTEM, input, prepareText(input))).id
    })
    await add({ externalId: 'TIETO', title: 'Tietosuoja', body: GUIDE })
    ids.path = await add({ kind: 'path', title: 'Uuden työntekijän polku', data: PATH })
    ids.boss = await addPerson(app, { role: 'contact', municipality: 'salla', name: 'Pirkko Pomo', email: 'pirkko@kirjasto.example' })
    ids.mentor = await addPerson(app, { municipality: 'salla', name: 'Matti Mentori', email: 'matti@kirjasto.example' })
    ids.aino = await addPerson(app, { municipality: 'salla', name: 'Aino Uusi', email: 'aino@kirjasto.example' })
  } })
  return { server: await startServer({ dataDir }), ids }
}
/** A browser of that person; a test fails on any error in its console. */
async function open(server: Server, personId: number, options: Parameters<Browser['newContext']>[0] = {}) {
  const cookie = await withData(server.dataDir, (app) => sessionCookie(app, personId)), [name, value] = cookie.split('=') as [string, string]
  const context = await browser.newContext({ locale: 'fi-FI', ...options }), page = await context.newPage(), faults: string[] = []
  await context.addCookies([{ name, value, url: server.url }])
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => { if (message.type() === 'error' && !/status of 4\d\d|ERR_INTERNET_DISCONNECTED/.test(message.text())) faults.push(message.text()) })
  return { context, page, faults, go: (path: string) => page.goto(server.url + path) }
}
const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' }).format(new Date())

test('start a path, tick on a phone offline and back, the mentor signs, the guide changes and the task opens again, print the record', async () => {
  const { server, ids } = await stage(), boss = await open(server, ids.boss)
  await boss.go(`/perehdytys/polku/${ids.path}/aloita`)
  await boss.page.selectOption('[name=henkilo]', { label: 'Aino Uusi' })
  await boss.page.fill('[name=alku]', today())
  await boss.page.selectOption('[name=perehdyttaja]', { label: 'Matti Mentori' })
  await boss.page.click('main button.fire')
  await boss.page.waitForURL(/henkilokohtainen\/\d+/)
  const record = new URL(boss.page.url()).pathname

  const aino = await open(server, ids.aino, { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true })
  await aino.go('/perehdytys/oma')
  expect(await aino.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
  const tick = aino.page.locator('li.todo', { hasText: 'Tehtävä A' }).locator('button.tick')
  await aino.context.setOffline(true)
  await tick.tap()
  await aino.page.waitForSelector('[data-waiting-note]')
  expect(await aino.page.locator('[data-waiting-note]').innerText()).toBe('Merkintä odottaa yhteyttä')
  expect(await tick.getAttribute('aria-checked')).toBe('true')
  await aino.context.setOffline(false)
  await expect.poll(async () => [await aino.page.locator('[data-waiting-note]').count(), await aino.page.locator('li.todo.done').count()], { timeout: 20_000 }).toEqual([0, 1])
  expect(await aino.page.evaluate('Object.keys(localStorage).filter((key) => key.startsWith("laavu:merkinnat"))')).toEqual([])
  await aino.go('/perehdytys/oma')
  expect(await aino.page.locator('li.todo.done', { hasText: 'Tehtävä A' }).count()).toBe(1)

  // the other task from the guide's own page
  await aino.page.locator('li.todo', { hasText: 'Tehtävä B' }).locator('.links a').first().click()
  // she stops half-way, and the day knows where, in this browser only
  await aino.page.waitForURL(/\/sivu\//)
  await aino.page.waitForLoadState('networkidle')
  await aino.page.evaluate('scrollTo(0, [...document.querySelectorAll("article h2")].find((heading) => heading.textContent === "Sitten").getBoundingClientRect().top + scrollY - 100)')
  await expect.poll(() => aino.page.evaluate('Object.keys(localStorage).filter((key) => key.startsWith("laavu:paikka")).length')).toBe(1)
  await aino.go('/perehdytys/oma')
  await aino.page.locator('[data-continue]', { hasText: /Jatka kohdasta (Sitten|Lopuksi)/ }).first().click()
  await aino.page.locator('.own-part form button.fire').first().click()
  await aino.page.waitForSelector('.own-part .state.ok')

  const matti = await open(server, ids.mentor)
  await matti.go('/perehdytys/perehdytettavat')
  await matti.go(record)
  await matti.page.locator('li.todo', { hasText: 'Tehtävä A' }).locator('button', { hasText: 'Kuittaa' }).click()
  await matti.page.waitForSelector('li.todo:has-text("Tehtävä A") .state.ok')

  await withData(server.dataDir, (app) => revise(app, 'TIETO', GUIDE.replace('passi', 'passi tai ajokortti')))
  await aino.go('/perehdytys/oma')
  const again = aino.page.locator('li.todo', { hasText: 'Tehtävä A' })
  expect(await again.getAttribute('class')).not.toContain('done')
  await again.locator('a', { hasText: 'Lue, mitä muuttui' }).click()
  await aino.page.waitForSelector('.diff ins')
  expect(await aino.page.locator('main').innerText()).toContain('ajokortti')
  expect(await aino.page.locator('main').innerText()).not.toContain('Tämä pysyy samana')
  await aino.page.click('main button.fire')
  await aino.page.waitForURL(/perehdytys\/oma/)
  expect(await aino.page.locator('li.todo.done', { hasText: 'Tehtävä A' }).count()).toBe(1)

  await boss.go(`${record}/tuloste`)
  await boss.page.emulateMedia({ media: 'print' })
  expect(await boss.page.locator('.signatures').isVisible()).toBe(true)
  expect(await boss.page.locator('tr', { hasText: 'Tehtävä A' }).innerText()).toMatch(/Aino Uusi[\s\S]*Aiemmin/)
  expect((await boss.page.pdf({ format: 'A4' })).subarray(0, 4).toString()).toBe('%PDF')
  // by keyboard and without JavaScript: a tick is a form, and the same page comes back
  const plain = await open(server, ids.aino, { javaScriptEnabled: false })
  await plain.go('/perehdytys/oma')
  expect(await plain.page.locator('li.todo.done').count()).toBe(1)
  await plain.page.locator('li.todo:not(.done) button.tick').first().focus()
  await plain.page.keyboard.press('Space')
  await plain.page.waitForURL(/#tehtava-/)
  expect(await plain.page.locator('li.todo.done').count()).toBe(2)
  for (const someone of [boss, aino, matti, plain]) { expect(someone.faults).toEqual([]); await someone.context.close() }
  await server.stop()
})

test('kill -9 in the middle of the morning’s reminders: each person gets one mail, none gets two', async () => {
  const PEOPLE = 400
  const dataDir = await newData({ fill: async (app) => {
    await app.db.transaction().execute(async (trx) => {
      const input = sampleItem({ subjects: [], ownerTeamId: await ensureTeam(trx, 'Omistajat') }), place = (await trx.selectFrom('municipality').select('id').limit(1).executeTakeFirstOrThrow()).id
      const { id } = await createItem(trx, '2026-01-12T06:00:00.000Z', SYSTEM, input, prepareText(input))
      for (let n = 0; n < PEOPLE; n++) await trx.insertInto('person').values({ email: `lukija${n}@kirjasto.example`, name: `Lukija ${n}`, municipality_id: place, role: 'reader', password_hash: 'x', created_at: '2025-01-01T00:00:00.000Z', disabled_at: null }).execute()
      await trx.insertInto('mandatory').values({ item_id: id, network_wide: 1, from_on: '2026-01-14', due_on: '2026-01-28', keep_months: 12, made_by: null, ended_on: null }).execute()
    })
  } })
  const mails = () => withData(dataDir, async ({ db }) => (await db.selectFrom('mail').select('recipient').execute()).map(({ recipient }) => recipient))
  const morning = () => spawn(process.execPath, ['e2e/send-reminders.ts', '2026-01-14T05:00:00Z'], { env: { ...process.env, DATA_DIR: dataDir, PUBLIC_URL: 'http://127.0.0.1' }, stdio: 'ignore' })
  const cut = morning()
  for (let n = 0; n < 600 && (await mails()).length === 0; n++) await wait(5)
  cut.kill('SIGKILL')
  await once(cut, 'exit')
  const before = (await mails()).length
  expect(before).toBeGreaterThan(0)
  expect(before).toBeLessThan(PEOPLE)
  const [code] = await once(morning(), 'exit') as [number]
  expect(code).toBe(0)
  const all = await mails()
  expect([all.length, new Set(all).size]).toEqual([PEOPLE, PEOPLE])
})
