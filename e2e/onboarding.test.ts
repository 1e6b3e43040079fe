import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { samplePaths } from '../src/content/import/sample-files.ts'
import { prepareText } from '../src/content/prepare-text.ts'
import { createItem } from '../src/content/save-item.ts'
import { revise } from '../src/onboarding/fixtures/revise.ts'
import { SYSTEM } from '../src/platform/changes/changes.queries.ts'
import { ensureTeam } from '../src/people/people.queries.ts'
import { addPerson, sessionCookie } from '../src/testing/sign-in.ts'
import { sampleItem } from '../src/testing/sample-item.ts'
import { faultsByAxe } from './axe.ts'
import { launchBrowser } from './browser.ts'
import { newData, removeFolders, startServer, withData, type Server } from './server.ts'
import { faultsIn, signedInBrowser } from './signed-in.ts'

let browser: Browser
beforeAll(async () => { browser = await launchBrowser() })
afterAll(async () => { await browser.close(); await server.stop(); removeFolders() })

const task = (id: string, responsible: string, days: number) => ({ id, task: `Tehtävä ${id}`, responsible, due_days_from_start: days, linked_item: 'TIETO', required: true, applies_to: 'kaikki' })
const PATH = { intro: '', steps: [{ step: 'Ensimmäinen viikko', tasks: [task('A', 'uusi työntekijä', 0), task('B', 'uusi työntekijä', 0), task('C', 'perehdyttäjä', 0)] }] }
const GUIDE = `## Ensin\n\nPyydä passi.\n\n## Sitten\n\nTämä pysyy samana.\n\n## Lopuksi\n\n${'Rivi, jonka lukemiseen menee aikaa.\n\n'.repeat(60)}`

/** The finished path of the sample library, with one task of the mobile library for the first day whose guide is here. */
const AUTO = { id: 'E2E', task: 'Tutustu kirjastoauton talviajoon', responsible: 'uusi työntekijä', due_days_from_start: 0, linked_item: 'TALVIAJO', required: true, applies_to: 'kirjastoauto' }
const sample = samplePaths()[0]!, SAMPLE = { ...sample, steps: sample.steps.map((step, i) => (i === 1 ? { ...step, tasks: [...step.tasks, AUTO] } : step)) }
const AUTO_GUIDE = '## Ennen ajoa\n\nTarkista renkaat.\n\n## Talvella\n\nTämä pysyy samana.\n'

/** The library with two guides and two paths, and people of Salla. */
const ids = { path: 0, sample: 0, boss: 0, mentor: 0, aino: 0, essi: 0, auli: 0 }
let server: Server
beforeAll(async () => {
  const dataDir = await newData({ fill: async (app) => {
    const add = (different: object) => app.db.transaction().execute(async (trx) => {
      const input = sampleItem({ subjects: [], ownerTeamId: await ensureTeam(trx, 'Omistajat'), ...different })
      return (await createItem(trx, app.now().toISOString(), SYSTEM, input, prepareText(input))).id
    })
    await add({ externalId: 'TIETO', title: 'Tietosuoja', body: GUIDE })
    await add({ externalId: 'TALVIAJO', title: 'Kirjastoauton talviajo', body: AUTO_GUIDE })
    ids.path = await add({ kind: 'path', title: 'Uuden työntekijän polku', data: PATH })
    ids.sample = await add({ kind: 'path', title: 'Uuden työntekijän perehdytyspolku', data: SAMPLE })
    ids.boss = await addPerson(app, { role: 'contact', municipality: 'salla', name: 'Pirkko Pomo', email: 'pirkko@kirjasto.example' })
    ids.mentor = await addPerson(app, { municipality: 'salla', name: 'Matti Mentori', email: 'matti@kirjasto.example' })
    ids.aino = await addPerson(app, { municipality: 'salla', name: 'Aino Uusi', email: 'aino@kirjasto.example' })
    ids.essi = await addPerson(app, { supervisor: true, municipality: 'salla', name: 'Essi Esihenkilö', email: 'essi@kirjasto.example' })
  } })
  server = await startServer({ dataDir })
})

