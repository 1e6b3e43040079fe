import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPerson, sessionCookie } from '../src/testing/sign-in.ts'
import { faultsByAxe } from './axe.ts'
import { launchBrowser } from './browser.ts'
import { newData, removeFolders, startServer, withData, type Server } from './server.ts'

let browser: Browser, server: Server
beforeAll(async () => {
  browser = await launchBrowser()
  server = await startServer({ dataDir: await newData({ sample: true }) })
})
afterAll(async () => { await server.stop(); await browser.close(); removeFolders() })

async function open(role: 'reader' | 'editor', municipality: string, options: BrowserContextOptions = {}): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({ locale: 'fi-FI', permissions: ['clipboard-read', 'clipboard-write'], ...options }), page = await context.newPage(), faults: string[] = []
  page.on('console', (message) => { if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) faults.push(message.text()) })
  page.on('pageerror', (error) => faults.push(String(error)))
  const cookie = await withData(server.dataDir, async (app) => sessionCookie(app, await addPerson(app, { role, municipality, teams: ['Viestintätiimi'] })))
  const [name, value] = cookie.split('=') as [string, string]
  await context.addCookies([{ name, value, url: server.url }])
  return { page, faults }
}

/** Pages that only a form leads to. */
const axeFinds = async (page: Page) => (await faultsByAxe(page)).map(({ id, nodes }) => `${id} ${nodes.map(({ target }) => String(target)).join(' ')}`)

test('“kirjasto kiinni” leads to the template; filled in for Inari it asks for three Sámi languages, and after the reason the poster prints on one tagged page', async () => {
  const { page, faults } = await open('reader', 'inari')
  await page.goto(`${server.url}/haku?q=kirjasto+kiinni`)
  await page.locator('a', { hasText: 'Kirjasto suljettu yllättäen' }).first().click()
  await page.locator('aside a.btn.fire').click()
  await page.waitForURL(/\/viestipohjat\/\d+$/)
  await expect.poll(() => page.locator('.langs li.miss').allInnerTexts()).toEqual([expect.stringMatching(/Pohjoissaame/), expect.stringMatching(/Inarinsaame/), expect.stringMatching(/Koltansaame/)])

  // an answer that comes while she writes on takes nothing of what she writes
  let letCome: () => void = () => undefined
  const held = new Promise<void>((done) => { letCome = done })
  await page.route('**/viestipohjat/*', async (route) => { const response = await route.fetch(); await held; await route.fulfill({ response }).catch(() => undefined) }, { times: 1 })
  const answered = page.waitForEvent('requestfinished', { predicate: (request) => request.method() === 'POST' })
  await Promise.all([page.waitForRequest((request) => request.method() === 'POST'), page.locator('#k-puhelin').fill('016')])
  await page.keyboard.type(' 222')
  letCome()
  await answered
  await expect.poll(() => page.locator('#t-web-fi').innerText()).toContain('016 222')
  expect(await page.inputValue('#k-puhelin')).toBe('016 222')

  await page.locator('#k-paiva').fill('2026-12-05')
  await page.locator('#k-syy').selectOption({ index: 1 })
  await page.locator('#k-erapaiva_ratkaisu').selectOption({ index: 1 })
  await expect.poll(() => page.locator('#t-poster-fi').innerText()).toMatch(/lauantaina 5\.12\.2026/i)

  // copying waits for the reason: until then no text has a button for it, and then it is the text itself
  const copy = page.locator('[data-take="t-sms-fi"]')
  expect(await copy.count()).toBe(0)
  await page.locator('#kanava-sms footer a').first().click()
  await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('tilaus-syy')
  await page.locator('#tilaus-syy').selectOption('hurry')
  await page.locator('button', { hasText: 'Jatka ja tilaa käännös' }).click()
  await page.waitForURL(/\/kaannostilaus/)
  await page.waitForSelector('text=Käännös on tilattu')
  const shown = await page.locator('#t-sms-fi').innerText()
  await copy.click()
  await page.waitForSelector('.toast')
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(shown)
  await page.locator('[data-rich="t-web-fi-r"]').click()
  await expect.poll(() => page.evaluate('navigator.clipboard.read().then(async ([item]) => item.types.includes("text/html") && (await (await item.getType("text/html")).text()).includes("<p>"))')).toBe(true)

  const [poster] = await Promise.all([page.context().waitForEvent('page'), page.locator('button[name="_kieli"][value="fi"]').click()])
  await poster.waitForSelector('.poster-qr svg')
  expect(await axeFinds(poster)).toEqual([])
  const pdf = await getDocumentProxy(new Uint8Array(await poster.pdf({ preferCSSPageSize: true, tagged: true, printBackground: true })))
  expect(pdf.numPages).toBe(1)
  expect((await pdf.getMarkInfo())?.Marked).toBe(true)
  expect(((await pdf.getMetadata()).info as { Title?: string }).Title).toBe(await poster.title())
  const [, , width, height] = (await pdf.getPage(1)).view as [number, number, number, number]
  expect([Math.round(width), Math.round(height)]).toEqual([595, 842])
  const [large] = await Promise.all([page.context().waitForEvent('page'), page.locator('button[name="_kieli"][value="fi.a3"]').click()])
  await large.waitForSelector('.poster-qr svg')
  const a3 = await getDocumentProxy(new Uint8Array(await large.pdf({ preferCSSPageSize: true, tagged: true, printBackground: true })))
  expect([a3.numPages, ...(await a3.getPage(1)).view.slice(2).map((side) => Math.round(side as number))]).toEqual([1, 842, 1191])
  expect(await axeFinds(page)).toEqual([])
  const order = await page.locator('a', { hasText: 'Käännös on tilattu' }).getAttribute('href')
  await page.locator('button[formaction$="/monelle"]').click()
  await page.waitForURL(/\/monelle$/)
  expect(await axeFinds(page)).toEqual([])
  await page.goto(`${server.url}${order}`)
  expect(await axeFinds(page)).toEqual([])
  expect(faults).toEqual([])
})

