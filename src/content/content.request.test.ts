import { beforeAll, expect, test } from 'vitest'
import { TEST_NOW, testApp } from '../testing/test-app.ts'
import { sampleItem } from '../testing/sample-item.ts'
import { browser, signedIn } from '../testing/sign-in.ts'
import { ensureTeam, municipalityBySlug } from '../people/people.queries.ts'
import { prepareText } from './prepare-text.ts'
import { createItem, reviseItem, trashItem, type ItemInput } from './save-item.ts'

const { app, site, moveClock } = await testApp()
const LONG_AGO = '2025-01-01T10:00:00.000Z', YESTERDAY = '2026-01-01T10:00:00.000Z', NEXT_WEEK = '2026-01-09T10:00:00.000Z'
const ACTOR = { id: null, origin: '', requestId: 'testi' }
let reader: Awaited<ReturnType<typeof signedIn>>, owner: Awaited<ReturnType<typeof signedIn>>
const teams = { owners: 0, secret: 0 }
const ids: Record<string, number> = {}

async function add(name: string, input: Partial<ItemInput>, at = YESTERDAY) {
  const item = sampleItem({ externalId: name, title: name, ownerTeamId: teams.owners, subjects: [], ...input }), text = prepareText(item)
  ids[name] = (await app.db.transaction().execute((trx) => createItem(trx, at, ACTOR, item, text))).id
}
const path = (name: string) => `/sivu/${ids[name]}`
const get = async (address: string, { agent } = reader) => agent.get(address).redirects(1)
/** Of a body what does not repeat the address that was asked for. */
const withoutAddress = (html: string) => html.replace(/name="takaisin" value="[^"]*"/, '')

beforeAll(async () => {
  reader = await signedIn(app, site)
  owner = await signedIn(app, site, { role: 'editor', teams: ['Omistajat', 'Salaiset'] })
  teams.owners = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Omistajat'))
  teams.secret = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Salaiset'))
  const inari = (await municipalityBySlug(app.db, 'inari'))!.id
  const cards = { label: 'kirjastokortit', labelSv: 'bibliotekskort', labelEn: 'library cards' }
  await add('KORTTI', { title: 'Kirjastokortin antaminen', summary: 'Lisättiin ajokortti', subjects: [cards], roles: ['asiakaspalvelu', 'uusi työntekijä'], body: '## Ensin\n\nPyydä henkilöllisyystodistus.\n\n## Sitten\n\nAnna kortti. [Katso](laavu:SALAISUUS)\n\n## Lopuksi\n\nKiitä.' })
  await add('KADONNUT', { title: 'Kadonnut kortti', subjects: [cards], kind: 'practice', body: 'Katso [ohje](laavu:KORTTI).' })
  await add('INARI', { title: 'Inarin aukiolo', networkWide: false, municipalityIds: [inari] })
  await add('SALAISUUS', { title: 'Salainen ohje', subjects: [cards, { label: 'salainen aihe' }], roles: ['salainen rooli'], restrictedTeamId: teams.secret, body: 'Katso [ohje](laavu:KORTTI).' })
  await add('LUONNOS', { title: 'Luonnos', state: 'draft', subjects: [cards] })
  await add('ROSKA', { title: 'Roska', subjects: [cards] })
  await app.db.transaction().execute((trx) => trashItem(trx, YESTERDAY, ACTOR, ids['ROSKA']!))
  await add('HÄIRIÖ', { kind: 'notice', noticeType: 'outage', title: 'Koha ei toimi', body: 'Lainaa yhteydettömästi.\n\nSeuraava tieto kello 10.', visibleUntil: NEXT_WEEK, reviewMonths: 0 })
  await add('VANHA', { kind: 'notice', noticeType: 'news', title: 'Joulu tulee', body: 'Hyvää joulua.', visibleUntil: YESTERDAY, reviewMonths: 0 }, LONG_AGO)
  await add('MYÖHÄSSÄ', { title: 'Myöhässä oleva ohje', reviewMonths: 3 }, '2025-09-24T10:00:00.000Z')
  await add('POLKU', { kind: 'path', title: 'Perehdytyspolku', roles: ['uusi työntekijä'] })
  const swedish = sampleItem({ lang: 'sv', title: 'Att ge bibliotekskort', body: 'Be om legitimation.' })
  await app.db.transaction().execute((trx) => reviseItem(trx, YESTERDAY, ACTOR, ids['KORTTI']!, 0, swedish, prepareText(swedish)))
})

