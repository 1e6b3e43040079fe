import { sql } from 'kysely'
import type { Db } from '../../database.ts'
import type { Visibility } from './known-sections.ts'
import { quotePhrase } from './match.ts'
import { between } from './sqlite.queries.ts'

/** For each of the words, the sections above `after`, up to `to`, that have it, not only as a part of other words: the oldest first, at most `most`. */
export async function sectionsWith(db: Db, words: string[], { after, to, most }: { after: number; to: number; most: number }): Promise<number[][]> {
  const matches = JSON.stringify(words.map((word) => `{title headings body base} : ${quotePhrase(word)}`))
  const { rows } = await sql<{ ids: string }>`
    select (select json_group_array(id) from (select rowid id from search_text where search_text match value and ${between(after, to)} limit ${most})) ids
    from json_each(${matches}) order by key`.execute(db)
  return rows.map(({ ids }) => JSON.parse(ids) as number[])
}

interface HiddenItem extends Visibility { id: number; sections: number[] }

/** A page of the items that not everyone on the staff sees, or not at any time, with the ids of their sections. */
export async function hiddenItemsAfter(db: Db, after: number, limit: number): Promise<HiddenItem[]> {
  const rows = await db.selectFrom('search_item').where('item_id', '>', after).where('removed', '=', 0)
    .where((where) => where.or([where('audience', '!=', 'all'), where('visible_from', 'is not', null), where('visible_until', 'is not', null)]))
    .select(['item_id as id', 'audience', 'visible_from as visibleFrom', 'visible_until as visibleUntil',
      sql<string>`(select json_group_array(id) from search_section where search_section.item_id = search_item.item_id)`.as('sections')])
    .orderBy('item_id').limit(limit).execute()
  return rows.map((row) => ({ ...row, sections: JSON.parse(row.sections) as number[] }))
}