test('on a phone without JavaScript: an unexpected closing in Utsjoki is ready in Finnish and English, with Northern Sámi asked from the translator', async () => {
  const { page, faults } = await open('reader', 'utsjoki', { javaScriptEnabled: false, viewport: { width: 320, height: 640 }, colorScheme: 'dark' })
  await page.goto(`${server.url}/haku?q=kirjasto+kiinni`)
  await page.locator('a', { hasText: 'Kirjasto suljettu yllättäen' }).first().click()
  await page.locator('aside a.btn.fire').click()
  await page.locator('#k-paiva').fill('2026-12-05')
  await page.locator('#k-syy').selectOption('sahko')
  await page.locator('#k-erapaiva_ratkaisu').selectOption({ index: 1 })
  await page.locator('#tilaus-syy').selectOption('emergency')
  await page.locator('button', { hasText: 'Jatka ja tilaa käännös' }).click()
  await page.waitForURL(/\/kaannostilaus/)
  expect(await page.locator('.langs li').allInnerTexts()).toEqual(expect.arrayContaining([expect.stringMatching(/Suomi\s+kaikissa kanavissa/), expect.stringMatching(/Pohjoissaame\s+pakollinen, puuttuu/), expect.stringMatching(/Englanti\s+suositeltu, kaikissa kanavissa/)]))
  for (const language of ['fi', 'en']) for (const channel of ['web', 'social', 'sms', 'poster']) expect(await page.locator(`article:has(#t-${channel}-${language}) header`).innerText(), `${channel} ${language}`).toContain('valmis')
  expect(await page.locator('#t-web-fi').innerText()).toContain('lauantaina 5.12.2026')
  expect(await page.locator('#t-sms-en').innerText()).toContain('Utsjoen kirjasto is closed Sat 5 Dec')
  const [poster] = await Promise.all([page.context().waitForEvent('page'), page.locator('button[name="_kieli"][value="en"]').click()])
  await poster.waitForSelector('.poster-qr svg')
  await expect.poll(() => poster.title()).toBe('The library is closed')
  await page.locator('button[formaction$="/monelle"]').click()
  await page.waitForURL(/\/monelle$/)
  await page.locator('.pick input').nth(2).check()
  await page.locator('button', { hasText: 'Näytä tekstit' }).click()
  await expect.poll(() => page.locator('.many-made summary').allInnerTexts()).toEqual([expect.stringContaining('valmis')])
  for (const one of [page, poster]) expect(await one.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBeLessThanOrEqual(0)
  const task = await withData(server.dataDir, (app) => app.db.selectFrom('task').where('message', '=', 'templates.task.translate').orderBy('id', 'desc').select('detail').executeTakeFirstOrThrow())
  expect(JSON.parse(task.detail)).toMatchObject({ languages: 'se' })
  expect(faults).toEqual([])
})

test('a template is made: fields are added and moved, its texts are checked while they are written, and it is filled in', async () => {
  const { page, faults } = await open('editor', 'rovaniemi')
  await page.goto(`${server.url}/viestipohjat/uusi`)
  await page.locator('#nimi').fill('Lumityöt pihassa')
  await page.locator('button', { hasText: 'Lisää kenttä' }).click()
  await page.waitForSelector('#k-2-nimi')
  await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('k-2-nimi')
  await page.keyboard.type('Päivä')
  await page.locator('#k-2-tyyppi').selectOption('date')
  await page.waitForSelector('#k-2-aikaisintaan')
  await page.locator('#k-2-tunnus').fill('paiva')
  await page.locator('#k-2-esimerkki').fill('5.12.2026')
  await page.locator('button[value="ylos.2"]').click()
  await expect.poll(() => page.inputValue('#k-1-tunnus')).toBe('paiva')
  for (const channel of ['social', 'email', 'sms', 'poster']) await page.locator(`[name="kanava.${channel}"]`).uncheck()
  await expect.poll(() => page.locator('.text-set').count()).toBe(3)
  await page.locator('#t-fi-web-otsikko').fill('Piha on kiinni {{kunta.missa}}')
  await page.locator('#t-fi-web-teksti').fill('Lumityöt ovat {{paive}}.')
  await page.waitForSelector('text=Kenttää ”paive” ei ole.')
  await page.locator('#t-fi-web-teksti').fill('Lumityöt ovat {{paiva.milloin}}. {{kirjasto}} on auki.')
  await expect.poll(() => page.locator('#t-fi-web-nakyy').innerText()).toContain('lauantaina 5.12.2026')
  await page.locator('details.facts-form').evaluate('(element) => { element.open = true }')
  await page.locator('#vastuu').selectOption({ label: 'Viestintätiimi' })
  await page.locator('button', { hasText: 'Julkaise' }).click()
  await page.waitForURL(/\/viestipohjat\/\d+$/)
  expect(await page.locator('h1').innerText()).toBe('Lumityöt pihassa')
  await page.locator('#k-paiva').fill('2026-12-06')
  await expect.poll(() => page.locator('#t-web-fi').innerText()).toContain('sunnuntaina 6.12.2026')
  expect(faults).toEqual([])
})

test('by keyboard alone: Tab goes through every field of a template in its order, and a text is copied with Enter', async () => {
  const { page, faults } = await open('reader', 'rovaniemi')
  await page.goto(`${server.url}/viestipohjat`)
  await page.locator('.template-row a', { hasText: 'yllättäen' }).focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/viestipohjat\/\d+$/)
  const fields = await page.evaluate('[...document.querySelectorAll("#tayta .field .in")].map(({ id }) => id)') as string[]
  // the browser of the tests writes dates as month, day, year
  const typed: Record<string, string> = { 'k-paiva': '12052026', 'k-syy': 's' }, visited: string[] = []
  const focused = () => page.evaluate('({ id: document.activeElement.id, take: document.activeElement.getAttribute("data-take"), kind: document.activeElement.type ?? "" })') as Promise<{ id: string; take: string | null; kind: string }>
  let at = await focused()
  for (let presses = 0; presses < 200 && at.take !== 't-web-fi'; presses++) {
    await page.keyboard.press('Tab')
    at = await focused()
    if (!fields.includes(at.id) || visited.includes(at.id)) continue
    visited.push(at.id)
    if (typed[at.id]) await page.keyboard.type(typed[at.id]!)
    else if (at.kind === 'select-one' && await page.inputValue(`#${at.id}`) === '') await page.keyboard.press('ArrowDown')
    else if (at.kind === 'text' && await page.inputValue(`#${at.id}`) === '') await page.keyboard.type('Pääkirjasto')
    // the texts follow what was typed before the next Tab takes place among them
    if (at.id === fields.at(-1)) await expect.poll(() => page.locator('#t-web-fi').innerText()).toContain('lauantaina 5.12.2026')
  }
  expect(visited).toEqual(fields)
  expect(at.take).toBe('t-web-fi')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.toast')
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(await page.locator('#t-web-fi').innerText())
  expect(faults).toEqual([])
})

