import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Server } from './server.ts'

/** A browser of its own, in Finnish, that is signed in with a session's cookie (`name=value`) or, with '', with none. */
export async function signedInBrowser(browser: Browser, { url }: Pick<Server, 'url'>, cookie: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: 'fi-FI', ...options }), [name, value] = cookie.split('=') as [string, string]
  if (cookie !== '') await context.addCookies([{ name, value, url }])
  return context
}

/** What the page complains of from here on: errors in its console, but those that the test brings about, and of its scripts. */
export function faultsIn(page: Page, expected?: RegExp): string[] {
  const faults: string[] = []
  page.on('console', (message) => { if (message.type() === 'error' && !expected?.test(message.text())) faults.push(message.text()) })
  page.on('pageerror', (error) => faults.push(String(error)))
  return faults
}
