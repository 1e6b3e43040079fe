import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mailDigest, mailNews } from './content/following/mail-news.ts'
import { tellFollowers } from './content/following/tell-followers.ts'
import { prepareText } from './content/prepare-text.ts'
import { createItem, reviseItem, trashItem, type ItemInput } from './content/save-item.ts'
import { addVersion } from './documents/documents.queries.ts'
import { catchUpSearch } from './search/search.sync.ts'
import { readSuggestions } from './search/suggest.ts'
import { keepFile } from './files/file-store.ts'
import { insertFile } from './files/files.queries.ts'
import { ensureTeam, municipalityBySlug } from './people/people.queries.ts'
import { SYSTEM } from './platform/changes/changes.queries.ts'
import { sampleItem } from './testing/sample-item.ts'
import { isApi, readAddress } from './testing/read-address.ts'
import { apiToken, browser, signedIn, type PersonOptions } from './testing/sign-in.ts'
import { routesOf } from './testing/routes-of.ts'
import { testApp } from './testing/test-app.ts'

/**
 * One page through every channel. Pages of six kinds are made, read, asked about, suggested to, followed and attached to while everybody may see
 * them; then they are restricted to a team, made drafts again, put in the trash or given a later beginning. Whoever may not see them any more finds
 * nothing in any route of the live router, to the byte like an address that does not exist, and none of their words anywhere else.
 */
const STATES = ['open', 'restricted', 'draft', 'scheduled', 'trashed'] as const
type State = (typeof STATES)[number]
const WORD: Record<State, string> = { open: 'Zotakka', restricted: 'Zaxori', draft: 'Zebuli', scheduled: 'Zumbari', trashed: 'Zinkovi' }
const HIDDEN = STATES.filter((state) => state !== 'open')
const KINDS = ['guide', 'qa', 'notice', 'template', 'path', 'document'] as const
type Kind = (typeof KINDS)[number]