/** A browser of that person; a test fails on any error in its console. */
async function open(personId: number, options: Parameters<Browser['newContext']>[0] = {}) {
  const context = await signedInBrowser(browser, server, await withData(server.dataDir, (app) => sessionCookie(app, personId)), options), page = await context.newPage()
  const faults = faultsIn(page, /status of 4\d\d|ERR_INTERNET_DISCONNECTED/)
  return { context, page, faults, go: (path: string) => page.goto(server.url + path) }
}
/** Nothing that axe finds, nothing that is wider than the page. */
async function lookAt(page: Page, name: string) {
  const violations = await faultsByAxe(page, { rules: { 'target-size': { enabled: true } } })
  expect([name, violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ target, failureSummary }) => `${String(target)} ${failureSummary}`).join(' | ')}`)]).toEqual([name, []])
  expect([name, await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')]).toEqual([name, 0])
}
const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' }).format(new Date())

test('start a path, tick on a phone offline and back, the mentor signs, the guide changes and the task opens again, print the record', async () => {
  const boss = await open(ids.boss)
  await boss.go(`/perehdytys/polku/${ids.path}/aloita`)
  await boss.page.selectOption('[name=henkilo]', { label: 'Aino Uusi' })
  await boss.page.fill('[name=alku]', today())
  await boss.page.selectOption('[name=perehdyttaja]', { label: 'Matti Mentori' })
  await boss.page.click('main button.fire')
  await boss.page.waitForURL(/henkilokohtainen\/\d+/)
  const record = new URL(boss.page.url()).pathname

  const aino = await open(ids.aino, { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true })
  await aino.go('/perehdytys/oma')
  expect(await aino.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
  const tick = aino.page.locator('li.todo', { hasText: 'Tehtävä A' }).locator('button.tick')
  await aino.context.setOffline(true)
  await tick.tap()
  await aino.page.waitForSelector('[data-waiting-note]')
  expect(await aino.page.locator('[data-waiting-note]').innerText()).toBe('Merkintä odottaa yhteyttä')
  expect(await tick.getAttribute('aria-checked')).toBe('true')
  await aino.context.setOffline(false)
  await expect.poll(async () => [await aino.page.locator('[data-waiting-note]').count(), await aino.page.locator('li.todo.done').count()], { timeout: 20_000 }).toEqual([0, 1])
  expect(await aino.page.evaluate('Object.keys(localStorage).filter((key) => key.startsWith("laavu:merkinnat"))')).toEqual([])
  await aino.go('/perehdytys/oma')
  expect(await aino.page.locator('li.todo.done', { hasText: 'Tehtävä A' }).count()).toBe(1)

  // the other task from the guide's own page
  await aino.page.locator('li.todo', { hasText: 'Tehtävä B' }).locator('.links a').first().click()
  // she stops half-way, and the day knows where, in this browser only
  await aino.page.waitForURL(/\/sivu\//)
  await aino.page.waitForLoadState('networkidle')
  await aino.page.evaluate('scrollTo(0, [...document.querySelectorAll("article h2")].find((heading) => heading.textContent === "Sitten").getBoundingClientRect().top + scrollY - 100)')
  await expect.poll(() => aino.page.evaluate('Object.keys(localStorage).filter((key) => key.startsWith("laavu:paikka")).length')).toBe(1)
  await aino.go('/perehdytys/oma')
  await aino.page.locator('[data-continue]', { hasText: /Jatka kohdasta (Sitten|Lopuksi)/ }).first().click()
  await aino.page.locator('.own-part form button.fire').first().click()
  await aino.page.waitForSelector('.own-part .state.ok')

  const matti = await open(ids.mentor)
  await matti.go('/perehdytys/perehdytettavat')
  await matti.go(record)
  await matti.page.locator('li.todo', { hasText: 'Tehtävä A' }).locator('button', { hasText: 'Kuittaa' }).click()
  await matti.page.waitForSelector('li.todo:has-text("Tehtävä A") .state.ok')

  await withData(server.dataDir, (app) => revise(app, 'TIETO', GUIDE.replace('passi', 'passi tai ajokortti')))
  await aino.go('/perehdytys/oma')
  const again = aino.page.locator('li.todo', { hasText: 'Tehtävä A' })
  expect(await again.getAttribute('class')).not.toContain('done')
  await again.locator('a', { hasText: 'Lue, mitä muuttui' }).click()
  await aino.page.waitForSelector('.diff ins')
  expect(await aino.page.locator('main').innerText()).toContain('ajokortti')
  expect(await aino.page.locator('main').innerText()).not.toContain('Tämä pysyy samana')
  await aino.page.click('main button.fire')
  await aino.page.waitForURL(/perehdytys\/oma/)
  expect(await aino.page.locator('li.todo.done', { hasText: 'Tehtävä A' }).count()).toBe(1)

  await boss.go(`${record}/tuloste`)
  await boss.page.emulateMedia({ media: 'print' })
  expect(await boss.page.locator('.signatures').isVisible()).toBe(true)
  expect(await boss.page.locator('tr', { hasText: 'Tehtävä A' }).innerText()).toMatch(/Aino Uusi[\s\S]*Aiemmin/)
  expect((await boss.page.pdf({ format: 'A4' })).subarray(0, 4).toString()).toBe('%PDF')
  // by keyboard and without JavaScript: a tick is a form, and the same page comes back
  const plain = await open(ids.aino, { javaScriptEnabled: false })
  await plain.go('/perehdytys/oma')
  expect(await plain.page.locator('li.todo.done').count()).toBe(1)
  await plain.page.locator('li.todo:not(.done) button.tick').first().focus()
  await plain.page.keyboard.press('Space')
  await plain.page.waitForURL(/#tehtava-/)
  expect(await plain.page.locator('li.todo.done').count()).toBe(2)
  for (const someone of [boss, aino, matti, plain]) { expect(someone.faults).toEqual([]); await someone.context.close() }
})

test('as a new user: a supervisor of Salla starts the path for an assistant of the mobile library, she reads and ticks on day one, and in week three only what changed is shown', async () => {
  const boss = await open(ids.essi), steps: [string, number][] = [], work = { pages: 0, clicks: 0, fields: 0 }
  const step = async (name: string, act: () => Promise<unknown>) => { const begun = performance.now(); await act(); steps.push([name, Math.round(performance.now() - begun)]) }
  // what the supervisor has to do: pages that open, clicks, and fields that she fills in
  boss.page.on('framenavigated', (frame) => { if (frame === boss.page.mainFrame()) work.pages++ })
  const click = (selector: string) => { work.clicks++; return boss.page.click(selector) }
  const field = (act: Promise<unknown>) => { work.fields++; return act }
  await step('from the menu to the path', async () => { await boss.go('/'); await click('nav.nav a[href="/perehdytys"]'); await click(`main a[href="/perehdytys/polku/${ids.sample}"]`) })
  await step('to the form', async () => { await click('main a[href$="/aloita"]'); await boss.page.waitForSelector('[name=henkilo]') })
  await step('the form', async () => {
    expect(await boss.page.isVisible('[name=nimi]')).toBe(false) // asked only of whoever has no account
    await field(boss.page.selectOption('[name=henkilo]', { value: 'uusi' }))
    await field(boss.page.fill('[name=nimi]', 'Auli Autonen'))
    await field(boss.page.fill('[name=sahkoposti]', 'auli@kirjasto.example'))
    await field(boss.page.check('[name=tyo][value=kirjastoauto]'))
    await field(boss.page.fill('[name=alku]', today()))
    await field(boss.page.selectOption('[name=kirjasto]', { index: 1 }))
    await field(boss.page.selectOption('[name=perehdyttaja]', { label: 'Matti Mentori' }))
    await click('main button.fire')
    await boss.page.waitForSelector('#linkki')
  })
  const invitation = await boss.page.inputValue('#linkki')
  await lookAt(boss.page, 'the invitation to pass on')
  await step('the path', async () => { await click('main a[href*="/henkilokohtainen/"]'); await boss.page.waitForURL(/henkilokohtainen\/\d+/) })
  const cut = await boss.page.locator('main').innerText()
  expect([/kirjastoauto/i.test(cut), cut.includes('Tutustu kirjastoauton talviajoon'), cut.includes('saamenkielisiltä')]).toEqual([true, true, false])
  // what she has to do before the first day is in her own list
  await step('her own list', async () => { await click('nav.crumbs a[href="/perehdytys/perehdytettavat"]'); await boss.page.waitForURL(/perehdytettavat/) })
  expect(await boss.page.locator('main li.todo').count()).toBeGreaterThan(3)
  expect(work).toEqual({ pages: 7, clicks: 6, fields: 7 })

  // the new employee, by the link of her invitation, on her phone
  const context = await browser.newContext({ locale: 'fi-FI', viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true }), page = await context.newPage()
  const auli = { context, page, faults: faultsIn(page), go: (path: string) => page.goto(server.url + path) }
  await step('sets her password', async () => {
    await auli.go(new URL(invitation).pathname)
    await page.fill('[name=salasana]', 'vihreä kattila tanssii jäällä')
    await page.click('main button.fire')
    await page.waitForURL((url) => url.pathname === '/')
  })
  ids.auli = await withData(server.dataDir, async ({ db }) => (await db.selectFrom('person').where('email', '=', 'auli@kirjasto.example').select('id').executeTakeFirstOrThrow()).id)
  expect(await auli.page.locator('main').innerText()).toMatch(/Perehdytyksesi\s+\d+ tehtävää? tänään/)
  await step('what is for today', async () => { await auli.page.click('main a[href="/perehdytys/oma"]'); await auli.page.waitForSelector('li.todo') })
  const mine = auli.page.locator('li.todo', { hasText: 'Tutustu kirjastoauton talviajoon' })
  await step('reads', async () => { await mine.locator('.links a').first().click(); await auli.page.waitForURL(/\/sivu\//) })
  await step('ticks', async () => { await auli.page.locator('.own-part form button.fire').click(); await auli.page.waitForSelector('.own-part .state.ok') })

  // week three: what she ticked is three weeks old when the guide changes
  const weeks = new Date(Date.now() - 21 * 86_400_000).toISOString().slice(0, 10)
  await withData(server.dataDir, async (app) => {
    await app.db.updateTable('onboarding').where('person_id', '=', ids.auli).set({ start_date: weeks }).execute()
    await app.db.updateTable('onboarding_task').where('done_by', '=', ids.auli).set({ done_on: weeks, due_date: weeks }).execute()
    await revise(app, 'TALVIAJO', AUTO_GUIDE.replace('renkaat', 'renkaat ja ketjut'))
  })
  await step('week three: only what changed', async () => { await auli.go('/perehdytys/oma'); await mine.locator('a', { hasText: 'Lue, mitä muuttui' }).click(); await auli.page.waitForSelector('.diff ins') })
  const shown = await auli.page.locator('main').innerText()
  expect([shown.includes('ketjut'), shown.includes('Tämä pysyy samana')]).toEqual([true, false])
  if (process.env['STEPS']) console.table([...steps, ...Object.entries(work)])
  for (const someone of [boss, auli]) { expect(someone.faults).toEqual([]); await someone.context.close() }
})

test('X-1, X-8, X-14: axe finds nothing on the pages of a started path and of what is acknowledged, dark and narrow', async () => {
  const { onboarding, guide } = await withData(server.dataDir, async (app) => {
    const guide = (await app.db.selectFrom('item').where('external_id', '=', 'TALVIAJO').select('id').executeTakeFirstOrThrow()).id
    await app.db.insertInto('mandatory').values({ item_id: guide, network_wide: 1, from_on: today(), due_on: today(), keep_months: 12, made_by: null, ended_on: null }).execute()
    await revise(app, 'TALVIAJO', AUTO_GUIDE.replace('renkaat', 'kaikki renkaat'))
    return { onboarding: (await app.db.selectFrom('onboarding').where('person_id', '=', ids.auli).select('id').executeTakeFirstOrThrow()).id, guide }
  })
  const pages: [number, string[]][] = [
    [ids.auli, ['/', '/perehdytys/oma']],
    [ids.essi, [`/perehdytys/polku/${ids.sample}/aloita`, `/perehdytys/henkilokohtainen/${onboarding}`, `/kuitattavat/kattavuus/${guide}`]],
  ]
  for (const [person, addresses] of pages) {
    const { context, page, go, faults } = await open(person, { colorScheme: 'dark', viewport: { width: 320, height: 640 } })
    for (const address of addresses) {
      expect((await go(address))!.status(), address).toBe(200)
      await lookAt(page, address)
    }
    expect(faults).toEqual([])
    await context.close()
  }
})

test('kill -9 in the middle of the morning’s reminders: each person gets one mail, none gets two', async () => {
  const PEOPLE = 400
  const dataDir = await newData({ fill: async (app) => {
    await app.db.transaction().execute(async (trx) => {
      const input = sampleItem({ subjects: [], ownerTeamId: await ensureTeam(trx, 'Omistajat') }), place = (await trx.selectFrom('municipality').select('id').limit(1).executeTakeFirstOrThrow()).id
      const { id } = await createItem(trx, '2026-01-12T06:00:00.000Z', SYSTEM, input, prepareText(input))
      for (let n = 0; n < PEOPLE; n++) await trx.insertInto('person').values({ email: `lukija${n}@kirjasto.example`, name: `Lukija ${n}`, municipality_id: place, role: 'reader', password_hash: 'x', created_at: '2025-01-01T00:00:00.000Z', disabled_at: null }).execute()
      await trx.insertInto('mandatory').values({ item_id: id, network_wide: 1, from_on: '2026-01-14', due_on: '2026-01-28', keep_months: 12, made_by: null, ended_on: null }).execute()
    })
  } })
  const mails = () => withData(dataDir, async ({ db }) => (await db.selectFrom('mail').select('recipient').execute()).map(({ recipient }) => recipient))
  const morning = (...last: string[]) => spawn(process.execPath, ['e2e/send-reminders.ts', '2026-01-14T05:00:00Z', ...last], { env: { ...process.env, DATA_DIR: dataDir, PUBLIC_URL: 'http://127.0.0.1' }, stdio: 'ignore' })
  const [, signal] = await once(morning('150'), 'exit') as [number | null, string | null]
  expect(signal).toBe('SIGKILL')
  const before = (await mails()).length
  expect(before).toBeGreaterThan(0)
  expect(before).toBeLessThan(PEOPLE)
  const [code] = await once(morning(), 'exit') as [number]
  expect(code).toBe(0)
  const all = await mails()
  expect([all.length, new Set(all).size]).toEqual([PEOPLE, PEOPLE])
})
