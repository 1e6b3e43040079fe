import { expect, test } from 'vitest'
import type { Db } from '../database.ts'
import type { Viewer } from '../people/viewer.ts'
import { sampleDatabase, sampleItem } from '../testing/sample-item.ts'
import { linkingItems, openPage, relatedItems } from './item.queries.ts'
import { prepareText } from './prepare-text.ts'
import { createItem, type ItemInput } from './save-item.ts'

const NOW = '2026-01-10T00:00:00.000Z'
const READER = { id: 1, teamIds: [], role: 'reader', municipalityId: 1, locale: 'fi' } as unknown as Viewer
async function add(db: Db, title: string, subjects: string[], more: Partial<ItemInput> = {}) {
  const item = sampleItem({ title, subjects: subjects.map((label) => ({ label })), ...more }), text = prepareText(item)
  return (await db.transaction().execute((trx) => createItem(trx, '2026-01-02T00:00:00.000Z', { id: null, origin: '', requestId: '' }, item, text))).id
}
const titles = (items: { texts: { title: string }[] }[]) => items.map((item) => item.texts[0]!.title)

test('related pages share subjects, and a rare one counts more than a common one', async () => {
  const db = await sampleDatabase()
  const id = await add(db, 'Tämä', ['harvinainen', 'tavallinen'])
  for (let n = 0; n < 4; n++) await add(db, `Tavallinen ${n}`, ['tavallinen'])
  await add(db, 'Harvinainen', ['harvinainen'])
  await add(db, 'Muu', ['aivan muu'])
  await add(db, 'Tiedote', ['harvinainen'], { kind: 'notice' })
  await add(db, 'Rajattu', ['harvinainen'], { restrictedTeamId: 2 })
  expect(titles(await relatedItems(db, READER, NOW, id, 3))).toEqual(['Harvinainen', 'Tavallinen 0', 'Tavallinen 1'])
  expect(titles(await relatedItems(db, READER, NOW, id, 99))).toHaveLength(5)
})

test('a page knows which visible pages link to it, and not that it links to itself', async () => {
  const db = await sampleDatabase()
  await add(db, 'Kohde', [], { externalId: 'ASP-01', body: '[itse](laavu:ASP-01)' })
  await add(db, 'Viittaaja', [], { body: '[ohje](laavu:ASP-01)' })
  await add(db, 'Rajattu', [], { body: '[ohje](laavu:ASP-01)', restrictedTeamId: 2 })
  await add(db, 'Luonnos', [], { body: '[ohje](laavu:ASP-01)', state: 'draft' })
  expect(titles(await linkingItems(db, READER, NOW, 'ASP-01', 9))).toEqual(['Viittaaja'])
})

test('a page opens in the wanted language or in the original’s, with its lists', async () => {
  const db = await sampleDatabase()
  const id = await add(db, 'Otsikko', ['aihe'], { networkWide: false, municipalityIds: [2] })
  const page = await openPage(db, READER, NOW, id, 'sv')
  expect(page).toMatchObject({ lang: 'fi', title: 'Otsikko', number: 1, owner_team: 'Asiakaspalveluryhmä', roles: ['asiakaspalvelu'], municipalities: [{ slug: 'inari', name: 'Inari' }], subjects: [{ slug: 'aihe' }], files: [] })
  expect(await openPage(db, READER, NOW, id + 1, 'fi')).toBeUndefined()
})

test('the same prepared query answers for different viewers and in different databases', async () => {
  const one = await sampleDatabase(), two = await sampleDatabase()
  const id = await add(one, 'Ensimmäisessä', [], { restrictedTeamId: 2 })
  await add(two, 'Toisessa', [])
  await one.insertInto('team_member').values({ team_id: 2, person_id: 2 }).execute()
  expect(await openPage(one, READER, NOW, id, 'fi')).toBeUndefined()
  expect(await openPage(one, { ...READER, id: 2 }, NOW, id, 'fi')).toMatchObject({ title: 'Ensimmäisessä' })
  expect(await openPage(two, READER, NOW, id, 'fi')).toMatchObject({ title: 'Toisessa' })
})