test('the pages that only a form leads to are as accessible: mistakes, many posters, saved messages, on a phone in the dark', async () => {
  const { page, faults } = await open('editor', 'kemi', { viewport: { width: 320, height: 640 }, colorScheme: 'dark' })
  const look = async (name: string) => {
    expect(await axeFinds(page), name).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'), name).toBeLessThanOrEqual(0)
  }
  await page.goto(`${server.url}/viestipohjat/uusi`)
  await page.locator('button', { hasText: 'Julkaise' }).click()
  await page.waitForSelector('#virheet')
  await look('making, with mistakes')
  await page.goto(`${server.url}/viestipohjat/vuosikello/uusi`)
  await page.locator('.main form button').click()
  await page.waitForSelector('#virheet')
  await look('a day, with mistakes')

  await page.goto(`${server.url}/viestipohjat`)
  await page.locator('.template-row a', { hasText: 'yllättäen' }).click()
  await page.waitForURL(/\/viestipohjat\/\d+$/)
  await page.locator('#tayta button.fire').click()
  await page.waitForSelector('#virheet')
  await look('filling in, with mistakes')
  await page.locator('#k-paiva').fill('2026-12-05')
  await page.locator('#k-syy').selectOption('sahko')
  await page.locator('#k-erapaiva_ratkaisu').selectOption({ index: 1 })
  await page.locator('#h-tallenna').click()
  await page.locator('#tallennus-nimi').fill('Sähkökatko')
  await page.locator('button[formaction$="/tallenna"]').click()
  await page.waitForURL(/\/viestipohjat\/omat\/\d+$/)
  await look('a saved message')
  await page.locator('button[formaction$="/monelle"]').click()
  await page.waitForURL(/\/monelle$/)
  for (const library of ['kemi/Kemin kaupunginkirjasto', 'salla/Sallan kirjasto']) await page.locator(`.pick input[value="${library}"]`).check()
  await page.locator('button', { hasText: 'Näytä tekstit' }).click()
  await page.waitForSelector('.many-made')
  const [posters] = await Promise.all([page.context().waitForEvent('page'), page.locator('button[formaction$="/julisteet"][value="fi"]').click()])
  await posters.waitForSelector('.poster + .poster')
  expect(await axeFinds(posters)).toEqual([])
  expect((await getDocumentProxy(new Uint8Array(await posters.pdf({ preferCSSPageSize: true, tagged: true })))).numPages).toBe(2)
  await page.goto(`${server.url}/viestipohjat/omat`)
  await look('the list of saved messages')
  expect(faults).toEqual([])
})
