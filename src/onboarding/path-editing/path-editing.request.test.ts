import { beforeEach, expect, test } from 'vitest'
import { prepareText } from '../../content/prepare-text.ts'
import { reviseItem } from '../../content/save-item.ts'
import { SYSTEM } from '../../platform/changes/changes.queries.ts'
import { sampleItem } from '../../testing/sample-item.ts'
import { signedIn } from '../../testing/sign-in.ts'
import { testApp } from '../../testing/test-app.ts'
import { addItem, PATH } from '../fixtures/started-path.ts'
import { pathIn, pathOf, storedPath, type OnboardingPath } from '../path-definition.ts'
import { withLocal, withoutLocal } from './change-path.ts'
import { linkOf } from './task-fields.ts'

let t: Awaited<ReturnType<typeof testApp>>, id: number, editor: Someone, salla: Someone, inari: Someone
type Someone = Awaited<ReturnType<typeof signedIn>>
beforeEach(async () => {
  t = await testApp()
  await addItem(t.app, { externalId: 'KORTTI', title: 'Kirjastokortin antaminen' })
  id = await addItem(t.app, { kind: 'path', title: 'Perehdytyspolku', data: PATH, externalId: 'POLKU' })
  editor = await signedIn(t.app, t.site, { role: 'editor' })
  salla = await signedIn(t.app, t.site, { role: 'contact', municipality: 'salla' })
  inari = await signedIn(t.app, t.site, { role: 'contact', municipality: 'inari' })
})
const path = async (): Promise<OnboardingPath> => pathOf((await t.app.db.selectFrom('item').where('id', '=', id).select('data').executeTakeFirstOrThrow()).data)!
const titles = async () => (await path()).phases.map(({ title, tasks }) => [title, ...tasks.map((task) => task.id)])
const number = async () => (await t.app.db.selectFrom('item_text').innerJoin('revision', 'revision.id', 'revision_id').where('item_text.item_id', '=', id).select('revision.number').executeTakeFirstOrThrow()).number
const act = async (someone: Someone, fields: Record<string, string>, versio?: number) => someone.agent.post(`/perehdytys/polku/${id}/muokkaa`).type('form').send({ versio: String(versio ?? await number()), ...fields })
const TASK = { tehtava: 'Käy talonkierroksella', miksi: 'Talo tulee tutuksi.', vaihe: 'Ensimmäinen viikko', tekija: ['employee', 'mentor'], paiva: '1', ohje: '', pakollinen: '1', koskee: '' }
const save = async (someone: Someone, task: string, fields: object = {}, versio?: number) => someone.agent.post(`/perehdytys/polku/${id}/tehtava/${task}`).type('form').send({ ...TASK, versio: String(versio ?? await number()), ...fields })
const local = (someone: Someone, task: string, fields: object = {}) => someone.agent.post(`/perehdytys/polku/${id}/paikallinen/${task}`).type('form').send({ ...TASK, kirjasto: '', korvaa: '', ennen: '', ...fields })
const page = async ({ agent }: Someone, address: string) => (await agent.get(address)).text

test('a path is changed task by task, and each change is a revision with its sentence, in words too', async () => {
  expect((await save(editor, 'uusi', { ohje: 'https://laavu.example/sivu/1-kirjastokortin-antaminen' })).status).toBe(303)
  expect(await titles()).toEqual([['Ennen alkua', 'P1'], ['Ensimmäinen viikko', 'V1', 'U1', 'V2', 'V3', 'V4', 'V5']])
  expect((await path()).phases[1]!.tasks[1]).toEqual({ id: 'U1', title: TASK.tehtava, why: TASK.miksi, doers: ['mentor', 'employee'], dueDays: 1, link: 'sivu/1', required: true, audience: { everyone: true } })
  await save(editor, 'V2', { tehtava: 'Lue korttiohje', ohje: 'KORTTI', muutos: 'Selvempi nimi', koskee: 'kirjastoauto' })
  await act(editor, { teko: 'alas', tehtava: 'V1' })
  await act(editor, { teko: 'poista', tehtava: 'V3' })
  await act(editor, { teko: 'uusi-vaihe', nimi: 'Lopuksi' })
  await act(editor, { teko: 'nimea-vaihe', vaihe: 'Ensimmäinen viikko', nimi: 'Alku' })
  await act(editor, { teko: 'tekstit', otsikko: 'Uusi nimi', johdanto: 'Polku  kertoo.' })
  expect(await titles()).toEqual([['Ennen alkua', 'P1'], ['Alku', 'U1', 'V1', 'V2', 'V4', 'V5'], ['Lopuksi']])
  const rows = await t.app.db.selectFrom('revision').where('item_id', '=', id).select(['number', 'title', 'summary', 'author_id', 'body']).orderBy('number').execute()
  expect(rows.map(({ summary }) => summary)).toEqual(['Ensimmäinen versio', 'Lisättiin tehtävä: Käy talonkierroksella', 'Selvempi nimi', 'Muutettiin tehtävien järjestystä', 'Poistettiin tehtävä', 'Lisättiin vaihe', 'Muutettiin vaiheen nimeä', 'Muutettiin nimeä tai johdantoa'])
  expect(rows.at(-1)).toMatchObject({ title: 'Uusi nimi', author_id: editor.personId })
  expect(rows.at(-1)!.body).toContain('- **Käy talonkierroksella** (perehdyttäjä ja uusi työntekijä; 1 päivän kuluessa aloituksesta). Ohje: [Kirjastokortin antaminen](/sivu/1)')
  const reader = await signedIn(t.app, t.site)
  expect(await page(reader, `/perehdytys/polku/${id}`)).toMatch(/Uusi nimi[\s\S]*Käy talonkierroksella[\s\S]*Kirjastokortin antaminen/)
  expect((await reader.agent.get(`/sivu/${id}/historia/1/2`)).text).toMatch(/<ins>[^<]*Käy talonkierroksella/)
})

