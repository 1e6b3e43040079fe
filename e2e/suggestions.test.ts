import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPerson, sessionCookie } from '../src/testing/sign-in.ts'
import { faultsByAxe } from './axe.ts'
import { launchBrowser } from './browser.ts'
import { newData, removeFolders, startServer, withData, type Server } from './server.ts'
import { faultsIn, signedInBrowser } from './signed-in.ts'

let browser: Browser, server: Server
const cookies: Record<'own' | 'shared', string> = { own: '', shared: '' }
beforeAll(async () => {
  ;[browser, server] = await Promise.all([launchBrowser(), newData({ sample: true }).then((dataDir) => startServer({ dataDir }))])
  await withData(server.dataDir, async (app) => {
    const person = await addPerson(app, { municipality: 'inari', role: 'editor', teams: ['Asiakaspalveluryhmän vetäjä'] })
    for (const how of ['own', 'shared'] as const) cookies[how] = await sessionCookie(app, person, { shared: how === 'shared' })
  })
})
afterAll(async () => { await browser.close(); await server.stop(); removeFolders() })

async function open(how: keyof typeof cookies, options: Parameters<Browser['newContext']>[0] = {}): Promise<{ context: BrowserContext; page: Page; faults: string[] }> {
  const context = await signedInBrowser(browser, server, cookies[how], options), page = await context.newPage()
  return { context, page, faults: faultsIn(page) }
}
const axe = async (page: Page) => (await faultsByAxe(page, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } })).map(({ id, nodes }) => `${id}: ${String(nodes[0]?.target)}`)

test('suggestions open while typing, are walked with the arrows, closed with Escape and chosen with Enter; what is typed stays', async () => {
  const { page, context, faults } = await open('own')
  await page.goto(server.url)
  const box = page.getByRole('combobox', { name: 'Hae ohjeita, käytäntöjä ja viestipohjia' })
  expect(await box.getAttribute('aria-expanded')).toBe('false')
  await box.pressSequentially('kirjastok')
  await page.getByRole('option', { name: /Kirjastokortin antaminen/ }).waitFor()
  expect(await box.getAttribute('aria-expanded')).toBe('true')
  const [sheet, icon] = (await page.locator('[role=option] use').first().getAttribute('href'))!.split('#')
  expect(await (await page.request.get(server.url + sheet!)).text()).toContain(`id="${icon!}"`)
  await expect.poll(() => page.locator('.search [role=status]').innerText()).toMatch(/^\d+ ehdotusta/)
  const active = async () => page.evaluate('document.getElementById(document.querySelector("[role=combobox]").getAttribute("aria-activedescendant"))?.innerText ?? ""')
  await box.press('ArrowDown')
  const first = await active()
  expect(first).toMatch(/^kirjastok/i)
  await box.press('ArrowDown')
  expect(await active()).not.toBe(first)
  await box.press('ArrowUp')
  expect(await active()).toBe(first)
  expect(await page.locator('[role=option][aria-selected=true]').count()).toBe(1)
  expect(await axe(page)).toEqual([])
  await box.press('Escape')
  expect([await box.getAttribute('aria-expanded'), await box.inputValue(), await page.getByRole('listbox').count()]).toEqual(['false', 'kirjastok', 0])
  await box.press('ArrowDown')
  await page.getByRole('option', { name: /Kirjastokortin antaminen/ }).click()
  await page.waitForURL(/\/sivu\/\d+-kirjastokortin-antaminen/)
  expect(faults).toEqual([])
  await context.close()
})

test('Enter without a chosen suggestion searches for what was typed; without a script the box is the same form', async () => {
  for (const javaScriptEnabled of [true, false]) {
    const { page, context } = await open('own', { javaScriptEnabled })
    await page.goto(`${server.url}/haku`)
    const box = page.locator('form.search input[name=q]')
    await box.fill('kirjastokortteja')
    await box.press('Enter')
    await page.waitForURL(/\/haku\?q=kirjastokortteja/)
    expect(await box.inputValue()).toBe('kirjastokortteja')
    await context.close()
  }
})

test('who types on before an answer has come gets the answer to what she has typed', async () => {
  const { page, context } = await open('own'), box = page.locator('.search input[name=q]'), pattern = /ehdotukset\?q=kirjasto$/
  await page.goto(`${server.url}/haku`)
  await page.route(pattern, () => {}) // never answered
  const asked = page.waitForRequest(pattern)
  await box.pressSequentially('kirjasto')
  await asked
  await box.press('k')
  await page.getByRole('option', { name: /Kirjastokortin antaminen/ }).waitFor()
  await context.close()
})

test('own recent searches stay in this browser and can be cleared; on a shared device nothing is remembered', async () => {
  for (const how of ['own', 'shared'] as const) {
    const { page, context } = await open(how)
    const kept = () => page.evaluate('localStorage.length') as Promise<number>
    await page.goto(`${server.url}/haku`)
    await page.locator('.search input[name=q]').pressSequentially('kaukolaina')
    await page.getByRole('listbox').waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/haku\?q=kaukolaina/)
    expect([how, await kept()]).toEqual([how, how === 'own' ? 1 : 0])
    await page.goto(server.url)
    const answered = page.waitForResponse(/ehdotukset/)
    await page.locator('.search input[name=q]').click()
    await answered
    if (how === 'own') {
      await page.getByRole('option', { name: 'kaukolaina' }).waitFor()
      await page.getByRole('option', { name: 'Tyhjennä viimeksi haetut' }).click()
      expect(await kept()).toBe(0)
    } else expect(await page.getByRole('option').count()).toBe(0)
    await context.close()
  }
})

test('from no result to a question, its answer and the list of failed searches, at 320 px', async () => {
  const { page, context, faults } = await open('own', { viewport: { width: 320, height: 640 }, colorScheme: 'dark' })
  const narrow = async () => { expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBeLessThanOrEqual(0) }
  await page.goto(`${server.url}/haku?q=xyzzyqwerty`)
  await narrow()
  await page.getByRole('button', { name: 'Lähetä kysymys' }).click()
  await page.waitForURL(/\/kysymykset\/\d+/)
  await page.getByLabel('Vastaa').or(page.getByLabel('Kommentoi')).first().fill('Sitä ei ole.')
  await page.getByRole('button', { name: 'Vastaa' }).or(page.getByRole('button', { name: 'Kommentoi' })).first().click()
  await page.getByText('Sitä ei ole.').waitFor()
  expect(await axe(page)).toEqual([])
  await narrow()
  await withData(server.dataDir, async ({ db }) => {
    await db.insertInto('failed_search').values({ key: 'poro ruokinta', typed: 'porojen ruokinta', times: 4, askers: 3, first_day: '2026-01-01', last_day: '2026-01-03', counted_by: '', item_id: null, handled_at: null, handled_by: null }).execute()
  })
  await page.goto(`${server.url}/haku/puuttuvat`)
  await page.getByText('Mikä sivu vastaa?').first().click()
  expect(await axe(page)).toEqual([])
  await narrow()
  expect(faults).toEqual([])
  await context.close()
})