/** Routes whose id is an item's: an item of which kind they open for its team, and with what else in the address. */
const BY_ITEM: Record<string, { of: Kind; also?: Record<string, string>; asks?: string; opens?: false }> = {
  '/sivu/:ref': { of: 'guide' }, '/items/:id': { of: 'guide' }, '/templates/:id': { of: 'template' }, '/laavu/:externalId': { of: 'guide' }, '/seuranta/sivu/:id': { of: 'guide' }, '/sivu/:id/vienti': { of: 'guide' },
  '/sivu/:id/historia': { of: 'guide' }, '/sivu/:id/historia/:number': { of: 'guide', also: { number: '1' } }, '/sivu/:id/historia/:number/:other': { of: 'guide', also: { number: '1', other: '2' } },
  '/sivu/:id/kunnat': { of: 'guide' }, '/sivu/:id/liite/:slot': { of: 'guide', also: { slot: 'maksut' } }, '/sivu/:id/tiedot': { of: 'guide' }, '/sivu/:id/ehdota': { of: 'guide' }, '/sivu/:id/ehdotukset': { of: 'guide' },
  '/sivu/:id/palaute': { of: 'guide' }, '/sivu/:id/muokkaa': { of: 'guide' }, '/sivu/:id/tarkista': { of: 'guide' }, '/sivu/:id/kaanna': { of: 'guide', asks: '?kieli=sv' }, '/sivu/:id/kuitattavaksi': { of: 'guide' }, '/kuitattavat/:id/muutokset': { of: 'guide', opens: false },
  '/kuitattavat/kattavuus/:id': { of: 'guide' }, '/kuitattavat/kattavuus/:id/csv': { of: 'guide' }, '/viestipohjat/:id': { of: 'template' }, '/viestipohjat/:id/muokkaa': { of: 'template' }, '/viestipohjat/:id/kaytto': { of: 'template' },
  '/viestipohjat/vastaukset/:id': { of: 'qa' }, '/perehdytys/polku/:id': { of: 'path' }, '/perehdytys/polku/:id/muokkaa': { of: 'path' }, '/perehdytys/polku/:id/tehtava/:task': { of: 'path', also: { task: 'T1' } },
  '/perehdytys/polku/:id/paikalliset': { of: 'path' }, '/perehdytys/polku/:id/paikallinen/:task': { of: 'path', also: { task: 'uusi' } }, '/perehdytys/polku/:id/aloita': { of: 'path' }, '/perehdytys/polku/:id/palaute': { of: 'path' },
  '/tiedostot/:id': { of: 'document' }, '/tiedostot/:id/versio/:number': { of: 'document', also: { number: '1' } }, '/tiedostot/:id/ohjeeksi': { of: 'document', opens: false },
}
/** Routes whose id is that of something that belongs to an item. */
const BY_PART = ['/kysymykset/:id', '/sivu/:id/ehdotukset/:suggestion', '/hyvaksynta/:id', '/ajastettu/:id', '/luonnos/:token', '/tiedosto/:id/:name', '/kuvat/:file', '/kuva/:id/:size'] as const
/** Routes whose id has nothing to do with an item, and where its access is shown. */
const OTHER_IDS = [
  /^\/(kayttoonotto|kutsu|salasana)\/:token$/, /^\/seuranta\/lopeta\/:token$/, /^\/hallinta\//, /^\/tiedot\/:name$/, // access.request.test.ts, people, facts
  /^\/syote\/:key$/, // below
  /^\/lahetys\/:id$/, // pieces of one's own upload: upload-pieces.request.test.ts
  /^\/luonnokset\/:id\/kuva$/, // one's own draft: drafts.request.test.ts
  /^\/viestipohjat\/(vuosikello\/:day|omat\/:saved|kaannokset\/:order)$/, // templates
  /^\/perehdytys\/(henkilokohtainen|tehtava|kaynti|vertaisoppiminen)\/:id/, // one person's onboarding: onboarding/channels.request.test.ts
]
/** Addresses without an id that say more when asked something. */
const ASKED = [...Object.values(WORD).flatMap((word) => [`/haku?q=${word}`, `/haku/ehdotukset?q=${word.slice(0, 4)}`, `/haku/vienti?q=${word}`, `/luonnokset/linkki?q=${word}`, `/search?q=${word}`]),
  '/selaa?laji=template', '/selaa?aihe=salaaihe', '/selaa?kunta=rovaniemi', '/viikko?viikko=2026-W01', '/tapahtumat?teko=revised&kunta=rovaniemi', '/kysymykset?tila=avoimet', '/yllapito/tuoreus/sivut?kunta=rovaniemi', '/roskakori']
/** What an outsider may find all the same: what she could read until it was put in the trash. */
const GONE = new Set(['/sivu/:id/ehdota'])

