import AxeBuilder from '@axe-core/playwright'
import { launchBrowser } from './browser.ts'
import { newData, removeFolders, startServer, withData } from './server.ts'
import { askForReviews } from '../src/content/upkeep/ask-for-reviews.ts'
import { suggestChange } from '../src/content/corrections/suggest-change.ts'
import { sectionLines, linesBetween } from '../src/content/markdown-section-lines.ts'
import { SYSTEM } from '../src/platform/changes/changes.queries.ts'
import { addPerson, sessionCookie } from '../src/testing/sign-in.ts'

const dataDir = await newData({ sample: true })
const server = await startServer({ dataDir })
const { cookie, id, s, person, anchor } = await withData(dataDir, async (app) => {
  const item = await app.db.selectFrom('item').innerJoin('item_text', (j) => j.onRef('item_text.item_id', '=', 'item.id').onRef('item_text.lang', '=', 'item.language')).innerJoin('revision', 'revision.id', 'item_text.revision_id').where('external_id', '=', 'ASP-01').select(['item.id', 'owner_team_id', 'revision.body', 'revision.number', 'item_text.title']).executeTakeFirstOrThrow()
  const team = await app.db.selectFrom('team').where('id', '=', item.owner_team_id).select('name').executeTakeFirstOrThrow()
  const reader = await addPerson(app, { name: 'Lukija Lehto' }), admin = await addPerson(app, { role: 'admin', name: 'Ylläpitäjä Ylinen', teams: [team.name] })
  await app.db.updateTable('item').set({ review_due_at: '2026-10-01T08:00:00.000Z' }).where('id', 'in', [item.id, item.id + 1]).execute()
  const sec = sectionLines(item.body, 'fi')[0]!, before = linesBetween(item.body, sec.from, sec.to)
  const s = await app.db.transaction().execute((trx) => suggestChange(trx, app.now().toISOString(), SYSTEM, { item, title: item.title, personId: reader, lang: 'fi', base: item.number, place: sec, text: before.replace('kortti', 'uusi kortti') + 'Lisäys loppuun.', reason: 'Passikin käy, kun siinä on kuva ja osoite.', named: true }))
  await app.db.insertInto('help_answer').values([{ item_id: item.id, lang: 'fi', helped: 0, words: 'Hinta puuttuu kokonaan.', day: '2026-11-20' }, { item_id: item.id, lang: 'fi', helped: 1, words: 'Selkeä.', day: '2026-11-21' }]).execute()
  await askForReviews(app)
  return { cookie: await sessionCookie(app, admin), id: item.id, s, person: reader, anchor: sec.anchor }
})
const browser = await launchBrowser()
const PAGES = { item: `/sivu/${id}`, suggest: `/sivu/${id}/ehdota?kieli=fi&kohta=${anchor}`, suggestion: `/sivu/${id}/ehdotukset/${s}`, list: `/sivu/${id}/ehdotukset`, words: `/sivu/${id}/palaute`, check: `/sivu/${id}/tarkista`, work: '/oma/tyot', own: '/oma/ehdotukset', fresh: '/yllapito/tuoreus', freshlist: '/yllapito/tuoreus/sivut?tila=late', teams: '/hallinta/tiimit', team: '/hallinta/tiimit/1', hand: `/hallinta/henkilot/${person}/luovutus`, person: `/hallinta/henkilot/${person}`, front: '/', oma: '/oma' }
const only = process.argv.slice(2)
for (const [width, dark] of [[1280, false], [320, true], [768, true]] as const) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'fi-FI', colorScheme: dark ? 'dark' : 'light' })
  const [name, value] = cookie.split('=') as [string, string]
  await context.addCookies([{ name, value, url: server.url }])
  const page = await context.newPage()
  page.on('console', (m) => { if (m.type() === 'error') console.log('console', m.text()) })
  for (const [key, path] of Object.entries(PAGES)) {
    if (only.length && !only.includes(key)) continue
    await page.goto(server.url + path)
    if (key === 'suggestion') for (const d of await page.locator('details.answer summary').all()) await d.click()
    await page.screenshot({ path: `/tmp/upkeep-shots/${key}-${width}.png`, fullPage: true })
    if (width !== 768) {
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).options({ rules: { 'target-size': { enabled: true } } }).analyze()
      for (const v of violations) console.log(key, width, v.id, v.nodes.slice(0, 3).map((n) => `${String(n.target)} ${n.failureSummary}`).join(' | '))
    }
    const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    if (Number(wide) > 0) console.log(key, width, 'scrolls sideways', wide)
  }
  await context.close()
}
await browser.close(); await server.stop(); removeFolders()
