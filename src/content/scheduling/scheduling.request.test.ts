import { beforeAll, expect, test } from 'vitest'
import { createApp } from '../../app.ts'
import { testApp } from '../../testing/test-app.ts'
import { sampleItem } from '../../testing/sample-item.ts'
import { signedIn } from '../../testing/sign-in.ts'
import { ensureTeam, municipalityBySlug } from '../../people/people.queries.ts'
import { SYSTEM } from '../../platform/changes/changes.queries.ts'
import { finnishMoment } from '../edit-finnish-day.ts'
import { prepareText } from '../prepare-text.ts'
import { createItem, trashItem, type ItemInput } from '../save-item.ts'
import { publishDue } from './publish-due.ts'

const { app, site, moveClock } = await testApp()
type Person = Awaited<ReturnType<typeof signedIn>>
let editor: Person, reader: Person, inari: Person, team = 0, secret = 0, places = { rovaniemi: 0, inari: 0 }
const START = '2026-03-20T10:00:00.000Z'

const send = (who: Person, path: string, typed: Record<string, string | string[]>) => who.agent.post(path).type('form').send({
  laji: 'guide', kieli: 'fi', alku: '', vastuu: String(team), koskee: 'verkosto', aiheet: '', tarkistus: '12', toiminto: 'julkaise', muutos: 'Uusi', versio: '0', teksti: 'Tee näin.', ...typed,
})
const idIn = (location: string | undefined) => Number(/\/sivu\/(\d+)/.exec(location ?? '')?.[1])
const acts = (id: number) => app.db.selectFrom('change').where('subject_type', '=', 'item').where('subject_id', '=', id).select(['action', 'detail']).orderBy('id').execute()
async function add(title: string, input: Partial<ItemInput> = {}) {
  const item = sampleItem({ ownerTeamId: team, title, ...input }), text = prepareText(item)
  return (await app.db.transaction().execute((trx) => createItem(trx, app.now().toISOString(), SYSTEM, item, text))).id
}
/** Whether the word is on a page, for that reader. */
const has = async (who: Person, path: string, word: string) => (await who.agent.get(path).redirects(2)).text.includes(word)

beforeAll(async () => {
  moveClock(START)
  editor = await signedIn(app, site, { role: 'editor', teams: ['Oma tiimi', 'Salainen tiimi'] })
  reader = await signedIn(app, site)
  inari = await signedIn(app, site, { municipality: 'inari' })
  await app.db.transaction().execute(async (trx) => {
    team = await ensureTeam(trx, 'Oma tiimi')
    secret = await ensureTeam(trx, 'Salainen tiimi')
  })
  places = { rovaniemi: (await municipalityBySlug(app.db, 'rovaniemi'))!.id, inari: (await municipalityBySlug(app.db, 'inari'))!.id }
})

test('I-9: a minute in Finland is a moment in winter and in summer; the hour that spring leaves out is none, and of autumn’s double hour it is the first', () => {
  const cases: [string, string | null][] = [
    ['2026-01-15T08:00', '2026-01-15T06:00:00.000Z'], ['2026-07-15T08:00', '2026-07-15T05:00:00.000Z'], ['2026-03-29T02:59', '2026-03-29T00:59:00.000Z'], ['2026-03-29T03:00', null], ['2026-03-29T03:30', null],
    ['2026-03-29T04:00', '2026-03-29T01:00:00.000Z'], ['2026-10-25T03:30', '2026-10-25T00:30:00.000Z'], ['2026-10-25T04:00', '2026-10-25T02:00:00.000Z'], ['2028-02-29T12:00', '2028-02-29T10:00:00.000Z'],
    ['2026-02-29T12:00', null], ['2026-02-31T12:00', null], ['9999-01-01T00:00', null], ['2026-W53', null], ['2026-01-01', null], ['2026-01-01T24:00', null], ['huomenna', null], ['2038-01-19T05:14', '2038-01-19T03:14:00.000Z'],
  ]
  expect(cases.map(([minute]) => [minute, finnishMoment(minute)])).toEqual(cases)
})