const folder = mkdtempSync(path.join(tmpdir(), 'laavu-channels-'))
mkdirSync(path.join(folder, 'uploads'))
afterAll(() => { rmSync(folder, { recursive: true }) })
const { app, site, moveClock } = await testApp({ DATA_DIR: folder })
type Person = Awaited<ReturnType<typeof signedIn>> & { token: string }
const OUTSIDERS = ['reader', 'editor', 'contact', 'admin'] as const
const people = {} as Record<(typeof OUTSIDERS)[number] | 'insider' | 'asked', Person>
const items = {} as Record<State, Record<Kind, number>>
const parts = {} as Record<'open' | 'restricted', Record<(typeof BY_PART)[number], string>>
const routes = routesOf(site).filter(({ method }) => method === 'GET').map(({ path: address, access }) => ({ path: address, access }))
/** What an address says to a person, with what lies inside an archive. */
const read = (who: Person, address: string) => readAddress(site, who, address)
async function person(options: PersonOptions): Promise<Person> {
  const made = await signedIn(app, site, options)
  return { ...made, token: await apiToken(app, made.personId, 'read') }
}
const inputs = {} as Record<number, ItemInput>
async function save(state: State, kind: Kind, more: Partial<ItemInput>) {
  const word = WORD[state], input = sampleItem({ kind, externalId: `${word.toUpperCase()}-${kind.toUpperCase()}`, title: `${word} ${kind}`, body: `${word} alku.\n\n## ${word} osa\n\n{{kuntaliite: maksut | hinnat}}\n\n![${word} kuva](kuva.png) [${word} liite](liite.txt)`, subjects: [{ label: `${word.toLowerCase()}aihe` }], ...more })
  const { id } = await app.db.transaction().execute((trx) => createItem(trx, app.now().toISOString(), SYSTEM, input, prepareText({ ...input, files: input.files })))
  inputs[id] = input
  await revise(id, { body: `${input.body}\n\nLisäys ${word}.`, summary: `Lisättiin ${word}` })
  return id
}
async function revise(id: number, more: Partial<ItemInput>) {
  const input = (inputs[id] = { ...inputs[id]!, ...more })
  await app.db.transaction().execute((trx) => reviseItem(trx, app.now().toISOString(), SYSTEM, id, null, input, prepareText(input)))
}
const form = ({ agent }: Person, address: string, fields: Record<string, string | string[]>) => agent.post(address).type('form').send(fields)
const value = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1]?.replaceAll('&quot;', '"').replaceAll('&#x3D;', '=') ?? ''

