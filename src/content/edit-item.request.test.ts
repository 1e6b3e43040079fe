import { beforeAll, expect, test } from 'vitest'
import { TEST_NOW, testApp } from '../testing/test-app.ts'
import { sampleItem } from '../testing/sample-item.ts'
import { signedIn } from '../testing/sign-in.ts'
import { ensureTeam, municipalityBySlug } from '../people/people.queries.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { factsKey, factsOfItem } from './edit-facts.ts'
import { findVisibleItem } from './items.queries.ts'
import { itemLists } from './item-writes.queries.ts'
import { prepareText } from './prepare-text.ts'
import { createItem, trashItem, type ItemInput } from './save-item.ts'

const { app, site } = await testApp()
type Person = Awaited<ReturnType<typeof signedIn>>
let editor: Person, other: Person, reader: Person, stranger: Person, admin: Person
const team = { own: 0, secret: 0, far: 0 }
let inari = 0

async function add(input: Partial<ItemInput> = {}) {
  const item = sampleItem({ ownerTeamId: team.own, ...input }), text = prepareText(item)
  return (await app.db.transaction().execute((trx) => createItem(trx, '2026-01-01T10:00:00.000Z', { ...SYSTEM, id: editor.personId }, item, text))).id
}
/** The form as a browser would send it after opening the page. */
async function form(id: number, typed: Record<string, unknown> = {}) {
  const row = await app.db.selectFrom('item').where('id', '=', id).selectAll().executeTakeFirstOrThrow()
  const viewer = { id: editor.personId, teamIds: [team.own, team.secret] } as never
  const item = (await findVisibleItem(app.db, viewer, TEST_NOW, id))!, facts = factsOfItem(item, (await itemLists(app.db, id)).municipalities)
  const { title, body, number } = await app.db.selectFrom('revision').where('item_id', '=', id).where('lang', '=', row.language).orderBy('number', 'desc').selectAll().executeTakeFirstOrThrow()
  return {
    otsikko: title, teksti: body, muutos: 'Korjattiin', versio: String(number), toiminto: 'tallenna', alku: factsKey(facts), vastuu: String(facts.ownerTeamId), koskee: facts.networkWide ? 'verkosto' : 'kunnat',
    kunnat: facts.municipalityIds.map(String), kenelle: facts.roles, aiheet: facts.subjects.join(', '), tarkistus: String(facts.reviewMonths), voimassa: facts.until.slice(0, 10), voimassa_klo: facts.until.slice(11), tyyppi: facts.noticeType ?? '', ...typed,
  }
}
const send = ({ agent }: Person, path: string, fields: object) => agent.post(path).type('form').send(new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, String(one)]))).toString())
const edit = (who: Person, id: number, fields: object, query = '') => send(who, `/sivu/${id}/muokkaa${query}`, fields)
const texts = (id: number, lang = 'fi') => app.db.selectFrom('revision').where('item_id', '=', id).where('lang', '=', lang).orderBy('number').select(['number', 'title', 'body', 'summary', 'author_id']).execute()
const itemOf = (id: number) => app.db.selectFrom('item').where('id', '=', id).selectAll().executeTakeFirstOrThrow()
const field = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1]

beforeAll(async () => {
  editor = await signedIn(app, site, { role: 'editor', name: 'Aino Kirjoittaja', teams: ['Oma tiimi', 'Salainen tiimi'] })
  other = await signedIn(app, site, { role: 'editor', name: 'Beeda Toinen', teams: ['Oma tiimi', 'Salainen tiimi'] })
  stranger = await signedIn(app, site, { role: 'editor', municipality: 'inari' })
  reader = await signedIn(app, site)
  admin = await signedIn(app, site, { role: 'admin' })
  await app.db.transaction().execute(async (trx) => {
    team.own = await ensureTeam(trx, 'Oma tiimi')
    team.secret = await ensureTeam(trx, 'Salainen tiimi')
    team.far = await ensureTeam(trx, 'Kaukainen tiimi')
  })
  inari = (await municipalityBySlug(app.db, 'inari'))!.id
})

