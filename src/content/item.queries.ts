import { sql } from 'kysely'
import type { Db } from '../database.ts'
import type { Viewer } from '../people/viewer.ts'
import type { Item } from './content.table.ts'
import { FACTS, factsOf, type ItemCard, type ItemFacts } from './items.queries.ts'
import type { Section } from './sections.ts'
import { prepared } from '../platform/database/prepared.ts'
import { readableItems, visibleItems } from './visibility.ts'

export interface OpenedPage extends ItemFacts {
  /** the text that is shown */
  lang: string
  title: string
  slug: string
  html: string
  sections: Section[]
  number: number
  revised_at: string
  files: { id: string; name: string; mime: string; size: number }[]
  substitute_team_id: number | null
}

const FILES = sql<string>`(select json_group_array(json_object('id', f.id, 'name', f.name, 'mime', f.mime, 'size', f.size))
  from item_file i join file f on f.id = i.file_id where i.item_id = item.id)`.as('files')
const SUBSTITUTE = sql<number | null>`(select substitute_team_id from team where team.id = item.owner_team_id)`.as('substitute_team_id')

const openedPage = prepared((db, at: { viewer: number; now: string; id: number; wanted: string }) =>
  readableItems(db, { id: at.viewer }, at.now).where('item.id', '=', at.id)
    .innerJoin('item_text as text', (join) => join.onRef('text.item_id', '=', 'item.id')
      .on('text.lang', '=', sql<string>`coalesce((select lang from item_text where item_id = item.id and lang = ${at.wanted}), item.language)`))
    .innerJoin('revision', 'revision.id', 'text.revision_id')
    .selectAll('item').select(FACTS).select(FILES).select(SUBSTITUTE)
    .select(['text.lang', 'text.title', 'text.slug', 'revision.html', 'revision.sections', 'revision.number', 'revision.created_at as revised_at']))

/**
 * All that the reading page shows of an item that the viewer may open, in the wanted language or else the original's: one query of about
 * ten look-ups by key.
 */
export async function openPage(db: Db, viewer: Viewer, now: string, id: number, wanted: string): Promise<OpenedPage | undefined> {
  const [row] = await openedPage(db, { viewer: viewer.id, now, id, wanted })
  if (!row) return undefined
  const { lang, title, slug, html, sections, number, revised_at, files, substitute_team_id, ...facts } = row
  return { ...factsOf(facts), lang, title, slug, html, number, revised_at, substitute_team_id, sections: JSON.parse(sections) as Section[], files: JSON.parse(files) as OpenedPage['files'] }
}

export interface LinkedItem extends Pick<Item, 'id' | 'kind' | 'language'> { texts: ItemCard['texts'] }
const LINK = ['item.id', 'item.kind', 'item.language', sql<string>`(select json_group_array(json_object('lang', lang, 'title', title, 'slug', slug)) from item_text where item_id = item.id)`.as('texts')] as const
const linkedItem = <Row extends { texts: string }>({ texts, ...row }: Row) => ({ ...row, texts: JSON.parse(texts) as ItemCard['texts'] })

/** A subject of more items than this says little about what belongs together, and would make the page slow. */
const COMMON = 200

const related = prepared((db, at: { viewer: number; now: string; id: number; limit: number }) => {
  const scores = sql<{ item_id: number; score: number }>`(
    with own as materialized (select s.subject_id, (select count(*) from (select 1 from item_subject c where c.subject_id = s.subject_id limit ${COMMON + 1})) as items
      from item_subject s where s.item_id = ${at.id})
    select other.item_id, sum(1.0 / own.items) as score from own join item_subject other on other.subject_id = own.subject_id
    where own.items <= ${COMMON} and other.item_id <> ${at.id} group by other.item_id)`
  const best = visibleItems(db, { id: at.viewer }, at.now).innerJoin(scores.as('related'), 'related.item_id', 'item.id').where('item.kind', '<>', 'notice')
    .select(['item.id as best_id', 'related.score']).orderBy('related.score', 'desc').orderBy('item.id').limit(at.limit)
  // the titles only of those that are shown
  return db.selectFrom(best.as('best')).innerJoin('item', 'item.id', 'best.best_id').select(LINK).orderBy('best.score', 'desc').orderBy('item.id')
})

/** Visible items that share subjects with this one, those that share rare ones first; notices pass and are left out. */
export async function relatedItems(db: Db, viewer: Viewer, now: string, id: number, limit: number): Promise<LinkedItem[]> {
  return (await related(db, { viewer: viewer.id, now, id, limit })).map(linkedItem)
}

const linking = prepared((db, at: { viewer: number; now: string; target: string; limit: number }) =>
  visibleItems(db, { id: at.viewer }, at.now).innerJoin('item_link', 'item_link.item_id', 'item.id').where('item_link.target', '=', at.target)
    .where((where) => where.or([where('item.external_id', 'is', null), where('item.external_id', '<>', at.target)]))
    .select(LINK).orderBy('item.kind').orderBy('item.id').limit(at.limit))

/** Visible items whose text links to this one. */
export async function linkingItems(db: Db, viewer: Viewer, now: string, externalId: string, limit: number): Promise<LinkedItem[]> {
  return (await linking(db, { viewer: viewer.id, now, target: externalId, limit })).map(linkedItem)
}

/** What a link written as laavu:ASP-01 points to, when the viewer may open it. */
export async function findByExternalId(db: Db, viewer: Viewer, now: string, externalId: string): Promise<LinkedItem | undefined> {
  const row = await readableItems(db, viewer, now).where('item.external_id', '=', externalId).select(LINK).executeTakeFirst()
  return row && linkedItem(row)
}
