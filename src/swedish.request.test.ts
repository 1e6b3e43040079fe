import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Express } from 'express'
import type { Response } from 'supertest'
import { afterAll, expect, test } from 'vitest'
import { PAGES } from '../e2e/pages.ts'
import { mailDigest, mailNews } from './content/following/mail-news.ts'
import { tellFollowers } from './content/following/tell-followers.ts'
import { addSample } from './content/import/sample-library.ts'
import { publishDue } from './content/scheduling/publish-due.ts'
import type { AppContext } from './context.ts'
import { sendReminders } from './onboarding/send-reminders.ts'
import { issueSetupLink } from './people/auth/setup.ts'
import { loadMunicipalities } from './people/load-municipalities.ts'
import { catchUpSearch } from './search/search.sync.ts'
import { pageForms, type PageForm } from './testing/page-forms.ts'
import { rarePages, secretIn } from './testing/rare-pages.ts'
import { routesOf } from './testing/routes-of.ts'
import { finnishBeside, plain, saidBy } from './testing/said-words.ts'
import { browser, signedIn } from './testing/sign-in.ts'
import { testApp } from './testing/test-app.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'laavu-sanat-'))
afterAll(() => { rmSync(folder, { recursive: true }) })

test('the words of a page in Swedish are found, and not those marked as Finnish', () => {
  const html = '<html lang="sv"><body><p>Hej <b>du</b></p><div lang="fi"><p>Terve</p></div><img alt="Bild"><button aria-label="Stäng" lang="fi">Sulje</button></body></html>'
  expect([...saidBy(html, 'sv')].filter(Boolean)).toEqual(['Hej', 'du', 'Bild'])
  const finnish = finnishBeside('sv')
  expect([finnish('Ohjeet ja käytännöt'), finnish('Anvisningar och praxis'), finnish('Laavu')]).toEqual([true, false, false])
})

type Agent = ReturnType<typeof browser>
/** Listens to what a site says in this language, and remembers what of it is Finnish. */
function listen(app: AppContext, locale: 'sv' | 'en') {
  const isFinnish = finnishBeside(locale), found = new Map<string, string>(), anonymous = (site: Express) => browser(site).set('Accept-Language', locale)
  const hear = (where: string, said: string) => { if (isFinnish(said)) found.set(`${where}: ${said.slice(0, 300)}`, said) }
  const read = (where: string, { status, text, headers }: Response) => {
    const isPage = String(headers['content-type']).startsWith('text/html')
    if (isPage && !text.includes(`<html lang="${locale}"`)) found.set(`${where}: the page is in another language`, '')
    for (const said of isPage ? saidBy(text, locale) : [plain(String(text ?? ''))]) if (isPage || status >= 400) hear(`${where} ${status}`, said)
    return isPage
  }
  /** The titles of pages are content: a sentence that names one is not in Finnish. */
  const finnish = async () => {
    const titles = (await app.db.selectFrom('revision').select('title').distinct().execute()).map(({ title }) => title)
    return [...found].filter(([, said]) => said === '' || isFinnish(titles.reduce((text, title) => text.replaceAll(title, ''), said))).map(([where]) => where)
  }
  return { anonymous, hear, read, finnish, useLocale: () => app.db.updateTable('person').set({ locale }).execute() }
}
type Listener = ReturnType<typeof listen>

async function stage() {
  const made = await testApp()
  made.app.config.uploadsDir = folder
  await loadMunicipalities(made.app)
  return made
}

/** Every page of the list, each as the least who may open it; how many there were. */
async function openPages(app: AppContext, site: Express, { anonymous, read, useLocale }: Listener): Promise<number> {
  const as = async (role: 'reader' | 'editor' | 'contact' | 'admin') => (await signedIn(app, site, { role })).agent
  const agents = { anonymous: anonymous(site), reader: await as('reader'), editor: await as('editor'), contact: await as('contact'), admin: await as('admin') }
  await useLocale()
  let opened = 0
  for (const { path: address, as: who } of PAGES) {
    const reply = await agents[who].get(address).redirects(3)
    if (read(address, reply) && reply.status === 200) opened++
  }
  return opened
}

test('the interface is used in Swedish without meeting a Finnish word: every page of an empty library', async () => {
  const { app, site } = await stage(), swedish = listen(app, 'sv')
  expect(await openPages(app, site, swedish)).toBeGreaterThan(40)
  expect(await swedish.finnish()).toEqual([])
})