test('an editor changes the text, tells what changed, and the page, the history and the change log have it', async () => {
  const id = await add()
  const page = await editor.agent.get(`/sivu/${id}/muokkaa`)
  expect([page.status, page.text.includes('Pyydä henkilöllisyystodistus.')]).toEqual([200, true])
  const saved = await edit(editor, id, await form(id, { teksti: 'Pyydä ajokortti.\r\nAnna kortti.', muutos: 'Ajokortti kelpaa' }))
  expect([saved.status, saved.headers['location']]).toEqual([303, `/sivu/${id}?kieli=fi`])
  expect((await texts(id)).at(-1)).toEqual({ number: 2, title: 'Kirjastokortin antaminen', body: 'Pyydä ajokortti.\nAnna kortti.', summary: 'Ajokortti kelpaa', author_id: editor.personId })
  expect(await app.db.selectFrom('change').where('subject_id', '=', id).where('action', '=', 'revised').select(['actor_id', 'detail']).executeTakeFirst()).toEqual({ actor_id: editor.personId, detail: '{"lang":"fi","number":2}' })
  expect((await editor.agent.get(`/sivu/${id}`).redirects(2)).text).toContain(`href="/sivu/${id}/muokkaa?kieli&#x3D;fi"`)
  expect((await reader.agent.get(`/sivu/${id}`).redirects(2)).text).not.toContain('/muokkaa')
})

test('M-11: the preview shows what is typed, changes nothing, and takes template code as text', async () => {
  const id = await add(), { status, text } = await edit(editor, id, await form(id, { otsikko: '{{7*7}}', teksti: '## Uusi {{#with x}}\n\n{{7*7}} {{constructor}} <script>alert(1)</script>\n\n[tästä](https://a.example)', toiminto: 'esikatsele', muutos: '' }))
  expect(status).toBe(200)
  expect(text).toContain('{{7*7}} {{constructor}}')
  expect(text).toMatch(/value="\{\{7\*7\}\}"/)
  expect(text).toMatch(/<h2 id="k-[^"]*">Uusi \{\{#with x\}\}/)
  expect(text).not.toContain('<script>alert')
  expect(text).toContain('Linkin teksti ”tästä” ei kerro')
  expect(await texts(id)).toHaveLength(1)
})

test('H-3: nothing on the editing pages is inline', async () => {
  const id = await add()
  for (const path of [`/sivu/${id}/muokkaa`, '/sivu/uusi', `/sivu/${id}/historia`, `/sivu/${id}/historia/1`, '/roskakori']) {
    const { text, status } = await editor.agent.get(path)
    expect([path, status]).toEqual([path, 200])
    expect(text).not.toMatch(/<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)/)
  }
})

test('P-6: a save that came second is answered with 409, both texts merged, and nothing of either is lost', async () => {
  const id = await add({ body: 'Alku.\n\nKeskikohta.\n\nLoppu.' }), mine = await form(id, { teksti: 'Alku minulta.\n\nKeskikohta.\n\nLoppu.' })
  await edit(other, id, await form(id, { teksti: 'Alku.\n\nKeskikohta.\n\nLoppu toiselta.', otsikko: 'Uusi otsikko', aiheet: 'toisen aihe' }))
  const { status, text } = await edit(editor, id, mine)
  expect(status).toBe(409)
  expect(text).toContain('Alku minulta.\n\nKeskikohta.\n\nLoppu toiselta.</textarea>')
  expect(text).toContain('Beeda Toinen tallensi sivun ensin')
  expect([field(text, 'versio'), field(text, 'otsikko'), text.includes('value="Uusi otsikko"'), text.includes('value="toisen aihe"')]).toEqual(['2', undefined, true, true])
  expect(await texts(id)).toHaveLength(2)
  await edit(editor, id, await form(id, { teksti: 'Alku minulta.\n\nKeskikohta.\n\nLoppu toiselta.' }))
  expect((await texts(id)).at(-1)).toMatchObject({ number: 3, title: 'Uusi otsikko', body: 'Alku minulta.\n\nKeskikohta.\n\nLoppu toiselta.' })
})

