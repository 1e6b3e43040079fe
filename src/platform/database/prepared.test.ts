import { expect, test } from 'vitest'
import { recordChange, SYSTEM } from '../changes/changes.queries.ts'
import { openDatabase } from './open.ts'
import { migrate } from './migrate.ts'
import { prepared } from './prepared.ts'

const actions = prepared((db, at: { origin: string }) => db.selectFrom('change').where('origin', '=', at.origin).select('action').orderBy('id'))
const found = async (db: Parameters<typeof actions>[0]) => (await actions(db, { origin: 'test' })).map(({ action }) => action)

test('a prepared query sees what is committed: nothing of a transaction that is open, which itself sees its own', async () => {
  const db = openDatabase(':memory:'), actor = { ...SYSTEM, origin: 'test' }
  await migrate(db)
  const write = (action: string, fails = false) => db.transaction().execute(async (trx) => {
    await recordChange(trx, { at: '2026-01-01T00:00:00.000Z', actor, action, subject: { type: 'system', id: null } })
    const outside = found(db), inside = await found(trx)
    await new Promise((resolve) => { setTimeout(resolve, 10) })
    if (fails) throw new Error('undone')
    return { outside, inside }
  })
  const { outside, inside } = await write('first')
  expect([await outside, inside, await found(db)]).toEqual([['first'], ['first'], ['first']])

  const undone = write('second', true), meanwhile = new Promise((resolve) => { setTimeout(resolve, 5) }).then(() => found(db))
  await expect(undone).rejects.toThrow('undone')
  expect([await meanwhile, await found(db)]).toEqual([['first'], ['first']])
  await db.destroy()
})
