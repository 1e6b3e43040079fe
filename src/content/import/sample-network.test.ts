import { beforeAll, expect, test } from 'vitest'
import type { AppContext } from '../../context.ts'
import { loadMunicipalities } from '../../people/load-municipalities.ts'
import { municipalityBySlug } from '../../people/people.queries.ts'
import { SYSTEM } from '../../platform/changes/changes.queries.ts'
import { testApp } from '../../testing/test-app.ts'
import { factValues, factByName } from '../facts/facts.queries.ts'
import { saveValues } from '../facts/save-values.ts'
import { addSample, removeSample } from './sample-library.ts'

let app: AppContext
beforeAll(async () => {
  ;({ app } = await testApp())
  await loadMunicipalities(app)
  await addSample(app)
  await addSample(app)
}, 60_000)
const countOf = async (table: 'fact' | 'fact_value' | 'supplement') => (await app.db.selectFrom(table).select((select) => select.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n
const valueIn = async (slug: string, name: string, on: string) => (await factValues(app.db, { municipalityId: (await municipalityBySlug(app.db, slug))!.id, on })).get(name)?.shown.fi

test('one guide about fees serves Inari, Salla and Tornio with their own prices and phones; a price given in advance changes on its day', async () => {
  expect(await Promise.all(['inari', 'salla', 'tornio'].map((slug) => valueIn(slug, 'myohastymismaksu', '2026-06-01')))).toEqual(['0,20 € / päivä', 'maksuton', '0,30 € / päivä'])
  expect(await valueIn('tornio', 'myohastymismaksu', '2027-01-01')).toBe('0,40 € / päivä')
  expect(await valueIn('ylitornio', 'toimipiste', '2026-06-01')).toBe('Ylitornio')
  expect(await countOf('supplement')).toBe(7)
  // the route of a mobile library, day by day; told to be an example where it stands
  expect(await valueIn('inari', 'kirjastoauton_reitti', '2026-12-10')).toBe('ti (parilliset viikot): 10–10.45 Esimerkkikylä, koulu; 12–13 Esimerkkiniemi, kauppa\nke (parittomat viikot): 9.30–11 Esimerkkijärvi, palvelutalo\nei ajeta 21.12.–6.1.')
  const uses = await app.db.selectFrom('fact_use').where('fact', '=', 'puhelin').select('item_id').execute()
  expect(uses.length).toBeGreaterThan(10)
})

test('removing the sample takes its facts and supplements away; a fact that a person has given a value stays', async () => {
  const fact = (await factByName(app.db, 'kaukolainamaksu'))!, inari = (await municipalityBySlug(app.db, 'inari'))!.id
  await app.db.transaction().execute((trx) => saveValues(trx, app.now().toISOString(), SYSTEM, [{ fact, place: { municipalityId: inari, libraryId: null }, municipalityId: inari, placeName: 'Inari', validFrom: '2026-05-01', value: '6,00 €' }]))
  await removeSample(app)
  expect(await countOf('supplement')).toBe(0)
  expect(await app.db.selectFrom('fact').select(['name', 'sample']).execute()).toEqual([{ name: 'kaukolainamaksu', sample: 0 }])
  expect(await app.db.selectFrom('fact_value').select('value').execute()).toEqual([{ value: '6,00 €' }])
})
