import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makePdf } from '../src/documents/fixtures/make-pdf.ts'
import { addPerson, sessionCookie } from '../src/testing/sign-in.ts'
import { faultsByAxe } from './axe.ts'
import { launchBrowser } from './browser.ts'
import { newData, newFolder, removeFolders, startServer, withData, type Server } from './server.ts'
import { signedInBrowser } from './signed-in.ts'

let browser: Browser, server: Server, cookie: string
beforeAll(async () => {
  ;[browser, server] = await Promise.all([launchBrowser(), newData().then((dataDir) => startServer({ dataDir }))])
  cookie = await withData(server.dataDir, async (app) => sessionCookie(app, await addPerson(app, { role: 'editor', municipality: 'inari', teams: ['Asiakaspalveluryhmä', 'Lapin kirjaston aineistoryhmä'] })))
})
afterAll(async () => { await browser.close(); await server.stop(); removeFolders() })

async function open(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  return (await signedInBrowser(browser, server, cookie, options)).newPage()
}
const PAGES = Array.from({ length: 7 }, (_, n) => (n === 6 ? 'Kun Koha ei vastaa,\nkirjaa lainat sini-\nvalkoiseen varavihkoon ja soita Aunelle.' : `Sivun ${n + 1} sisältö kertoo tavallisesta päivästä.`))

/** What axe finds on the page at three widths, in light and dark, and whether it scrolls sideways. */
async function faultsOf(address: string): Promise<string[]> {
  const faults: string[] = [], page = await open({ reducedMotion: 'reduce' })
  await page.goto(server.url + address)
  for (const width of [320, 768, 1280]) for (const colorScheme of ['light', 'dark'] as const) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme })
    const violations = await faultsByAxe(page, { rules: { 'target-size': { enabled: true } } })
    faults.push(...violations.map(({ id, nodes }) => `${width} ${colorScheme} ${id}: ${nodes.slice(0, 3).map(({ target }) => String(target)).join(' | ')}`))
    if (Number(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')) > 0) faults.push(`${width} scrolls sideways`)
  }
  await page.context().close()
  return faults
}

/** Tab, until that is in focus. */
async function pressUntil(page: Page, selector: string) {
  for (let n = 0; n < 40; n++) {
    if (await page.locator(selector).evaluateAll((found) => found.some((one) => one === one.ownerDocument.activeElement))) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not reach ${selector}`)
}

test('X-1, X-3: a PDF is added without a script and by the keyboard, a phrase of its page 7 is found, and the hit opens there', async () => {
  const file = path.join(newFolder(), 'käyttöohje ŋ.pdf')
  writeFileSync(file, makePdf(PAGES, { title: 'Varavihko' }))
  expect(await faultsOf('/tiedostot/uusi')).toEqual([])

  const page = await open({ javaScriptEnabled: false })
  await page.goto(`${server.url}/tiedostot/uusi`)
  await page.getByLabel('Otsikko').fill('Varavihkon käyttö')
  await page.getByLabel('Kuvaus').fill('Ohje käyttökatkoa varten.')
  await page.getByLabel('Tiedosto', { exact: true }).setInputFiles(file)
  await page.getByRole('button', { name: 'Lisää tiedosto' }).click()
  await expect.poll(() => page.title()).toMatch(/^Virhe: /)
  expect(await page.getByLabel('Otsikko').inputValue()).toBe('Varavihkon käyttö')
  await page.getByLabel('Vastuutiimi').selectOption({ label: 'Asiakaspalveluryhmä' })
  await page.getByLabel('Vastuutiimi').focus()
  await pressUntil(page, 'input[type="file"]') // from here on by the keyboard alone
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Space')])
  await chooser.setFiles(file)
  await pressUntil(page, 'form button:text-is("Lisää tiedosto")')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/tiedostot\/\d+$/)
  const address = new URL(page.url()).pathname
  await expect.poll(async () => { await page.reload(); return page.getByText('Haku löytää tiedoston tekstin.').count() }, { timeout: 20_000 }).toBe(1)
  expect(await page.getByText('PDF ei ole rakenteinen.').count()).toBe(1)
  expect(await faultsOf(address)).toEqual([])

  await page.goto(`${server.url}/haku`)
  await page.locator('main input[name="q"]').fill('sinivalkoinen varavihko')
  await page.keyboard.press('Enter')
  await page.locator('main a[href*="#sivu-7"]').first().click()
  expect(new URL(page.url()).hash).toBe('#sivu-7')
  expect(await page.locator('#sivu-7:target').innerText()).toContain('sinivalkoiseen varavihkoon')
  await expect.poll(() => page.evaluate(`(() => { const { top, bottom } = document.getElementById('sivu-7').getBoundingClientRect(); return top < innerHeight && bottom > 0 })()`)).toBe(true)
  expect(await faultsOf(new URL(page.url()).pathname)).toEqual([])

  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#sivu-7 a').click()])
  expect(download.suggestedFilename()).toBe('käyttöohje ŋ.pdf')
  await page.context().close()
})
