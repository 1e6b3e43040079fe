import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { mailNews } from '../src/content/following/mail-news.ts'
import { askForReviews } from '../src/content/upkeep/ask-for-reviews.ts'
import { addPerson, givePassword, PASSWORD, sessionCookie } from '../src/testing/sign-in.ts'
import { launchBrowser } from './browser.ts'
import { newData, removeFolders, startServer, withData, type Server } from './server.ts'
import { faultsIn, signedInBrowser } from './signed-in.ts'

let browser: Browser, server: Server, keeper = 0
const cookies = { aino: '', beeda: '', lukija: '' }
beforeAll(async () => {
  const dataDir = await newData({
    fill: async (app) => {
      keeper = await addPerson(app, { role: 'editor', name: 'Aino Kirjoittaja', email: 'aino@kirjasto.example', teams: ['Lainauspalvelut'] })
      await givePassword(app, keeper)
      const people = { aino: keeper, beeda: await addPerson(app, { role: 'editor', name: 'Beeda Toinen', teams: ['Lainauspalvelut'] }), lukija: await addPerson(app, { name: 'Lukija Lehto' }) }
      for (const name of ['aino', 'beeda', 'lukija'] as const) cookies[name] = await sessionCookie(app, people[name])
    },
  })
  ;[browser, server] = await Promise.all([launchBrowser(), startServer({ dataDir })])
})
afterAll(async () => { await browser.close(); await server.stop(); removeFolders() })

const faults: string[][] = []
async function open(who: keyof typeof cookies | null, path: string): Promise<Page> {
  const context = await signedInBrowser(browser, server, who ? cookies[who] : ''), page = await context.newPage()
  faults.push(faultsIn(page, /status of 4\d\d/))
  await page.goto(server.url + path)
  return page
}
const main = (page: Page) => page.locator('main').innerText()
/** Tabs on until what has the focus fits, as who uses no mouse does. */
async function tabTo(page: Page, fits: string) {
  for (let n = 0; n < 120; n++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(fits)})`)) return
  }
  throw new Error(`the keyboard does not reach ${fits}`)
}
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })

const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head><body><!--StartFragment--><h1>Ensin<o:p></o:p></h1>
<p class=MsoNormal>Pyydä <b>henkilöllisyystodistus</b>.<o:p></o:p></p><h1>Sitten<o:p></o:p></h1><p class=MsoNormal>Tulosta sopimus.<o:p></o:p></p><h1>Lopuksi<o:p></o:p></h1><p class=MsoNormal>Anna kortti.<o:p></o:p></p><!--EndFragment--></body></html>`