test('P-6: where both changed the same place, both versions stand side by side and in the text, and a second collision keeps them too', async () => {
  const id = await add({ body: 'Pyydä kortti.' }), mine = await form(id, { teksti: 'Pyydä ajokortti.', otsikko: 'Minun otsikko' })
  await edit(other, id, await form(id, { teksti: 'Pyydä passi.', otsikko: 'Toisen otsikko' }))
  const first = await edit(editor, id, mine)
  expect([first.status, first.text.includes('Pyydä passi.\nPyydä ajokortti.</textarea>'), first.text.includes('value="Minun otsikko"'), first.text.includes('”Toisen otsikko”')]).toEqual([409, true, true, true])
  expect(first.text).toMatch(/<del>kortti<\/del><ins>passi<\/ins>[\s\S]*<del>kortti<\/del><ins>ajokortti<\/ins>/)
  await edit(other, id, await form(id, { teksti: 'Pyydä kuvallinen passi.' }))
  const second = await edit(editor, id, { ...mine, versio: '2', teksti: 'Pyydä passi tai ajokortti.' })
  expect(second.status).toBe(409)
  expect(second.text).toContain('Pyydä kuvallinen passi.\nPyydä passi tai ajokortti.</textarea>')
  expect(field(second.text, 'versio')).toBe('3')
})

test('the same save sent twice is one revision, not a conflict', async () => {
  const id = await add(), fields = await form(id, { teksti: 'Kahdesti painettu.' })
  expect([(await edit(editor, id, fields)).status, (await edit(editor, id, fields)).status]).toEqual([303, 303])
  expect(await texts(id)).toHaveLength(2)
})

test('a save on a page that was put in the trash shows the text back and saves it as a new draft', async () => {
  const id = await add({ title: 'Roskiin menevä' }), mine = await form(id, { teksti: 'Tätä ei saa hukata.' })
  await app.db.transaction().execute((trx) => trashItem(trx, TEST_NOW, SYSTEM, id))
  const { status, text } = await edit(editor, id, mine)
  expect([status, text.includes('Tätä ei saa hukata.</textarea>'), text.includes('action="/sivu/uusi"')]).toEqual([409, true, true])
  const saved = await send(editor, '/sivu/uusi', { ...mine, versio: '0', alku: '', laji: 'guide', kieli: 'fi' })
  expect(saved.status).toBe(303)
  const draft = Number(/\/sivu\/(\d+)/.exec(saved.headers['location']!)![1])
  expect([(await itemOf(draft)).state, (await texts(draft))[0]!.body]).toEqual(['draft', 'Tätä ei saa hukata.'])
  expect((await edit(stranger, await add({ networkWide: false, restrictedTeamId: team.secret }), mine)).status).toBe(404)
})

test('a form whose session ended is kept on the sign-in page, with every field', async () => {
  const id = await add(), fields = await form(id, { teksti: 'Pitkä teksti\nkahdella rivillä', kenelle: ['asiakaspalvelu', 'kuvailu'] })
  const anyone = await signedIn(app, site, { role: 'editor' })
  await app.db.deleteFrom('session').where('person_id', '=', anyone.personId).execute()
  const { status, text } = await edit(anyone, id, fields)
  expect(status).toBe(401)
  for (const [name, value] of [['teksti', 'Pitkä teksti\r?\nkahdella rivillä'], ['versio', '1'], ['toiminto', 'tallenna'], ['kenelle', 'kuvailu']]) expect(text).toMatch(new RegExp(`name="k.${name}" value="${value}"`))
})

test('a translation is begun beside the original, has no facts, and starts at version 1', async () => {
  const id = await add(), page = await editor.agent.get(`/sivu/${id}/muokkaa?kieli=sv`)
  expect([page.text.includes('Alkuteksti'), page.text.includes('name="vastuu"'), field(page.text, 'versio')]).toEqual([true, false, '0'])
  const fields = { otsikko: 'Att ge bibliotekskort', teksti: 'Be om legitimation.', muutos: 'Översatt', versio: '0', toiminto: 'tallenna' }
  expect((await edit(editor, id, fields, '?kieli=sv')).status).toBe(303)
  expect(await texts(id, 'sv')).toMatchObject([{ number: 1, title: 'Att ge bibliotekskort' }])
  expect((await edit(editor, id, { ...fields, teksti: 'Be om pass.' }, '?kieli=sv')).text).toContain('Be om legitimation.\nBe om pass.</textarea>')
  for (const query of ['?kieli=xx', '?kieli=fi&kieli=sv']) expect((await editor.agent.get(`/sivu/${id}/muokkaa${query}`)).status).toBe(400)
})