test('C-3: what does not exist and what is not hers are answered alike, to the byte', async () => {
  const { status, text } = await get('/sivu/999999')
  expect(status).toBe(404)
  for (const address of [path('SALAISUUS'), path('LUONNOS'), path('ROSKA'), `${path('SALAISUUS')}-salainen-ohje`, '/laavu/SALAISUUS', '/laavu/LUONNOS', '/laavu/EI-OLE', '/sivu/abc', '/sivu/0']) {
    const hidden = await get(address)
    expect({ address, status: hidden.status, body: withoutAddress(hidden.text) }).toEqual({ address, status: 404, body: withoutAddress(text) })
  }
  expect((await get(path('SALAISUUS'), owner)).text).toContain('Salainen ohje')
  expect((await get(path('LUONNOS'), owner)).text).toContain('Tämä on luonnos')
})

test('someone who is not signed in sees the accessibility statement and nothing else', async () => {
  const visitor = browser(site)
  expect((await visitor.get('/saavutettavuus')).text).toContain('Traficom')
  for (const address of ['/', '/selaa', '/tiedotteet', '/perehdytys', '/kuka-auttaa', '/tietoja', path('KORTTI'), '/laavu/KORTTI']) {
    const { status, text } = await visitor.get(address)
    expect({ address, open: status === 200 }).toEqual({ address, open: false })
    expect(text).not.toContain('Kirjastokortin antaminen')
  }
})

test('C-4, C-12, C-13: a restricted page is in no list, count, facet, subject, link or suggestion of who may not read it', async () => {
  const addresses = ['/', '/selaa', '/selaa?aihe=kirjastokortit', '/selaa?kenelle=asiakaspalvelu', '/perehdytys', '/tiedotteet', path('KORTTI'), path('KADONNUT')]
  for (const address of addresses) expect((await get(address)).text, address).not.toMatch(/alainen ohje|alainen aihe|alainen rooli/)
  expect((await get('/selaa', owner)).text).toMatch(/Salainen ohje[\s\S]*salainen rooli/)
  expect((await get(path('KADONNUT'), owner)).text).toContain('Salainen ohje')
  // the subject's own page does not tell its name either: it repeats the address that was typed
  const hidden = (await get('/selaa?aihe=salainen-aihe')).text
  expect(hidden).toContain('0 sivua')
  expect(hidden).not.toContain('salainen aihe')

  const count = async ({ agent }: typeof reader) => /<b>(\d+) sivua<\/b>/.exec((await agent.get('/selaa?aihe=kirjastokortit')).text)?.[1]
  expect([await count(reader), await count(owner)]).toEqual(['2', '3'])
  const tile = async ({ agent }: typeof reader) => /Ohjeet<\/span> <span class="n">(\d+)/.exec((await agent.get('/')).text)?.[1]
  expect([await tile(reader), await tile(owner)]).toEqual(['3', '4'])
})

test('the front page shows the outage first, what changed with the writer’s sentence, and the own late pages', async () => {
  const { text } = await get('/', owner)
  expect(text).toMatch(/Häiriö[\s\S]*Koha ei toimi[\s\S]*Lainaa yhteydettömästi\.<\/p>/)
  expect(text).not.toContain('Joulu tulee')
  expect(text).toContain('Muuttui tällä viikolla')
  expect(text).toContain('Lisättiin ajokortti.</span> · Vastuu: Omistajat')
  expect(text).toMatch(/Tarkista: <span>Myöhässä oleva ohje<\/span><\/a><\/p><p class="late"><b>9 päivää myöhässä/)
  expect((await get('/')).text).not.toContain('Omat tehtävät')
})

test('a page of another municipality’s is not among the notices here, but every notice has its place in the list', async () => {
  await add('INARIN HÄIRIÖ', { kind: 'notice', noticeType: 'outage', title: 'Inarin verkko poikki', networkWide: false, municipalityIds: [(await municipalityBySlug(app.db, 'inari'))!.id], reviewMonths: 0 })
  expect((await get('/')).text).not.toContain('Inarin verkko poikki')
  const { text } = await get('/tiedotteet')
  expect(text).toMatch(/Voimassa nyt[\s\S]*Inarin verkko poikki[\s\S]*Ei enää voimassa[\s\S]*Joulu tulee/)
})

test('a notice that is over opens with a clear note and is in no list', async () => {
  expect((await get(path('VANHA'))).text).toContain('Tämä ei ole enää voimassa')
  expect((await get('/selaa?laji=notice')).text).not.toContain('Joulu tulee')
  expect((await get(path('HÄIRIÖ'))).text).not.toContain('Tämä ei ole enää voimassa')
})

