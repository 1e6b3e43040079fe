import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prepareText } from '../src/content/prepare-text.ts'
import { createItem } from '../src/content/save-item.ts'
import { ensureTeam } from '../src/people/people.queries.ts'
import { SYSTEM } from '../src/platform/changes/changes.queries.ts'
import { sampleItem } from '../src/testing/sample-item.ts'
import { addPerson, sessionCookie } from '../src/testing/sign-in.ts'
import { faultsByAxe } from './axe.ts'
import { launchBrowser } from './browser.ts'
import { newData, removeFolders, startServer, type Server } from './server.ts'
import { faultsIn, signedInBrowser } from './signed-in.ts'

let browser: Browser, server: Server, guide = 0
const cookies: Record<'aino' | 'beeda' | 'tarkka', string> = { aino: '', beeda: '', tarkka: '' }
beforeAll(async () => {
  const dataDir = await newData({
    fill: async (app) => {
      for (const [name, team] of [['aino', 'Oma tiimi'], ['beeda', 'Oma tiimi'], ['tarkka', 'Tarkastajat']] as const) cookies[name] = await sessionCookie(app, await addPerson(app, { role: 'editor', name, teams: [team] }))
      await app.db.transaction().execute(async (trx) => {
        const item = sampleItem({ ownerTeamId: await ensureTeam(trx, 'Oma tiimi'), title: 'Yhteinen ohje', body: 'Alku.\n\nKeskikohta.\n\nLoppu.', externalId: 'YHTEINEN' })
        guide = (await createItem(trx, app.now().toISOString(), SYSTEM, item, prepareText(item))).id
      })
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
async function axe(page: Page) {
  const violations = await faultsByAxe(page, { rules: { 'target-size': { enabled: true } } })
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ target, failureSummary }) => `${String(target)} ${failureSummary}`).join(' | ')}`)).toEqual([])
}
let phone: Awaited<ReturnType<typeof open>> | undefined
const text = (page: Page) => page.locator('#teksti')
const written = async (page: Page) => (await text(page).inputValue())
const kept = (page: Page) => page.locator('#tallessa', { hasText: 'Luonnos tallessa' }).waitFor()

const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head><body><!--StartFragment--><h1>Näin teet<o:p></o:p></h1>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;</span></span></span><![endif]>Avaa ”lomake”.<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span><span style='mso-list:Ignore'>2.<span>&nbsp;&nbsp;</span></span></span><![endif]>Tallenna <b>se</b>.<o:p></o:p></p>
<table class=MsoTableGrid><tr><td><p class=MsoNormal>Aineisto<o:p></o:p></p></td><td><p class=MsoNormal>Hinta<o:p></o:p></p></td></tr><tr><td><p class=MsoNormal>Kirja<o:p></o:p></p></td><td><p class=MsoNormal>8 €<o:p></o:p></p></td></tr></table><!--EndFragment--></body></html>`
const paste = (page: Page, html: string, plain: string) => page.evaluate(`(() => {
  const data = new DataTransfer(); data.setData('text/html', ${JSON.stringify(html)}); data.setData('text/plain', ${JSON.stringify(plain)})
  document.getElementById('teksti').focus()
  document.getElementById('teksti').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
})()`)
const PNG = { name: 'Automaatti.png', mimeType: 'image/png', buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64') }

/** Pictures dropped on the text or pasted into it. */
const give = (page: Page, way: 'drop' | 'paste', names: readonly string[]) => page.evaluate(`(() => {
  const data = new DataTransfer(), bytes = Uint8Array.from(atob('${PNG.buffer.toString('base64')}'), (sign) => sign.charCodeAt(0)), text = document.getElementById('teksti')
  for (const name of ${JSON.stringify(names)}) data.items.add(new File([bytes], name, { type: 'image/png' }))
  text.focus()
  text.dispatchEvent('${way}' === 'drop' ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }) : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
})()`)

test('a guide is pasted from Word, given pictures by button, drop and paste and a link by keyboard, previewed and published', async () => {
  const { page, context, faults } = await open('aino', '/sivu/uusi')
  await page.fill('#otsikko', 'Kaukolainan tilaaminen')
  await text(page).fill('Johdanto.')
  await text(page).press('Control+End')
  await paste(page, WORD, 'pelkkä teksti')
  await expect.poll(() => written(page), { timeout: 10_000 }).toBe('Johdanto.\n\n## Näin teet\n\n1. Avaa ”lomake”.\n2. Tallenna **se**.\n\n| Aineisto | Hinta |\n| --- | --- |\n| Kirja | 8 € |')
  await page.keyboard.press('Control+z')
  expect(await written(page)).toBe('Johdanto.')
  await page.keyboard.press('Control+Shift+z')
  expect(await written(page)).toContain('| Kirja | 8 € |')

  await page.keyboard.press('Control+Alt+k')
  await page.setInputFiles('#kuva', PNG)
  await page.keyboard.press('Tab')
  await page.locator('#kuva-ikkuna button[type=submit]').click()
  await page.locator('#kuva-ikkuna .err-msg', { hasText: 'Kerro, mitä kuva kertoo' }).waitFor()
  await axe(page)
  await page.fill('#vaihtoehto', 'Automaatin aloitusnäyttö')
  await page.keyboard.press('Enter')
  await expect.poll(() => written(page), { timeout: 10_000 }).toContain('![Automaatin aloitusnäyttö](automaatti.png)')
  // two pictures dropped are asked about one after the other, one pasted has no name of its own
  for (const [way, names, words] of [['drop', ['Hylly.png', 'Ovi.png'], ['Hylly täynnä', 'Ovi auki']], ['paste', ['image.png'], ['Kuva leikepöydältä']]] as const) {
    await give(page, way, names)
    for (const word of words) {
      await page.locator('#kuva-ikkuna[open]').waitFor()
      await expect.poll(() => page.locator('#vaihtoehto').inputValue()).toBe('')
      await page.fill('#vaihtoehto', word)
      await page.keyboard.press('Enter')
      await expect.poll(() => written(page), { timeout: 10_000 }).toContain(`![${word}](`)
    }
    expect(await page.locator('#kuva-ikkuna[open]').count()).toBe(0)
  }

  await text(page).press('Control+End')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('yhteinen')
  await page.locator('#linkki-lista [role=option]').waitFor()
  await page.keyboard.press('Enter')
  await expect.poll(() => written(page), { timeout: 10_000 }).toContain('[Yhteinen ohje](laavu:YHTEINEN)')
  expect(await page.evaluate('document.activeElement.id')).toBe('teksti')

  await page.getByRole('button', { name: 'Esikatsele' }).click()
  await page.locator('.prose table').waitFor()
  expect(await page.evaluate('[...document.querySelectorAll(".prose img")].map((one) => one.alt).sort()')).toEqual(['Automaatin aloitusnäyttö', 'Hylly täynnä', 'Kuva leikepöydältä', 'Ovi auki'])
  await expect.poll(() => page.evaluate('document.querySelector(".prose img").naturalWidth')).toBe(1)
  await page.getByRole('button', { name: 'Julkaise', exact: true }).click()
  await page.waitForURL(/\/sivu\/\d+-kaukolainan/)
  expect(await page.locator('.prose ol.steps li').count()).toBe(2)
  expect(faults).toEqual([])
  await context.close()
})

test('R12: the tab is gone before saving, and the text is offered in another browser', async () => {
  const first = await open('aino', `/sivu/${guide}/muokkaa`)
  await text(first.page).press('Control+End')
  await first.page.keyboard.type(' Kesken jäänyt lause tästä ja [tästä](https://a.example).')
  await kept(first.page)
  await first.page.locator('.hints', { hasText: 'Linkin teksti' }).waitFor()
  await first.context.close()
  const second = await open('aino', `/sivu/${guide}/muokkaa`)
  expect(await written(second.page)).not.toContain('Kesken jäänyt')
  await second.page.getByRole('link', { name: /jatka tekstiä/ }).click()
  expect(await written(second.page)).toContain('Kesken jäänyt lause')
  await second.page.goto(`${server.url}/luonnokset`)
  await second.page.getByRole('button', { name: /Jaa linkillä.*Yhteinen/ }).click()
  const shared = await second.page.locator('a[href*="/luonnos/"]').first().getAttribute('href')
  const other = phone = await open('tarkka', new URL(shared!).pathname, { viewport: { width: 320, height: 640 }, colorScheme: 'dark' })
  expect(await other.page.locator('article').innerText()).toContain('Kesken jäänyt lause')
  await axe(other.page)
  expect([...first.faults, ...second.faults, ...other.faults]).toEqual([])
  await second.context.close()
})

test('P-6: two editors save one page, and both find their words in it', async () => {
  const [aino, beeda] = await Promise.all([open('aino', `/sivu/${guide}/muokkaa`), open('beeda', `/sivu/${guide}/muokkaa`)])
  await text(aino.page).fill('Alku Ainolta.\n\nKeskikohta.\n\nLoppu.')
  await text(beeda.page).fill('Alku.\n\nKeskikohta.\n\nLoppu Beedalta.')
  for (const { page } of [aino, beeda]) {
    await page.fill('#muutos', 'Tarkennus')
    await page.keyboard.press('Control+s')
    if (page === aino.page) await page.waitForURL(/\/sivu\/\d+-yhteinen/) // hers is saved first
  }
  await beeda.page.getByText('aino tallensi sivun ensin').waitFor()
  expect(await written(beeda.page)).toBe('Alku Ainolta.\n\nKeskikohta.\n\nLoppu Beedalta.')
  await axe(beeda.page)
  await beeda.page.getByRole('button', { name: 'Tallenna', exact: true }).click()
  await beeda.page.waitForURL(/\/sivu\/\d+-yhteinen/)
  expect(await beeda.page.locator('article').innerText()).toMatch(/Alku Ainolta\.[\s\S]*Loppu Beedalta\./)
  // the link of a revision is copied whole, and stays the same when the page has moved on
  await beeda.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await beeda.page.goto(`${server.url}/sivu/${guide}/historia/1?kieli=fi`)
  await beeda.page.locator('a[data-copy]').click()
  await beeda.page.locator('.toast').first().waitFor()
  const link = await beeda.page.evaluate('navigator.clipboard.readText()') as string
  expect(link).toBe(`${server.url}/sivu/${guide}/historia/1?kieli=fi`)
  await aino.page.goto(link)
  expect(await aino.page.locator('article').innerText()).toMatch(/^Alku\.[\s\S]*Loppu\.$/)
  await Promise.all([aino.context.close(), beeda.context.close()])
})

test('a second pair of eyes without JavaScript: asked, commented on and approved; a later change is given its time', async () => {
  const plain = { javaScriptEnabled: false }, aino = await open('aino', `/sivu/${guide}/muokkaa`, plain)
  await aino.page.locator('summary', { hasText: 'Pyydä toista lukemaan ensin' }).click()
  await aino.page.selectOption('#tiimi', { label: 'Tarkastajat' })
  await text(aino.page).fill('Kokonaan uusi teksti.')
  await aino.page.fill('#muutos', 'Lyhennettiin')
  await aino.page.getByRole('button', { name: 'Pyydä hyväksyntä' }).click()
  await aino.page.waitForURL(/\/hyvaksynta\/\d+/)
  const tarkka = await open('tarkka', new URL(aino.page.url()).pathname, plain)
  await tarkka.page.fill('#kommentti', 'Hyvä, mutta lyhyt.')
  await tarkka.page.getByRole('button', { name: 'Lähetä kommentti' }).click()
  await tarkka.page.getByText('Hyvä, mutta lyhyt.').waitFor()
  await phone!.page.goto(aino.page.url())
  await axe(phone!.page)
  expect(await phone!.page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBeLessThanOrEqual(0)
  await tarkka.page.getByRole('button', { name: 'Hyväksy ja julkaise' }).click()
  await tarkka.page.waitForURL(/\/sivu\/\d+-yhteinen/)
  expect(await tarkka.page.locator('article').innerText()).toContain('Kokonaan uusi teksti.')
  // a later change waits for its moment
  await tarkka.page.goto(`${server.url}/sivu/${guide}/muokkaa`)
  await text(tarkka.page).fill('Vuoden vaihteen teksti.')
  await tarkka.page.fill('#muutos', 'Uusi vuosi')
  await tarkka.page.locator('summary', { hasText: 'Julkaise muutos myöhemmin' }).click()
  await tarkka.page.fill('#muutoshetki', '2099-01-01T08:00')
  await tarkka.page.getByRole('button', { name: 'Ajasta muutos' }).click()
  await tarkka.page.waitForURL(/\/ajastettu\/\d+/)
  await phone!.page.goto(tarkka.page.url())
  expect(await phone!.page.locator('main').innerText()).toMatch(/Odottaa aikaansa[\s\S]*1\.1\.2099 klo 8\.00/)
  await axe(phone!.page)
  await Promise.all([aino.context.close(), tarkka.context.close(), phone!.context.close()])
})
