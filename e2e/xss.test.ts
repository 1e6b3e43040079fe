import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SAFE_HTML } from '../src/content/fixtures/safe-html.ts'
import { SINKS, VECTORS } from '../src/content/fixtures/xss-vectors.ts'
import { renderMarkdown } from '../src/content/markdown.ts'
import { launchBrowser } from './browser.ts'
import { hookPage, walkPage, type Hooked } from './xss-page.ts'

const ORIGIN = 'http://laavu.example'
const BATCH = 100
const links = {
  item: (id: string) => (id === 'ASP-01' ? { href: '/laavu/ASP-01' } : null),
  image: (path: string) => `/kuvat/${encodeURIComponent(path)}`,
}

let browser: Browser, page: Page
/** what left for another server, and what the page reported by itself */
let leaks: string[] = []

beforeAll(async () => {
  browser = await launchBrowser()
  const context = await browser.newContext({ bypassCSP: true })
  await context.addInitScript(hookPage)
  await context.route('**/*', (route) => {
    const url = route.request().url()
    if (!url.startsWith(`${ORIGIN}/`)) leaks.push(url)
    return url === `${ORIGIN}/` ? route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Laavu</title>' }) : route.fulfill({ status: 204 })
  })
  page = await context.newPage()
  page.on('dialog', (dialog) => {
    leaks.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
})
afterAll(() => browser.close())

/** Opens the HTML in a page without CSP, touches everything in it, and tells what ran, left or is not allowed. */
async function effectsOf(html: string): Promise<string[]> {
  leaks = []
  await page.goto(`${ORIGIN}/`)
  await page.setContent(`<!doctype html><html lang="fi"><title>Laavu</title><body><main><article>${html}</article></main>`, { waitUntil: 'load' })
  const found = await page.evaluate(walkPage, { html, safe: SAFE_HTML })
  await page.waitForTimeout(30)
  const ran = await page.evaluate(() => (globalThis as unknown as Hooked).ran)
  return [...leaks, ...ran, ...found]
}

/** The vectors of a batch that have an effect when they are opened alone. */
async function culprits(htmls: string[]): Promise<string[]> {
  const told: string[] = []
  for (const html of htmls) {
    const effects = await effectsOf(html)
    if (effects.length > 0) told.push(`${effects.join(' · ')}\n${html}`)
  }
  return told
}

test.each([
  ['an image with a handler', '<img src="/x" onerror="alert(1)">', 'alert'],
  ['a script that sets a global', '<script>window.pwned = 1</script>', 'global pwned'],
  ['a link that runs when it is clicked', '<a href="javascript:alert(1)">lue</a>', 'alert'],
  ['a picture on another server', '<img src="https://canary.example/p.gif" alt="">', 'https://canary.example/p.gif'],
  ['a style', '<p style="color: red">x</p>', '<p style="color: red">'],
  ['an id of the shell', '<p id="sisalto">x</p>', '<p id="sisalto">'],
  ['HTML that is read otherwise than it is written', '<p>a<p>b', 'is read as'],
])('M-1: the oracle sees a planted fault: %s', async (_, fault, effect) => {
  const good = VECTORS.slice(0, BATCH - 1).map(({ text }) => renderMarkdown(text, links).html)
  expect((await effectsOf([...good, fault].join('\n'))).some((told) => told.includes(effect)), fault).toBe(true)
})

test.each(Object.keys(SINKS))('M-1, M-3: no vector written as %s runs, asks another server or changes shape in Chromium without CSP', async (sink) => {
  const htmls = VECTORS.map(({ text }) => renderMarkdown(SINKS[sink]!(text), links).html)
  for (let from = 0; from < htmls.length; from += BATCH) {
    const batch = htmls.slice(from, from + BATCH)
    const effects = await effectsOf(batch.map((html, at) => `<div>${uniqueIds(html, at)}</div>`).join(''))
    if (effects.length > 0) expect({ effects, of: await culprits(batch) }).toEqual({ effects: [] })
  }
})

/** A batch stands on one page: the same heading may be there a hundred times. */
const uniqueIds = (html: string, at: number) => html.replace(/( (?:id|aria-labelledby)="k-)/g, `$1v${at}-`)
