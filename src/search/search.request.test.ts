import type { Express } from 'express'
import { beforeAll, expect, test } from 'vitest'
import type { AppContext } from '../context.ts'
import { insertFact, putValue } from '../content/facts/facts.queries.ts'
import { prepareText } from '../content/prepare-text.ts'
import { createItem, reviseItem, trashItem, type ItemInput } from '../content/save-item.ts'
import { ensureTeam, municipalityBySlug } from '../people/people.queries.ts'
import { updateMunicipality } from '../people/places/places.queries.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { sampleItem } from '../testing/sample-item.ts'
import { signedIn } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'
import { PER_PAGE } from './search-address.ts'

type Agent = Awaited<ReturnType<typeof signedIn>>['agent']
let app: AppContext, site: Express, moveClock: (to: Date | string) => void, reader: Agent, member: Agent, memberId: number, team: number, otherTeam: number

async function add(different: Partial<ItemInput>): Promise<number> {
  const input = sampleItem({ ownerTeamId: team, subjects: [], roles: [], ...different }), text = prepareText(input)
  return app.db.transaction().execute(async (trx) => (await createItem(trx, app.now().toISOString(), SYSTEM, input, text)).id)
}
async function revise(id: number, different: Partial<ItemInput>) {
  const input = sampleItem({ ownerTeamId: team, subjects: [], roles: [], ...different }), text = prepareText(input)
  await app.db.transaction().execute((trx) => reviseItem(trx, app.now().toISOString(), SYSTEM, id, null, input, text))
}
const raw = async (agent: Agent, address: string) => (await agent.get(`/haku?${address}`).expect(200)).text
/** The page with the signs of its addresses as they are. */
const search = async (agent: Agent, address: string) => (await raw(agent, address)).replaceAll('&#x3D;', '=').replaceAll('&amp;', '&')
const q = (typed: string) => new URLSearchParams({ q: typed }).toString()
const countOf = (html: string) => Number(/<p role="status"><b>(\d+) osuma/.exec(html)?.[1] ?? 0)

beforeAll(async () => {
  ;({ app, site, moveClock } = await testApp())
  team = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Asiakaspalveluryhmä'))
  ;({ agent: reader } = await signedIn(app, site, { municipality: 'inari' }))
  ;({ agent: member, personId: memberId } = await signedIn(app, site, { teams: ['Johtoryhmä'] }))
  otherTeam = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Johtoryhmä'))
})

test('a saved page is found at once, by another form of its words, at its section, with the words marked', async () => {
  const id = await add({ title: 'Kortin uusiminen', body: 'Alku.\n\n## Kun kortti katoaa\n\nKadonneesta kortista peritään korvausmaksu, joka on kolme euroa.\n\n## Muuta\n\nLoppu.' })
  const html = await search(reader, 'q=korvausmaksuja')
  expect(html).toContain('<title>korvausmaksuja – haku – Laavu</title>')
  expect(countOf(html)).toBe(1)
  expect(html).toContain(`href="/sivu/${id}-kortin-uusiminen#k-kun-kortti-katoaa"`)
  expect(html).toMatch(/peritään <mark>korvausmaksu<\/mark>, joka/)
  expect(html).toContain('name="q" value="korvausmaksuja"')
  await revise(id, { title: 'Kortin uusiminen', body: 'Alku.\n\nLounas on maksuton.' })
  expect(countOf(await search(reader, 'q=korvausmaksuja&tarkka=1'))).toBe(0)
  expect(countOf(await search(reader, 'q=lounaita'))).toBe(1)
  await app.db.transaction().execute((trx) => trashItem(trx, app.now().toISOString(), SYSTEM, id))
  expect(countOf(await search(reader, 'q=lounaita'))).toBe(0)
})

test('the numbered steps of the best section are shown as steps', async () => {
  await add({ title: 'Laminointi', body: '## Näin laminoit\n\n1. Käynnistä laminointilaite.\n2. Odota valoa.\n' })
  const html = await search(reader, 'q=laminointilaitteet')
  expect(html).toMatch(/<article class="best"[\s\S]*<ol><li>Käynnistä <mark>laminointilaite<\/mark>\.<\/li><li>Odota valoa\.<\/li><\/ol>/)
})

