import { EventEmitter } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import { beforeEach, expect, test } from 'vitest'
import { searchLag } from '../admin/admin.queries.ts'
import type { AppContext } from '../context.ts'
import { prepareText } from '../content/prepare-text.ts'
import { createItem, reviseItem, trashItem, type ItemInput } from '../content/save-item.ts'
import type { Viewer } from '../people/viewer.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { addSampleOwners, sampleItem } from '../testing/sample-item.ts'
import { TEST_NOW, testApp } from '../testing/test-app.ts'
import { findItems } from './find-items.ts'
import { noFilters, type Found } from './search-engine.ts'
import { LONGEST_SECTION } from './search-sections.ts'
import { catchUpSearch, keepSearchCurrent, rebuildSearch, renewOutdated, tidySearch } from './search.sync.ts'

let app: AppContext
const viewer: Viewer = { id: 1, name: 'Testi', role: 'reader', municipalityId: 1, libraryId: null, municipalitySlug: 'rovaniemi', municipalityName: 'Rovaniemi', municipalityInside: 'Rovaniemellä', teamIds: [], supervisor: false, locale: 'fi', theme: '' }
const find = async (typed: string, from = app) => (await findItems(from, viewer, { typed, filters: noFilters(), asTyped: true, offset: 0, limit: 20 })).results.map((result) => result.card.id)

async function add(different: Partial<ItemInput>) {
  const input = sampleItem(different), text = prepareText(input)
  return app.db.transaction().execute(async (trx) => (await createItem(trx, TEST_NOW, SYSTEM, input, text)).id)
}
async function revise(id: number, different: Partial<ItemInput>) {
  const input = sampleItem(different), text = prepareText(input)
  await app.db.transaction().execute((trx) => reviseItem(trx, TEST_NOW, SYSTEM, id, null, input, text))
}
const generation = async () => (await app.db.selectFrom('search_generation').select('number').executeTakeFirstOrThrow()).number

beforeEach(async () => {
  ;({ app } = await testApp())
  await addSampleOwners(app.db)
})

test('catching up takes in what changed, and does nothing when there is nothing', async () => {
  const id = await add({ title: 'Kaukolaina' }), draft = await add({ title: 'Luonnos', state: 'draft' })
  expect([await app.search.health(), await searchLag(app.db)]).toEqual([{ items: 0, sections: 0 }, 2])
  await catchUpSearch(app)
  expect([(await app.search.health()).items, await searchLag(app.db)]).toEqual([1, 0])
  expect([await find('kaukolainat'), await find('luonnokset')]).toEqual([[id], []])
  const before = await generation()
  await catchUpSearch(app)
  await find('kaukolainat')
  expect(await generation()).toBe(before)
  await revise(draft, { title: 'Luonnos' })
  await app.db.transaction().execute((trx) => trashItem(trx, TEST_NOW, SYSTEM, id))
  await Promise.all([catchUpSearch(app), catchUpSearch(app)])
  expect([await find('kaukolainat'), await find('luonnokset')]).toEqual([[], [draft]])
})

test('changes read twice leave the index as it is', async () => {
  const id = await add({ title: 'Kaukolaina' })
  await revise(id, { title: 'Lähilaina' })
  await catchUpSearch(app)
  await app.db.updateTable('change_cursor').set({ last_id: 0 }).where('consumer', '=', 'search').execute()
  await catchUpSearch(app)
  expect([await app.search.health(), await searchLag(app.db)]).toEqual([{ items: 1, sections: 1 }, 0])
  expect([await find('kaukolaina'), await find('lähilaina')]).toEqual([[], [id]])
})

test('an item that cannot be analysed keeps no other from being found', async () => {
  const broken = { ...app, analyser: { ...app.analyser, fields: (text: string, lang: 'fi') => { if (text.includes('Rikki')) throw new Error('planted'); return app.analyser.fields(text, lang) } } }
  const first = await add({ title: 'Ensimmäinen kirja' })
  await add({ title: 'Rikki kirja' })
  const last = await add({ title: 'Viimeinen kirja' })
  await catchUpSearch(broken)
  expect((await find('kirja', broken)).toSorted((a, b) => a - b)).toEqual([first, last])
})

test('a rebuild mends an index that has gone wrong, and takes in what is saved meanwhile', async () => {
  const kept = await add({ title: 'Kirjastoauto' }), saved = await add({ title: 'Vanha nimi' })
  await catchUpSearch(app)
  await app.db.deleteFrom('search_section').execute()
  await app.db.insertInto('search_item').values({ item_id: 999, version: 0, analyser: '', removed: 0, audience: 'all', kind: 'guide', network_wide: 1, municipalities: '[]', roles: '[]', subjects: '[]', visible_from: null, visible_until: null, fresh_at: '' }).execute()
  expect(await find('kirjastoautot')).toEqual([])
  const seen: string[] = []
  let saving: Promise<void> | undefined
  await rebuildSearch(app, (done, all) => { seen.push(`${done}/${all}`); saving ??= revise(saved, { title: 'Uusi nimi' }) })
  await saving
  expect(seen).toEqual(['1/2', '2/2'])
  expect([await find('kirjastoautot'), await find('uusi nimi'), await find('vanha')]).toEqual([[kept], [saved], []])
  expect(await app.search.health()).toMatchObject({ items: 2 })
})