test('the sentence of a change is in the language of the path, and its title stays in that language', async () => {
  id = await addItem(t.app, { kind: 'path', lang: 'sv', title: 'Introduktionsplan', data: PATH })
  const input = sampleItem({ kind: 'path', lang: 'fi', title: 'Perehdytyspolku suomeksi', ownerTeamId: (await t.app.db.selectFrom('item').where('id', '=', id).select('owner_team_id').executeTakeFirstOrThrow()).owner_team_id, subjects: [], data: PATH })
  await t.app.db.transaction().execute((trx) => reviseItem(trx, t.app.now().toISOString(), SYSTEM, id, null, input, prepareText(input)))
  const last = () => t.app.db.selectFrom('revision').where('item_id', '=', id).select(['lang', 'title', 'summary', 'number']).orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow()
  await save(editor, 'uusi', {}, 1)
  expect(await last()).toEqual({ lang: 'sv', title: 'Introduktionsplan', summary: 'La till uppgiften: Käy talonkierroksella', number: 2 })
  await act(editor, { teko: 'alas', tehtava: 'V1' }, 2)
  expect(await last()).toMatchObject({ lang: 'sv', title: 'Introduktionsplan', summary: 'Ändrade uppgifternas ordning' })
  await local(salla, 'uusi', { muutos: '' })
  expect(await last()).toMatchObject({ lang: 'sv', title: 'Introduktionsplan', summary: 'Salla: Käy talonkierroksella' })
})

test('a change on top of someone else’s is refused, and nothing is lost', async () => {
  await act(editor, { teko: 'poista', tehtava: 'V3' })
  const reply = await save(editor, 'V2', {}, 1)
  expect([reply.status, reply.text.includes('Joku muu ehti muuttaa polkua')]).toEqual([409, true])
  expect((await act(editor, { teko: 'poista', tehtava: 'V2' }, 1)).status).toBe(409)
  expect(await titles()).toEqual([['Ennen alkua', 'P1'], ['Ensimmäinen viikko', 'V1', 'V2', 'V4', 'V5']])
})

test('what cannot be right is said at its field, and what was typed is kept', async () => {
  for (const [fields, said] of [[{ tehtava: ' ' }, 'Kirjoita, mitä tehdään.'], [{ tekija: [] }, 'Valitse ainakin yksi tekijä.'], [{ paiva: 'huomenna' }, 'Kirjoita päivien määrä numeroina'], [{ ohje: 'EI-OLE' }, 'Ohjetta ei löydy'], [{ ohje: 'javascript:alert(1)' }, 'Ohjetta ei löydy']] as const) {
    const reply = await save(editor, 'uusi', fields)
    expect([reply.status, reply.text.includes('Virhe: '), reply.text.includes(said), reply.text.includes('Talo tulee tutuksi.')]).toEqual([422, true, true, true])
  }
  expect((await act(editor, { teko: 'poista-vaihe', vaihe: 'Ennen alkua' })).status).toBe(409)
  expect((await act(editor, { teko: 'uusi-vaihe', nimi: 'Ennen alkua' })).status).toBe(409)
  expect(await number()).toBe(1)
})