test('Q-4: a payload in title, text or query is shown as text, and only our own mark is markup', async () => {
  await add({ title: 'Vesimittari <script>alert(1)</script>', body: 'Vesimittari ja `<mark><img src=x onerror=alert(1)></mark>` lukema.' })
  const html = await raw(reader, q('vesimittari "><script>alert(2)</script>'))
  expect(html).not.toMatch(/<script>alert|<img src=x/)
  const found = await raw(reader, 'q=vesimittarin')
  expect(found).toContain('Vesimittari &lt;script&gt;alert(1)&lt;/script&gt;')
  expect(found).toContain('<mark>Vesimittari</mark> ja &lt;mark&gt;&lt;img src&#x3D;x onerror&#x3D;alert(1)&gt;&lt;/mark&gt; lukema')
})

test.each([
  ['a word of one letter', 'a'], ['a quote', '"'], ['two quotes', '""'], ['a star', '*'], ['NEAR', 'NEAR('], ['NEAR with words', 'NEAR(a b, 2)'], ['a column filter', 'title:kortti'], ['another', '{title base} : kortti'], ['a minus', '-'],
  ['a caret', '^kortti'], ['operators', 'a AND OR NOT b'], ['SQL', "'; drop table search_item; --"], ['10 kB', 'a OR '.repeat(2000)], ['200 terms', Array.from({ length: 200 }, (_, n) => `sana${n}`).join(' ')],
  ['a very long word', 'a'.repeat(9000)], ['emoji', '😀 👩‍👩‍👧'], ['a joiner', '\u200D'], ['common words only', 'ja on ei se että'], ['a half of a pair', '%ED%A0%80'], ['a null', 'a\0b'], ['right to left', '\u202Eabc'],
])('I-4, Q-6: %s gets an answer without an error of ours', async (_what, typed) => {
  const answer = await reader.get(`/haku?${typed.startsWith('%') ? `q=${typed}` : q(typed)}`)
  expect([200, 400]).toContain(answer.status)
  expect(answer.text).not.toMatch(/fts5|sqlite|syntax error|select [^<]* from |no such column/i)
})

test.each(['q=a&q=b', 'q[x]=1&q=a&q=b', 'q=a&laji=unknown', 'q=a&sivu=0', 'q=a&sivu=1e9', 'q=a&sivu=x', 'q=a&sivu=1&sivu=2', 'q=a&kieli=xx', 'q=a&kunta=%00'])('I-2: /haku?%s is refused', async (address) => {
  await reader.get(`/haku?${address}`).expect(400)
})

test('someone not signed in is not answered', async () => {
  const { default: request } = await import('supertest')
  expect((await request(site).get('/haku?q=kortti')).status).not.toBe(200)
})

test('an empty search offers the box and what can be typed', async () => {
  for (const address of ['', 'q=', 'q=%20']) expect(await search(reader, address)).toMatch(/<h1>Mitä etsit\?<\/h1>[\s\S]*name="q" value=""[\s\S]*kunta:inari/)
})

test('no result offers another way on, and keeps what was typed', async () => {
  const html = await search(reader, 'q=xyzzyplugh')
  expect(html).toContain('Haulla ”xyzzyplugh” ei löytynyt mitään.')
  expect(html).toMatch(/value="xyzzyplugh"[\s\S]*href="\/selaa"[\s\S]*href="\/kuka-auttaa"/)
  expect(await search(reader, 'q=-kortti')).toContain('Haussa on vain poissuljettuja sanoja.')
})

test('filters that leave nothing can be taken away', async () => {
  await add({ title: 'Ilmalämpöpumppu', kind: 'guide' })
  const html = await search(reader, 'q=ilmalämpöpumput&laji=notice')
  expect(html).toContain('Näillä rajauksilla ei jää jäljelle mitään.')
  expect(html).toContain(`href="/haku?${q('ilmalämpöpumput')}"`)
})

