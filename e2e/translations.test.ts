import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPerson, sessionCookie, type PersonOptions } from '../src/testing/sign-in.ts'
import { faultsByAxe } from './axe.ts'
import { launchBrowser } from './browser.ts'
import { newData, removeFolders, startServer, withData, type Server } from './server.ts'
import { signedInBrowser } from './signed-in.ts'

let browser: Browser, server: Server, id = 0
beforeAll(async () => {
  ;[browser, server] = await Promise.all([launchBrowser(), newData({ sample: true }).then((dataDir) => startServer({ dataDir }))])
  id = await withData(server.dataDir, async ({ db }) => (await db.selectFrom('item').where('external_id', '=', 'ASP-04').select('id').executeTakeFirstOrThrow()).id)
})
afterAll(async () => { await browser.close(); await server.stop(); removeFolders() })

async function pageOf(options: PersonOptions): Promise<Page> {
  const cookie = await withData(server.dataDir, async (app) => sessionCookie(app, await addPerson(app, options)))
  return (await signedInBrowser(browser, server, cookie, { bypassCSP: true })).newPage()
}

test('a guide is translated into Swedish; then the original is edited, and exactly the changed section of the translation is marked', async () => {
  const page = await pageOf({ role: 'editor' }), reader = await pageOf({ municipality: 'inari' })
  await page.goto(`${server.url}/sivu/${id}?kieli=sv`)
  await page.getByRole('link', { name: 'Käännä: svenska' }).click()
  const headings = await page.locator('details.pair-row').count()
  expect(headings).toBeGreaterThan(3)
  await page.getByLabel('Otsikko', { exact: true }).fill('På svenska')
  for (const i of [1, 2]) await page.locator(`#osa-${i}`).fill(`## Avsnitt ${i}\n\nSvensk text ${i}.`)
  await page.getByRole('button', { name: 'Tallenna käännös' }).click()
  expect(await page.locator('article').innerText()).toContain('Svensk text 2.')

  // a mixed page: each passage says its language, and what is not translated is Finnish in its place
  await reader.goto(`${server.url}/sivu/${id}?kieli=sv`)
  expect(await reader.locator('article').getAttribute('lang')).toBe('sv')
  expect(await reader.locator('.stale-note').count()).toBe(0)
  expect(await reader.locator('article .passage').evaluateAll((parts) => parts.map((part) => part.getAttribute('lang')))).toEqual(Array.from({ length: headings - 3 }, () => 'fi'))
  expect(await reader.locator('section', { hasText: 'Svensk text 1.' }).first().evaluate((section) => section.closest('[lang]')?.getAttribute('lang'))).toBe('sv')
  expect(await reader.locator('.passage-note').first().evaluate((note) => note.getAttribute('lang'))).toBe('fi')
  expect(await reader.locator('head link[rel=alternate]').evaluateAll((links) => links.map((link) => link.getAttribute('hreflang')))).toEqual(expect.arrayContaining(['fi', 'sv']))
  expect((await faultsByAxe(reader)).map((violation) => violation.id)).toEqual([])

  await page.goto(`${server.url}/sivu/${id}/muokkaa?kieli=fi`)
  const body = await page.locator('#teksti').inputValue(), [, , second] = body.split(/^(?=## )/m)
  await page.locator('#teksti').fill(body.replace(second!, `${second!.trimEnd()}\n\nAivan uusi lause.\n\n`))
  await page.getByLabel(/Mitä muutit/).first().fill('Lisättiin lause')
  await page.getByRole('button', { name: 'Tallenna', exact: true }).click()
  await page.waitForURL(new RegExp(`/sivu/${id}-`))

  await reader.reload()
  expect(await reader.locator('.stale-note').count()).toBe(1)
  expect(await reader.locator('section', { has: reader.locator('.stale-note') }).innerText()).toContain('Svensk text 2.')
  await page.goto(`${server.url}/yllapito/kielet?kieli=sv`)
  expect(await page.locator('main').innerText()).toMatch(/1 kohta jäljessä/)

  await page.goto(`${server.url}/sivu/${id}/kaanna?kieli=sv`)
  const changed = page.locator('details.pair-row', { hasText: 'alkuteksti muuttui' })
  expect(await changed.count()).toBe(1)
  expect((await changed.locator('ins').allInnerTexts()).join('')).toContain('Aivan uusi lause.')
  await changed.getByLabel(/Käännös vastaa nyt alkutekstiä/).check()
  await page.getByRole('button', { name: 'Tallenna käännös' }).click()
  await reader.reload()
  expect(await reader.locator('.stale-note').count()).toBe(0)
})