test.each([['ASP-01', 'ASP-01'], ['ASP-01#k-ensin', 'ASP-01#k-ensin'], ['https://x.fi/sivu/12-kortti?kieli=sv#k-a', 'sivu/12#k-a'], ['/laavu/ASP-01', 'ASP-01'], ['sivu/12', 'sivu/12'], ['javascript:x', null], ['a b', null]])(
  'the link %s is stored as %s', (typed, stored) => expect(linkOf(typed)).toBe(stored))

test('a municipality adds a task of its own and replaces a shared one: shown there, not elsewhere, and copied when a path is started there', async () => {
  expect((await local(salla, 'uusi', { tehtava: 'Hae avain kunnantalolta', korvaa: 'V2' })).status).toBe(303)
  expect((await local(salla, 'uusi', { tehtava: 'Tutustu poroaitaan', paiva: '0' })).status).toBe(303)
  const [here, there] = [await page(salla, `/perehdytys/polku/${id}`), await page(inari, `/perehdytys/polku/${id}`)]
  expect([here.includes('Hae avain kunnantalolta'), here.includes('Tutustu poroaitaan'), here.includes('>Tehtävä V2<')]).toEqual([true, true, false])
  expect([there.includes('Hae avain kunnantalolta'), there.includes('Tutustu poroaitaan'), there.includes('>Tehtävä V2<')]).toEqual([false, false, true])
  expect(await page(inari, `/perehdytys/polku/${id}?kunta=salla`)).toContain('Hae avain kunnantalolta')
  expect(await page(salla, `/perehdytys/polku/${id}?kunta=yhteinen`)).not.toContain('Hae avain')
  const history = (await t.app.db.selectFrom('revision').where('item_id', '=', id).where('number', '=', 2).select(['summary', 'body']).executeTakeFirstOrThrow())
  expect(history).toMatchObject({ summary: 'Salla: Hae avain kunnantalolta' })
  expect(history.body).toMatch(/## Paikalliset tehtävät: Salla[\s\S]*Hae avain/)
  const start = async (boss: Someone, municipality: string) => {
    const someone = await signedIn(t.app, t.site, { municipality })
    await boss.agent.post(`/perehdytys/polku/${id}/aloita`).type('form').send({ henkilo: String(someone.personId), alku: '2026-01-05' })
    return (await t.app.db.selectFrom('onboarding_task').innerJoin('onboarding', 'onboarding.id', 'onboarding_id').where('person_id', '=', someone.personId).select('title').orderBy('position').execute()).map(({ title }) => title)
  }
  expect(await start(salla, 'salla')).toEqual(['Tehtävä P1', 'Tehtävä V1', 'Tutustu poroaitaan', 'Hae avain kunnantalolta', 'Tehtävä V3', 'Tehtävä V4', 'Tehtävä V5'])
  expect(await start(inari, 'inari')).toEqual(['Tehtävä P1', 'Tehtävä V1', 'Tehtävä V2', 'Tehtävä V3', 'Tehtävä V4', 'Tehtävä V5'])
})

test('a task of one library is for those who begin there', () => {
  const whole = pathOf(JSON.stringify({ ...PATH, local: [{ ...PATH.steps[1]!.tasks[0]!, id: 'P9', municipality: 'salla', library: 'Kirjastoauto', step: 'Ensimmäinen viikko' }] }))!
  const ids = (library: string | null) => pathIn(whole, { municipality: 'salla', library }).phases.flatMap(({ tasks }) => tasks.map((task) => task.id)).includes('P9')
  expect([ids('Kirjastoauto'), ids('Sallan kirjasto'), ids(null)]).toEqual([true, false, false])
  expect(pathOf(JSON.stringify(storedPath(whole)))).toEqual(whole)
})

test('C-9: two municipalities whose tasks have the same id (an import may bring them) keep their own', () => {
  const of = (municipality: string) => ({ ...PATH.steps[1]!.tasks[0]!, id: 'P9', municipality, library: '', step: 'Ensimmäinen viikko' })
  const whole = pathOf(JSON.stringify({ ...PATH, local: [of('salla'), of('inari')] }))!
  expect(withoutLocal(whole, 'salla', 'P9').local.map(({ municipality }) => municipality)).toEqual(['inari'])
  expect(withLocal(whole, { ...whole.local[0]!, title: 'Uusi' }).local.map(({ municipality, title }) => `${municipality} ${title}`)).toEqual(['salla Uusi', 'inari Tehtävä V1'])
})

test('C-9: a contact person changes only what is her own municipality’s, and two of one municipality do not overwrite each other', async () => {
  await local(salla, 'uusi', { tehtava: 'Sallan tehtävä' })
  const before = await path()
  expect((await inari.agent.get(`/perehdytys/polku/${id}/paikallinen/P2`)).status).toBe(404)
  expect((await local(inari, 'P2', { tehtava: 'Vieras', ennen: JSON.stringify(before.local[0]) })).status).toBe(404)
  expect((await inari.agent.post(`/perehdytys/polku/${id}/paikalliset`).type('form').send({ poista: 'P2' })).status).toBe(404)
  expect((await local(editor, 'uusi')).status).toBe(404)
  expect((await local(salla, 'uusi', { municipality: 'inari', kirjasto: 'Inarin kirjasto' })).status).toBe(400)
  expect(await path()).toEqual(before)
  // both opened it, one saved first
  expect((await local(salla, 'P2', { tehtava: 'Ensimmäinen', ennen: JSON.stringify(before.local[0]) })).status).toBe(303)
  expect((await local(salla, 'P2', { tehtava: 'Toinen', ennen: JSON.stringify(before.local[0]) })).status).toBe(409)
  // what another municipality saves meanwhile stays
  const [a, b] = await Promise.all([local(inari, 'uusi', { tehtava: 'Inarin tehtävä' }), local(salla, 'uusi', { tehtava: 'Toinen Sallan' })])
  expect([a.status, b.status]).toEqual([303, 303])
  expect((await path()).local.map(({ municipality, title }) => `${municipality} ${title}`).toSorted()).toEqual(['inari Inarin tehtävä', 'salla Ensimmäinen', 'salla Toinen Sallan'])
  expect((await salla.agent.post(`/perehdytys/polku/${id}/paikalliset`).type('form').send({ poista: 'P2' })).status).toBe(303)
  expect((await path()).local).toHaveLength(2)
})

test('C-1, C-2: readers change no path; a path of one municipality is changed by its writers alone', async () => {
  const reader = await signedIn(t.app, t.site)
  for (const reply of [await act(reader, { teko: 'poista', tehtava: 'V1' }), await save(reader, 'V1'), await local(reader, 'uusi')]) expect(reply.status).toBe(404)
  const place = (await t.app.db.selectFrom('municipality').where('slug', '=', 'utsjoki').select('id').executeTakeFirstOrThrow()).id
  await t.app.db.updateTable('item').where('id', '=', id).set({ network_wide: 0 }).execute()
  await t.app.db.insertInto('item_municipality').values({ item_id: id, municipality_id: place }).execute()
  expect((await editor.agent.get(`/perehdytys/polku/${id}/muokkaa`)).status).toBe(404)
  expect((await save(editor, 'V1')).status).toBe(404)
  expect(await number()).toBe(1)
})

test('a new path is a draft that only its writers see, made from another one, and published when it has a task', async () => {
  const writer = await signedIn(t.app, t.site, { role: 'editor', teams: ['Omistajat'] }), team = (await t.app.db.selectFrom('team').where('name', '=', 'Omistajat').select('id').executeTakeFirstOrThrow()).id
  const make = (fields: object) => writer.agent.post('/perehdytys/polku/uusi').type('form').send({ otsikko: 'Harjoittelijan polku', vastuu: String(team), pohja: '', ...fields })
  expect((await make({ otsikko: '' })).status).toBe(422)
  const made = await make({}), fresh = Number(/polku\/(\d+)\/muokkaa$/.exec(made.headers['location']!)![1])
  expect((await writer.agent.get(`/perehdytys/polku/${fresh}/muokkaa`)).status).toBe(200)
  const reader = await signedIn(t.app, t.site)
  expect((await reader.agent.get(`/perehdytys/polku/${fresh}`)).status).toBe(404)
  id = fresh
  expect((await act(writer, { teko: 'julkaise' })).status).toBe(409)
  await act(writer, { teko: 'uusi-vaihe', nimi: 'Ensimmäinen päivä' })
  await save(writer, 'uusi', { vaihe: 'Ensimmäinen päivä' })
  expect((await act(writer, { teko: 'julkaise' })).status).toBe(303)
  expect(await page(reader, `/perehdytys/polku/${fresh}`)).toContain('Käy talonkierroksella')
  const copy = await make({ pohja: String(fresh) })
  expect(await page(writer, copy.headers['location']!)).toContain('Käy talonkierroksella')
})
