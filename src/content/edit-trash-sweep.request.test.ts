import { beforeAll, expect, test } from 'vitest'
import { TEST_NOW, testApp } from '../testing/test-app.ts'
import { sampleItem } from '../testing/sample-item.ts'
import { signedIn } from '../testing/sign-in.ts'
import { ensureTeam, municipalityBySlug } from '../people/people.queries.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { sweepTrash } from './edit-trash-sweep.ts'
import { isStillTrashed } from './edit-trash.queries.ts'
import { prepareText } from './prepare-text.ts'
import { createItem, type ItemInput } from './save-item.ts'

const { app, site, moveClock } = await testApp()
type Person = Awaited<ReturnType<typeof signedIn>>
let editor: Person, reader: Person, team = 0, other = 0
const AFTER_30_DAYS = '2026-02-01T03:04:05.000Z'

async function add(title: string, input: Partial<ItemInput> = {}) {
  const item = sampleItem({ ownerTeamId: team, title, ...input }), text = prepareText(item)
  return (await app.db.transaction().execute((trx) => createItem(trx, TEST_NOW, SYSTEM, item, text))).id
}
const exists = async (id: number) => (await app.db.selectFrom('item').where('id', '=', id).select('id').execute()).length === 1
const send = (who: Person, id: number, typed: Record<string, string> = {}) => who.agent.post(`/sivu/${id}/muokkaa?kieli=fi`).type('form').send({
  versio: '1', alku: '', vastuu: String(team), otsikko: 'Otsikko', teksti: 'Tätä ei saa hukata.', muutos: 'x', toiminto: 'tallenna', tarkistus: '12', ...typed,
})

beforeAll(async () => {
  editor = await signedIn(app, site, { role: 'editor', teams: ['Oma tiimi'] })
  reader = await signedIn(app, site)
  await app.db.transaction().execute(async (trx) => {
    team = await ensureTeam(trx, 'Oma tiimi')
    other = await ensureTeam(trx, 'Toinen tiimi')
  })
})

test('what is taken back from the trash has its files, links, subjects, place and time again', async () => {
  const place = (await municipalityBySlug(app.db, 'rovaniemi'))!.id
  await app.db.insertInto('file').values({ id: 'kuva1', sha256: 'a'.repeat(64), size: 3, mime: 'image/png', name: 'kuva.png', created_at: TEST_NOW }).execute()
  const target = await add('Kohde', { externalId: 'KOHDE' })
  const id = await add('Roskiin ja takaisin', {
    externalId: 'EDESTAKAISIN', body: '[kohde](laavu:KOHDE) ![Kuva](kuva.png)', files: [{ path: 'kuva.png', fileId: 'kuva1' }], networkWide: false, municipalityIds: [place], visibleFrom: '2026-06-01T06:00:00.000Z',
  })
  await app.db.insertInto('notice_target').values({ notice_id: id, item_id: target }).execute()
  const all = async () => Promise.all((['item_file', 'item_link', 'item_subject', 'item_municipality', 'item_role', 'scheduled'] as const).map((table) => app.db.selectFrom(table).where('item_id', '=', id).selectAll().execute()))
  const before = [await all(), await app.db.selectFrom('item').where('id', '=', id).selectAll().executeTakeFirst(), await app.db.selectFrom('item_text').where('item_id', '=', id).selectAll().execute()]
  expect(before[0]).toMatchObject([[{ file_id: 'kuva1' }], [{ target: 'KOHDE' }], [{}], [{ municipality_id: place }], [{}], [{ at: '2026-06-01T06:00:00.000Z' }]])
  expect((await editor.agent.post(`/sivu/${id}/roskiin`)).status).toBe(303)
  expect((await editor.agent.post(`/roskakori/${id}/palauta`)).status).toBe(303)
  expect([await all(), await app.db.selectFrom('item').where('id', '=', id).selectAll().executeTakeFirst(), await app.db.selectFrom('item_text').where('item_id', '=', id).selectAll().execute()]).toEqual(before)
})

test('after 30 days an item is removed for good with a row in the change log; the day before it is not, and what someone had typed of it stays hers', async () => {
  const id = await add('Poistuva', { externalId: 'POISTUVA' }), kept = await add('Takaisin otettu')
  const { body } = await editor.agent.post('/luonnokset/tallenna').set('Accept', 'application/json').type('form').send({ sivu: String(id), kieli: 'fi', otsikko: 'Poistuva', teksti: 'Kesken jäänyt' })
  for (const one of [id, kept]) await editor.agent.post(`/sivu/${one}/roskiin`)
  moveClock('2026-02-01T03:04:04.999Z')
  await sweepTrash(app)
  expect(await exists(id)).toBe(true)
  await app.db.updateTable('item').set({ state: 'published', trashed_at: null }).where('id', '=', kept).execute()
  moveClock(AFTER_30_DAYS)
  await sweepTrash(app)
  await sweepTrash(app)
  expect([await exists(id), await exists(kept)]).toEqual([false, true])
  expect(await app.db.selectFrom('revision').where('item_id', '=', id).select('id').execute()).toEqual([])
  expect(await app.db.selectFrom('change').where('action', '=', 'removed').select(['subject_id', 'actor_id']).execute()).toEqual([{ subject_id: id, actor_id: null }])
  const late = await signedIn(app, site, { role: 'editor' })
  expect((await late.agent.get('/roskakori')).text).not.toContain('Poistuva')
  expect(await app.db.selectFrom('draft').where('id', '=', body.luonnos).select(['item_id', 'person_id']).executeTakeFirst()).toEqual({ item_id: null, person_id: editor.personId })
  moveClock(TEST_NOW)
})