beforeAll(async () => {
  for (const role of OUTSIDERS) people[role] = await person({ role, municipality: 'inari', name: `Ulkopuolinen ${role}` })
  people.asked = await person({ role: 'editor', municipality: 'inari', teams: ['Tarkastajat'] })
  people.insider = await person({ role: 'contact', teams: ['Salaiset', 'Tarkastajat'], name: 'Sisäpiiri' })
  const [team, check, place] = await app.db.transaction().execute(async (trx) => [await ensureTeam(trx, 'Salaiset'), await ensureTeam(trx, 'Tarkastajat'), (await municipalityBySlug(trx, 'rovaniemi'))!.id]) as [number, number, number]
  const template = JSON.parse(readFileSync(new URL('../db/sample/templates/T02.json', import.meta.url), 'utf8')) as { title: string }
  for (const follower of [...OUTSIDERS.map((role) => people[role]), people.insider]) {
    for (const kind of KINDS) await form(follower, '/seuranta/aloita', { mita: 'kind', arvo: kind })
    await form(follower, '/seuranta', { posti: 'at-once', kooste: '1' })
  }
  moveClock('2026-01-02T03:05:05.000Z') // what is followed counts from then on
  const fileOf = async (state: State) => {
    const kept = await keepFile(app, Buffer.from(`${WORD[state]} tiedostossa`), 'liite.txt')
    await app.db.transaction().execute((trx) => insertFile(trx, app.now().toISOString(), kept))
    return kept.id
  }
  for (const state of STATES) {
    const own = { ownerTeamId: team, networkWide: false, municipalityIds: [place] }
    const files = [{ path: 'liite.txt', fileId: await fileOf(state) }]
    items[state] = {
      guide: await save(state, 'guide', { ...own, files }), qa: await save(state, 'qa', own), notice: await save(state, 'notice', { ...own, noticeType: 'news' }),
      document: await save(state, 'document', { ...own, files: [{ path: 'tiedosto', fileId: files[0]!.fileId }] }),
      template: await save(state, 'template', { ...own, data: { ...template, title: `${WORD[state]} template` } }),
      path: await save(state, 'path', { ...own, data: { intro: WORD[state], steps: [{ step: 'Ensin', tasks: [{ id: 'T1', task: `${WORD[state]} tehtävä`, responsible: 'uusi työntekijä', due_days_from_start: 2, linked_item: `${WORD[state].toUpperCase()}-GUIDE`, required: true, applies_to: 'kaikki' }] }] } }),
    }
  }
  for (const state of STATES) await app.db.transaction().execute((trx) => addVersion(trx, { itemId: items[state].document, fileId: inputs[items[state].document]!.files[0]!.fileId, why: WORD[state], authorId: null, at: app.now().toISOString() }))
  for (const state of ['open', 'restricted'] as const) {
    const id = items[state].guide, word = WORD[state], last = async (address: Promise<{ headers: Record<string, string> }>) => (await address).headers['location']!.split('?')[0]!
    await form(people.insider, `/sivu/${id}/kuitattavaksi`, { koskee: 'verkosto', maara: '2026-01-19', sailytys: '12' })
    const question = await last(form(people.reader, '/kysymykset', { kysymys: `Mitä ${word} tarkoittaa käytännössä?`, tiimi: String(team), sivu: String(id), haku: '' }))
    const asks = (await people.reader.agent.get(`/sivu/${id}/ehdota`)).text
    const suggestion = await last(form(people.reader, `/sivu/${id}/ehdota`, { versio: value(asks, 'versio'), teksti: `${word} ehdotus tekstiksi.`, perustelu: `Koska ${word}`, nimi: '1' }))
    const edit = (await people.insider.agent.get(`/sivu/${id}/muokkaa`)).text
    const typed = { otsikko: `${word} guide`, versio: value(edit, 'versio'), alku: value(edit, 'alku'), vastuu: String(team), koskee: 'kunnat', kunnat: String(place), kenelle: 'asiakaspalvelu', aiheet: `${word.toLowerCase()}aihe`, tarkistus: '12', muutos: word }
    const approval = await last(form(people.insider, `/sivu/${id}/muokkaa?kieli=fi`, { ...typed, teksti: `${word} hyväksyttävä`, toiminto: 'hyvaksynta', tiimi: String(check), paivat: '3' }))
    const planned = await last(form(people.insider, `/sivu/${id}/muokkaa?kieli=fi`, { ...typed, teksti: `${word} ajastettu`, toiminto: 'ajasta', muutoshetki: '2026-03-01T10:00' }))
    const draft = /luonnos=(\d+)/.exec((await form(people.insider, `/sivu/${id}/muokkaa?kieli=fi`, { ...typed, teksti: `${word} luonnos`, toiminto: 'luonnos' })).headers['location']!)![1]!
    await form(people.insider, `/luonnokset/${draft}/jaa`, {})
    const { share_token: token } = await app.db.selectFrom('draft').where('id', '=', Number(draft)).select('share_token').executeTakeFirstOrThrow(), file = inputs[id]!.files[0]!.fileId
    parts[state] = {
      '/kysymykset/:id': question, '/sivu/:id/ehdotukset/:suggestion': suggestion, '/hyvaksynta/:id': approval, '/ajastettu/:id': planned, '/luonnos/:token': `/luonnos/${token}`, '/tiedosto/:id/:name': `/tiedosto/${file}/liite.txt`,
      '/kuvat/:file': `/kuvat/${file}`, '/kuva/:id/:size': `/kuva/${file}/400`,
    }
  }
  await tellFollowers(app)
  moveClock('2026-01-02T03:09:05.000Z')
  for (const kind of KINDS) {
    await revise(items.restricted[kind], { restrictedTeamId: team })
    await revise(items.draft[kind], { state: 'draft' })
    await revise(items.scheduled[kind], { visibleFrom: '2026-06-01T06:00:00.000Z' })
    await app.db.transaction().execute((trx) => trashItem(trx, app.now().toISOString(), SYSTEM, items.trashed[kind]))
  }
  await tellFollowers(app)
  await mailNews(app)
  await catchUpSearch(app)
  await readSuggestions(app)
}, 60_000)

