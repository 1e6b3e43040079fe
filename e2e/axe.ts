import axe, { type Result, type RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe finds wrong with a page as it looks now. Pages have no frames, so it runs in the page itself; it is brought there once, and works out faults only. */
export async function faultsByAxe(page: Page, options: RunOptions = {}): Promise<Result[]> {
  if (page.frames().length > 1) throw new Error('axe would not look into the frames of this page')
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(axe.source)
  return page.evaluate(`axe.run(document, ${JSON.stringify({ ...options, resultTypes: ['violations'] })}).then(({ violations }) => violations)`)
}