test('a shared draft of an item that is restricted to a team is shared no more when the item is removed for good; another goes on', async () => {
  const restricted = await add('Vain tiimille', { restrictedTeamId: team }), open = await add('Kaikille'), tokens: string[] = []
  for (const id of [restricted, open]) {
    const { body } = await editor.agent.post('/luonnokset/tallenna').set('Accept', 'application/json').type('form').send({ sivu: String(id), kieli: 'fi', otsikko: 'Jaettu', teksti: 'Jaettu teksti' })
    await editor.agent.post(`/luonnokset/${body.luonnos}/jaa`).expect(303)
    tokens.push((await app.db.selectFrom('draft').where('id', '=', body.luonnos).select('share_token').executeTakeFirstOrThrow()).share_token!)
    await editor.agent.post(`/sivu/${id}/roskiin`)
  }
  moveClock(AFTER_30_DAYS)
  await sweepTrash(app)
  expect([await exists(restricted), await exists(open)]).toEqual([false, false])
  const outsider = await signedIn(app, site)
  expect((await outsider.agent.get(`/luonnos/${tokens[1]}`)).text).toContain('Jaettu teksti')
  expect((await outsider.agent.get(`/luonnos/${tokens[0]}`)).status).toBe(404)
  moveClock(TEST_NOW)
})

test('what was taken back, or taken back and put aside anew, while the sweep was on its way is not removed', async () => {
  const id = await add('Palaava'), check = (at: string) => app.db.transaction().execute((trx) => isStillTrashed(trx, id, at)), put = (at: string | null) => app.db.updateTable('item').set({ state: at === null ? 'published' : 'trashed', trashed_at: at }).where('id', '=', id).execute()
  await put(TEST_NOW)
  expect(await check(TEST_NOW)).toBe(true)
  await put(null)
  expect(await check(TEST_NOW)).toBe(false)
  await put(AFTER_30_DAYS)
  expect(await check(TEST_NOW)).toBe(false)
})

test('whatever belongs to an item goes with it or is freed from it: no table keeps it from being removed', async () => {
  const { rows } = await app.db.executeQuery<{ name: string; on_delete: string }>({ sql: `select m.name || '.' || f."from" as name, f.on_delete from sqlite_schema m join pragma_foreign_key_list(m.name) f where m.type = 'table' and f."table" in ('item', 'revision')`, parameters: [], query: { kind: 'RawNode' } as never, queryId: { queryId: 'x' } as never })
  expect(rows.length).toBeGreaterThan(10)
  // a language's current text goes with its item before its revisions do
  expect(rows.filter(({ name, on_delete: then }) => then === 'NO ACTION' && name !== 'item_text.revision_id')).toEqual([])
})

test('a save on an item that was moved out of reach, or that nobody knows, gives the text back to be kept, and says nothing of the item', async () => {
  const place = (await municipalityBySlug(app.db, 'inari'))!.id, moved = await add('Siirtyvä sivu')
  await app.db.updateTable('item').set({ owner_team_id: other, network_wide: 0 }).where('id', '=', moved).execute()
  await app.db.insertInto('item_municipality').values({ item_id: moved, municipality_id: place }).execute()
  const restricted = await add('Piilotettu sivu', { restrictedTeamId: other })
  const withoutAddress = (text: string) => text.replace(/\/sivu\/\d+\/muokkaa/g, '')
  const answers = await Promise.all([moved, restricted, 999_999].map((id) => send(editor, id)))
  for (const { status, text } of answers) {
    expect([status, text.includes('Tätä ei saa hukata.</textarea>'), text.includes('action="/sivu/uusi"'), text.includes('Sivua ei voi enää muokata')]).toEqual([404, true, true, true])
    expect(withoutAddress(text)).toBe(withoutAddress(answers[2]!.text))
  }
  expect((await send(editor, 999_999, { teksti: ' ' })).text).not.toContain('Sivua ei voi enää muokata')
  expect((await send(reader, moved)).text).not.toContain('Tätä ei saa hukata')
})
