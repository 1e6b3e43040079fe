import { expect, test } from 'vitest'
import { loadMunicipalities } from '../../people/load-municipalities.ts'
import { municipalityBySlug } from '../../people/people.queries.ts'
import { testApp } from '../../testing/test-app.ts'
import { factValues, insertFact, putValue } from './facts.queries.ts'

const AT = '2026-01-01T00:00:00.000Z'
async function stage() {
  const { app } = await testApp(), { db } = app
  await loadMunicipalities(app)
  const inari = (await municipalityBySlug(db, 'inari'))!.id, salla = (await municipalityBySlug(db, 'salla'))!.id
  const library = (await db.selectFrom('library').where('municipality_id', '=', inari).selectAll().executeTakeFirstOrThrow()).id
  await db.transaction().execute((trx) => insertFact(trx, { name: 'puhelin', type: 'phone', label_fi: 'Puhelinnumero', label_sv: 'Telefon', label_en: 'Phone', created_at: AT }))
  const put = (value: string | null, valid_from: string, place: { municipality_id?: number; library_id?: number } = {}) => db.transaction().execute((trx) =>
    putValue(trx, AT, { fact: 'puhelin', value, valid_from, municipality_id: null, library_id: null, author_id: null, ...place }))
  const read = async (municipalityId: number, on: string, libraryId: number | null = null) => {
    const found = (await factValues(db, { municipalityId, libraryId, on })).get('puhelin')
    return found && [found.shown.fi, found.level]
  }
  return { db, inari, salla, library, put, read }
}

test('the nearest value wins: the library’s, else the municipality’s, else the network’s', async () => {
  const { inari, salla, library, put, read } = await stage()
  expect(await read(inari, '2026-06-01')).toBeUndefined()
  await put('016 000 000', '2026-01-01')
  await put('016 111 111', '2026-01-01', { municipality_id: inari })
  expect([await read(inari, '2026-06-01'), await read(salla, '2026-06-01')]).toEqual([['016 111 111', 'municipality'], ['016 000 000', 'network']])
  await put('016 222 222', '2026-01-01', { library_id: library })
  expect([await read(inari, '2026-06-01', library), await read(inari, '2026-06-01')]).toEqual([['016 222 222', 'library'], ['016 111 111', 'municipality']])
})

test('a value holds from its day until the next one begins, and may end', async () => {
  const { inari, put, read } = await stage()
  await put('016 111 111', '2026-01-01', { municipality_id: inari })
  await put('016 333 333', '2026-07-01', { municipality_id: inari })
  await put(null, '2026-12-01', { municipality_id: inari })
  const on = async (day: string) => (await read(inari, day))?.[0]
  expect([await on('2025-12-31'), await on('2026-06-30'), await on('2026-07-01'), await on('2026-12-01')]).toEqual([undefined, '016 111 111', '016 333 333', undefined])
  await put('016 000 000', '2026-01-01')
  expect(await on('2026-12-01')).toBe('016 000 000')
})

test('several libraries without a value of their municipality are named', async () => {
  const { db, inari, library, put, read } = await stage()
  const { id } = await db.insertInto('library').values({ municipality_id: inari, name: 'Ivalon kirjasto', genitive: 'x', inside: 'x', into_form: 'x', out_of: 'x', kind: 'sivukirjasto' }).returning('id').executeTakeFirstOrThrow()
  await put('016 1111', '2026-01-01', { library_id: library })
  expect((await read(inari, '2026-06-01'))?.[0]).toBe('016 1111')
  await put('016 2222', '2026-01-01', { library_id: id })
  expect((await read(inari, '2026-06-01'))?.[0]).toBe('Inarin kirjasto 016 1111; Ivalon kirjasto 016 2222')
})

test('a correction of the same day replaces the value and keeps it in the history', async () => {
  const { db, inari, put, read } = await stage()
  await put('016 111 111', '2026-01-01', { municipality_id: inari })
  await put('016 999 999', '2026-01-01', { municipality_id: inari })
  expect((await read(inari, '2026-06-01'))?.[0]).toBe('016 999 999')
  expect(await db.selectFrom('fact_value').select(['value', 'replaced_at']).orderBy('id').execute()).toEqual([{ value: '016 111 111', replaced_at: AT }, { value: '016 999 999', replaced_at: null }])
})
