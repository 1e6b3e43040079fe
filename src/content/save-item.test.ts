import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Db } from '../database.ts'
import { itemTexts } from './items.queries.ts'
import { sampleDatabase, sampleItem } from '../testing/sample-item.ts'
import { prepareText } from './prepare-text.ts'
import { checkItem, createItem, restoreItem, reviseItem, trashItem, type ItemInput } from './save-item.ts'

const AT = '2026-01-31T10:00:00.000Z', LATER = '2026-02-03T10:00:00.000Z'
const ACTOR = { id: 1, origin: '', requestId: 'testi' }
const create = (db: Db, input: ItemInput, at = AT) => db.transaction().execute((trx) => createItem(trx, at, ACTOR, input, prepareText(input)))
const revise = (db: Db, id: number, expected: number | null, input: ItemInput, at = LATER) => {
  const text = prepareText(input)
  return db.transaction().execute((trx) => reviseItem(trx, at, ACTOR, id, expected, input, text))
}
const itemRow = (db: Db, id: number) => db.selectFrom('item').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const actions = async (db: Db) => (await db.selectFrom('change').select(['action', 'detail']).orderBy('id').execute()).map((row) => row.action)

test('a published item has its first revision, a review date and one change row', async () => {
  const db = await sampleDatabase()
  const { id } = await create(db, sampleItem({ reviewMonths: 3 }))
  expect(await itemRow(db, id)).toMatchObject({ state: 'published', language: 'fi', published_at: AT, changed_at: AT, checked_at: AT, review_due_at: '2026-04-30T10:00:00.000Z', created_by: 1 })
  const [text] = await itemTexts(db, id)
  expect(text).toMatchObject({ lang: 'fi', number: 1, title: 'Kirjastokortin antaminen', slug: 'kirjastokortin-antaminen' })
  expect(text!.html).toContain('Pyydä henkilöllisyystodistus.')
  expect(await actions(db)).toEqual(['published'])
})

test('a draft is not reviewed until it is published, and publishing is what moves its dates', async () => {
  const db = await sampleDatabase()
  const { id } = await create(db, sampleItem({ state: 'draft' }))
  await revise(db, id, 1, sampleItem({ state: 'draft', body: 'Uusi luonnos.' }), '2026-02-01T00:00:00.000Z')
  expect(await itemRow(db, id)).toMatchObject({ published_at: null, checked_at: null, review_due_at: null, changed_at: AT })
  await revise(db, id, 2, sampleItem({ body: 'Uusi luonnos.' }))
  expect(await itemRow(db, id)).toMatchObject({ state: 'published', published_at: LATER, checked_at: LATER, changed_at: LATER })
  expect(await actions(db)).toEqual(['created', 'revised', 'published'])
})

test('saving the same text and facts again leaves no trace', async () => {
  const db = await sampleDatabase()
  const first = await create(db, sampleItem())
  const before = await itemRow(db, first.id)
  const again = await revise(db, first.id, 1, sampleItem({ roles: ['Asiakaspalvelu '], summary: 'Ei muutosta' }))
  expect(again).toEqual({ revisionId: first.revisionId, changed: false })
  expect(await itemRow(db, first.id)).toEqual(before)
  expect(await actions(db)).toEqual(['published'])
})

test('a changed text moves changed_at; a changed owner makes a revision but does not', async () => {
  const db = await sampleDatabase()
  const { id } = await create(db, sampleItem())
  await revise(db, id, 1, sampleItem({ ownerTeamId: 2, reviewMonths: 24 }))
  expect(await itemRow(db, id)).toMatchObject({ owner_team_id: 2, changed_at: AT, review_due_at: '2028-01-31T10:00:00.000Z' })
  await revise(db, id, 2, sampleItem({ ownerTeamId: 2, reviewMonths: 24, body: 'Pyydä kuvallinen henkilöllisyystodistus.' }))
  expect(await itemRow(db, id)).toMatchObject({ changed_at: LATER })
  expect((await itemTexts(db, id))[0]!.number).toBe(3)
})

test('a save on top of someone else’s save is refused with the current number, and nothing is lost', async () => {
  const db = await sampleDatabase()
  const { id } = await create(db, sampleItem())
  await revise(db, id, 1, sampleItem({ body: 'Ensimmäinen ehti.' }))
  await expect(revise(db, id, 1, sampleItem({ body: 'Toinen myöhästyi.' }))).rejects.toMatchObject({ status: 409, current: 2 })
  expect((await itemTexts(db, id))[0]!.body).toBe('Ensimmäinen ehti.')
  expect(await actions(db)).toEqual(['published', 'revised'])
})

test('a translation starts at revision 1 and leaves the facts of the original alone', async () => {
  const db = await sampleDatabase()
  const { id } = await create(db, sampleItem())
  await revise(db, id, 0, sampleItem({ lang: 'sv', title: 'Att ge bibliotekskort', ownerTeamId: 2, roles: [], state: 'draft' }))
  expect((await itemTexts(db, id)).map((text) => [text.lang, text.number])).toEqual([['fi', 1], ['sv', 1]])
  expect(await itemRow(db, id)).toMatchObject({ owner_team_id: 1, state: 'published' })
  await expect(revise(db, id, 0, sampleItem({ lang: 'sv', title: 'Igen' }))).rejects.toMatchObject({ status: 409, current: 1 })
})

