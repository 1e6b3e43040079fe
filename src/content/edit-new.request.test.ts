import { beforeAll, expect, test } from 'vitest'
import { TEST_NOW, testApp } from '../testing/test-app.ts'
import { sampleItem } from '../testing/sample-item.ts'
import { signedIn } from '../testing/sign-in.ts'
import { ensureTeam, municipalityBySlug } from '../people/people.queries.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { prepareText } from './prepare-text.ts'
import { createItem, type ItemInput } from './save-item.ts'

const { app, site, moveClock } = await testApp()
type Person = Awaited<ReturnType<typeof signedIn>>
let editor: Person, stranger: Person, reader: Person, admin: Person, team = 0, secret = 0, far = 0

const fields = (typed: Record<string, string> = {}) => ({ otsikko: 'Uusi ohje', teksti: 'Tee näin.', laji: 'guide', kieli: 'fi', alku: '', versio: '0', vastuu: String(team), koskee: 'verkosto', aiheet: '', tarkistus: '12', tyyppi: 'news', voimassa: '', toiminto: 'julkaise', ...typed })
const send = ({ agent }: Person, typed: Record<string, string> = {}) => agent.post('/sivu/uusi').type('form').send(fields(typed))
const idIn = (location: string | undefined) => Number(/\/sivu\/(\d+)/.exec(location ?? '')?.[1])
const itemOf = (id: number) => app.db.selectFrom('item').where('id', '=', id).selectAll().executeTakeFirstOrThrow()
const add = (input: Partial<ItemInput>) => {
  const item = sampleItem({ ownerTeamId: team, ...input }), text = prepareText(item)
  return app.db.transaction().execute(async (trx) => (await createItem(trx, TEST_NOW, SYSTEM, item, text)).id)
}

beforeAll(async () => {
  editor = await signedIn(app, site, { role: 'editor', teams: ['Oma tiimi', 'Salainen tiimi'] })
  stranger = await signedIn(app, site, { role: 'editor', municipality: 'inari' })
  reader = await signedIn(app, site)
  admin = await signedIn(app, site, { role: 'admin' })
  await app.db.transaction().execute(async (trx) => {
    team = await ensureTeam(trx, 'Oma tiimi')
    secret = await ensureTeam(trx, 'Salainen tiimi')
    far = await ensureTeam(trx, 'Kaukainen tiimi')
  })
})

test('a new guide is published, or kept as a draft that others do not see', async () => {
  const published = await send(editor), draft = await send(editor, { otsikko: 'Oma luonnos', toiminto: 'tallenna', aiheet: 'yksi, toinen aihe' })
  expect([published.status, draft.status]).toEqual([303, 303])
  expect((await reader.agent.get(`/sivu/${idIn(published.headers['location'])}`).redirects(1)).text).toContain('Tee näin.')
  const id = idIn(draft.headers['location'])
  expect([(await reader.agent.get(`/sivu/${id}`)).status, (await editor.agent.get(`/sivu/${id}`).redirects(1)).status]).toEqual([404, 200])
  expect(await itemOf(id)).toMatchObject({ kind: 'guide', state: 'draft', owner_team_id: team, created_by: editor.personId, network_wide: 1 })
})

test('nothing is published or saved without an owner team and a title, and what was typed stays', async () => {
  for (const toiminto of ['julkaise', 'tallenna']) {
    const { status, text } = await send(editor, { vastuu: '', otsikko: '', toiminto })
    expect([status, text.includes('href="#vastuu"'), text.includes('href="#otsikko"'), text.includes('Tee näin.</textarea>')]).toEqual([422, true, true, true])
  }
  const page = (await editor.agent.get('/sivu/uusi')).text
  const owners = /<select[^>]*id="vastuu"[\s\S]*?<\/select>/.exec(page)![0]
  expect([owners.includes('Oma tiimi'), owners.includes('Kaukainen tiimi'), page.includes('>Inari<')]).toEqual([true, false, false])
  expect((await admin.agent.get('/sivu/uusi')).text).toMatch(/Kaukainen tiimi[\s\S]*>Inari</)
})