test('I-1: each field that is missing, too long or has a bad character is answered with 422 and its name, and the typed text is kept', async () => {
  const id = await add(), long = 'ä'.repeat(201)
  for (const [name, value, message] of [
    ['otsikko', ' ', 'Kirjoita otsikko.'], ['otsikko', long, 'enintään 200 merkkiä'], ['otsikko', 'a\0b', 'ei voi tallentaa'], ['teksti', 'a\0b', 'ei voi tallentaa'], ['teksti', 'a'.repeat(1_000_001), 'enintään yksi megatavu'],
    ['muutos', '', 'Kerro yhdellä lauseella'], ['muutos', 'x'.repeat(301), 'enintään 300'], ['vastuu', '', 'Valitse tiimi'], ['aiheet', 'x'.repeat(61), 'enintään 60'], ['aiheet', 'a,'.repeat(21), 'enintään 20'], ['aiheet', 'a\0b', 'ei voi tallentaa'],
  ] as const) {
    const { status, text } = await edit(editor, id, await form(id, { [name]: value }))
    expect([name, value.slice(0, 5), status]).toEqual([name, value.slice(0, 5), 422])
    expect(text).toContain(message)
    expect(text).toContain(`href="#${name}"`)
    expect(text).toContain('<title>Virhe: ')
    if (name !== 'vastuu') expect(text).toMatch(new RegExp(`id="${name}"[^>]*aria-invalid="true"`))
    if (value === long) expect(text).toContain(`value="${long}"`)
  }
  expect((await edit(editor, id, await form(id, { koskee: 'kunnat' }))).text).toContain('Valitse ainakin yksi kunta')
  expect(await texts(id)).toHaveLength(1)
  const odd = 'Ka\u0308yta\u0308nto\u0308 \u202e\u200d😀'
  expect((await edit(editor, id, await form(id, { otsikko: odd, teksti: odd }))).status).toBe(303)
  expect((await texts(id)).at(-1)).toMatchObject({ title: odd.normalize('NFC'), body: odd.normalize('NFC') })
})

test('I-2, C-7: what the form does not offer is refused, and fields that it does not have change nothing', async () => {
  const id = await add()
  for (const wrong of [{ otsikko: ['a', 'b'] }, { versio: 'x' }, { versio: ['1', '2'] }, { toiminto: 'poista' }, { vastuu: 'x' }, { vastuu: String(team.far) }, { koskee: 'kunnat', kunnat: String(inari) }, { kenelle: 'oma rooli' }, { tarkistus: '5' }, { tyyppi: 'x' }]) {
    const { status } = await edit(editor, id, await form(id, { teksti: 'Ei saa tallentua', ...wrong }))
    expect([wrong, status]).toEqual([wrong, 400])
  }
  const before = await itemOf(id)
  await edit(editor, id, await form(id, { teksti: 'Tallentuu', id: '999', state: 'draft', created_by: '1', owner_team_id: String(team.far), sample: '1', restrictedTeamId: String(team.far), external_id: 'X', language: 'sv', laji: 'notice' }))
  expect(await itemOf(id)).toEqual({ ...before, changed_at: TEST_NOW })
  expect((await edit(admin, id, await form(id, { vastuu: String(team.far) }))).status).toBe(303)
  expect((await itemOf(id)).owner_team_id).toBe(team.far)
})