const addressOf = (route: string, id: number, of: Kind, state: State) => route.replace(':externalId', `${WORD[state].toUpperCase()}-${of.toUpperCase()}`).replace(/:(id|ref)/, String(id)).replace(/:(\w+)/g, (_, name: string) => BY_ITEM[route]!.also?.[name] ?? name) + (BY_ITEM[route]!.asks ?? '')

test('C-4: every route with an id is one of a page, of what belongs to a page, or named as neither', () => {
  const known = new Set<string>([...Object.keys(BY_ITEM), ...BY_PART]), live = routes.map((route) => route.path).filter((route) => route.includes(':'))
  expect(live.filter((route) => !known.has(route) && !OTHER_IDS.some((other) => other.test(route)))).toEqual([])
  expect([...known].filter((route) => !live.includes(route))).toEqual([])
})

test('C-2, C-3, C-4: a page that is not hers is nothing in any route, to the byte like an address that does not exist', async () => {
  for (const role of OUTSIDERS) {
    await read(people[role], '/ei-ole') // takes what an earlier act had left to say
    const missing = (await read(people[role], '/ei-ole')).text, missingApi = (await read(people[role], '/items/999999'))
    for (const [route, { of }] of Object.entries(BY_ITEM)) for (const state of HIDDEN) {
      const address = addressOf(route, items[state][of], of, state), { status, text } = await read(people[role], address), what = `${role}, ${state}: ${address}`
      if (GONE.has(route) && state === 'trashed' && status === 410) continue
      expect(status, what).toBe(404)
      if (isApi(address)) expect(Object.keys(JSON.parse(text) as object), what).toEqual(Object.keys(JSON.parse(missingApi.text) as object))
      else expect(text, what).toBe(missing)
    }
  }
}, 60_000)

test('C-2: the same routes open the pages for those whose they are', async () => {
  const shut: string[] = []
  for (const [route, { of, opens = true }] of Object.entries(BY_ITEM)) for (const state of ['open', 'restricted'] as const) {
    const address = addressOf(route, items[state][of], of, state), { status, to } = await read(people.insider, address)
    if (opens && status !== 200 && !(status === 302 && to !== '')) shut.push(`${status} ${state} ${address}`)
  }
  expect(shut).toEqual([])
}, 60_000)

test('C-2, C-4: what belongs to a page goes with it: questions, suggestions, approvals, planned changes, shared drafts and files', async () => {
  for (const route of BY_PART) {
    const open = parts.open[route], hidden = parts.restricted[route]
    for (const who of [...OUTSIDERS.map((role) => people[role]), people.asked]) expect([hidden, (await read(who, hidden)).status]).toEqual([hidden, 404])
    if (route === '/kuvat/:file' || route === '/kuva/:id/:size') continue // the file is no picture: image-library.request.test.ts
    expect([open, (await read(people.insider, open)).status, (await read(people.insider, hidden)).status]).toEqual([open, 200, 200])
  }
})

/** Where searches and questions are shown with the words of who made them. */
const OWN_WORDS = new Set(['/haku/puuttuvat', '/oma/tiedot'])
const written = (state: State) => new RegExp(`${WORD[state]} (guide|qa|notice|template|path|document|osa|alku|tehtävä|tiedostossa)|Lisä\\S+ ${WORD[state]}`, 'i')

