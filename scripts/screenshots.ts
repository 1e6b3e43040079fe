import { mkdirSync } from 'node:fs'
import { launchBrowser } from '../e2e/browser.ts'
import { newData, removeFolders, startServer, withData } from '../e2e/server.ts'
import { addPerson, sessionCookie } from '../src/testing/sign-in.ts'

/** The pictures of the README, from the sample library: `npm run screenshots`. */
const SHOTS = [
  { name: 'front', path: '/', width: 1280, dark: false },
  { name: 'search', path: '/haku?q=kirjastokorttia', width: 1280, dark: false },
  { name: 'guide', path: '/laavu/ASP-10', width: 1280, dark: false },
  { name: 'guide-phone-dark', path: '/laavu/ASP-10', width: 375, dark: true },
  { name: 'template', path: '/viestipohjat/{T02}?esimerkki=1', width: 1280, dark: false },
  { name: 'onboarding', path: '/perehdytys/polku/{POLKU-01}', width: 1280, dark: false },
]

mkdirSync('docs/screens', { recursive: true })
const server = await startServer({ dataDir: await newData({ sample: true }) })
const cookie = await withData(server.dataDir, async (app) => sessionCookie(app, await addPerson(app, { municipality: 'inari' })))
const ids = await withData(server.dataDir, async ({ db }) => new Map((await db.selectFrom('item').select(['id', 'external_id']).execute()).map((item) => [item.external_id, item.id])))
const browser = await launchBrowser()
for (const { name, path, width, dark } of SHOTS) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'fi-FI', colorScheme: dark ? 'dark' : 'light' })
  const [key, value] = cookie.split('=') as [string, string]
  await context.addCookies([{ name: key, value, url: server.url }])
  const page = await context.newPage()
  await page.goto(server.url + path.replace(/\{(.+)\}/, (_, externalId: string) => String(ids.get(externalId))))
  await page.evaluate('document.fonts.ready')
  await page.screenshot({ path: `docs/screens/${name}.png` })
  await context.close()
}
await browser.close()
await server.stop()
removeFolders()