test('a short, an old and a translated address all lead to the page', async () => {
  for (const [address, to] of [[path('KORTTI'), `${path('KORTTI')}-kirjastokortin-antaminen`], [`${path('KORTTI')}-vanha-nimi`, `${path('KORTTI')}-kirjastokortin-antaminen`],
    [`${path('KORTTI')}?kieli=sv`, `${path('KORTTI')}-att-ge-bibliotekskort?kieli=sv`], ['/laavu/KORTTI', `${path('KORTTI')}-kirjastokortin-antaminen`]] as const) {
    const { status, headers } = await reader.agent.get(address).redirects(0)
    expect({ address, status, location: headers['location'] as string }).toEqual({ address, status: 302, location: to })
  }
  expect((await reader.agent.get(`${path('KORTTI')}-att-ge-bibliotekskort`).redirects(0)).status).toBe(200)
})

test('the reading page has contents, sections to link to, related pages, who links here, and its facts', async () => {
  const { text } = await get(path('KORTTI'))
  expect(text).toContain('<nav class="toc sticky" aria-label="Tällä sivulla">')
  expect(text).toContain(`<a class="suggest" href="#k-ensin" data-copy="${path('KORTTI')}-kirjastokortin-antaminen#k-ensin"`)
  expect(text).toMatch(/Tähän viitataan[\s\S]*Kadonnut kortti/)
  expect(text).toMatch(/Versio 1 · tarkistettu/)
  expect(text).toMatch(/<a href="[^"]*aihe&#x3D;kirjastokortit">kirjastokortit<\/a>/)
  expect(text).toMatch(/hreflang="sv">svenska<\/a>/)
  expect((await get(path('INARI'))).text).toMatch(/Koskee<\/dt><dd><a [^>]*>Inari<\/a>/)
})

test('X-13: a text in another language is marked with it, and so is its title in lists', async () => {
  const swede = await signedIn(app, site)
  await app.db.updateTable('person').set({ locale: 'sv' }).where('id', '=', swede.personId).execute()
  const own = (await get(path('KORTTI'), swede)).text
  expect(own).toContain('<h1>Att ge bibliotekskort</h1>')
  expect(own).toContain('<article class="prose" lang="sv">')
  expect(own).not.toContain('Det här finns inte ännu')
  const fallback = (await get(path('KADONNUT'), swede)).text
  expect(fallback).toContain('<h1 lang="fi">Kadonnut kortti</h1>')
  expect(fallback).toContain('<article class="prose" lang="fi">')
  expect(fallback).toContain('Det här finns inte ännu på svenska; det visas på finska.')
  expect((await get('/selaa', swede)).text).toMatch(/<h2 lang="fi"><a [^>]*>Kadonnut kortti/)
  expect((await get('/selaa?aihe=kirjastokortit', swede)).text).toContain('>bibliotekskort<')
})

test('“still right” is offered to the owners of a late page, starts the clock again, and is nobody else’s', async () => {
  const action = `${path('MYÖHÄSSÄ')}/tarkistus`
  expect((await get(path('MYÖHÄSSÄ'))).text).toContain('Tarkistus myöhässä 9 päivää')
  expect((await get(path('MYÖHÄSSÄ'))).text).not.toContain('tarkistus"')
  expect((await reader.agent.post(action)).status).toBe(404)
  const stranger = await signedIn(app, site, { role: 'editor' })
  expect((await stranger.agent.post(action)).status).toBe(404)
  expect((await get(path('MYÖHÄSSÄ'), owner)).text).toContain(`action="${action}"`)
  const done = await owner.agent.post(action).redirects(0)
  expect([done.status, done.headers['location']]).toEqual([303, `${path('MYÖHÄSSÄ')}-myohassa-oleva-ohje`])
  const { text } = await get(path('MYÖHÄSSÄ'), owner)
  expect(text).toContain('Merkitty tarkistetuksi')
  expect(text).not.toContain('myöhässä</b>')
  const row = await app.db.selectFrom('change').where('action', '=', 'checked').selectAll().executeTakeFirstOrThrow()
  expect(row).toMatchObject({ actor_id: owner.personId, subject_id: ids['MYÖHÄSSÄ'], at: TEST_NOW })
})

