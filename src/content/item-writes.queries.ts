import { sql, type Insertable, type Updateable } from 'kysely'
import type { Db, Trx } from '../database.ts'
import { pictureColumn, readPicture } from '../files/images/images.queries.ts'
import type { ContentTables, Item } from './content.table.ts'
import type { TextFile } from './prepare-text.ts'

/** What an item has several of. */
export interface ItemLists { municipalities: number[]; roles: string[]; subjects: number[]; goals: string[] }
export interface CurrentText { revision_id: number; number: number; title: string; body: string; html: string }

export const itemById = (db: Db, id: number): Promise<Item | undefined> => db.selectFrom('item').where('id', '=', id).selectAll().executeTakeFirst()

export const currentText = (db: Db, itemId: number, lang: string): Promise<CurrentText | undefined> =>
  db.selectFrom('item_text').innerJoin('revision', 'revision.id', 'item_text.revision_id')
    .where('item_text.item_id', '=', itemId).where('item_text.lang', '=', lang)
    .select(['item_text.revision_id', 'revision.number', 'revision.title', 'revision.body', 'revision.html']).executeTakeFirst()

export async function itemLists(db: Db, itemId: number): Promise<ItemLists> {
  const [municipalities, roles, subjects, goals] = await Promise.all([
    db.selectFrom('item_municipality').where('item_id', '=', itemId).select('municipality_id').execute(),
    db.selectFrom('item_role').where('item_id', '=', itemId).select('role').execute(),
    db.selectFrom('item_subject').where('item_id', '=', itemId).select('subject_id').execute(),
    db.selectFrom('item_goal').where('item_id', '=', itemId).select('goal').execute(),
  ])
  return {
    municipalities: municipalities.map((row) => row.municipality_id), roles: roles.map((row) => row.role),
    subjects: subjects.map((row) => row.subject_id), goals: goals.map((row) => row.goal),
  }
}

export async function insertItem(trx: Trx, row: Insertable<ContentTables['item']>): Promise<number> {
  const added = await trx.insertInto('item').values(row).returning('id').executeTakeFirstOrThrow()
  return added.id
}

export async function updateItem(trx: Trx, id: number, row: Updateable<ContentTables['item']>) {
  await trx.updateTable('item').set(row).where('id', '=', id).execute()
}

/** Appends a revision and makes it the language's current text. */
export async function insertRevision(trx: Trx, row: Insertable<ContentTables['revision']>, slug: string): Promise<number> {
  const { id } = await trx.insertInto('revision').values(row).returning('id').executeTakeFirstOrThrow()
  const { item_id, lang, title } = row
  await trx.insertInto('item_text').values({ item_id, lang, title, slug, revision_id: id })
    .onConflict((known) => known.columns(['item_id', 'lang']).doUpdateSet({ title, slug, revision_id: id })).execute()
  return id
}

export async function replaceLists(trx: Trx, itemId: number, lists: ItemLists) {
  for (const table of ['item_municipality', 'item_role', 'item_subject', 'item_goal'] as const)
    await trx.deleteFrom(table).where('item_id', '=', itemId).execute()
  const item_id = itemId
  const insert = <Table extends 'item_municipality' | 'item_role' | 'item_subject' | 'item_goal'>(table: Table, rows: Insertable<ContentTables[Table]>[]) =>
    rows.length > 0 ? trx.insertInto(table).values(rows as never).execute() : undefined
  await insert('item_municipality', lists.municipalities.map((municipality_id) => ({ item_id, municipality_id })))
  await insert('item_role', lists.roles.map((role) => ({ item_id, role })))
  await insert('item_subject', lists.subjects.map((subject_id) => ({ item_id, subject_id })))
  await insert('item_goal', lists.goals.map((goal) => ({ item_id, goal })))
}

const currentBodies = (itemId: number) => sql`(select t.lang, r.body from item_text t join revision r on r.id = t.revision_id where t.item_id = ${itemId})`

/** An item's files; `elsewhere` is 1 when the text of another language writes the path too. */
export async function itemFiles(db: Db, itemId: number, lang: string): Promise<(TextFile & { elsewhere: 0 | 1 })[]> {
  const { rows } = await sql<{ path: string; fileId: string; elsewhere: 0 | 1; shown: string | null }>`
    select path, file_id as fileId, ${pictureColumn('item_file.file_id')} as shown, exists (select 1 from ${currentBodies(itemId)} other where other.lang <> ${lang} and instr(other.body, path) > 0) as elsewhere
    from item_file where item_id = ${itemId}`.execute(db)
  return rows.map(({ shown, ...file }) => ({ ...file, ...readPicture(shown) }))
}

export async function keepFiles(trx: Trx, itemId: number, files: { path: string; fileId: string }[]) {
  for (const { path, fileId } of files)
    await trx.insertInto('item_file').values({ item_id: itemId, path, file_id: fileId })
      .onConflict((known) => known.columns(['item_id', 'path']).doUpdateSet({ file_id: fileId })).execute()
}

export async function dropFiles(trx: Trx, itemId: number, paths: string[]) {
  if (paths.length > 0) await trx.deleteFrom('item_file').where('item_id', '=', itemId).where('path', 'in', paths).execute()
}

/** The items that an item's texts link to: what no language writes any more goes. */
export async function replaceLinks(trx: Trx, itemId: number, links: string[]) {
  await sql`delete from item_link where item_id = ${itemId} and not exists (select 1 from ${currentBodies(itemId)} now where instr(now.body, item_link.target) > 0)`.execute(trx)
  for (const target of links)
    await trx.insertInto('item_link').values({ item_id: itemId, target }).onConflict((known) => known.doNothing()).execute()
}
