import type { Db, Trx } from '../database.ts'
import type { Viewer } from '../people/viewer.ts'
import { CARD, cardOf, type ItemCard } from './items.queries.ts'
import type { ItemInput } from './save-item.ts'
import { visibleItems } from './visibility.ts'
import { alphabetical } from '../platform/database/alphabetical.ts'

/** Subjects of items that the viewer sees, the most used first: for suggesting. */
export async function usedSubjects(db: Db, viewer: Viewer, now: string, limit: number): Promise<string[]> {
  const rows = await visibleItems(db, viewer, now).innerJoin('item_subject', 'item_subject.item_id', 'item.id').innerJoin('subject', 'subject.id', 'item_subject.subject_id')
    .groupBy('subject.id').orderBy((order) => order.fn.countAll(), 'desc').orderBy(alphabetical('subject.label')).select('subject.label').limit(limit).execute()
  return rows.map(({ label }) => label)
}

/** Other items that the viewer sees with the same title, letter case and accents aside. */
export async function sameTitles(db: Db, viewer: Viewer, now: string, slug: string, except: number | null): Promise<ItemCard[]> {
  const rows = await visibleItems(db, viewer, now).where('item.id', 'in', (from) => from.selectFrom('item_text').where('slug', '=', slug).select('item_id'))
    .where('item.id', '<>', except ?? 0).select(CARD).orderBy('item.id').limit(3).execute()
  return rows.map(cardOf)
}

/** A new item that its writer sent twice: the same in kind, state and text within some minutes. */
export async function sentAlready(trx: Trx, personId: number, since: string, { kind, state, lang, title, body }: Pick<ItemInput, 'kind' | 'state' | 'lang' | 'title' | 'body'>): Promise<number | undefined> {
  const row = await trx.selectFrom('item').innerJoin('revision', 'revision.item_id', 'item.id').where('item.created_by', '=', personId).where('item.created_at', '>=', since)
    .where('item.kind', '=', kind).where('item.state', '=', state).where('revision.lang', '=', lang).where('revision.number', '=', 1)
    .where('revision.title', '=', title).where('revision.body', '=', body).select('item.id').executeTakeFirst()
  return row?.id
}
