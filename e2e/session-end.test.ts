import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPerson, sessionCookie } from '../src/testing/sign-in.ts'
import { launchBrowser } from './browser.ts'
import { newData, removeFolders, startServer, withData, type Server } from './server.ts'
import { signedInBrowser } from './signed-in.ts'

const MINUTE = 60_000, HOUR = 60 * MINUTE
let browser: Browser, server: Server, context: BrowserContext, page: Page
beforeAll(async () => { browser = await launchBrowser(); server = await startServer({ dataDir: await newData() }) })
afterAll(async () => { await browser.close(); await server.stop(); removeFolders() })

/** As if the session had been used and begun so long ago. */
const age = (used: number, begun: number) => withData(server.dataDir, (app) => app.db.updateTable('session')
  .set({ used_at: new Date(Date.now() - used).toISOString(), created_at: new Date(Date.now() - begun).toISOString() }).execute())
const usedAt = () => withData(server.dataDir, async (app) => Date.parse((await app.db.selectFrom('session').select('used_at').executeTakeFirstOrThrow()).used_at))
const warning = () => page.locator('#istunto')

test('X-22: two minutes before a session ends a window says so; Enter extends it, and what is being typed stays', async () => {
  const cookie = await withData(server.dataDir, async (app) => sessionCookie(app, await addPerson(app, { municipality: 'inari' }), { shared: true }))
  context = await signedInBrowser(browser, server, cookie)
  page = await context.newPage()
  await page.clock.install()
  await page.goto(`${server.url}/haku`)
  // the suggestions count as use of the session: asked for later, they would undo its age below
  const suggested = page.waitForResponse((response) => response.url().includes('/ehdotukset'))
  await page.fill('#sisalto input[name="q"]', 'puolivalmis ajatus')
  await suggested
  expect(await warning().isVisible()).toBe(false)

  await age(27.8 * MINUTE, 1 * HOUR)
  await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`)
  await warning().waitFor({ state: 'visible' })
  expect(await warning().innerText()).toMatch(/Kirjautumisesi päättyy pian\s+Päättymisaika: \d\d\.\d\d/)
  expect(await page.evaluate(`document.activeElement.textContent`)).toBe('Jatka')
  await page.keyboard.press('Enter')
  await warning().waitFor({ state: 'hidden' })
  expect(Date.now() - await usedAt()).toBeLessThan(MINUTE)
  expect(await page.inputValue('#sisalto input[name="q"]')).toBe('puolivalmis ajatus')
  expect(await page.evaluate(`document.activeElement.name`)).toBe('q')
})

test('X-22: a session at its longest cannot be extended, and this is said; when it is over, the page and the text on it stay', async () => {
  await age(MINUTE, 8 * HOUR - 2 * MINUTE)
  await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`)
  await warning().waitFor({ state: 'visible' })
  expect(await warning().innerText()).toContain('Kirjautumista ei voi enää jatkaa. Tallenna työsi nyt.')
  expect(await warning().getByText('Jatka', { exact: true }).isVisible()).toBe(false)
  // the clock of the page goes on by itself: it looks again before its two minutes are over
  await age(MINUTE, 8 * HOUR)
  await page.clock.fastForward(MINUTE)
  await warning().getByText('Kirjautumisesi on päättynyt.').waitFor({ state: 'visible' })
  await page.keyboard.press('Escape')
  expect(await page.inputValue('#sisalto input[name="q"]')).toBe('puolivalmis ajatus')
  await page.clock.fastForward(HOUR)
  expect(await warning().isVisible()).toBe(false)
})
