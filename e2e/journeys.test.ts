import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPerson, sessionCookie } from '../src/testing/sign-in.ts'
import { launchBrowser } from './browser.ts'
import { newFolder, newData, removeFolders, startServer, withData, type Server } from './server.ts'
import { faultsIn } from './signed-in.ts'

let browser: Browser
beforeAll(async () => { browser = await launchBrowser() })
afterAll(async () => { await browser.close(); removeFolders() })

let started: Promise<Server> | undefined
/** A server with the sample library, for those who only read. */
const library = () => (started ??= newData({ sample: true }).then((dataDir) => startServer({ dataDir })))

const PASSWORD = 'seitsemän poroa jängän laidalla'

/** A page that fails the test on any error in the console and on any request that leaves the origin. */
async function open(server: Server, options: Parameters<Browser['newContext']>[0] = {}): Promise<{ context: BrowserContext; page: Page; faults: string[] }> {
  const context = await browser.newContext({ locale: 'fi-FI', ...options }), page = await context.newPage(), faults = faultsIn(page, /status of 4\d\d/)
  page.on('request', (request) => { if (new URL(request.url()).origin !== server.url) faults.push(`left the origin: ${request.url()}`) })
  return { context, page, faults }
}
/** The link that the first start prints. */
async function setupLink(server: Server) {
  const printed = () => /https?:\/\/\S+\/kayttoonotto\/\S+/.exec(server.log())?.[0]
  await expect.poll(printed).toBeDefined()
  return printed()!
}
async function signIn(server: Server, context: BrowserContext) {
  const cookie = await withData(server.dataDir, async (app) => sessionCookie(app, await addPerson(app, { municipality: 'inari' })))
  const [name, value] = cookie.split('=') as [string, string]
  await context.addCookies([{ name, value, url: server.url }])
}

/** Tabs on until what has the focus fits; fails when the keyboard cannot get there. */
async function tabTo(page: Page, what: string, fits: (element: { tag: string; name: string; text: string; href: string }) => boolean) {
  for (let n = 0; n < 80; n++) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(`(() => { const e = document.activeElement; return { tag: e.tagName.toLowerCase(), name: e.name || '', text: (e.innerText || e.value || '').trim(), href: e.getAttribute('href') || '' } })()`)
    if (fits(focused as { tag: string; name: string; text: string; href: string })) return
  }
  throw new Error(`the keyboard does not reach ${what}`)
}

test('set up: an empty folder, the printed link, a form filled in by keyboard alone, and the library is there', async () => {
  const server = await startServer({ dataDir: newFolder() })
  const link = await setupLink(server)
  const { page, faults, context } = await open(server)
  await page.goto(link)
  await tabTo(page, 'the name', ({ name }) => name === 'nimi')
  await page.keyboard.type('Aino Esimerkki')
  await page.keyboard.press('Tab')
  await page.keyboard.type('aino@kirjasto.example')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Ina') // chooses Inari in the list
  await page.keyboard.press('Tab')
  await page.keyboard.type('liian lyhyt')
  await page.keyboard.press('Enter')
  await page.waitForSelector('[aria-invalid="true"]')
  expect(await page.title()).toMatch(/^Virhe: /)
  expect(await page.inputValue('[name="nimi"]')).toBe('Aino Esimerkki')
  expect(await page.locator('[name="kunta"] option:checked').innerText()).toBe('Inari')
  await tabTo(page, 'the password', ({ name }) => name === 'salasana')
  await page.keyboard.type(PASSWORD)
  await page.keyboard.press('Enter')
  await page.waitForURL(`${server.url}/`)
  expect(await page.locator('h2', { hasText: 'Inarissa nyt' }).count()).toBe(1)
  expect(Number(await page.locator('.kinds .n').first().innerText())).toBeGreaterThan(40)

  await page.goto(link)
  expect(await page.locator('h1').innerText()).not.toContain('Tervetuloa')
  expect(await page.locator('input[type="password"]').count()).toBe(0)
  expect(faults).toEqual([])
  await context.close()
  await server.stop()
})

