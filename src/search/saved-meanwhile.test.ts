import { EventEmitter } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Request, Response } from 'express'
import { afterAll, expect, test } from 'vitest'
import { prepareText } from '../content/prepare-text.ts'
import { createItem } from '../content/save-item.ts'
import type { AppContext } from '../context.ts'
import { ensureTeam } from '../people/people.queries.ts'
import { viewerRowById } from '../people/auth/session.queries.ts'
import { viewerFrom } from '../people/auth/session.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { migrate } from '../platform/database/migrate.ts'
import { openDatabase } from '../platform/database/open.ts'
import { backgroundTurn } from '../platform/database/turn.ts'
import { sampleItem } from '../testing/sample-item.ts'
import { addPerson } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'
import { sqliteSearch } from './engines/sqlite.ts'
import { findItems } from './find-items.ts'
import { noFilters } from './search-engine.ts'
import { catchUpSearch, keepSearchCurrent } from './search.sync.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'laavu-meanwhile-')), file = path.join(folder, 'laavu.sqlite')
const { app: inMemory } = await testApp({ DATA_DIR: folder }), db = openDatabase(file), app: AppContext = { ...inMemory, db, search: sqliteSearch(db, inMemory.analyser) }
await migrate(db)
afterAll(async () => { await db.destroy(); rmSync(folder, { recursive: true }) })

const viewer = viewerFrom((await viewerRowById(db, await addPerson(app)))!), team = await db.transaction().execute((trx) => ensureTeam(trx, 'Ryhmä'))
const total = async (typed: string) => (await findItems(app, viewer, { typed, filters: noFilters(), asTyped: true, offset: 0, limit: 1 })).total
async function save(word: string, requestId = '') {
  const input = sampleItem({ ownerTeamId: team!, title: word, body: 'Teksti.', subjects: [], roles: [] }), text = prepareText(input)
  await db.transaction().execute((trx) => createItem(trx, app.now().toISOString(), { ...SYSTEM, requestId }, input, text))
}
/** A request that saves, as the server answers it. */
async function answer(word: string, requestId: string) {
  const res = Object.assign(new EventEmitter(), { locals: { requestId } }) as unknown as Response
  keepSearchCurrent(app)({ method: 'POST' } as Request, res, () => {})
  await save(word, requestId)
  res.emit('finish')
}

test('while an import has the turn, what a request has saved is found at once, and what the import has saved when it is indexed', async () => {
  const importing = openDatabase(file), turn = backgroundTurn(importing)
  expect(turn.take()).toBe(true)
  await save('tuotusana')
  await answer('tallennussana', 'pyyntö 1')
  expect([await total('tallennussana'), await total('tuotusana')]).toEqual([1, 0])
  for (let n = 0; n < 60; n++) await save(`jonosana${n}`)
  await answer('jonotussana', 'pyyntö 2')
  expect([await total('jonotussana'), await total('jonosana7')]).toEqual([1, 0])
  turn.giveBack()
  await catchUpSearch(app)
  expect([await total('tuotusana'), await total('jonosana7'), await total('tallennussana'), await total('jonotussana')]).toEqual([1, 1, 1, 1])
  await importing.destroy()
})
