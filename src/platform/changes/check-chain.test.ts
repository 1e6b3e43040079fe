import { expect, test } from 'vitest'
import { sampleDatabase } from '../../testing/sample-item.ts'
import { recordChange, SYSTEM } from './changes.queries.ts'
import { checkChain } from './check-chain.ts'

const AT = '2026-11-25T08:00:00.000Z'
async function log(acts: number) {
  const db = await sampleDatabase()
  for (let n = 1; n <= acts; n++) await db.transaction().execute((trx) => recordChange(trx, { at: AT, actor: SYSTEM, action: 'revised', subject: { type: 'item', id: n }, detail: { number: n } }))
  return db
}

test('L-4: acts in their order make a whole chain, also after acts from before it was begun', async () => {
  const db = await log(5)
  expect(await checkChain(db)).toMatchObject({ links: 5, older: 0, brokenAt: null })
  await db.updateTable('change').set({ hash: '' }).where('id', '<=', 2).execute()
  await db.updateTable('change').set({ hash: '' }).where('id', '<=', 5).execute()
  await db.transaction().execute((trx) => recordChange(trx, { at: AT, actor: SYSTEM, action: 'checked', subject: { type: 'item', id: 1 } }))
  expect(await checkChain(db)).toMatchObject({ links: 1, older: 5, brokenAt: null })
})

test.each([
  ['an altered detail', { detail: '{"number":7}' }], ['another actor', { actor_id: 1 }], ['another time', { at: '2026-11-24T08:00:00.000Z' }], ['another act', { action: 'checked' }],
  ['a result turned round', { result: 'refused' as const }], ['another subject', { subject_id: 9 }], ['a hash taken away', { hash: '' }],
])('L-4: %s breaks the chain where it happened', async (_what, values) => {
  const db = await log(5)
  await db.updateTable('change').set(values).where('id', '=', 3).execute()
  expect(await checkChain(db)).toMatchObject({ brokenAt: 3 })
})

test('L-4: an act that was taken out or put in breaks the chain; its address may be forgotten', async () => {
  const db = await log(5)
  await db.updateTable('change').set({ origin: '', request_id: '' }).execute()
  expect(await checkChain(db)).toMatchObject({ brokenAt: null })
  await db.deleteFrom('change').where('id', '=', 3).execute()
  expect(await checkChain(db)).toMatchObject({ brokenAt: 4 })
  const other = await log(2)
  await other.insertInto('change').values({ at: AT, actor_id: null, origin: '', request_id: '', action: 'checked', subject_type: 'item', subject_id: 1, result: 'done', detail: '{}', hash: 'x' }).execute()
  expect(await checkChain(other)).toMatchObject({ brokenAt: 3 })
})
