import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prepareText } from '../src/content/prepare-text.ts'
import { createItem } from '../src/content/save-item.ts'
import { makePdf } from '../src/documents/fixtures/make-pdf.ts'
import { keepImage, saveImage } from '../src/files/images/keep-image.ts'
import { openArchive } from '../src/files/read-archive.ts'
import { SYSTEM } from '../src/platform/changes/changes.queries.ts'
import { sampleItem } from '../src/testing/sample-item.ts'
import { addPerson, sessionCookie } from '../src/testing/sign-in.ts'
import { faultsByAxe } from './axe.ts'
import { launchBrowser } from './browser.ts'
import { newData, newFolder, removeFolders, startServer, withData, type Server } from './server.ts'
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

async function open(who: keyof typeof cookies, address: string, options: Parameters<Browser['newContext']>[0] = {}) {
  const context = await signedInBrowser(browser, server, cookies[who], options), page = await context.newPage(), faults = faultsIn(page, /status of 4\d\d/)
  await page.goto(server.url + address)
  return { page, context, faults }
}

/** What axe finds at two widths, in light and dark, and whether the page scrolls sideways. */
async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = []
  for (const width of [320, 1280]) for (const colorScheme of ['light', 'dark'] as const) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' }) // nothing moves, so that a change of colours is there at once
    const violations = await faultsByAxe(page, { rules: { 'target-size': { enabled: true } } })
    faults.push(...violations.map(({ id, nodes }) => `${width} ${colorScheme} ${id}: ${nodes.slice(0, 3).map(({ target }) => String(target)).join(' | ')}`))
    if (Number(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')) > 0) faults.push(`${width} scrolls sideways`)
  }
  return faults
}

const shownFrom = (page: Page) => page.evaluate<string>(`document.querySelector('.prose img').currentSrc`)

test('several files are added at once, chosen, dropped and pasted, each with its own title and progress; one that is refused says why, one is cancelled and sent again', async () => {
  const { page, context, faults } = await open('editor', '/tiedostot/uusi')
  await page.getByLabel('Otsikko').fill('ei käytetä')
  await page.getByLabel('Kuvaus').fill('Kaikille sama kuvaus.')
  await page.getByLabel('Tiedosto', { exact: true }).setInputFiles([
    { name: 'katkon_lomake.pdf', mimeType: 'application/pdf', buffer: makePdf(['Ensimmäinen lomake']) }, { name: 'makrot.docm', mimeType: 'application/octet-stream', buffer: Buffer.from('PK') },
  ])
  await page.evaluate(`(() => {
    const given = (text, name) => { const data = new DataTransfer(); data.items.add(new File([text], name, { type: 'text/plain' })); return data }
    document.querySelector('form.doc-form').dispatchEvent(new DragEvent('drop', { dataTransfer: given('Toinen teksti', 'pudotettu.txt'), bubbles: true, cancelable: true }))
    document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: given('Kolmas teksti', 'liitetty.txt'), bubbles: true, cancelable: true }))
  })()`)
  // the pasted one never arrives at the first try
  let isHeld = false
  await page.route('**/lahetys/*', (route) => (isHeld || !route.request().postDataBuffer()?.includes('Kolmas') ? route.continue() : void (isHeld = true)))
  const rows = page.locator('.doc-queue > li')
  expect(await Promise.all((await rows.locator('[data-title]').all()).map((field) => field.inputValue()))).toEqual(['katkon lomake', 'makrot', 'pudotettu', 'liitetty'])
  expect(await faultsOf(page)).toEqual([])
  await page.getByRole('button', { name: 'Lisää tiedosto' }).press('Enter')
  await rows.nth(3).getByText('Siirretään').waitFor()
  expect(await rows.nth(3).getByRole('progressbar', { name: 'Siirretään' }).isVisible()).toBe(true)
  await rows.nth(3).getByRole('button', { name: 'Keskeytä' }).press('Enter')
  await rows.nth(3).getByText('Keskeytetty').waitFor()
  expect(await rows.locator('[data-state]').allInnerTexts()).toEqual(['Lisätty', expect.stringContaining('makroja'), 'Lisätty', 'Keskeytetty'])
  await page.getByRole('button', { name: 'Lisää tiedosto' }).click()
  await rows.nth(3).getByText('Lisätty').waitFor()
  await rows.nth(1).getByRole('button', { name: 'Poista listalta' }).click()
  await rows.first().getByRole('link', { name: 'katkon_lomake.pdf' }).click()
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('katkon lomake')
  expect(faults).toEqual([])
  await context.close()
})

const PIECE = 1_048_576
/** Pulls the plug when the piece that begins there is sent; `asked` is what reaches the network. */
async function watchPieces(page: Page, cutAt: number | null): Promise<string[]> {
  const asked: string[] = []
  await page.route('**/lahetys/*', async (route) => {
    const { pathname, search } = new URL(route.request().url()), at = /alku=(\d+)/.exec(search)?.[1], offset = at === undefined ? null : Number(at)
    if (offset !== null && offset === cutAt) {
      cutAt = null
      await page.context().setOffline(true)
    } else asked.push(offset === null ? `where ${pathname.length > 9}` : `piece ${offset / PIECE}`)
    await route.continue()
  })
  return asked
}