test('a misspelt word is searched with its likely spelling too, and can be searched exactly', async () => {
  await add({ title: 'Saavutettavuusseloste', body: 'Saavutettavuus tarkistetaan vuosittain.' })
  const html = await search(reader, 'q=saavutetavuus')
  expect(html).toMatch(/Haettiin myös <a href="[^"]*"><b>saavutettavuus<\/b><\/a>/)
  expect(html).toContain('href="/haku?q=saavutetavuus&tarkka=1"')
  expect(countOf(html)).toBeGreaterThan(0)
  const exactly = await search(reader, 'q=saavutetavuus&tarkka=1')
  expect(countOf(exactly)).toBe(0)
  expect(exactly).toContain('Haettiin juuri näin kuin kirjoitit.')
})

test('when nothing has all the words, some of them and library slang are tried, and this is said', async () => {
  await add({ title: 'Henkilötunnuksen käsittely', body: 'Tunnus kirjoitetaan lomakkeelle.' })
  const html = await search(reader, 'q=hetu+lomake+dinosaurus')
  expect(html).toContain('Kaikkia sanoja ei löytynyt samasta kohdasta.')
  expect(html).toMatch(/Haettiin myös:[\s\S]*>henkilötunnus<\/a>/)
  expect(html).toContain('Henkilötunnuksen käsittely')
  expect(countOf(await search(reader, 'q=hetu+lomake+dinosaurus&tarkka=1'))).toBe(0)
})

test('what has all of several words comes first, and what has some of them after it, which is said', async () => {
  await add({ title: 'Nokipannun lainaus', body: 'Nokipannu lainataan retkelle.' })
  await add({ title: 'Kaamoksen kuvaus', body: 'Kaamos, nokipannu ja jalusta: ota kaikki mukaan.' })
  for (let number = 1; number <= 25; number++) await add({ title: `Jalusta ${number}`, body: 'Jalusta lainataan viikoksi.' })
  const titles = (html: string) => [...html.matchAll(/<h2><a [^>]*>([^<]*)/g)].map(([, title]) => title!)
  const html = await search(reader, 'q=kaamos+nokipannu+jalusta'), [whole = '', partial = ''] = html.split('Seuraavissa on vain osa sanoista.')
  expect([titles(whole), titles(partial).length, titles(partial).includes('Nokipannun lainaus')]).toEqual([['Kaamoksen kuvaus'], PER_PAGE - 1, true])
  expect([countOf(html), html.includes('Kaikkia sanoja ei löytynyt')]).toEqual([27, false])
  const partialOn = async (page: number) => titles((await search(reader, `q=kaamos+nokipannu+jalusta&sivu=${page}`)).split('Seuraavissa on vain osa sanoista.')[1]!).length
  expect([await partialOn(2), await partialOn(3)]).toEqual([PER_PAGE, 27 - 2 * PER_PAGE])
  await add({ title: 'Pilkkiretki', body: 'Kaamos, nokipannu ja kalastus.' })
  const unfinished = await search(reader, 'q=kaamos+nokipannu+kala')
  expect(titles(unfinished.split('Seuraavissa on vain osa sanoista.')[0]!)).toEqual(['Pilkkiretki'])
  for (const few of ['kaamos+jalusta', 'kaamos+nokipannu+jalusta&tarkka=1', 'kaamos+nokipannu+jalusta+-kissa']) expect([few, titles(await search(reader, `q=${few}`))]).toEqual([few, ['Kaamoksen kuvaus']])
})

