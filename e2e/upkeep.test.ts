import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prepareText } from '../src/content/prepare-text.ts'
import { createItem } from '../src/content/save-item.ts'
import { askForReviews } from '../src/content/upkeep/ask-for-reviews.ts'
import { ensureTeam } from '../src/people/people.queries.ts'
import { SYSTEM } from '../src/platform/changes/changes.queries.ts'
import { sampleItem } from '../src/testing/sample-item.ts'
import { addPerson, PASSWORD, givePassword, sessionCookie } from '../src/testing/sign-in.ts'
import { faultsByAxe } from './axe.ts'
import { launchBrowser } from './browser.ts'
import { newData, removeFolders, startServer, withData, type Server } from './server.ts'
import { signedInBrowser } from './signed-in.ts'

const BODY = '## Ensin\n\nPyydä henkilöllisyystodistus.\n\n## Lopuksi\n\nAnna kortti.\n'
let browser: Browser, server: Server, item: number, reminder: string
const cookies = { reader: '', keeper: '' }
beforeAll(async () => {
  const dataDir = await newData()
  await withData(dataDir, async (app) => {
    const [reader, keeper] = [await addPerson(app, { name: 'Lukija Lehto' }), await addPerson(app, { role: 'editor', name: 'Kirjoittaja Koivu', email: 'koivu@kirjasto.example', teams: ['Asiakaspalvelu'] })]
    await givePassword(app, keeper)
    item = await app.db.transaction().execute(async (trx) => {
      const input = sampleItem({ ownerTeamId: await ensureTeam(trx, 'Asiakaspalvelu'), body: BODY, reviewMonths: 3 })
      return (await createItem(trx, '2025-01-01T08:00:00.000Z', SYSTEM, input, prepareText(input))).id
    })
    await askForReviews(app)
    reminder = (await app.db.selectFrom('told').where('person_id', '=', keeper).select('href').executeTakeFirstOrThrow()).href
    cookies.reader = await sessionCookie(app, reader)
    cookies.keeper = await sessionCookie(app, keeper)
  })
  ;[browser, server] = await Promise.all([launchBrowser(), startServer({ dataDir })])
})
afterAll(async () => { await browser.close(); await server.stop(); removeFolders() })

async function open(who: keyof typeof cookies | null, options: Parameters<Browser['newContext']>[0] = {}): Promise<{ context: BrowserContext; page: Page }> {
  const context = await signedInBrowser(browser, server, who ? cookies[who] : '', options)
  return { context, page: await context.newPage() }
}
async function tabTo(page: Page, fits: string) {
  for (let n = 0; n < 80; n++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(fits)})`)) return
  }
  throw new Error(`the keyboard does not reach ${fits}`)
}
async function axe(page: Page) {
  const violations = await faultsByAxe(page, { rules: { 'target-size': { enabled: true } } })
  expect(violations.map(({ id, nodes }) => `${id}: ${String(nodes[0]?.target)}`)).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBeLessThanOrEqual(0)
}

test('suggest and accept: a reader by keyboard and without JavaScript, then the owner', async () => {
  const { context, page } = await open('reader', { javaScriptEnabled: false })
  await page.goto(`${server.url}/sivu/${item}`)
  await tabTo(page, `a[href*="kohta=k-ensin"]`)
  await page.keyboard.press('Enter')
  await page.waitForURL(/ehdota/)
  await tabTo(page, '#teksti')
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' Passikin käy.')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Passi puuttui.')
  await page.keyboard.press('Enter')
  await page.waitForURL(/ehdotukset\/1/)
  expect(await page.locator('main').innerText()).toContain('Odottaa vastausta')
  await context.close()

  const owner = await open('keeper', { viewport: { width: 320, height: 640 }, colorScheme: 'dark' })
  await owner.page.goto(`${server.url}/oma/tyot`)
  await owner.page.click('a:has-text("Vastaa muutosehdotukseen")')
  expect(await owner.page.locator('.sheet.diff ins').innerText()).toContain('Passikin käy.')
  await axe(owner.page)
  await owner.page.locator('details.answer').first().locator('summary').click()
  await axe(owner.page)
  await owner.page.click('button:has-text("Ota käyttöön")')
  await owner.page.waitForSelector('text=Otettu käyttöön')
  await owner.page.goto(`${server.url}/sivu/${item}/historia`)
  expect(await owner.page.locator('main').innerText()).toContain('Passi puuttui. (ehdotti Lukija Lehto)')
  await owner.context.close()
})

test('an overdue item is checked from its reminder: after signing in, with one button', async () => {
  const { context, page } = await open(null)
  await page.goto(server.url + reminder)
  await page.fill('[name="sahkoposti"]', 'koivu@kirjasto.example')
  await page.fill('[name="salasana"]', PASSWORD)
  await page.keyboard.press('Enter')
  await page.waitForURL(`**${reminder}`)
  await axe(page)
  await page.click('button:has-text("Tarkistin, yhä oikein")')
  await page.waitForURL('**/oma/tyot')
  expect(await page.locator('main').innerText()).not.toContain('Tarkista, onko tämä yhä oikein')
  await page.goto(`${server.url}/sivu/${item}`)
  expect(await page.locator('main .meta').first().innerText()).not.toContain('myöhässä')
  await context.close()
})