test('a lost connection is waited for, also when the page is opened anew; the file is then replaced by another, and each is found', async () => {
  // much to send and little to read: its end is written again behind a remark of four megabytes
  const file = path.join(newFolder(), 'pitkä lista.pdf'), pdf = makePdf(['Naali'])
  writeFileSync(file, Buffer.concat([pdf, Buffer.from(`%${' '.repeat(PIECE * 4)}\n`), pdf.subarray(pdf.lastIndexOf('startxref'))]))
  const first = await open('editor', '/tiedostot/uusi')
  await watchPieces(first.page, 2 * PIECE)
  await first.page.getByLabel('Tiedosto', { exact: true }).setInputFiles(file)
  await first.page.getByRole('button', { name: 'Lisää tiedosto' }).click()
  await first.page.getByText('Yhteys katkesi. Siirto jatkuu, kun yhteys palaa.').waitFor()
  await first.page.close()
  await first.context.setOffline(false)

  const page = await first.context.newPage()
  await page.goto(`${server.url}/tiedostot/uusi`)
  const asked = await watchPieces(page, 3 * PIECE)
  await page.getByLabel('Tiedosto', { exact: true }).setInputFiles(file)
  await page.getByRole('button', { name: 'Lisää tiedosto' }).press('Enter')
  await page.getByText('Yhteys katkesi. Siirto jatkuu, kun yhteys palaa.').waitFor()
  await first.context.setOffline(false)
  // the title was forgotten: the file stays where it is
  await page.getByText('Tiedosto pitkä lista.pdf on jo siirretty.').waitFor()
  expect(asked).toEqual(['where true', 'piece 2', 'piece 3', 'piece 4'])
  await page.getByLabel('Otsikko').fill('Pitkä lista')
  await page.getByLabel('Kuvaus').fill('Kaikki samassa.')
  await page.getByRole('button', { name: 'Lisää tiedosto' }).click()
  await page.waitForURL(/\/tiedostot\/\d+$/)

  await page.getByLabel('Mikä muuttui').fill('Lista lyheni.')
  await page.locator('input[name=tiedosto]').setInputFiles({ name: 'lyhyt.pdf', mimeType: 'application/pdf', buffer: makePdf(['Alku', 'Kiiruna']) })
  await page.getByRole('button', { name: 'Tallenna uusi versio' }).click()
  await page.getByRole('link', { name: 'Versio 2: lyhyt.pdf' }).waitFor()
  const found = async (word: string) => {
    await page.goto(`${server.url}/haku?q=${word}`)
    return page.locator('main a[href*="pitka-lista"]').evaluateAll((links) => links.map((link) => link.getAttribute('href')!.replace(/.*#/, '')))
  }
  await expect.poll(() => found('kiiruna'), { timeout: 20_000 }).toContain('sivu-2')
  expect(await found('naali')).toEqual([])
  await first.context.close()
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

test('what is exported opens without a server and without a connection: the list, a page, its picture', async () => {
  const { context } = await open('reader', '/selaa'), zip = path.join(newFolder(), 'vienti.zip'), place = newFolder()
  await withData(server.dataDir, async (app) => {
    const photo = await keepImage(app, await sharp({ create: { width: 600, height: 300, channels: 3, background: 'green' } }).jpeg().toBuffer(), 'lampi.jpg'), files = [{ path: 'lampi.jpg', fileId: photo.file.id }]
    const input = sampleItem({ title: 'Lammen ranta', body: '![Lampi illalla](lampi.jpg)\n\nRannalla on laavu.', files })
    await app.db.transaction().execute(async (trx) => {
      await saveImage(trx, app.now().toISOString(), photo)
      await createItem(trx, app.now().toISOString(), SYSTEM, input, prepareText(input))
    })
  })
  writeFileSync(zip, await (await context.request.get(`${server.url}/selaa/vienti`)).body())
  await context.close()
  const archive = await openArchive(zip)
  for (const name of archive.names) {
    const parts: Buffer[] = []
    for await (const part of archive.read(name, 1e8)) parts.push(part)
    mkdirSync(path.dirname(path.join(place, name)), { recursive: true })
    writeFileSync(path.join(place, name), Buffer.concat(parts))
  }
  const offline = await browser.newContext({ offline: true, javaScriptEnabled: false }), read = await offline.newPage(), failed: string[] = []
  read.on('requestfailed', (request) => failed.push(request.url()))
  await read.goto(pathToFileURL(path.join(place, 'index.html')).href)
  await read.getByRole('link', { name: 'Lammen ranta' }).click()
  await read.getByText('Rannalla on laavu.').waitFor()
  expect(await read.getByAltText('Lampi illalla').evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)).toBe(600)
  expect(failed).toEqual([])
  await offline.close()
})
