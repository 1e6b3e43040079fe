import type { Db, Trx } from '../../database.ts'

/** What a template did at a revision of its item, when that was kept. */
export async function definitionAt(db: Db, itemId: number, lang: string, number: number): Promise<string | null> {
  const row = await db.selectFrom('template_revision').innerJoin('revision', 'revision.id', 'template_revision.revision_id')
    .where('revision.item_id', '=', itemId).where('revision.lang', '=', lang).where('revision.number', '=', number).select('template_revision.data').executeTakeFirst()
  return row?.data ?? null
}

/** The revisions whose template is kept, the newest first. */
export const keptRevisions = (db: Db, itemId: number, lang: string, limit: number) => db.selectFrom('template_revision')
  .innerJoin('revision', 'revision.id', 'template_revision.revision_id').leftJoin('person', 'person.id', 'revision.author_id')
  .where('revision.item_id', '=', itemId).where('revision.lang', '=', lang)
  .select(['revision.number', 'revision.summary', 'revision.created_at', 'person.name as author']).orderBy('revision.number', 'desc').limit(limit).execute()

/** Keeps a revision's template; one that is kept already stays as it is. */
export async function keepDefinition(trx: Trx, revisionId: number, data: string) {
  await trx.insertInto('template_revision').values({ revision_id: revisionId, data }).onConflict((known) => known.doNothing()).execute()
}
