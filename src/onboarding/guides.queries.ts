import { sql } from 'kysely'
import { CARD, cardOf, type ItemCard } from '../content/items.queries.ts'
import type { Section } from '../content/sections.ts'
import { visibleItems } from '../content/visibility.ts'
import type { Db } from '../database.ts'
import type { Viewer } from '../people/viewer.ts'

export interface LinkedItem extends ItemCard { sections: Section[]; revision_id: number }

/** Those of the items that the viewer may see now, each with its text for the reading time. What is deleted, hidden or unknown is not there. */
export async function linkedItems(db: Db, viewer: Pick<Viewer, 'id' | 'locale'>, now: string, codes: readonly string[]): Promise<LinkedItem[]> {
  const ids = codes.flatMap((code) => idInLink(code) ?? [])
  const rows = await visibleItems(db, viewer, now).where((where) => where.or([where('item.external_id', 'in', codes), where('item.id', 'in', ids)])).select(CARD).select(
    sql<string>`(select json_object('id', r.id, 'sections', r.sections) from item_text t join revision r on r.id = t.revision_id
      where t.item_id = item.id and t.lang in (${viewer.locale}, item.language) order by t.lang = ${viewer.locale} desc limit 1)`.as('text'),
  ).execute()
  return rows.map((row) => {
    const { id, sections } = JSON.parse(row.text) as { id: number; sections: string }
    return { ...cardOf(row), revision_id: id, sections: JSON.parse(sections) as Section[] }
  })
}

/** `sivu/12`, the way to write an item that came from no source; null for `ASP-01`. */
function idInLink(code: string): number | null {
  const id = /^sivu\/([1-9]\d{0,14})$/.exec(code)?.[1]
  return id === undefined ? null : Number(id)
}

interface ReadText { item_id: number; revision_id: number }
/** What the viewer reads when she opens a link now: the text in her language, else the original. Only what she may see. */
export async function textBehind(db: Db, viewer: Pick<Viewer, 'id' | 'locale'>, now: string, code: string): Promise<ReadText | undefined> {
  const id = idInLink(code)
  return visibleItems(db, viewer, now).where((where) => (id === null ? where('item.external_id', '=', code) : where('item.id', '=', id)))
    .innerJoin('item_text', (on) => on.onRef('item_text.item_id', '=', 'item.id')
      .on('item_text.lang', '=', sql<string>`coalesce((select lang from item_text where item_id = item.id and lang = ${viewer.locale}), item.language)`))
    .select(['item.id as item_id', 'item_text.revision_id']).executeTakeFirst()
}

export const itemIdOfLink = async (db: Db, viewer: Pick<Viewer, 'id' | 'locale'>, now: string, code: string) => (await textBehind(db, viewer, now, code))?.item_id