test('sign in: by keyboard alone, a wrong password first, then out again', async () => {
  const server = await startServer()
  const { page, faults, context } = await open(server)
  await page.goto(await setupLink(server))
  await page.fill('[name="nimi"]', 'Aino Esimerkki')
  await page.fill('[name="sahkoposti"]', 'aino@kirjasto.example')
  await page.selectOption('[name="kunta"]', { label: 'Utsjoki' })
  await page.fill('[name="salasana"]', PASSWORD)
  await page.click('button.fire')
  await page.waitForURL(`${server.url}/`)
  await context.clearCookies()

  await page.goto(`${server.url}/perehdytys`)
  expect(new URL(page.url()).pathname).toBe('/kirjaudu')
  await tabTo(page, 'the address', ({ name }) => name === 'sahkoposti')
  await page.keyboard.type('aino@kirjasto.example')
  await page.keyboard.press('Tab')
  await page.keyboard.type('väärä salasana mutta pitkä')
  await page.keyboard.press('Enter')
  await page.waitForSelector('[role="alert"], .err-msg, .note.stop')
  expect(await page.inputValue('[name="sahkoposti"]')).toBe('aino@kirjasto.example')
  await tabTo(page, 'the password', ({ name }) => name === 'salasana')
  await page.keyboard.type(PASSWORD)
  await page.keyboard.press('Enter')
  await page.waitForURL(`${server.url}/perehdytys`)

  await page.goto(`${server.url}/oma`)
  await tabTo(page, 'signing out', ({ tag, text }) => tag === 'button' && text === 'Kirjaudu ulos')
  await page.keyboard.press('Enter')
  await page.waitForURL(/kirjaudu/)
  await page.goto(`${server.url}/perehdytys`)
  expect(new URL(page.url()).pathname).toBe('/kirjaudu')
  expect(faults).toEqual([])
  await context.close()
  await server.stop()
})

test.each([['with', true], ['without', false]] as const)('find and read: by keyboard alone, %s JavaScript', async (_with, javaScriptEnabled) => {
  const server = await library()
  const { page, faults, context } = await open(server, { javaScriptEnabled })
  await signIn(server, context)
  await page.goto(server.url)
  await tabTo(page, 'the search box', ({ name }) => name === 'q')
  await page.keyboard.type('asiakas palvelu tunnistaminen')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/haku\?/)
  expect(await page.locator('mark').count()).toBeGreaterThan(0)

  await page.fill('input[name="q"]', 'kirjastokorttia')
  await page.keyboard.press('Enter')
  await page.waitForURL(/kirjastokorttia/)
  await tabTo(page, 'the first result', ({ href }) => href.startsWith('/sivu/'))
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/sivu\/\d+-[a-z0-9-]+/)
  const anchor = decodeURIComponent(new URL(page.url()).hash.slice(1))
  if (anchor) expect(await page.locator(`[id="${anchor}"]`).count(), 'the result opens at its section').toBe(1)
  expect(await page.locator('article.prose').innerText()).toMatch(/kirjastokort/i)
  expect(await page.locator('h1').count()).toBe(1)

  await page.goto(`${server.url}/haku?q=xyzzyqwerty`)
  expect(await page.locator('main').innerText()).toContain('xyzzyqwerty')
  expect(await page.locator('article.hit').count()).toBe(0)
  expect(faults).toEqual([])
  await context.close()
})

test('first load: the front page and a guide bring at most 100 kB over the line, without fonts', async () => {
  const server = await library()
  for (const path of ['/', '/laavu/ASP-10']) {
    const { page, context, faults } = await open(server)
    await signIn(server, context)
    let bytes = 0
    const line = await context.newCDPSession(page), fonts = new Set<string>()
    await line.send('Network.enable')
    line.on('Network.responseReceived', ({ requestId, response }) => { if (response.url.endsWith('.woff2')) fonts.add(requestId) })
    line.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => { if (!fonts.has(requestId)) bytes += encodedDataLength })
    await page.goto(server.url + path, { waitUntil: 'networkidle' })
    expect(bytes, path).toBeLessThanOrEqual(100_000)
    expect(bytes).toBeGreaterThan(20_000)
    expect(faults).toEqual([])
    await context.close()
  }
})