test('R23: a page that waits for its moment is nobody’s but its writers’ until then, and from then on in pages, lists and search, told of exactly once, also after a restart', async () => {
  moveClock(START)
  // the night on which summer time begins: 4.00 in Finland is an hour after 2.00
  const saved = await send(editor, '/sivu/uusi', { otsikko: 'Yöllä julkaistava hyllytysohje', alkaen: '2026-03-29T04:00' }), id = idIn(saved.headers['location'])
  expect(saved.status).toBe(303)
  expect((await acts(id)).map(({ action }) => action)).toEqual(['scheduled'])
  const shown = async (who: Person) => [(await who.agent.get(`/sivu/${id}`).redirects(1)).status === 200, await has(who, '/selaa', 'Yöllä julkaistava'), await has(who, '/haku?q=hyllytysohje', 'Yöllä julkaistava'), await has(who, '/', 'Yöllä julkaistava')]
  await publishDue(app)
  moveClock('2026-03-29T00:59:59.999Z')
  const night = await signedIn(app, site), writer = await signedIn(app, site, { role: 'editor', teams: ['Oma tiimi'] })
  await publishDue(app)
  expect(await shown(night)).toEqual([false, false, false, false])
  expect((await writer.agent.get(`/sivu/${id}`).redirects(1)).text).toContain('Näkyy muille vasta')
  moveClock('2026-03-29T01:00:00.000Z')
  const [page, , search] = await shown(night)
  expect([page, search]).toEqual([true, true])
  expect((await acts(id)).map(({ action }) => action)).toEqual(['scheduled'])
  // the machine was off: another process tells of it two days late, and the next run has nothing more to tell
  moveClock('2026-03-31T01:00:00.000Z')
  const restarted = { ...app }
  createApp(restarted)
  await Promise.all([publishDue(restarted), publishDue(restarted)])
  await publishDue(restarted)
  expect((await acts(id)).map(({ action, detail }) => [action, JSON.parse(detail).scheduled ?? false])).toEqual([['scheduled', false], ['published', true]])
  expect(await app.db.selectFrom('item').where('id', '=', id).select('changed_at').executeTakeFirst()).toEqual({ changed_at: '2026-03-29T01:00:00.000Z' })
  const later = await signedIn(app, site)
  expect(await shown(later)).toEqual([true, true, true, true])
})

test('R23: a clock that jumps forth and back tells nothing twice, and what was put in the trash meanwhile is not told of', async () => {
  moveClock(START)
  const one = await add('Hyppivä kello', { visibleFrom: '2026-03-21T06:00:00.000Z' }), two = await add('Roskiin ennen aikaansa', { visibleFrom: '2026-03-21T06:00:00.000Z' })
  await app.db.transaction().execute((trx) => trashItem(trx, START, SYSTEM, two))
  for (const time of ['2026-04-29T10:00:00.000Z', START, '2026-04-29T10:00:00.000Z']) {
    moveClock(time)
    await publishDue(app)
  }
  expect((await acts(one)).map(({ action }) => action)).toEqual(['scheduled', 'published'])
  expect((await acts(two)).map(({ action }) => action)).toEqual(['scheduled', 'trashed'])
  moveClock(START)
})

test('a time that cannot be is told beside its field; what readers see already is not taken from them; the time can be moved while it waits', async () => {
  moveClock(START)
  const problem = async (typed: Record<string, string>) => {
    const { status, text } = await send(editor, '/sivu/uusi', { otsikko: 'Aika', ...typed })
    return [status, /href="#(alkaen|voimassa)"/.exec(text)?.[1]]
  }
  expect(await problem({ alkaen: '2026-03-29T03:30' })).toEqual([422, 'alkaen'])
  expect(await problem({ alkaen: '2026-05-01T10:00', voimassa: '2026-04-30' })).toEqual([422, 'voimassa'])
  const id = await add('Jo näkyvä'), form = { otsikko: 'Jo näkyvä', versio: '1', toiminto: 'tallenna', teksti: 'Muutos' }
  expect((await send(editor, `/sivu/${id}/muokkaa?kieli=fi`, { ...form, alkaen: '2026-05-01T10:00' })).text).toContain('Sivu näkyy jo lukijoille')
  const waiting = await add('Vielä odottava', { visibleFrom: '2026-04-01T06:00:00.000Z' })
  expect((await editor.agent.get(`/sivu/${waiting}/muokkaa`)).text).not.toContain('name="alkaen" type="datetime-local" value=""')
  const writer = await signedIn(app, site, { role: 'editor', teams: ['Oma tiimi'] })
  expect((await writer.agent.get(`/sivu/${waiting}/muokkaa`)).text).toContain('value="2026-04-01T09:00"')
  expect((await send(writer, `/sivu/${waiting}/muokkaa?kieli=fi`, { ...form, otsikko: 'Vielä odottava', alkaen: '2026-04-02T09:00' })).status).toBe(303)
  expect(await app.db.selectFrom('scheduled').where('item_id', '=', waiting).select('at').executeTakeFirst()).toEqual({ at: '2026-04-02T06:00:00.000Z' })
})