test('I-9: a notice has its type and is shown until the end of its last day', async () => {
  const saved = await send(editor, { laji: 'notice', tyyppi: 'outage', voimassa: '2026-07-15', tarkistus: '0' })
  expect(await itemOf(idIn(saved.headers['location']))).toMatchObject({ kind: 'notice', notice_type: 'outage', visible_until: '2026-07-15T20:59:00.000Z', review_due_at: null })
  for (const voimassa of ['2026-02-31', '9999-01-01', '2026-W53', 'huomenna']) expect((await send(editor, { laji: 'notice', voimassa })).text, voimassa).toContain('href="#voimassa"')
})

test('the same title is pointed out before and after saving, and never in the way; a restricted page is not given away', async () => {
  await add({ title: 'Kaukopalvelu', body: 'Vanha.' })
  await add({ title: 'Johdon salaisuus', restrictedTeamId: secret })
  expect((await send(editor, { otsikko: 'KAUKOPALVELU!', toiminto: 'esikatsele' })).text).toMatch(/Samanniminen sivu on jo[\s\S]*>Kaukopalvelu</)
  const saved = await send(editor, { otsikko: 'kaukopalvelu' })
  expect(saved.status).toBe(303)
  expect((await editor.agent.get(saved.headers['location']!).redirects(1)).text).toContain('Toisella sivulla on sama otsikko')
  expect((await send(editor, { otsikko: 'Johdon salaisuus', toiminto: 'esikatsele' })).text).toContain('Samanniminen')
  expect((await send(stranger, { otsikko: 'Johdon salaisuus', toiminto: 'esikatsele', vastuu: '' })).text).not.toContain('Samanniminen')
})

test('C-13: only subjects of pages that the viewer sees are suggested', async () => {
  await add({ title: 'Salainen', restrictedTeamId: secret, subjects: [{ label: 'salainen aihe' }, { label: 'julkinen aihe' }] })
  await add({ title: 'Julkinen', subjects: [{ label: 'julkinen aihe' }] })
  const { text } = await reader.agent.get('/sivu/uusi')
  expect(text).not.toContain('aihe"')
  expect((await stranger.agent.get('/sivu/uusi')).text).toContain('value="julkinen aihe"')
  expect((await stranger.agent.get('/sivu/uusi')).text).not.toContain('salainen aihe')
  expect((await editor.agent.get('/sivu/uusi')).text).toContain('value="salainen aihe"')
})

test('I-13: the same new page sent ten times at once is one page', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => send(editor, { otsikko: 'Kerran vain', teksti: 'Sama teksti' })))
  expect(new Set(answers.map(({ headers }) => headers['location'])).size).toBe(1)
  moveClock('2026-01-02T04:04:05.000Z')
  expect((await send(editor, { otsikko: 'Kerran vain', teksti: 'Sama teksti' })).headers['location']).not.toBe(answers[0]!.headers['location'])
  moveClock(TEST_NOW)
})

test('C-1, C-7, I-2: only editors write, for their own teams and municipality', async () => {
  expect([(await reader.agent.get('/sivu/uusi')).status, (await send(reader)).status]).toEqual([404, 404])
  const inari = String((await municipalityBySlug(app.db, 'inari'))!.id), rovaniemi = String((await municipalityBySlug(app.db, 'rovaniemi'))!.id)
  for (const wrong of [{ vastuu: String(far) }, { vastuu: '999999' }, { koskee: 'kunnat', kunnat: inari }, { laji: 'path' }, { laji: 'template' }, { kieli: 'xx' }, { kenelle: 'oma rooli' }, { tarkistus: '7' }])
    expect([wrong, (await send(editor, wrong as Record<string, string>)).status]).toEqual([wrong, 400])
  const saved = await send(editor, { otsikko: 'Vain meillä', koskee: 'kunnat', kunnat: rovaniemi, sample: '1', state: 'trashed', createdAt: '2000-01-01', id: '1' })
  expect(await itemOf(idIn(saved.headers['location']))).toMatchObject({ network_wide: 0, sample: 0, state: 'published', created_at: TEST_NOW, restricted_team_id: null })
  expect((await send(stranger, { otsikko: 'Inarin', vastuu: '', koskee: 'kunnat', kunnat: inari })).status).toBe(422)
})
