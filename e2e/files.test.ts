import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makePdf } from '../src/documents/fixtures/make-pdf.ts'
import { addPerson, sessionCookie } from '../src/testing/sign-in.ts'
import { launchBrowser } from './browser.ts'
import { newData, removeFolders, startServer, type Server } from './server.ts'
import { faultsIn, signedInBrowser } from './signed-in.ts'

let browser: Browser, server: Server
const cookies = { editor: '', reader: '' }
beforeAll(async () => {
  const dataDir = await newData({
    fill: async (app) => {
      cookies.editor = await sessionCookie(app, await addPerson(app, { role: 'editor', teams: ['Kuvaajat'] }))
      cookies.reader = await sessionCookie(app, await addPerson(app, { municipality: 'inari' }))
    },
  })
  ;[browser, server] = await Promise.all([launchBrowser(), startServer({ dataDir })])
})
afterAll(async () => { await browser.close(); await server.stop(); removeFolders() })

async function open(who: keyof typeof cookies, path: string, options: Parameters<Browser['newContext']>[0] = {}) {
  const context = await signedInBrowser(browser, server, cookies[who], options), page = await context.newPage(), faults = faultsIn(page, /status of 4\d\d/)
  await page.goto(server.url + path)
  return { page, context, faults }
}

/** What axe finds at two widths, in light and dark, and whether the page scrolls sideways. */
async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = []
  for (const width of [320, 1280]) for (const colorScheme of ['light', 'dark'] as const) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme })
    const { violations } = await new AxeBuilder({ page }).options({ rules: { 'target-size': { enabled: true } } }).analyze()
    faults.push(...violations.map(({ id, nodes }) => `${width} ${colorScheme} ${id}: ${nodes.slice(0, 3).map(({ target }) => String(target)).join(' | ')}`))
    if (Number(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')) > 0) faults.push(`${width} scrolls sideways`)
  }
  return faults
}

const shownFrom = (page: Page) => page.evaluate<string>(`document.querySelector('.prose img').currentSrc`)

test('several files are added at once, chosen and dropped, each with its own title; one that is refused says why and the others go on', async () => {
  const { page, context, faults } = await open('editor', '/tiedostot/uusi')
  await page.getByLabel('Otsikko').fill('ei käytetä')
  await page.getByLabel('Kuvaus').fill('Kaikille sama kuvaus.')
  await page.getByLabel('Tiedosto', { exact: true }).setInputFiles([
    { name: 'katkon_lomake.pdf', mimeType: 'application/pdf', buffer: makePdf(['Ensimmäinen lomake']) }, { name: 'makrot.docm', mimeType: 'application/octet-stream', buffer: Buffer.from('PK') },
  ])
  await page.evaluate(`(() => {
    const data = new DataTransfer(); data.items.add(new File(['Toinen teksti'], 'pudotettu.txt', { type: 'text/plain' }))
    document.querySelector('form.doc-form').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
  })()`)
  const rows = page.locator('.doc-queue > li')
  expect(await Promise.all((await rows.locator('[data-title]').all()).map((field) => field.inputValue()))).toEqual(['katkon lomake', 'makrot', 'pudotettu'])
  expect(await faultsOf(page)).toEqual([])
  await page.getByRole('button', { name: 'Lisää tiedosto' }).press('Enter')
  await rows.nth(2).getByText('Lisätty').waitFor()
  expect(await rows.locator('[data-state]').allInnerTexts()).toEqual(['Lisätty', expect.stringContaining('makroja'), 'Lisätty'])
  await rows.nth(1).getByRole('button', { name: 'Poista listalta' }).click()
  await rows.first().getByRole('link', { name: 'katkon_lomake.pdf' }).click()
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('katkon lomake')
  expect(faults).toEqual([])
  await context.close()
})

test('a picture is put into a guide, read in a size that fits, and is gone everywhere when its consent has ended', async () => {
  const photo = await sharp({ create: { width: 1_300, height: 800, channels: 3, background: { r: 180, g: 80, b: 40 } } }).withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '66/1 30/1 0/1' } }).jpeg().toBuffer()
  const { page, context, faults } = await open('editor', '/sivu/uusi')
  await page.fill('#otsikko', 'Revontulipolku')
  await page.fill('#teksti', 'Alku.')
  await page.focus('#teksti')
  await page.keyboard.press('Control+Alt+k')
  const dialog = page.locator('#kuva-ikkuna')
  await dialog.locator('[name=kuva]').setInputFiles({ name: 'Retki.jpg', mimeType: 'image/jpeg', buffer: photo })
  await dialog.locator('[name=vaihtoehto]').fill('Retkeläiset nuotiolla')
  await dialog.locator('[type=submit]').click()
  await dialog.waitFor({ state: 'hidden' })
  expect(await page.inputValue('#teksti')).toContain('![Retkeläiset nuotiolla](retki.jpg)')
  if (await page.locator('#muutos').count() > 0) await page.fill('#muutos', 'Uusi ohje')
  await page.selectOption('#vastuu', { label: 'Kuvaajat' }).catch(() => {})
  await page.locator('button[name=toiminto][value=julkaise]').click()
  await page.waitForURL(/\/sivu\/\d+/)
  const address = new URL(page.url()).pathname

  const reading = await open('reader', address, { viewport: { width: 400, height: 800 } }), picture = reading.page.getByAltText('Retkeläiset nuotiolla')
  await picture.scrollIntoViewIfNeeded()
  await expect.poll(() => shownFrom(reading.page)).toMatch(/\/kuva\/[\w-]+\/480\.webp$/)

  await page.goto(`${server.url}/kuvat`)
  expect(await faultsOf(page)).toEqual([])
  await page.locator('.image-grid a').first().click()
  await page.getByRole('link', { name: 'Revontulipolku' }).waitFor()
  expect(await faultsOf(page)).toEqual([])
  await page.getByLabel('Viimeinen päivä').fill(new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10))
  await page.getByRole('button', { name: 'Tallenna' }).click()
  await page.getByText('Kuvan lupa on päättynyt').waitFor()

  const src = await shownFrom(reading.page)
  await reading.page.reload()
  await reading.page.getByText('Kuvaa ei enää saa näyttää').waitFor()
  expect(await picture.count()).toBe(0)
  expect((await reading.context.request.get(src)).status()).toBe(404)
  await page.goto(`${server.url}/oma/tyot`)
  await page.getByText('Kuvan retki.jpg lupa on päättynyt').or(page.getByText('Kuvan Retki.jpg lupa on päättynyt')).waitFor()
  expect([...faults, ...reading.faults]).toEqual([])
  await Promise.all([context.close(), reading.context.close()])
})