test('operators: a phrase, a word left out, a kind and a municipality', async () => {
  const inari = (await municipalityBySlug(app.db, 'inari'))!.id, salla = (await municipalityBySlug(app.db, 'salla'))!.id
  await add({ title: 'Moottorikelkka Inarissa', body: 'Kelkka on varikolla joka talvi.', networkWide: false, municipalityIds: [inari] })
  await add({ title: 'Moottorikelkka Sallassa', body: 'Talvi on pitkä, joka kelkka huolletaan.', networkWide: false, municipalityIds: [salla], kind: 'practice' })
  for (const [typed, count] of [['moottorikelkka', 2], ['moottorikelkat "joka talvi"', 1], ['moottorikelkka -varikko', 1], ['moottorikelkka laji:käytäntö', 1], ['moottorikelkka kunta:inari', 1], ['moottorikelkka -"joka talvi"', 1], ['moottorikelkka -"joka kelkka"', 1], ['moottorikelkka -"kelkka joka"', 2], ['moottorikelkka ”joka talvi”', 1], ['moottorikelkka –varikko', 1], ['moottorikelkka kind:practice', 1], ['moottorikelkka kommun:Salla', 1]] as const)
    expect([typed, countOf(await search(reader, q(typed)))]).toEqual([typed, count])
  for (const [typed, chosen] of [['laji:käytäntö', 'laji=practice'], ['kunta:inari', 'kunta=inari']] as const) {
    const results = (html: string) => [...html.matchAll(/<h2><a href="(\/sivu\/[^"]*)/g)].map(([, href]) => href)
    const [byOperator, byFacet] = [await search(reader, q(`moottorikelkka ${typed}`)), await search(reader, `q=moottorikelkka&${chosen}`)]
    expect([typed, results(byOperator)]).toEqual([typed, results(byFacet)])
    expect(results(byFacet)).toHaveLength(1)
  }
  const html = await search(reader, 'q=moottorikelkka')
  expect(html.indexOf('Moottorikelkka Inarissa')).toBeLessThan(html.indexOf('Moottorikelkka Sallassa'))
  expect(html).toMatch(/name="kunta" value="inari"[^>]*> <span>Inari ja yhteiset<\/span><span class="n">1<\/span>/)
  expect(html).toMatch(/name="kunta" value="" checked> <span>Kaikki kunnat<\/span><span class="n">2<\/span>/)
  const narrowed = await search(reader, 'q=moottorikelkka&kunta=salla')
  expect(countOf(narrowed)).toBe(1)
  expect(narrowed).toMatch(/href="\/haku\?q=moottorikelkka"[^>]*>[\s\S]{0,200}Poista rajaus/)
})

test('a municipality that is renamed has its new name among the filters at once', async () => {
  const { id, name } = (await municipalityBySlug(app.db, 'inari'))!, rename = (to: string) => app.db.transaction().execute((trx) => updateMunicipality(trx, id, { name: to }))
  await add({ title: 'Peräkärry', networkWide: false, municipalityIds: [id] })
  expect(await search(reader, 'q=peräkärryt')).toContain('<span>Inari ja yhteiset</span>')
  await rename('Uusi-Inari')
  expect(await search(reader, 'q=peräkärryt')).toContain('<span>Uusi-Inari ja yhteiset</span>')
  await rename(name)
})

test('an item in several languages is one result, in the reader’s language', async () => {
  const id = await add({ title: 'Tulostinhuolto', body: 'Tulostinhuolto soitetaan. Xeronova.' })
  await revise(id, { lang: 'sv', title: 'Skrivarservice', body: 'Service ringer du. Xeronova.' })
  const { agent: swedish, personId } = await signedIn(app, site)
  await app.db.updateTable('person').set({ locale: 'sv' }).where('id', '=', personId).execute()
  const fi = await search(reader, 'q=xeronova'), sv = await search(swedish, 'q=xeronova')
  expect([countOf(fi), /<b>(\d+) träff/.exec(sv)?.[1]]).toEqual([1, '1'])
  expect(fi).toContain('>Tulostinhuolto</a>')
  expect(sv).toContain('>Skrivarservice</a>')
  const onlyFinnish = await search(swedish, 'q=tulostinhuolto')
  expect(onlyFinnish).toMatch(new RegExp(`<article class="best"[^>]* lang="fi">[\\s\\S]*href="/sivu/${id}-tulostinhuolto\\?kieli=fi"`))
})

