import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPerson, sessionCookie, type PersonOptions } from '../src/testing/sign-in.ts'
import { launchBrowser } from './browser.ts'
import { newData, removeFolders, startServer, withData, type Server } from './server.ts'
import { signedInBrowser } from './signed-in.ts'

let browser: Browser, server: Server, fees = 0
beforeAll(async () => {
  ;[browser, server] = await Promise.all([launchBrowser(), newData({ sample: true }).then((dataDir) => startServer({ dataDir }))])
  fees = await withData(server.dataDir, async ({ db }) => (await db.selectFrom('item').where('external_id', '=', 'ASP-07').select('id').executeTakeFirstOrThrow()).id)
})
afterAll(async () => { await browser.close(); await server.stop(); removeFolders() })

async function pageOf(options: PersonOptions): Promise<Page> {
  const cookie = await withData(server.dataDir, async (app) => sessionCookie(app, await addPerson(app, options)))
  return (await signedInBrowser(browser, server, cookie)).newPage()
}

test('a contact person fills a slot for Inari; her colleagues read it, others choose it, and all are compared in a table', async () => {
  const page = await pageOf({ role: 'contact', municipality: 'inari' })
  await page.goto(`${server.url}/laavu/ASP-07`)
  await page.getByRole('link', { name: /Täytä.*Korvaushinnat/ }).click()
  await page.getByLabel('Kuntaliitteen teksti').fill('Kirja 25 €, lehti 5 €. Kysy numerosta {{fakta: puhelin}}.')
  await page.getByRole('button', { name: 'Tallenna' }).click()
  expect(await page.locator('.local', { hasText: 'Korvaushinnat' }).innerText()).toMatch(/Inari, tarkistettu[\s\S]*Kirja 25 €, lehti 5 €\. Kysy numerosta 016 000 001\./)

  const salla = await pageOf({ municipality: 'salla' })
  await salla.goto(`${server.url}/laavu/ASP-07`)
  expect(await salla.locator('.local', { hasText: 'Korvaushinnat' }).innerText()).toContain('Kuntaliite puuttuu: Salla')
  await salla.getByLabel('Kunta, jonka tiedot näytetään').selectOption('Inari')
  await salla.getByRole('button', { name: 'Näytä' }).click()
  expect(await salla.locator('.local', { hasText: 'Korvaushinnat' }).innerText()).toContain('Kirja 25 €')
  await salla.getByRole('link', { name: 'Vertaa kuntia' }).click()
  expect(await salla.locator('section', { has: salla.getByRole('heading', { name: 'Myöhästymismaksu', exact: true }) }).first().innerText()).toMatch(/Inari[\s\S]*0,20 € \/ päivä[\s\S]*Salla[\s\S]*Tornio/)
})

test('a phone number changes once: two pages show it, and their owners are told', async () => {
  const owner = await withData(server.dataDir, async ({ db }) => (await db.selectFrom('item').innerJoin('team', 'team.id', 'item.owner_team_id').where('item.external_id', '=', 'QA-01').select('team.name').executeTakeFirstOrThrow()).name)
  const keeper = await pageOf({ role: 'editor', municipality: 'salla', teams: [owner] })
  const page = await pageOf({ role: 'contact', municipality: 'inari' })
  await page.goto(`${server.url}/tiedot`)
  await page.getByRole('link', { name: 'Kirjaston puhelinnumero' }).click()
  await page.getByLabel('Arvo', { exact: true }).fill('016 999 888')
  await page.getByRole('button', { name: 'Tallenna' }).click()
  expect(await page.locator('main').innerText()).toContain('016 999 888')

  const reader = await pageOf({ municipality: 'inari' }), using = await withData(server.dataDir, ({ db }) => db.selectFrom('fact_use').where('fact', '=', 'puhelin').innerJoin('item', 'item.id', 'fact_use.item_id').where('item.kind', 'in', ['guide', 'practice', 'qa'])
    .select(['item.id', 'item.owner_team_id']).distinct().execute())
  for (const id of [fees, using.find((one) => one.id !== fees)!.id]) {
    await reader.goto(`${server.url}/sivu/${id}`)
    expect(await reader.locator('article').innerText()).toContain('016 999 888')
  }
  await keeper.goto(`${server.url}/oma/kuulumiset`)
  expect(await keeper.locator('main').innerText()).toMatch(/Kirjaston puhelinnumero \(Inari\).*016 000 001 → 016 999 888/)
  await keeper.goto(`${server.url}/oma/tyot`)
  await keeper.getByRole('link', { name: /Kirjaston puhelinnumero \(Inari\)/ }).first().click()
  expect(await keeper.locator('h1').innerText()).toContain('Muuttuneet tiedot')
})