test('trash and restore bring back what was; a draft stays a draft', async () => {
  const db = await sampleDatabase()
  for (const state of ['draft', 'published'] as const) {
    const { id } = await create(db, sampleItem({ state }))
    await db.transaction().execute((trx) => trashItem(trx, LATER, ACTOR, id))
    expect(await itemRow(db, id)).toMatchObject({ state: 'trashed', trashed_at: LATER })
    await expect(revise(db, id, null, sampleItem({ body: 'Roskakoriin ei kirjoiteta.' }))).rejects.toMatchObject({ status: 404 })
    await db.transaction().execute((trx) => restoreItem(trx, LATER, ACTOR, id))
    expect(await itemRow(db, id)).toMatchObject({ state, trashed_at: null })
  }
  expect(await actions(db)).toEqual(['created', 'trashed', 'restored', 'published', 'trashed', 'restored'])
})

test('checking counts the next review from now', async () => {
  const db = await sampleDatabase()
  const { id } = await create(db, sampleItem({ reviewMonths: 6 }))
  await db.transaction().execute((trx) => checkItem(trx, LATER, ACTOR, id))
  expect(await itemRow(db, id)).toMatchObject({ checked_at: LATER, review_due_at: '2026-08-03T10:00:00.000Z', changed_at: AT })
})

test('the links of all languages are kept, and what no language writes any more goes', async () => {
  const db = await sampleDatabase()
  const { id } = await create(db, sampleItem({ body: '[A](laavu:ASP-01) [B](laavu:ASP-02)' }))
  await revise(db, id, 0, sampleItem({ lang: 'sv', body: '[A](laavu:ASP-01)' }))
  await revise(db, id, 1, sampleItem({ body: '[C](laavu:ASP-03)' }))
  const links = await db.selectFrom('item_link').select('target').orderBy('target').execute()
  expect(links.map((link) => link.target)).toEqual(['ASP-01', 'ASP-03'])
})

test('a change of a file alone is a change, and a file that only the translation uses stays', async () => {
  const db = await sampleDatabase()
  await db.insertInto('file').values(['a', 'b'].map((id) => ({ id, sha256: id, size: 1, mime: 'image/png', name: 'kuva.png', created_at: AT }))).execute()
  const files = [{ path: 'kuva.png', fileId: 'a' }]
  const { id } = await create(db, sampleItem({ body: '![Kuva](kuva.png)', files }))
  const swapped = await revise(db, id, 1, sampleItem({ body: '![Kuva](kuva.png)', files: [{ path: 'kuva.png', fileId: 'b' }] }))
  expect(swapped.changed).toBe(true)
  await revise(db, id, 0, sampleItem({ lang: 'sv', body: '![Bild](kuva.png)', files: [] }))
  await revise(db, id, 2, sampleItem({ body: 'Ilman kuvaa.' }))
  expect(await db.selectFrom('item_file').select(['path', 'file_id']).execute()).toEqual([{ path: 'kuva.png', file_id: 'b' }])
})

test('I-1: titles and bodies are stored in NFC, and NUL, half characters and too long texts are refused with the reason', () => {
  const nfd = 'Ka\u0308yta\u0308nto\u0308'
  expect(prepareText({ title: nfd, body: nfd, lang: 'fi', files: [] })).toMatchObject({ title: 'Käytäntö', body: 'Käytäntö', slug: 'kaytanto' })
  const refused = (title: string, body: string) => () => prepareText({ title, body, lang: 'fi', files: [] })
  expect(refused(' ', 'x')).toThrow('content.title.missing')
  expect(refused('x'.repeat(201), 'x')).toThrow('content.title.tooLong')
  expect(refused('x', 'ä'.repeat(500_001))).toThrow('content.body.tooLong')
  expect(refused('x', 'a\0b')).toThrow('content.text.badCharacter')
  expect(refused('x\ud800', 'x')).toThrow('content.text.badCharacter')
  expect(prepareText({ title: 'x'.repeat(200), body: '\u202eabc\u200d', lang: 'fi', files: [] }).body).toBe('\u202eabc\u200d')
})

test('whatever is saved in whatever order, numbers run 1, 2, 3 … and there is one change row for each revision', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.record({ lang: fc.constantFrom('fi', 'sv'), body: fc.constantFrom('a', 'b'), owner: fc.constantFrom(1, 2) }), { maxLength: 12 }), async (saves) => {
    const db = await sampleDatabase()
    const { id } = await create(db, sampleItem())
    for (const { lang, body, owner } of saves) await revise(db, id, null, sampleItem({ lang, body, ownerTeamId: owner }))
    const revisions = await db.selectFrom('revision').select(['id', 'lang', 'number']).orderBy('id').execute()
    for (const lang of ['fi', 'sv']) {
      const numbers = revisions.filter((revision) => revision.lang === lang).map((revision) => revision.number)
      expect(numbers).toEqual(numbers.map((_, i) => i + 1))
    }
    expect(await actions(db)).toHaveLength(revisions.length)
    for (const text of await itemTexts(db, id)) expect(text.number).toBe(Math.max(...revisions.filter((revision) => revision.lang === text.lang).map((revision) => revision.number)))
    await db.destroy()
  }), { numRuns: 25 })
})