const SECRET = ['draft', 'restricted', 'trashed', 'scheduled', 'expired'] as const
test.each(SECRET)('Q-1, C-13: the word of a page that is %s gives nothing to who may not see it: no hit, count, facet or spelling', async (how) => {
  const word = { draft: 'kuutamokivi', restricted: 'revontuliraha', trashed: 'tunturimarja', scheduled: 'lumisuojus', expired: 'jääkaivos' }[how], now = app.now().getTime(), day = 86_400_000
  const id = await add({
    title: `Sivu ${word}`, body: `Tämä on ${word}.`, kind: 'practice', roles: ['esihenkilöt'], subjects: [{ label: `aihe ${word}` }], state: how === 'draft' ? 'draft' : 'published', restrictedTeamId: how === 'restricted' ? otherTeam : null,
    visibleFrom: how === 'scheduled' ? new Date(now + day).toISOString() : null, visibleUntil: how === 'expired' ? new Date(now - day).toISOString() : null,
  })
  if (how === 'trashed') await app.db.transaction().execute((trx) => trashItem(trx, app.now().toISOString(), SYSTEM, id))
  const decoy = await add({ title: `Toinen ${how}`, body: 'Näkyvä kaukoputki.' })
  for (const typed of [word, `${word.slice(0, 4)}${word.slice(5)}`, `${word} kaukoputki`, `"tämä on ${word}"`, word.slice(0, 5)]) {
    const html = await search(reader, q(typed))
    if (!typed.includes(word)) expect(html, typed).not.toContain(word)
    expect(html, typed).not.toContain(`/sivu/${id}-`)
    expect(html, typed).not.toContain(`aihe ${word}`)
  }
  expect(countOf(await search(reader, q(word)))).toBe(0)
  expect(await search(reader, 'q=kaukoputket')).toContain(`/sivu/${decoy}-`)
  if (how === 'restricted') {
    const html = await search(member, q(word))
    expect(countOf(html)).toBe(1)
    expect(html).toMatch(/aihe revontuliraha[\s\S]*<span class="n">1/)
  }
})

test('Q-7: a word that only others see is looked for no more than one that nobody has, in any step', async () => {
  await add({ title: 'Salaisuus', body: 'Hopeaharkko ja hopeaharkosta.', restrictedTeamId: otherTeam })
  const engine = app.search, asked: boolean[] = []
  app.search = { ...engine, find: (query, audience) => { asked.push(...query.terms.map(([typed]) => typed!.unseen === true)); return engine.find(query, audience) } }
  const stepsFor = async (agent: Agent, typed: string) => { asked.length = 0; const count = countOf(await search(agent, q(typed))); return { count, asked: [...asked] } }
  const [restricted, absent, seen] = [await stepsFor(reader, 'hopeaharkko'), await stepsFor(reader, 'hopeaharkka'), await stepsFor(member, 'hopeaharkko')]
  app.search = engine
  expect(restricted.asked.length).toBeGreaterThan(2)
  expect([restricted, new Set(restricted.asked)]).toEqual([absent, new Set([true])])
  expect([seen.count, new Set(seen.asked)]).toEqual([1, new Set([false])])
})

test('a page that goes out of force leaves the results and the counts by itself', async () => {
  const start = app.now()
  await add({ title: 'Sähkökatkos', kind: 'notice', visibleUntil: new Date(start.getTime() + 600_000).toISOString() })
  expect(countOf(await search(reader, 'q=sähkökatkokset'))).toBe(1)
  moveClock(new Date(start.getTime() + 600_000))
  expect(countOf(await search(reader, 'q=sähkökatkokset'))).toBe(0)
  moveClock(start)
  expect(countOf(await search(reader, 'q=sähkökatkokset'))).toBe(1)
})

test('Q-2: a right that is withdrawn counts in the next search', async () => {
  await add({ title: 'Palkkataulukko', restrictedTeamId: otherTeam })
  expect(countOf(await search(member, 'q=palkkataulukot'))).toBe(1)
  await app.db.deleteFrom('team_member').where('person_id', '=', memberId).execute()
  expect(countOf(await search(member, 'q=palkkataulukot'))).toBe(0)
})

