import AxeBuilder from '@axe-core/playwright'
import { mkdirSync } from 'node:fs'
import { addPerson, sessionCookie } from '../src/testing/sign-in.ts'
import { launchBrowser } from './browser.ts'
import { revise } from '../src/onboarding/fixtures/revise.ts'
import { newData, removeFolders, startServer, withData } from './server.ts'
mkdirSync('/tmp/tour', { recursive: true })
const server = await startServer({ dataDir: await newData({ sample: true }) })
const who: Record<string, { id: number; cookie: string }> = {}
await withData(server.dataDir, async (app) => {
  for (const [name, role, full] of [['boss', 'contact', 'Pirkko Pomo'], ['mentor', 'reader', 'Matti Mentori'], ['aino', 'reader', 'Aino Uusi'], ['editor', 'editor', 'Eeva Editori']] as const) {
    const id = await addPerson(app, { role, municipality: 'salla', name: full, teams: role === 'editor' ? ['Asiakaspalveluryhmän vetäjä'] : [] })
    who[name] = { id, cookie: await sessionCookie(app, id) }
  }
})
const ids = await withData(server.dataDir, async ({ db }) => new Map((await db.selectFrom('item').select(['id', 'external_id']).execute()).map((item) => [item.external_id, item.id])))
const browser = await launchBrowser()
const P = ids.get('POLKU-01')!, G = ids.get('ICT-02')!, day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' }).format(new Date())
const post = async (as: string, path: string, form: Record<string, string>) => {
  const r = await fetch(server.url + path, { method: 'POST', redirect: 'manual', headers: { cookie: who[as]!.cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(form) })
  if (r.status !== 303) console.log(as, path, r.status)
  return r.headers.get('location') ?? ''
}
const start = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10)
const own = await post('boss', `/perehdytys/polku/${P}/aloita`, { henkilo: String(who['aino']!.id), alku: start, perehdyttaja: String(who['mentor']!.id), tyo: 'asiakaspalvelu' })
await post('boss', `/perehdytys/polku/${P}/paikallinen/uusi`, { tehtava: 'Hae avain kunnantalolta', miksi: 'Avaimet ovat neuvonnassa.', vaihe: 'Ensimmäinen viikko', tekija: 'employee', paiva: '0', ohje: 'ICT-04', pakollinen: '1', koskee: '', kirjasto: '', korvaa: 'V03', ennen: '' })
await post('editor', `/sivu/${G}/kuitattavaksi`, { kunnat: String((await withData(server.dataDir, ({ db }) => db.selectFrom('municipality').where('slug', '=', 'salla').select('id').executeTakeFirstOrThrow())).id), maara: day, sailytys: '24' })
const tid = await withData(server.dataDir, ({ db }) => db.selectFrom('onboarding_task').where('link', '=', 'ICT-02').where('by_employee', '=', 1).select('id').executeTakeFirstOrThrow())
await post('aino', `/perehdytys/tehtava/${tid.id}/merkinta`, { tila: 'tehty' })
await withData(server.dataDir, async (app) => {
  const { body } = await app.db.selectFrom('item_text').innerJoin('revision', 'revision.id', 'revision_id').where('item_text.item_id', '=', G).where('item_text.lang', '=', 'fi').select('body').executeTakeFirstOrThrow()
  await revise(app, 'ICT-02', body.replace(/\. /, ' ja aina esihenkilön luvalla. '), { summary: 'Lisättiin lupa' })
})
await post('boss', '/perehdytys/vertaisoppiminen/uusi', { aihe: 'Satutunnit saameksi', kuvaus: 'Näytämme satutunnin alusta loppuun ja kokeilet itse.', paivat: 'tiistaisin tammikuussa', asti: '2027-02-28', kirjasto: '' })
const PAGES: [string, string, string][] = [
  ['day', 'aino', '/perehdytys/oma'], ['front', 'aino', '/'], ['guide', 'aino', `/sivu/${G}`], ['changes', 'aino', `/perehdytys/tehtava/${tid.id}/muutokset`], ['personal', 'mentor', own], ['record', 'boss', `${own}/tuloste`],
  ['followed', 'mentor', '/perehdytys/perehdytettavat'], ['feedback', 'aino', `${own}/palaute`], ['help', 'aino', '/perehdytys/autan'], ['who', 'aino', '/kuka-auttaa'], ['path', 'boss', `/perehdytys/polku/${P}`], ['short', 'aino', `/perehdytys/polku/${ids.get('POLKU-02')}`], ['edit', 'editor', `/perehdytys/polku/${P}/muokkaa`],
  ['task', 'editor', `/perehdytys/polku/${P}/tehtava/V04`], ['local', 'boss', `/perehdytys/polku/${P}/paikalliset`], ['localtask', 'boss', `/perehdytys/polku/${P}/paikallinen/uusi`], ['newpath', 'editor', '/perehdytys/polku/uusi'], ['results', 'editor', `/perehdytys/polku/${P}/palaute`],
  ['mark', 'editor', `/sivu/${G}/kuitattavaksi`], ['acks', 'aino', '/kuitattavat'], ['coverage', 'boss', '/kuitattavat/kattavuus'], ['coverone', 'boss', `/kuitattavat/kattavuus/${G}`], ['peer', 'boss', '/perehdytys/vertaisoppiminen'], ['peernew', 'boss', '/perehdytys/vertaisoppiminen/uusi'], ['peeroffer', 'boss', '/perehdytys/vertaisoppiminen/1'], ['onb', 'editor', '/perehdytys'],
]
const only = process.argv.slice(2)
for (const [name, as, path] of PAGES) if (only.length === 0 || only.includes(name)) for (const look of [{ colorScheme: 'light', width: 1280 }, { colorScheme: 'dark', width: 320 }] as const) {
  const context = await browser.newContext({ viewport: { width: look.width, height: 900 }, locale: 'fi-FI', colorScheme: look.colorScheme })
  const [key, value] = who[as]!.cookie.split('=') as [string, string]
  await context.addCookies([{ name: key, value, url: server.url }])
  const page = await context.newPage()
  page.on('pageerror', (e) => console.log(name, 'ERR', String(e)))
  const reply = await page.goto(server.url + path)
  if (reply?.status() !== 200) console.log(name, reply?.status())
  const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  if (Number(wide) > 0) console.log(name, look.width, 'WIDE', wide)
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).options({ rules: { 'target-size': { enabled: true } } }).analyze()
  for (const { id, nodes } of violations) console.log(name, look.colorScheme, id, nodes.slice(0, 3).map(({ target, failureSummary }) => `${String(target)} ${failureSummary}`).join(' | '))
  if ((await page.locator('h1').count()) !== 1) console.log(name, 'h1', await page.locator('h1').count())
  await page.screenshot({ path: `/tmp/tour/${name}-${look.width}.png`, fullPage: look.width === 1280 })
  await context.close()
}
await browser.close()
await server.stop()
removeFolders()