test('what another analyser indexed is indexed anew, until nothing of it is left', async () => {
  const ids = [await add({ title: 'Leikkuri' }), await add({ title: 'Maksu' })]
  await catchUpSearch(app)
  await app.db.updateTable('search_item').set({ analyser: 'vanha' }).execute()
  expect(await renewOutdated(app)).toBe(true)
  expect(await renewOutdated(app)).toBe(false)
  expect([await find('leikkureita'), await find('maksuja')]).toEqual([[ids[0]], [ids[1]]])
})

test('a search waits for what has just been saved, and not for a long backlog', async () => {
  const ids: number[] = []
  for (let n = 0; n < 60; n++) ids.push(await add({ title: `Hyllyväli ${n}` }))
  expect((await find('hyllyvälit')).length).toBeLessThan(60)
  await catchUpSearch(app)
  ids.push(await add({ title: 'Hyllyväli viimeinen' }))
  expect((await findItems(app, viewer, { typed: 'hyllyvälit', filters: noFilters(), asTyped: true, offset: 0, limit: 100 })).total).toBe(61)
})

test('a writing request brings the index up to date when it has been answered; a reading one does not', async () => {
  await add({ title: 'Kirjahylly' })
  const answer = async (method: string) => {
    const res = Object.assign(new EventEmitter(), { locals: { requestId: 'pyyntö' } })
    await new Promise<void>((next) => { keepSearchCurrent(app)({ method } as never, res as never, () => { next() }) })
    res.emit('finish')
    for (let n = 0; n < 200; n++) await setImmediate()
    return searchLag(app.db)
  }
  expect([await answer('GET'), await answer('POST')]).toEqual([1, 0])
})

test('tidying takes in what is behind and keeps everything findable', async () => {
  const ids: number[] = []
  for (let n = 0; n < 12; n++) {
    ids.push(await add({ title: `Kirjahylly ${n}` }))
    await catchUpSearch(app)
  }
  await app.db.updateTable('search_item').set({ analyser: 'vanha' }).where('item_id', '<', 4).execute()
  ids.push(await add({ title: 'Kirjahylly viimeinen' }))
  for (const wholly of [false, true]) await tidySearch(app, { wholly })
  expect((await find('kirjahyllyt')).toSorted((a, b) => a - b)).toEqual(ids)
  expect(await app.search.outdated(app.analyser.version, 1)).toEqual([])
})

test('a long text without headings is indexed in pieces that lose no word', async () => {
  const words = Array.from({ length: 6000 }, (_, n) => `sana${n}`)
  const id = await add({ title: 'Pitkä', body: words.join(' ') })
  await catchUpSearch(app)
  const rows = await app.db.selectFrom('search_section').select('text').execute()
  expect(rows.length).toBeGreaterThan(2)
  for (const { text } of rows) expect(text.length).toBeLessThanOrEqual(LONGEST_SECTION + 1)
  expect(rows.flatMap(({ text }) => text.trim().split(' '))).toEqual(words)
  expect(await find('sana5999')).toEqual([id])
})

test('numbers are found in any grouping', async () => {
  const id = await add({ title: 'Puhelin', body: 'Soita 040 123 4567 tai +358 16 322 2463.' })
  await catchUpSearch(app)
  for (const typed of ['0401234567', '040 1234567', '040 123 4567', '+358 40 123 4567', '016 3222463', '016-322 2463']) expect([typed, await find(typed)]).toEqual([typed, [id]])
  expect(await find('040 123 4568')).toEqual([])
})

test('subject terms are found in every language that they have', async () => {
  const id = await add({ title: 'Ohje', body: 'Teksti.', subjects: [{ label: 'kirjastokortit', labelSv: 'bibliotekskort', labelEn: 'library cards' }] })
  await catchUpSearch(app)
  for (const typed of ['kirjastokortti', 'bibliotekskortet', 'library card']) expect([typed, await find(typed)]).toEqual([typed, [id]])
})

test('Q-2, Q-3: whatever an engine answers, only items that the viewer may see are shown, each once', async () => {
  const open = await add({ title: 'Avoin' }), closed = await add({ title: 'Suljettu', restrictedTeamId: 2 }), draft = await add({ title: 'Luonnos', state: 'draft' })
  await catchUpSearch(app)
  const hit = (itemId: number, lang = 'fi', positions = [0]) => ({ itemId, version: 1, score: 1, lang, positions })
  const found: Found = { total: 7, hits: [hit(closed), hit(open), hit(draft), hit(open), hit(12345), hit(-1), hit(open, 'xx', [99])], facets: { kind: [], municipality: [], role: [], language: [], subject: [] }, anywhere: 7, networkWide: 7 }
  expect(await find('avoin', { ...app, search: { ...app.search, find: async () => found } })).toEqual([open])
})