test('the life of a guide: pasted from Word and published, corrected by a reader, saved by two at once, put in the trash and taken back, checked from its mail, and its whole story stands in its history; merged, checked and compared by keyboard', async () => {
  // written: what was copied in Word comes as Markdown
  const aino = await open('aino', '/sivu/uusi')
  await aino.fill('#otsikko', 'Kortin antaminen')
  await aino.evaluate(`(() => {
    const data = new DataTransfer(), text = document.getElementById('teksti')
    data.setData('text/html', ${JSON.stringify(WORD)}); data.setData('text/plain', 'pelkkä teksti')
    text.focus()
    text.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  })()`)
  await expect.poll(() => aino.locator('#teksti').inputValue(), { timeout: 10_000 }).toBe('## Ensin\n\nPyydä **henkilöllisyystodistus**.\n\n## Sitten\n\nTulosta sopimus.\n\n## Lopuksi\n\nAnna kortti.')
  await button(aino, 'Julkaise').click()
  await aino.waitForURL(/\/sivu\/\d+-kortin-antaminen/)
  const guide = `/sivu/${/\/sivu\/(\d+)/.exec(aino.url())![1]}`

  // corrected: a reader edits the text itself, and the owner takes it from her list of work
  const lukija = await open('lukija', guide)
  await lukija.locator('a[href*="kohta=k-ensin"]').click()
  await lukija.waitForURL(/ehdota/)
  const section = lukija.locator('#teksti')
  await section.fill(`${(await section.inputValue()).trimEnd()} Passikin käy.`)
  await lukija.fill('#perustelu', 'Passi puuttui')
  await lukija.getByRole('checkbox', { name: /nimeni|Lukija Lehto/ }).check()
  await button(lukija, 'Lähetä ehdotus').click()
  await lukija.waitForURL(/ehdotukset\/\d+/)
  await aino.goto(`${server.url}/oma/tyot`)
  await aino.getByRole('link', { name: /Vastaa muutosehdotukseen/ }).click()
  await aino.waitForURL(/ehdotukset\/\d+/)
  await button(aino, /Ota käyttöön/).first().click()
  await aino.getByText('Otettu käyttöön').first().waitFor()
  await lukija.reload()
  expect(await main(lukija)).toContain('Otettu käyttöön')
  await lukija.goto(`${server.url}/oma/kuulumiset`)
  expect(await main(lukija)).toContain('Kortin antaminen')

  // saved by two at once: whoever comes second gets both texts
  const beeda = await open('beeda', `${guide}/muokkaa`)
  await aino.goto(`${server.url}${guide}/muokkaa`)
  for (const [page, from, to, why] of [[aino, 'Tulosta sopimus.', 'Tulosta sopimus ja allekirjoita.', 'Allekirjoitus lisätty'], [beeda, 'Anna kortti.', 'Anna kortti ja opas.', 'Opas lisätty']] as const) {
    const text = page.locator('#teksti')
    await text.fill((await text.inputValue()).replace(from, to))
    await page.fill('#muutos', why)
  }
  await button(aino, 'Tallenna').click()
  await aino.waitForURL(/\/sivu\/\d+-kortin-antaminen/)
  await button(beeda, 'Tallenna').click()
  await beeda.getByText('Aino Kirjoittaja tallensi sivun ensin').waitFor()
  await tabTo(beeda, 'button[value=tallenna]')
  await beeda.keyboard.press('Enter')
  await beeda.waitForURL(/\/sivu\/\d+-kortin-antaminen/)
  expect(await beeda.locator('article').innerText()).toMatch(/Passikin käy\.[\s\S]*Tulosta sopimus ja allekirjoita\.[\s\S]*Anna kortti ja opas\./)

  // put in the trash by mistake, and taken back with all that it had
  await beeda.goto(`${server.url}${guide}/muokkaa`)
  await button(beeda, 'Siirrä sivu roskakoriin').click()
  await beeda.waitForURL(/\/roskakori/)
  await lukija.goto(server.url + guide)
  expect(await lukija.locator('h1').innerText()).not.toContain('Kortin antaminen')
  await button(beeda, 'Kumoa siirto').click()
  await beeda.waitForURL(/\/sivu\/\d+-kortin-antaminen/)
  expect(await beeda.locator('article').innerText()).toContain('Anna kortti ja opas.')

  // it falls due, and the mail of it leads through signing in to the one button
  const mail = await withData(server.dataDir, async (app) => {
    await app.db.updateTable('item').set({ review_due_at: '2026-01-01T08:00:00.000Z', checked_at: '2025-01-01T08:00:00.000Z' }).where('id', '=', Number(guide.slice('/sivu/'.length))).execute()
    await app.db.insertInto('mail_wish').values({ person_id: keeper, news: 'at-once', digest: 1, quiet_from: '', quiet_until: '', unsubscribe_token: 'x'.repeat(43), feed_hash: null }).execute()
    await askForReviews(app)
    await mailNews(app)
    // the server mails each minute too, and may be at it just now
    return vi.waitFor(() => app.db.selectFrom('mail').where('recipient', '=', 'aino@kirjasto.example').where('body', 'like', '%/tarkista%').select(['body', 'html']).executeTakeFirstOrThrow(), { timeout: 20_000 })
  })
  const link = new RegExp(`https?://\\S+(${guide}/tarkista)`).exec(mail.body)![1]!
  expect(mail.html).toContain(`${link}"`)
  await lukija.goto(server.url + guide)
  expect(await lukija.locator('main .meta').first().innerText()).toContain('myöhässä')
  const fromMail = await open(null, link)
  await fromMail.fill('[name="sahkoposti"]', 'aino@kirjasto.example')
  await fromMail.fill('[name="salasana"]', PASSWORD)
  await fromMail.keyboard.press('Enter')
  await fromMail.waitForURL(`**${link}`)
  await tabTo(fromMail, 'main form button.fire')
  await fromMail.keyboard.press('Enter')
  await fromMail.waitForURL('**/oma/tyot')
  await lukija.reload()
  expect(await lukija.locator('main .meta').first().innerText()).not.toContain('myöhässä')

  // the whole story, with who, when and why, also for a reader
  await lukija.goto(`${server.url}${guide}/historia`)
  const rows = (await lukija.locator('.history tbody tr').allInnerTexts()).map((row) => row.replace(/\s+/g, ' '))
  expect(rows.map((row) => /Opas lisätty|Allekirjoitus lisätty|Passi puuttui \(ehdotti Lukija Lehto\)|Aino Kirjoittaja|Beeda Toinen/g.exec(row)?.[0])).toEqual(['Beeda Toinen', 'Aino Kirjoittaja', 'Aino Kirjoittaja', 'Aino Kirjoittaja'])
  for (const [at, word] of [[0, 'Opas lisätty'], [1, 'Allekirjoitus lisätty'], [2, 'Passi puuttui (ehdotti Lukija Lehto)']] as const) expect(rows[at]).toContain(word)
  const acts = (await lukija.locator('.acts li').allInnerTexts()).map((row) => row.replace(/\s+/g, ' '))
  expect(acts.map((row) => /(Tarkistettu|Palautettu|Siirretty|Lukija ehdotti|Julkaistu)/.exec(row)?.[0])).toEqual(['Tarkistettu', 'Palautettu', 'Siirretty', 'Lukija ehdotti', 'Julkaistu'])
  await tabTo(lukija, 'input[name=vanha]')
  await lukija.keyboard.press('ArrowDown')
  await tabTo(lukija, 'form.history button')
  await lukija.keyboard.press('Enter')
  await lukija.waitForURL(/\/historia\/\d+\/4/)
  expect(await lukija.locator('main ins').allInnerTexts()).toEqual(expect.arrayContaining([expect.stringContaining('opas')]))
  await lukija.goto(`${server.url}/tapahtumat`)
  expect(await main(lukija)).toMatch(/Aino Kirjoittaja tarkisti[\s\S]*Beeda Toinen muutti · Opas lisätty[\s\S]*Aino Kirjoittaja julkaisi/)
  expect(faults.flat()).toEqual([])
})
