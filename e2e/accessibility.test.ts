import type { RunOptions } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPerson, sessionCookie } from '../src/testing/sign-in.ts'
import { faultsByAxe } from './axe.ts'
import { launchBrowser } from './browser.ts'
import { PAGES } from './pages.ts'
import { newData, removeFolders, startServer, withData, type Server } from './server.ts'
import { signedInBrowser } from './signed-in.ts'

let browser: Browser, server: Server
const cookies: Record<string, string> = {}
beforeAll(async () => {
  ;[browser, server] = await Promise.all([launchBrowser(), newData({ sample: true }).then((dataDir) => startServer({ dataDir }))])
  await withData(server.dataDir, async (app) => {
    for (const role of ['reader', 'editor', 'contact', 'admin'] as const) cookies[role] = await sessionCookie(app, await addPerson(app, { role, municipality: 'inari', teams: ['Asiakaspalveluryhmän vetäjä'] }))
  })
})
afterAll(async () => { await browser.close(); await server.stop(); removeFolders() })

const contextFor = (as: string, options: Parameters<Browser['newContext']>[0]) => signedInBrowser(browser, server, cookies[as] ?? '', options)

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** What width and colours can change; all else is the same document, and was looked at once. */
const BY_LOOK = ['color-contrast', 'target-size', 'link-in-text-block', 'scrollable-region-focusable', 'aria-hidden-focus', 'button-name', 'link-name', 'label', 'summary-name', 'nested-interactive']
const LOOKS = [
  { colorScheme: 'light', viewport: { width: 1280, height: 900 }, rules: { runOnly: { type: 'tag', values: TAGS }, rules: { 'target-size': { enabled: true } } } },
  { colorScheme: 'dark', viewport: { width: 320, height: 640 }, rules: { runOnly: { type: 'rule', values: BY_LOOK } } },
] satisfies { colorScheme: 'light' | 'dark'; viewport: object; rules: RunOptions }[]

/** One for each role. Nothing moves, so that a change of colours is there at once. */
const pages: Record<string, Promise<Page>> = {}
const pageOf = (as: string) => (pages[as] ??= contextFor(as, { reducedMotion: 'reduce' }).then((context) => context.newPage()))

test.for(PAGES)('X-1, X-8, X-14: $path as $as has nothing that axe finds, one h1, and no sideways scroll at 320 px', async ({ path, as }, { expect }) => {
  const page = await pageOf(as)
  await page.goto(server.url + path)
  // widths and colours are the style sheets' alone: the page need not be loaded anew for them
  for (const { rules, viewport, colorScheme } of LOOKS) {
    await page.setViewportSize(viewport)
    await page.emulateMedia({ colorScheme })
    const violations = await faultsByAxe(page, rules)
    expect(violations.map(({ id, nodes }) => `${colorScheme}: ${id}: ${nodes.slice(0, 3).map(({ target, failureSummary }) => `${String(target)} ${failureSummary}`).join(' | ')}`)).toEqual([])
    expect(await page.locator('h1').count()).toBe(1)
    expect(await page.title()).toMatch(/ – Laavu$/)
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'), `${viewport.width} px`).toBeLessThanOrEqual(0)
  }
})

test('X-6: the first Tab stop is the skip link, and it works', async () => {
  const context = await contextFor('reader', {}), page = await context.newPage()
  await page.goto(`${server.url}/laavu/ASP-01`)
  await page.keyboard.press('Tab')
  expect(await page.evaluate('document.activeElement.className')).toBe('skip')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('sisalto')
  await context.close()
})

test('the gate notices: a page with a faint text and an unnamed field is red', async () => {
  const context = await browser.newContext(), page = await context.newPage()
  await page.setContent('<html lang="fi"><title>a – Laavu</title><main><h1>a</h1><p style="color:#ccc;background:#fff">haalea</p><input></main></html>')
  const violations = await faultsByAxe(page)
  expect(violations.map(({ id }) => id)).toEqual(expect.arrayContaining(['color-contrast', 'label']))
  await context.close()
})