test('a notice stands on top of the pages that it names, for whom it concerns, and goes away by itself; a restricted one is seen by its team only', async () => {
  moveClock(START)
  const guide = await add('Laskutusohje'), other = await add('Toinen ohje'), hidden = await add('Salainen ohje', { restrictedTeamId: secret })
  const notice = (typed: Record<string, string | string[]>) => send(editor, '/sivu/uusi', { laji: 'notice', tyyppi: 'outage', voimassa: '2026-03-20', tarkistus: '0', ...typed })
  const saved = await notice({ otsikko: 'Laskutus on poikki', sivut: `/sivu/${guide}-laskutusohje Laskutusohje\n\nhttps://laavu.example/sivu/${other}` }), id = idIn(saved.headers['location'])
  expect(saved.status).toBe(303)
  expect((await editor.agent.get(`/sivu/${id}/muokkaa`)).text).toContain(`/sivu/${guide} Laskutusohje\n/sivu/${other} Toinen ohje</textarea>`)
  for (const page of [guide, other]) expect(await has(reader, `/sivu/${page}`, 'Laskutus on poikki')).toBe(true)
  await notice({ otsikko: 'Vain Rovaniemellä', sivut: String(guide), koskee: 'kunnat', kunnat: String(places.rovaniemi) })
  expect([await has(reader, `/sivu/${guide}`, 'Vain Rovaniemellä'), await has(inari, `/sivu/${guide}`, 'Vain Rovaniemellä'), await has(inari, `/sivu/${guide}`, 'Laskutus on poikki')]).toEqual([true, false, true])
  const secretNotice = await add('Salainen tiedote', { kind: 'notice', restrictedTeamId: secret })
  await app.db.insertInto('notice_target').values({ notice_id: secretNotice, item_id: guide }).execute()
  expect([await has(editor, `/sivu/${guide}?kieli=fi`, 'Salainen tiedote'), await has(reader, `/sivu/${guide}?kieli=fi`, 'Salainen tiedote')]).toEqual([true, false])
  for (const bad of [`/sivu/${hidden}`, '/sivu/999999', 'ei mikään']) {
    const outsider = await signedIn(app, site, { role: 'editor', teams: ['Oma tiimi'] })
    const { status, text } = await send(outsider, '/sivu/uusi', { laji: 'notice', tyyppi: 'news', otsikko: 'x', sivut: bad, tarkistus: '0' })
    expect([bad, status, text.includes('href="#sivut"')]).toEqual([bad, 422, true])
  }
  moveClock('2026-03-20T21:58:59.000Z')
  const evening = await signedIn(app, site)
  expect(await has(evening, `/sivu/${guide}`, 'Laskutus on poikki')).toBe(true)
  moveClock('2026-03-20T21:59:00.000Z')
  await publishDue(app)
  expect((await acts(id)).map(({ action }) => action)).toEqual(['published', 'placed', 'ended'])
  expect([await has(evening, `/sivu/${guide}`, 'Laskutus on poikki'), await has(evening, '/', 'Laskutus on poikki'), await has(evening, `/sivu/${guide}`, 'Laskutusohje')]).toEqual([false, false, true])
})

test('a small change is marked in its revision and in the change log; any other is material', async () => {
  moveClock(START)
  const id = await add('Pieni muutos'), form = { otsikko: 'Pieni muutos', toiminto: 'tallenna' }, writer = await signedIn(app, site, { role: 'editor', teams: ['Oma tiimi'] })
  await send(writer, `/sivu/${id}/muokkaa?kieli=fi`, { ...form, versio: '1', teksti: 'Kirjoitusvirhe korjattu', pieni: '1' })
  await send(writer, `/sivu/${id}/muokkaa?kieli=fi`, { ...form, versio: '2', teksti: 'Uusi hinta' })
  expect((await app.db.selectFrom('revision').where('item_id', '=', id).select('material').orderBy('number').execute()).map(({ material }) => material)).toEqual([1, 0, 1])
  expect((await writer.agent.get(`/sivu/${id}/historia`)).text.match(/pieni muutos/g)).toHaveLength(1)
  expect((await acts(id)).map(({ action, detail }) => [action, JSON.parse(detail).material ?? null])).toEqual([['published', null], ['revised', 0], ['revised', null]])
})