test('the facts are changed beside the text, and what the form does not show stays', async () => {
  const id = await add({ externalId: 'TIEDOT', statutoryTask: 'tehtävä', partOf: 'osa', data: { mandatory: true }, goals: ['B3'] })
  await edit(editor, id, await form(id, { aiheet: 'kirjastokortit,  uusi aihe', kenelle: ['kuvailu'], tarkistus: '24' }))
  expect(await itemOf(id)).toMatchObject({ review_months: 24, statutory_task: 'tehtävä', part_of: 'osa', data: '{"mandatory":true}', external_id: 'TIEDOT' })
  const item = (await findVisibleItem(app.db, { id: editor.personId } as never, TEST_NOW, id))!
  expect(item).toMatchObject({ roles: ['kuvailu'], goals: ['B3'] })
  expect(item.subjects).toMatchObject([{ label: 'kirjastokortit', label_sv: 'bibliotekskort' }, { label: 'uusi aihe' }])
})

test('facts that only the other changed are taken over; where both changed them, the writer is told', async () => {
  const id = await add(), mine = await form(id, { teksti: 'Minun teksti.' }), both = { ...mine, tarkistus: '3' }
  await edit(other, id, await form(id, { tarkistus: '24' }))
  expect((await edit(editor, id, mine)).text).toContain('<option value="24" selected>')
  const { text } = await edit(editor, id, both)
  expect([text.includes('<option value="3" selected>'), text.includes('Myös sivun tiedot muuttuivat')]).toEqual([true, true])
})

test('C-1, C-2, C-3: editing is for those who may, and every refusal is alike to the byte', async () => {
  const page = await add(), place = (await municipalityBySlug(app.db, 'rovaniemi'))!.id
  const ids = {
    page, here: await add({ networkWide: false, municipalityIds: [place] }), draft: await add({ state: 'draft' }), secret: await add({ restrictedTeamId: team.secret }), path: await add({ kind: 'path', data: { phases: [] } }), none: 999_999,
  }
  const trashed = await add()
  await app.db.transaction().execute((trx) => trashItem(trx, TEST_NOW, SYSTEM, trashed))
  const may = { page: [editor, stranger, admin], here: [editor, admin], draft: [editor, other], secret: [editor, other], path: [], none: [] } as Record<string, Person[]>
  await admin.agent.get('/') // takes the sentence that an earlier save left
  const { text: refusal } = await admin.agent.get('/sivu/999999/muokkaa')
  for (const [name, id] of Object.entries({ ...ids, trashed }))
    for (const who of [editor, other, stranger, reader, admin]) {
      const { status, text } = await who.agent.get(`/sivu/${id}/muokkaa`), isOpen = may[name]?.includes(who) || (who === other && (name === 'page' || name === 'here'))
      expect([name, who.personId, status]).toEqual([name, who.personId, isOpen ? 200 : 404])
      if (!isOpen && who === admin) expect(text).toBe(refusal)
      if (!isOpen && name !== 'trashed') expect((await edit(who, id, await form(page))).status).toBe(404)
    }
  for (const path of ['/sivu/0/muokkaa', '/sivu/1e3/muokkaa', '/sivu/99999999999999999/muokkaa', `/sivu/${page}-nimi/muokkaa`]) expect((await editor.agent.get(path)).status).toBe(404)
})

test('C-5: a role that is taken away ends editing at once', async () => {
  const id = await add(), leaving = await signedIn(app, site, { role: 'editor' }), fields = await form(id, { teksti: 'Ei enää' })
  expect((await leaving.agent.get(`/sivu/${id}/muokkaa`)).status).toBe(200)
  await app.db.updateTable('person').set({ role: 'reader' }).where('id', '=', leaving.personId).execute()
  expect([(await leaving.agent.get(`/sivu/${id}/muokkaa`)).status, (await edit(leaving, id, fields)).status]).toEqual([404, 404])
})

test('a draft is published by its editor, and others see it only then', async () => {
  const id = await add({ state: 'draft' })
  expect((await edit(editor, id, await form(id, { teksti: 'Keskeneräinen', muutos: '' }))).status).toBe(303)
  expect((await reader.agent.get(`/sivu/${id}`)).status).toBe(404)
  expect((await edit(editor, id, await form(id, { toiminto: 'julkaise', muutos: '' }))).status).toBe(422)
  expect((await edit(editor, id, await form(id, { toiminto: 'julkaise', muutos: 'Valmis' }))).status).toBe(303)
  expect((await reader.agent.get(`/sivu/${id}`).redirects(1)).text).toContain('Keskeneräinen')
})

