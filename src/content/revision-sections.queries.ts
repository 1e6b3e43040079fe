import type { Db, Trx } from '../database.ts'
import type { Section } from './sections.ts'

export interface RevisionText { html: string; sections: Section[] }

export async function revisionText(db: Db, revisionId: number): Promise<RevisionText> {
  const { html, sections } = await db.selectFrom('revision').where('id', '=', revisionId).select(['html', 'sections']).executeTakeFirstOrThrow()
  return { html, sections: JSON.parse(sections) as Section[] }
}

/**
 * Replaces what a revision shows and what is found in it, not what its author wrote: for text that is read out of its files afterwards. The
 * HTML must be safe. The caller writes the change row, which brings it to the search index.
 */
export async function setSections(trx: Trx, revisionId: number, { html, sections }: RevisionText) {
  await trx.updateTable('revision').set({ html, sections: JSON.stringify(sections) }).where('id', '=', revisionId).execute()
}