/** Files, feeds and answers to scripts. */
const NO_PAGE = /^\/(healthz|favicon\.ico|openapi\.json|search|items|templates|haku\/ehdotukset|istunto|oma\/perehdytystiedot)\b|\/(csv|:name|:size)$|^\/lahetys\//
/** What ends the visit, or makes the visitor somebody else. */
const LEAVE = /^\/(kirjaudu|kieli|oma\/laitteet|salasana|istunto|hallinta\/haku\/rakenna)|\/(kaytosta|istunnot|poisto)$/
/** What takes away, closes or finishes something: only when everything else has been done. */
const LAST = /\/(poista|roskiin|paata|lopeta[a-z-]*|sulje|hylkaa|ota|paattyminen|pois|palauta|peru|hyvaksy|jatka|julkaise)\b|\/palauta\/|\s(poista|lopeta)/
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const DAY = '2026-02-02', SAID: Record<string, string> = { alkaen: '', voimassa: '', voimassa_klo: '', sivut: '', muutoshetki: '2026-02-02T10:00', ohje: '', kirjasto: '', asti: DAY }, OF: Record<string, Record<string, string>> = { '/sivu/:id/kuitattavaksi': { koskee: 'verkosto' }, '/tiedot/:name': { alkaen: '1.3.2026' }, '/viestipohjat/:id/tallenna': { _kollega: '' } }
const asksFor = (form: PageForm) => form.fields.some(([, , type]) => type === 'text' || type === 'textarea')
const pattern = (route: string) => new RegExp(`^${route.replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+')}$`)
const given = (form: PageForm, said: Record<string, string>, blank: boolean) => form.fields.map(([name, value, type]): [string, string] => {
  if (!blank && said[name] !== undefined) return [name, said[name]]
  if (type === 'hidden' || type === 'radio' || type === 'checkbox' || type === 'select') return [name, value]
  return [name, blank ? '' : value !== '' ? `${value}${type === 'textarea' ? '\n\nMera.' : ''}` : type === 'email' || /posti/.test(name) ? `nagon-${name}@kirjasto.example` : type === 'date' || /^(alku|alkaen|pvm|paiva|maara|voimassa|viimeistaan|loppu)/.test(name) ? DAY : type === 'number' ? '1' : 'Jotakin']
})

