import type { Db, Trx } from '../../database.ts'
import type { Item } from '../content.table.ts'
import type { Section } from '../sections.ts'

/** Items with the text of their own language: what is written and what was read out of files. */
const withText = (db: Db) => db.selectFrom('item').innerJoin('item_text', (join) => join.onRef('item_text.item_id', '=', 'item.id').onRef('item_text.lang', '=', 'item.language'))
  .innerJoin('revision', 'revision.id', 'item_text.revision_id').select('revision.sections')

/** Published ones after an id. */
export async function textsAfter(db: Db, id: number, limit: number): Promise<{ id: number; kind: Item['kind']; language: string; text: string }[]> {
  const rows = await withText(db).where('item.state', '=', 'published').where('item.id', '>', id).select(['item.id', 'item.kind', 'item.language']).orderBy('item.id').limit(limit).execute()
  return rows.map(({ sections, ...row }) => ({ ...row, text: textOf(sections) }))
}

export async function textOfItem(db: Db, id: number): Promise<string> {
  const row = await withText(db).where('item.id', '=', id).executeTakeFirst()
  return row ? textOf(row.sections) : ''
}

const textOf = (sections: string) => (JSON.parse(sections) as Section[]).map(({ heading, text }) => `${heading}\n${text}`).join('\n')

/** Puts the files of one document before those of another, whose last one stays in force. */
export async function takeVersions(trx: Trx, keptId: number, olderId: number) {
  const rows = await trx.selectFrom('document_version').where('item_id', 'in', [keptId, olderId]).selectAll().execute()
  const inForce = rows.filter((row) => row.item_id === keptId).toSorted((a, b) => b.number - a.number)[0]
  if (!inForce) return
  const ordered = [...rows.filter((row) => row !== inForce).toSorted((a, b) => (a.created_at < b.created_at ? -1 : a.created_at > b.created_at ? 1 : a.number - b.number)), inForce]
  await trx.deleteFrom('document_version').where('item_id', 'in', [keptId, olderId]).execute()
  for (const [index, row] of ordered.entries())
    await trx.insertInto('document_version').values({ ...row, item_id: keptId, number: index + 1, filled_revision_id: row === inForce ? row.filled_revision_id : null }).execute()
}

/**
 * Puts what the older item says now into the history of the kept one, and after it the kept text again: nothing is lost, and no number changes its
 * meaning. Languages that the kept item does not have stay with the older one.
 */
export async function takeTexts(trx: Trx, keptId: number, olderId: number, by: { at: string; authorId: number | null; before: string; after: string }) {
  const texts = await trx.selectFrom('item_text as kept').innerJoin('item_text as older', (join) => join.onRef('older.lang', '=', 'kept.lang').on('older.item_id', '=', olderId)).where('kept.item_id', '=', keptId)
    .select(['kept.lang', 'kept.revision_id as now', 'older.revision_id as then']).execute()
  const files = await trx.selectFrom('item_file').where('item_id', '=', olderId).selectAll().execute()
  for (const { lang, now, then } of texts) {
    const current = await revision(trx, now), older = await revision(trx, then)
    await copy(trx, older, { item_id: keptId, number: current.number + 1, summary: by.before, author_id: older.author_id, created_at: by.at })
    const id = await copy(trx, current, { item_id: keptId, number: current.number + 2, summary: by.after, author_id: by.authorId, created_at: by.at })
    await trx.updateTable('item_text').set({ revision_id: id }).where('item_id', '=', keptId).where('lang', '=', lang).execute()
    const data = await trx.selectFrom('template_revision').where('revision_id', '=', now).select('data').executeTakeFirst()
    if (data) await trx.insertInto('template_revision').values({ revision_id: id, data: data.data }).execute()
    for (const file of files) await trx.insertInto('item_file').values({ ...file, item_id: keptId }).onConflict((known) => known.doNothing()).execute()
  }
}

const revision = (trx: Trx, id: number) => trx.selectFrom('revision').where('id', '=', id).selectAll().executeTakeFirstOrThrow()
async function copy(trx: Trx, { id: _id, ...row }: Awaited<ReturnType<typeof revision>>, other: { item_id: number; number: number; summary: string; author_id: number | null; created_at: string }) {
  return (await trx.insertInto('revision').values({ ...row, ...other, material: 0 }).returning('id').executeTakeFirstOrThrow()).id
}

/** The addresses of an item lead to another from now on, and so do those that led to it. */
export async function leadTo(trx: Trx, item: Pick<Item, 'id' | 'external_id'>, intoId: number) {
  await trx.updateTable('item_merged').set({ into_id: intoId }).where('into_id', '=', item.id).execute()
  await trx.insertInto('item_merged').values({ item_id: item.id, external_id: item.external_id, into_id: intoId }).onConflict((known) => known.column('item_id').doUpdateSet({ into_id: intoId })).execute()
}

export async function mergedInto(db: Db, ref: { id: number } | { externalId: string }): Promise<number | undefined> {
  const merged = db.selectFrom('item_merged').select('into_id')
  const row = await ('id' in ref ? merged.where('item_id', '=', ref.id) : merged.where('external_id', '=', ref.externalId)).executeTakeFirst()
  return row?.into_id
}