test('only an editor sees why a result stands where it does', async () => {
  await add({ title: 'Poronhoito', body: 'Porojen laskenta.' })
  const { agent: editor } = await signedIn(app, site, { role: 'editor' })
  expect(await search(editor, 'q=porolaskenta+poronhoito&selitys=1')).toMatch(/Miksi tässä\?[\s\S]*<b>poronhoito<\/b>: sivun otsikko/)
  expect(await search(editor, 'q=poronhoito')).not.toContain('Miksi tässä?')
  expect(await search(editor, 'q=porolaskenta+poronhoito&explain=1')).toMatch(/Miksi tässä\?[\s\S]*Pisteet [\d.]+[\s\S]*Eniten painaa sivun otsikko[\s\S]*Yhtä hyvistä ensin oman kunnan sivut/)
  expect(await search(reader, 'q=poronhoito&explain=1')).not.toContain('Miksi tässä?')
  expect(await search(reader, 'q=poronhoito&selitys=1')).not.toContain('Miksi tässä?')
})

test('pages of results follow each other and keep the search', async () => {
  for (let n = 1; n <= 12; n++) await add({ title: `Lumikenkä ${n}`, body: 'Kengät.' })
  const first = await search(reader, 'q=lumikengät&laji=guide'), second = await search(reader, 'q=lumikengät&laji=guide&sivu=2')
  const linksOf = (html: string) => [...html.matchAll(/<h2><a href="(\/sivu\/[^"#]*)/g)].map(([, href]) => href)
  expect([countOf(first), countOf(second)]).toEqual([12, 12])
  expect(new Set([...linksOf(first), ...linksOf(second)]).size).toBe(12)
  expect(first).toContain(`href="/haku?${q('lumikengät')}&laji=guide&sivu=2" rel="next"`)
})

test('a place that whoever answers fills is shown by its name, in a heading, its steps and the text; what is no place stays as written', async () => {
  await add({ title: 'Noutopaikan vaihto', body: 'Alku.\n\n## Nouto {{kirjasto.missa}}\n\n1. Soita {{kirjasto_puhelin}}.\n2. Kerro noutopaikan nimi.' })
  await add({ title: 'Revontulilaukku', body: 'Revontulilaukun saa numerosta {{kirjasto_puhelin}}, ei `{{fakta: puhelin}}`.' })
  const shown = async (typed: string) => (await raw(reader, q(typed))).replaceAll(/<\/?mark[^>]*>/g, '').replaceAll('&#x3D;', '=')
  for (const [typed, said] of [['noutopaikan nimi', 'Nouto [kirjasto]'], ['noutopaikan nimi', 'Soita [kirjasto puhelin].'], ['revontulilaukku', 'numerosta [kirjasto puhelin], ei {{fakta: puhelin}}']] as const) {
    const html = await shown(typed)
    expect(html, typed).toContain(said)
    expect(html, typed).not.toContain('{{kirjasto')
  }
})

test('a fact in a result has the value of the reader’s municipality on the day, also when it changes, in the text and in steps', async () => {
  const { db } = app, inari = (await municipalityBySlug(db, 'inari'))!.id
  await add({ title: 'Lumilautojen lainaus', body: 'Alku.\n\n## Lumilaudan varaus\n\n1. Varaa numerosta {{fakta: lautanumero}}.\n2. Kerro [koko] ja {{fakta: tuntematon}}.' })
  await db.transaction().execute((trx) => insertFact(trx, { name: 'lautanumero', type: 'phone', label_fi: 'Lautanumero', label_sv: 'Nummer', label_en: 'Number', created_at: app.now().toISOString() }))
  const put = (value: string, of: number | null) => db.transaction().execute((trx) => putValue(trx, app.now().toISOString(), { fact: 'lautanumero', value, valid_from: '2020-01-01', municipality_id: of, library_id: null, author_id: null }))
  const shown = async (agent: Agent) => (await raw(agent, q('lumilaudan varaus'))).replaceAll(/<\/?mark[^>]*>/g, '')
  expect(await shown(reader)).toContain('[lautanumero]')
  await put('016 000 000', null)
  await put('016 111 111', inari)
  expect([(await shown(reader)).includes('Varaa numerosta 016 111 111'), (await shown(member)).includes('Varaa numerosta 016 000 000')]).toEqual([true, true])
  expect(await shown(reader)).toContain('Kerro [koko] ja [tuntematon]')
  await put('016 222 222', inari)
  expect(await shown(reader)).not.toContain('016 111 111')
  expect(await shown(reader)).toContain('016 222 222')
})
