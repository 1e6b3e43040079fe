import { expect, test } from 'vitest'
import { PAGES } from '../e2e/pages.ts'
import { addSample } from './content/import/sample-library.ts'
import type { Message } from './i18n/define-messages.ts'
import { messages } from './i18n/messages.ts'
import { loadMunicipalities } from './people/load-municipalities.ts'
import { catchUpSearch } from './search/search.sync.ts'
import { browser, signedIn } from './testing/sign-in.ts'
import { testApp } from './testing/test-app.ts'

const VOID = new Set('area base br col embed hr img input link meta source track wbr use path'.split(' '))
const SAID = /\b(?:aria-label|title|placeholder|alt|data-[a-z-]+)="([^"]*)"/g

/** What a page says in the language of the page itself: text between tags and in attributes that people meet, each with its words unescaped. */
function* saidBy(html: string): Generator<string> {
  const langs: string[] = [], body = html.replace(/<(script|style|svg)\b[\s\S]*?<\/\1>/g, '').replace(/<!--[\s\S]*?-->/g, '')
  for (const [whole, tag, text] of body.matchAll(/<(\/?[a-zA-Z][^>]*)>|([^<]+)/g)) {
    if (text !== undefined) { if (isSwedish(langs)) yield plain(text) } else if (tag!.startsWith('/')) langs.pop()
    else {
      const name = /^[a-zA-Z0-9]+/.exec(tag!)![0].toLowerCase(), lang = / lang="([^"]*)"/.exec(whole)?.[1] ?? langs.at(-1) ?? ''
      if (isSwedish([lang])) for (const [, said] of whole.matchAll(SAID)) yield plain(said!)
      if (!VOID.has(name) && !whole.endsWith('/>')) langs.push(lang)
    }
  }
}
const isSwedish = (langs: string[]) => ['sv', ''].includes(langs.at(-1) ?? '')
const plain = (text: string) => text.replace(/&#x3D;/g, '=').replace(/&#x27;|&#39;/g, '\'').replace(/&quot;/g, '"').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&').replace(/\s+/g, ' ').trim()

/** Finnish texts that are no Swedish text too; long ones are also looked for inside others, with the words around their values. */
function finnishOnly() {
  const swedish = new Set((Object.values(messages) as Message[]).map(({ sv }) => sv)), whole = new Set<string>(), parts: string[] = []
  for (const { fi } of Object.values(messages) as Message[]) {
    if (swedish.has(fi)) continue
    if (!fi.includes('{')) whole.add(fi)
    for (const part of fi.split(/\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/)) if (part.trim().length >= 12 && /[a-zåäö]{4} [a-zåäö]{2}/i.test(part)) parts.push(part.trim())
  }
  return (text: string) => whole.has(text) || parts.some((part) => text.includes(part))
}

test('the words of a page in Swedish are found, and not those marked as Finnish', () => {
  const html = '<html lang="sv"><body><p>Hej <b>du</b></p><div lang="fi"><p>Terve</p></div><img alt="Bild"><button aria-label="Stäng" lang="fi">Sulje</button></body></html>'
  expect([...saidBy(html)].filter(Boolean)).toEqual(['Hej', 'du', 'Bild'])
  const finnish = finnishOnly()
  expect([finnish('Ohjeet ja käytännöt'), finnish('Anvisningar och praxis'), finnish('Laavu')]).toEqual([true, false, false])
})

test.each([['an empty library', false], ['the sample library', true]])('the interface is used in Swedish without meeting a Finnish word: every page of %s', async (_, sample) => {
  const { app, site } = await testApp(), isFinnish = finnishOnly(), found: string[] = []
  await loadMunicipalities(app)
  if (sample) { await addSample(app); await catchUpSearch(app) }
  const agents = { anonymous: browser(site), reader: (await signedIn(app, site, { role: 'reader' })).agent, editor: (await signedIn(app, site, { role: 'editor' })).agent, contact: (await signedIn(app, site, { role: 'contact' })).agent, admin: (await signedIn(app, site, { role: 'admin' })).agent }
  await app.db.updateTable('person').set({ locale: 'sv' }).execute()
  let opened = 0
  for (const { path, as } of PAGES) {
    const reply = await agents[as].get(path).set('Accept-Language', 'sv').redirects(3)
    if (!String(reply.headers['content-type']).startsWith('text/html')) continue
    expect(reply.text, path).toContain('<html lang="sv"')
    if (reply.status === 200) opened++
    for (const text of saidBy(reply.text)) if (isFinnish(text)) found.push(`${path}: ${text}`)
  }
  expect(opened).toBeGreaterThan(40)
  expect([...new Set(found)]).toEqual([])
})