test('browsing narrows by every facet, keeps the other choices, and orders by the Finnish alphabet', async () => {
  const titles = async (address: string) => [...(await get(address)).text.matchAll(/<li class="item">[\s\S]*?<h2[^>]*><a [^>]*>([^<]*)</g)].map((match) => match[1])
  expect(await titles('/selaa?laji=practice')).toEqual(['Kadonnut kortti'])
  expect(await titles('/selaa?kunta=inari&laji=guide')).toContain('Inarin aukiolo')
  expect(await titles('/selaa?kunta=rovaniemi&laji=guide')).not.toContain('Inarin aukiolo')
  expect(await titles(`/selaa?kenelle=${encodeURIComponent('Uudet työntekijät')}&laji=guide`)).toEqual(['Kirjastokortin antaminen'])
  expect(await titles(`/selaa?vastuu=${teams.owners}&laji=path`)).toEqual(['Perehdytyspolku'])
  for (const title of ['Zeniitti', 'Äidinkieli', 'Åbo', 'Aakkoset', 'Öljy']) await add(`A-${title}`, { kind: 'document', title })
  expect(await titles('/selaa?laji=document&jarjestys=nimi')).toEqual(['Aakkoset', 'Zeniitti', 'Åbo', 'Äidinkieli', 'Öljy'])
  const { text } = await get('/selaa?laji=guide&aihe=kirjastokortit')
  expect(text).toContain('href="/selaa?aihe&#x3D;kirjastokortit"><svg') // the tag that takes the kind away
  expect(text).toContain('href="/selaa?laji&#x3D;guide&amp;kenelle&#x3D;asiakaspalvelu&amp;aihe&#x3D;kirjastokortit"')
  expect((await get('/selaa?laji=path&aihe=kirjastokortit')).text).toContain('Näytä kaikki sivut')
})

test('I-1: odd query parameters are answered with 400 or as nothing found, never with a fault', async () => {
  for (const query of ['laji=x', 'laji=guide&laji=qa', 'laji[]=guide', 'sivu=-1', 'sivu=1e9', 'aihe=%00', `aihe=${'x'.repeat(300)}`, 'vastuu=abc', 'jarjestys=1']) {
    const { status } = await get(`/selaa?${query}`)
    expect({ query, status }).toEqual({ query, status: query === 'laji[]=guide' ? 200 : 400 })
  }
  for (const address of ['/selaa?aihe=%F0%9F%8E%84', '/selaa?kunta=%22%20OR%201=1', '/selaa?sivu=5000', '/selaa?kenelle=%E2%80%AE', `${path('KORTTI')}?kieli=xx`]) expect((await get(address)).status, address).toBe(200)
  for (const address of [`${path('KORTTI')}?kieli=%00`, `${path('KORTTI')}?kieli=fi&kieli=sv`, '/sivu/%FF', '/laavu/%E0%A4%A']) expect((await get(address)).status, address).toBe(400)
  for (const address of ['/sivu/9999999999999999999', '/sivu/1e3', '/sivu/-1', '/laavu/%00']) expect((await get(address)).status, address).toBe(404)
})

test('C-8: pages are read only, whatever the method says', async () => {
  for (const address of ['/', '/selaa', path('KORTTI'), '/tiedotteet']) expect((await reader.agent.post(`${address}?_method=GET`).set('X-HTTP-Method-Override', 'GET')).status, address).toBe(404)
  expect((await owner.agent.get(`${path('KORTTI')}/tarkistus`)).status).toBe(404)
})

test('new employees find the path and what to read first; who helps shows teams, their pages and their people', async () => {
  const onboarding = (await get('/perehdytys')).text
  expect(onboarding).toMatch(/Aloita polusta[\s\S]*Perehdytyspolku[\s\S]*Asiakaspalvelu[\s\S]*Kirjastokortin antaminen[\s\S]*1 min/)
  const who = (await get('/kuka-auttaa')).text
  expect(who).toMatch(/Omistajat<\/h3>[\s\S]*Vastaa \d+ sivusta[\s\S]*mailto:/)
})

test('M-3: what a writer types is text in titles, summaries and lists', async () => {
  await add('XSS', { title: '<img src=x onerror=alert(1)> {{7*7}}', summary: '"><script>alert(1)</script>', body: '<script>alert(1)</script>\n\nTeksti', roles: ['<b>rooli</b>'], subjects: [{ label: '<i>aihe</i>' }] })
  for (const address of ['/', '/selaa', path('XSS')]) {
    const { text } = await get(address)
    expect(text).not.toMatch(/<img src=x|<script>alert|<b>rooli|<i>aihe/)
    expect(text).toContain('&lt;img src&#x3D;x onerror')
  }
})

test('when nothing changed this week, the front page says what changed last', async () => {
  moveClock('2026-03-02T10:00:00.000Z')
  const { text } = await get('/', await signedIn(app, site))
  expect(text).toContain('Viimeksi muuttui')
  expect(text).not.toContain('Muuttui tällä viikolla')
  moveClock(TEST_NOW)
})
