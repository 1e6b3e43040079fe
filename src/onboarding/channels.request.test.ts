import { beforeAll, expect, test } from 'vitest'
import { mailDigest, mailNews } from '../content/following/mail-news.ts'
import { catchUpSearch } from '../search/search.sync.ts'
import { readSuggestions } from '../search/suggest.ts'
import { readAddress } from '../testing/read-address.ts'
import { routesOf } from '../testing/routes-of.ts'
import { apiToken, browser, signedIn, type PersonOptions } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'
import { startedPath } from './fixtures/started-path.ts'
import { sendReminders } from './send-reminders.ts'

/**
 * One person's onboarding through every route of the live router: her tasks and ticks, what she asks her mentor, her buddy, her feedback and
 * the visit that she asks for. Those who are not on it, the administrator and the contact person of her own municipality included, find
 * none of it anywhere; those who are, do.
 */
type Someone = Awaited<ReturnType<typeof someone>>
const { app, site, moveClock } = await testApp()
const PRIVATE = /Zotan tehtävä|Zaxan kysymys|Zubin kaveri|Zillan palaute|Zerkan toive/
/** Whose addresses are one person's. */
const PERSONAL = /^\/perehdytys\/(henkilokohtainen|tehtava|kaynti)\/:id/
let path: Awaited<ReturnType<typeof startedPath>>, visit: number, task: number, aino: Someone, mentor: Someone, boss: Someone
const outside = {} as Record<'admin' | 'contact' | 'supervisor' | 'editor' | 'reader' | 'elsewhere', Someone>
const routes = routesOf(site), gets = routes.filter(({ method }) => method === 'GET').map((route) => route.path)

async function someone(options: PersonOptions) {
  const made = await signedIn(app, site, options)
  return { ...made, token: await apiToken(app, made.personId, 'read') }
}
const post = ({ agent }: Pick<Someone, 'agent'>, address: string, fields: object) => agent.post(address).type('form').send(fields)
const read = (who: Someone, address: string) => readAddress(site, who, address)
const idOf = (reply: { headers: Record<string, string> }) => Number(/\/(\d+)$/.exec(reply.headers['location'] ?? '')?.[1])

beforeAll(async () => {
  moveClock('2026-01-05T08:00:00Z')
  for (let n = 0; n < 40; n++) await signedIn(app, site, { municipality: 'utsjoki' }) // so that no number of a person is one of something else
  path = await startedPath(app, site)
  const withToken = async (made: { agent: ReturnType<typeof browser>; personId: number }) => ({ ...made, token: await apiToken(app, made.personId, 'read') })
  ;[aino, mentor, boss] = await Promise.all([path.employee, path.mentor, path.supervisor].map(withToken)) as [Someone, Someone, Someone]
  for (const [name, options] of Object.entries({ admin: { role: 'admin' }, contact: { role: 'contact' }, supervisor: { supervisor: true }, editor: { role: 'editor', teams: ['Omistajat'] }, reader: {}, elsewhere: { role: 'contact', municipality: 'enontekio' } } satisfies Record<string, PersonOptions>))
    outside[name as keyof typeof outside] = await someone({ municipality: 'salla', name: `Ulkopuolinen ${name}`, ...options })
  const own = `/perehdytys/henkilokohtainen/${path.id}`
  await post(boss, `${own}/muokkaa`, { alku: '2026-01-05', kirjasto: '', perehdyttaja: String(mentor.personId), kaveri: 'Zubin kaveri' })
  await post(boss, `${own}/uusi-tehtava`, { tehtava: 'Zotan tehtävä', miksi: '', vaihe: 'Ensimmäinen viikko', tekija: 'employee', pvm: '2026-01-05' })
  task = (await app.db.selectFrom('onboarding_task').where('title', '=', 'Zotan tehtävä').select('id').executeTakeFirstOrThrow()).id
  await post(aino, `/perehdytys/tehtava/${task}/merkinta`, { tila: 'tehty' })
  await post(aino, `${own}/viesti`, { viesti: 'Zaxan kysymys' })
  await post(aino, `${own}/palaute`, { arvio: '2', auttoi: 'Zillan palaute', puuttui: '' })
  const host = await someone({ supervisor: true, role: 'contact', municipality: 'inari' })
  const offer = idOf(await post(host, '/perehdytys/vertaisoppiminen/uusi', { aihe: 'Satutunnit', kuvaus: '', paivat: 'tiistaisin', asti: '2026-03-31', kirjasto: '' }))
  visit = idOf(await post(aino, `/perehdytys/vertaisoppiminen/${offer}/pyynto`, { toive: 'Zerkan toive', esihenkilo: String(boss.personId) }))
  await app.db.updateTable('person').set({ password_hash: 'x' }).execute()
  await sendReminders(app)
  await mailNews(app)
  await mailDigest(app)
  await catchUpSearch(app)
  await readSuggestions(app)
}, 60_000)

const ASKED = ['Zotan', 'Zaxan', 'Zubin', 'Zillan', 'Zerkan'].flatMap((word) => [`/haku?q=${word}`, `/haku/vienti?q=${word}`, `/search?q=${word}`, `/luonnokset/linkki?q=${word}`, `/haku/ehdotukset?q=${word.slice(0, 4)}`])
const withoutId = gets.filter((route) => !route.includes(':'))
/** The routes of that kind with every number of hers in the place of their id. */
const filled = (kind: RegExp) => gets.filter((route) => route.includes(':') && kind.test(route))
  .flatMap((route) => [...new Set([path.id, task, visit, aino.personId, path.pathId])].map((id) => route.replace(':slug', 'salla').replace(/:\w+/g, String(id))))

