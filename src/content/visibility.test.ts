import { expect, test } from 'vitest'
import type { Db } from '../database.ts'
import type { Viewer } from '../people/viewer.ts'
import { sampleDatabase, sampleItem } from '../testing/sample-item.ts'
import { findVisibleItem, itemToIndex, visibleItemsByIds } from './items.queries.ts'
import { prepareText } from './prepare-text.ts'
import { createItem, trashItem, type ItemInput } from './save-item.ts'
import { audienceOf, audiencesOf } from './visibility.ts'
import { visibleFile } from './visible-file.queries.ts'

const AT = '2026-01-02T00:00:00.000Z', NOW = '2026-01-10T00:00:00.000Z', EARLIER = '2026-01-05T00:00:00.000Z', LATER = '2026-01-20T00:00:00.000Z'
const viewer = (id: number, teamIds: number[]): Viewer => ({
  id, teamIds, supervisor: false, name: '', role: 'reader', municipalityId: 1, libraryId: null, municipalitySlug: 'rovaniemi', municipalityName: 'Rovaniemi', municipalityInside: 'Rovaniemellä', locale: 'fi', theme: '',
})
/** The writer (in no team), a member of the owning team 1, a member of team 2, and someone else. */
const WRITER = viewer(1, []), OWNER = viewer(2, [1]), OTHER_TEAM = viewer(3, [2]), READER = viewer(4, [])
const VIEWERS = { WRITER, OWNER, OTHER_TEAM, READER }

async function database(): Promise<Db> {
  const db = await sampleDatabase()
  await db.insertInto('person').values([3, 4].map((id) => ({ id, email: `p${id}@example.fi`, name: '', municipality_id: 1, role: 'reader' as const, password_hash: null, created_at: AT, disabled_at: null }))).execute()
  await db.insertInto('team_member').values([{ team_id: 1, person_id: 2 }, { team_id: 2, person_id: 3 }]).execute()
  return db
}
const add = (db: Db, input: Partial<ItemInput>) => {
  const item = sampleItem(input), text = prepareText(item)
  return db.transaction().execute((trx) => createItem(trx, AT, { id: 1, origin: '', requestId: '' }, item, text))
}

/** Who opens it · who sees it in lists. */
const TABLE: [string, Partial<ItemInput>, (keyof typeof VIEWERS)[], (keyof typeof VIEWERS)[]][] = [
  ['published', {}, ['WRITER', 'OWNER', 'OTHER_TEAM', 'READER'], ['WRITER', 'OWNER', 'OTHER_TEAM', 'READER']],
  ['draft', { state: 'draft' }, ['WRITER', 'OWNER'], []],
  ['restricted to team 2', { restrictedTeamId: 2 }, ['OTHER_TEAM'], ['OTHER_TEAM']],
  ['draft restricted to its owner', { state: 'draft', restrictedTeamId: 1 }, ['OWNER'], []],
  ['no longer in force', { visibleUntil: EARLIER }, ['WRITER', 'OWNER', 'OTHER_TEAM', 'READER'], []],
  ['not yet in force', { visibleFrom: LATER }, ['WRITER', 'OWNER'], []],
  ['in force', { visibleFrom: EARLIER, visibleUntil: LATER }, ['WRITER', 'OWNER', 'OTHER_TEAM', 'READER'], ['WRITER', 'OWNER', 'OTHER_TEAM', 'READER']],
]

test.each(TABLE)('C-2: an item that is %s is opened and listed by exactly the right people', async (_name, input, opens, lists) => {
  const db = await database()
  const { id } = await add(db, input)
  const found = { opens: [] as string[], lists: [] as string[] }
  for (const [name, person] of Object.entries(VIEWERS)) {
    if (await findVisibleItem(db, person, NOW, id)) found.opens.push(name)
    if ((await visibleItemsByIds(db, person, NOW, [id])).length > 0) found.lists.push(name)
  }
  expect(found).toEqual({ opens, lists })
})

test('C-2: a trashed item is nobody’s, and a file is read by whoever may open an item that uses it', async () => {
  const db = await database()
  await db.insertInto('file').values({ id: 'f1', sha256: 'x', size: 1, mime: 'application/pdf', name: 'a.pdf', created_at: AT }).execute()
  const { id } = await add(db, { restrictedTeamId: 2, files: [{ path: 'a.pdf', fileId: 'f1' }] })
  expect(await visibleFile(db, OTHER_TEAM, NOW, 'f1')).toMatchObject({ id: 'f1' })
  expect(await visibleFile(db, READER, NOW, 'f1')).toBeUndefined()
  await db.transaction().execute((trx) => trashItem(trx, NOW, { id: 3, origin: '', requestId: '' }, id))
  expect(await findVisibleItem(db, OTHER_TEAM, NOW, id)).toBeUndefined()
  expect(await visibleFile(db, OTHER_TEAM, NOW, 'f1')).toBeUndefined()
})

test('C-5: who is taken out of a team no longer sees what is the team’s', async () => {
  const db = await database()
  const { id } = await add(db, { restrictedTeamId: 2 })
  expect(await findVisibleItem(db, OTHER_TEAM, NOW, id)).toBeDefined()
  await db.deleteFrom('team_member').where('person_id', '=', 3).execute()
  expect(await findVisibleItem(db, OTHER_TEAM, NOW, id)).toBeUndefined()
})

test('an index gets published items only, with the audience that its seekers must name', async () => {
  const db = await database()
  const open = await add(db, {}), restricted = await add(db, { restrictedTeamId: 2 }), draft = await add(db, { state: 'draft' })
  expect(await itemToIndex(db, open.id)).toMatchObject({ audience: 'all', current: [{ lang: 'fi', number: 1 }], roles: ['asiakaspalvelu'] })
  expect(await itemToIndex(db, restricted.id)).toMatchObject({ audience: 'team:2' })
  expect(await itemToIndex(db, draft.id)).toBeNull()
  expect(audiencesOf(OTHER_TEAM)).toContain(audienceOf({ restricted_team_id: 2 }))
  expect(audiencesOf(READER)).not.toContain(audienceOf({ restricted_team_id: 2 }))
})