/** Addresses without an id where the words must be: an absence shows nothing where there is no presence. */
const PRESENT: Record<string, State[]> = {
  '/': ['open'], '/tapahtumat': ['open', 'restricted'], '/selaa': ['open', 'restricted'], '/tiedotteet': ['open', 'restricted'], '/viestipohjat': ['open', 'restricted'], '/perehdytys': ['open', 'restricted'], '/oma/tyot': ['open', 'restricted'],
  '/kysymykset': ['open', 'restricted'], '/oma/kuulumiset': ['open', 'restricted'], '/kuitattavat': ['open', 'restricted'], '/kuitattavat/kattavuus': ['open', 'restricted'], '/items': ['open', 'restricted'], '/templates': ['open', 'restricted'], '/roskakori': ['trashed'], '/selaa/vienti': ['open', 'restricted'],
  '/viestipohjat/vastaukset': ['open', 'restricted'], '/luonnokset': ['open', 'restricted'], '/haku?q=Zaxori': ['restricted'], '/haku/vienti?q=Zaxori': ['restricted'], '/search?q=Zaxori': ['restricted'], '/luonnokset/linkki?q=Zaxori': ['restricted'], '/haku/ehdotukset?q=Zaxo': ['restricted'],
  '/yllapito/tuoreus/sivut?kunta=rovaniemi': ['open', 'restricted'],
}
const listed = [...routes.map(({ path: route }) => route).filter((route) => !route.includes(':') && !/\.(css|svg|ico)$/.test(route)), ...ASKED]

test('C-4, C-12, C-13: no list, count, suggestion, feed, export or search says a word of a page to who may not see it', async () => {
  const said: string[] = []
  for (const role of OUTSIDERS) for (const address of listed) {
    const { text } = await read(people[role], address), q = /q=(\w+)/.exec(address)?.[1]
    for (const state of HIDDEN) {
      // an administrator may take everything back from the trash
      if (role === 'admin' && state === 'trashed' && address === '/roskakori') continue
      // what a person typed herself, now or in a search or a question, she may see again: but not what stands in the page
      const ownWords = (q !== undefined && WORD[state].startsWith(q)) || OWN_WORDS.has(address)
      if ((ownWords ? written(state) : new RegExp(WORD[state], 'i')).test(text)) said.push(`${role}: ${WORD[state]} (${state}) in ${address}`)
    }
  }
  expect(said).toEqual([])
}, 60_000)

test('C-4: the same addresses do say it to those whose pages they are', async () => {
  const silent: string[] = []
  for (const [address, states] of Object.entries(PRESENT)) {
    const { text } = await read(people.insider, address)
    for (const state of states) if (!written(state).test(text) && !text.includes(`${WORD[state]} tarkoittaa`)) silent.push(`${state} in ${address}`)
  }
  expect(silent).toEqual([])
}, 60_000)

test('C-4: mails, the digest and the feed tell outsiders of the open pages alone', async () => {
  const key = /\/syote\/[\w-]{43}/.exec((await people.reader.agent.post('/seuranta/syote')).text)![0], inside = /\/syote\/[\w-]{43}/.exec((await people.insider.agent.post('/seuranta/syote')).text)![0]
  await app.db.updateTable('person').set({ password_hash: 'x' }).execute()
  const mails = async () => (await app.db.selectFrom('mail').innerJoin('person', 'person.email', 'mail.recipient').select(['person.id', 'mail.body', 'mail.html', 'mail.subject']).execute())
  const atOnce = await mails()
  expect(new RegExp(`${WORD.restricted} guide`).test(atOnce.filter(({ id }) => id === people.insider.personId).map(({ body }) => body).join())).toBe(true)
  moveClock('2026-01-06T06:00:00.000Z')
  await mailDigest(app)
  const all = await mails()
  expect(all.length).toBeGreaterThan(atOnce.length)
  for (const role of OUTSIDERS) {
    const hers = all.filter(({ id }) => id === people[role].personId).map(({ body, html, subject }) => `${subject}${body}${html}`).join('\n')
    expect([role, hers.includes(WORD.open)]).toEqual([role, true])
    for (const state of HIDDEN) expect([role, state, hers.includes(WORD[state])]).toEqual([role, state, false])
  }
  for (const feed of [key, inside]) {
    const atom = (await browser(site).get(feed)).text
    expect([atom.includes(WORD.open), ...HIDDEN.map((state) => atom.includes(WORD[state]))]).toEqual([true, false, false, false, false])
  }
})