test('C-4: in no route of the live router is a word of hers for who is not on her path, with whatever number of hers, nor in the export of everything', async () => {
  const said: string[] = []
  for (const [name, who] of Object.entries(outside)) for (const address of [...withoutId, ...ASKED, ...filled(name === 'admin' || name === 'contact' ? /./ : PERSONAL)]) {
    const { status, text } = await read(who, address)
    if (PRIVATE.test(text)) said.push(`${name}: ${address}`)
    if (PERSONAL.test(address.replace(/\/\d+/, '/:id')) && status !== 404) said.push(`${name}: ${status} ${address}`)
  }
  const { status, text } = await readAddress(site, outside.admin, '/hallinta/vienti', {})
  expect([status, text.includes('Perehdytyspolku'), PRIVATE.test(text)]).toEqual([200, true, false])
  expect(said).toEqual([])
}, 120_000)

test('C-4: who leads nobody and edits nothing of hers does not even find that she is on a path', async () => {
  for (const who of [outside.reader, outside.editor, outside.elsewhere]) for (const address of withoutId) expect([address, (await read(who, address)).text.includes('Aino Uusi')]).toEqual([address, false])
}, 60_000)

test('C-2: the same words are there for those who are on it', async () => {
  const own = `/perehdytys/henkilokohtainen/${path.id}`, has = async (who: Someone, address: string, words: string[]) => {
    const { text } = await read(who, address)
    for (const word of words) expect([address, word, text.includes(word)]).toEqual([address, word, true])
  }
  for (const who of [aino, mentor, boss]) await has(who, own, ['Zotan tehtävä', 'Zaxan kysymys', 'Zubin kaveri'])
  await has(aino, '/perehdytys/oma', ['Zotan tehtävä', 'Zaxan kysymys', 'Zubin kaveri'])
  await has(aino, '/oma/perehdytystiedot', ['Zotan tehtävä', 'Zaxan kysymys', 'Zubin kaveri', 'Zerkan toive'])
  for (const who of [aino, boss]) await has(who, `/perehdytys/kaynti/${visit}`, ['Zerkan toive'])
  expect((await read(mentor, `/perehdytys/kaynti/${visit}`)).status).toBe(404) // the visit is no matter of her mentor's
})

test('C-4: feedback is nobody’s to see before there is enough of it, not even of those on the path, nor is it in her own export with her name', async () => {
  expect(await app.db.selectFrom('path_feedback').select('helped').execute()).toEqual([{ helped: 'Zillan palaute' }])
  for (const who of [aino, mentor, boss, outside.editor]) for (const address of [...withoutId, ...filled(/perehdytys/)]) expect([address, (await read(who, address)).text.includes('Zillan palaute')]).toEqual([address, false])
}, 120_000)

/** What each form of hers sends. */
const FORMS: Record<string, object> = {
  '/perehdytys/henkilokohtainen/:id/muokkaa': { alku: '2026-02-02', kirjasto: '', perehdyttaja: '', kaveri: '' }, '/perehdytys/henkilokohtainen/:id/tehtavat': { naytetty: '1' },
  '/perehdytys/henkilokohtainen/:id/uusi-tehtava': { tehtava: 'Lisä', vaihe: 'Ensimmäinen viikko', tekija: 'employee', pvm: '2026-01-07' }, '/perehdytys/henkilokohtainen/:id/paattyminen': { tila: 'paattynyt' },
  '/perehdytys/henkilokohtainen/:id/vastuu': {}, '/perehdytys/henkilokohtainen/:id/kutsu': {}, '/perehdytys/henkilokohtainen/:id/viesti': { viesti: 'x' }, '/perehdytys/henkilokohtainen/:id/palaute': { arvio: '1' },
  '/perehdytys/tehtava/:id/merkinta': { tila: 'kesken' }, '/perehdytys/tehtava/:id/kuittaus': { tila: 'kuitattu' },
  '/perehdytys/kaynti/:id/suostumus': { tila: 'kylla' }, '/perehdytys/kaynti/:id/muistio': { muistio: 'x' }, '/perehdytys/kaynti/:id/luonnos': { vastuu: '1' }, '/perehdytys/kaynti/:id/peru': {},
}

test('C-1, C-3: every form of hers in the live router is answered to others as if it were not there, and changes nothing', async () => {
  expect(Object.keys(FORMS).toSorted()).toEqual(routes.filter(({ method, path: route }) => method === 'POST' && PERSONAL.test(route)).map((route) => route.path).toSorted())
  const tables = async () => JSON.stringify(await Promise.all((['onboarding', 'onboarding_task', 'onboarding_note', 'path_feedback', 'peer_visit'] as const).map((table) => app.db.selectFrom(table).selectAll().execute())))
  const before = await tables(), plain = (text: string) => text.replace(/name="takaisin" value="[^"]*"/, '')
  for (const [name, who] of Object.entries(outside)) for (const [route, fields] of Object.entries(FORMS)) {
    const id = route.includes('tehtava/') ? task : route.includes('kaynti') ? visit : path.id
    const hidden = await post(who, route.replace(':id', String(id)), fields), gone = await post(who, route.replace(':id', '999999'), fields)
    expect([name, route, hidden.status, plain(hidden.text)]).toEqual([name, route, 404, plain(gone.text)])
  }
  expect(await tables()).toBe(before)
}, 60_000)

test('C-4: no mail, line, work or change row of anybody holds a word of hers; the index and the suggestions do not either', async () => {
  const text = JSON.stringify(await Promise.all((['mail', 'told', 'task', 'change', 'restricted_read', 'mailed_digest'] as const).map((table) => app.db.selectFrom(table).selectAll().execute())))
  expect(text).toContain('onboarding-started')
  expect(text).not.toMatch(PRIVATE)
  expect((await app.db.selectFrom('mail').select('id').execute()).length).toBeGreaterThan(1)
})