test('every page of the live router is opened, every form of a page is sent as it stands and empty, and mails go out, in Swedish, without meeting a Finnish word; and every page and empty form in English', async () => {
  const { app, site, moveClock } = await stage()
  await addSample(app)
  await catchUpSearch(app)
  const swedish = listen(app, 'sv'), english = listen(app, 'en'), anonymous = swedish.anonymous(site), setup = new URL((await issueSetupLink(app))!).pathname, teams = (await app.db.selectFrom('team').select('name').execute()).map(({ name }) => name)
  const { agent } = await signedIn(app, site, { role: 'admin', municipality: 'inari', teams, supervisor: true })
  const { personId: nina } = await signedIn(app, site, { role: 'reader', municipality: 'inari', name: 'Nina Ny' }), said = { ...SAID, henkilo: String(nina) }
  await swedish.useLocale()
  const routes = routesOf(site).filter(({ path: route }) => !/^\/(icons\.svg|[0-9a-f]{12}\/)/.test(route)).map((route) => ({ ...route, matches: pattern(route.path), opened: [] as { address: string; as: Agent; isPage: boolean }[] }))
  const queue = ['/', ...PAGES.map((page) => page.path)], seen = new Set<string>(), sent = new Set<string>(), later: (() => Promise<void>)[] = []
  const routeOf = (method: string, address: string) => routes.find((route) => route.method === method && route.matches.test(address.split('?')[0]!))
  const follow = (html: string) => { for (const [, href] of html.matchAll(/ (?:href|action)="(\/[^"]*)"/g)) queue.push(plain(href!).split('#')[0]!); for (const [, secret] of html.matchAll(/https?:\/\/[^/\s"]+(\/[a-z/]+\/[\w-]{20,}[^\s"<]*)/g)) queue.push(plain(secret!)) }

  async function send(form: PageForm, { name, value, action }: PageForm['buttons'][number], blank: boolean, as: Agent, { read } = swedish) {
    const request = as.post(action).redirects(0), fields = [...given(form, { ...said, ...OF[routeOf('POST', action)!.path] }, blank), ...(name === null ? [] : [[name, value] as [string, string]])]
    if (form.multipart) {
      for (const [field, typed] of fields) request.field(field, typed)
      for (const field of form.files) if (!blank) request.attach(field, /kuva/.test(action) ? PNG : Buffer.from('Kirje\n\nHei!'), /kuva/.test(action) ? 'kuva.png' : 'kirje.txt')
    } else request.type('form').send(new URLSearchParams(fields).toString())
    const reply = await request, next = reply.headers['location'] as string | undefined
    if (read(`POST ${action} ${value}${blank ? ' (empty)' : ''}`, reply)) follow(reply.text)
    // what is said after an act
    if (next?.startsWith('/') && read === swedish.read) await open(next, true, as)
  }

  async function open(address: string, again: boolean, as = agent) {
    const route = routeOf('GET', address)
    if (!route || (!again && (seen.has(address) || route.opened.length > 0))) return
    const reply = await as.get(address).redirects(2)
    const isPage = swedish.read(address, reply)
    if (reply.status < 400) { route.opened.push({ address, as, isPage }); seen.add(address) }
    if (!isPage) return
    follow(reply.text)
    for (const form of pageForms(reply.text)) for (const button of form.buttons) {
      const to = routeOf('POST', button.action), asks = asksFor(form)
      if (to && !(as === anonymous ? /^\/kieli/ : LEAVE).test(button.action.split('?')[0]!)) for (const blank of asks ? [true, false] : [false]) {
        const key = JSON.stringify([to.path, button.name, button.value, blank])
        if (sent.has(key)) continue
        sent.add(key)
        if (LAST.test(`${button.action.split('?')[0]!} ${button.value}`)) later.push(() => send(form, button, blank, as))
        else await send(form, button, blank, as)
      }
    }
  }
  const walk = async () => { while (queue.length > 0) await open(queue.shift()!, false) }

  /** The last address of each route again, and its forms empty. */
  async function inEnglish() {
    await openPages(app, site, english)
    const inEnglish = english.anonymous(site), empty = new Set<string>()
    for (const { opened } of routes) {
      const last = opened.findLast(({ isPage }) => isPage), as = last?.as === anonymous ? inEnglish : last?.as
      if (!last || !as) continue
      const reply = await as.get(last.address).redirects(2)
      if (!english.read(`en ${last.address}`, reply)) continue
      for (const form of pageForms(reply.text)) for (const button of form.buttons) {
        const to = routeOf('POST', button.action), key = JSON.stringify([to?.path, button.name, button.value])
        if (!to || !asksFor(form) || empty.has(key) || LEAVE.test(button.action.split('?')[0]!) || LAST.test(`${button.action.split('?')[0]!} ${button.value}`)) continue
        empty.add(key)
        await send(form, button, true, as, english)
      }
    }
    expect(empty.size).toBeGreaterThan(60)
    await swedish.useLocale()
  }

  await open(setup, true, anonymous)
  await walk()
  // what has been made meanwhile stands in the lists now
  for (const page of PAGES) await open(page.path, true)
  await walk()
  for await (const { address, as } of rarePages(app, site, agent, anonymous, 'sv')) await open(address, true, as)
  await inEnglish()
  for (const act of later) await act()
  await walk()
  // what goes out by mail, on a Monday morning
  moveClock('2026-01-12T06:30:00Z')
  for (const job of [publishDue, tellFollowers, mailNews, mailDigest, sendReminders]) await job(app)
  const mails = await app.db.selectFrom('mail').select(['subject', 'body', 'html']).execute()
  for (const { subject, body, html } of mails) for (const text of [subject, ...body.split('\n'), ...saidBy(html, 'sv')]) swedish.hear('mail', plain(text))
  expect(mails.length).toBeGreaterThan(3)
  await open(await secretIn(app, 'seuranta/lopeta'), true, anonymous)
  expect(routes.filter(({ method, path: route, opened }) => method === 'GET' && opened.length === 0 && !NO_PAGE.test(route)).map((route) => route.path)).toEqual([])
  expect(sent.size).toBeGreaterThan(200)
  expect(await swedish.finnish()).toEqual([])
  expect(await english.finnish()).toEqual([])
}, 300_000)
