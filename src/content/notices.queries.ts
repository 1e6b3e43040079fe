import { sql, type ExpressionBuilder } from 'kysely'
import type { Database, Db, Trx } from '../database.ts'
import type { Viewer } from '../people/viewer.ts'
import { CARD, cardOf, type ItemCard } from './items.queries.ts'
import type { Section } from './sections.ts'
import { prepared } from '../platform/database/prepared.ts'
import { pastItems, readableItems, visibleItems } from './visibility.ts'

export interface Notice extends ItemCard { sections: Section[] }

/** The sections in the viewer's language, else in the original's: the same choice as `textFor` makes of the titles. */
const sectionsIn = (locale: string) => sql<string>`(select r.sections from item_text t join revision r on r.id = t.revision_id
  where t.item_id = item.id and t.lang in (${locale}, item.language) order by t.lang = ${locale} desc limit 1)`.as('sections')
const noticeOf = (row: Parameters<typeof cardOf>[0] & { sections: string }): Notice => ({ ...cardOf(row), sections: JSON.parse(row.sections) as Section[] })

/** Of the whole network or of this municipality. */
const concerns = (where: ExpressionBuilder<Database, 'item'>, municipalityId: number) => where.or([
  where('item.network_wide', '=', 1),
  where('item.id', 'in', (from) => from.selectFrom('item_municipality').where('municipality_id', '=', municipalityId).select('item_id')),
])

/** The notices in force, outages first. `here`: only those of the whole network and of the viewer's own municipality. */
export async function currentNotices(db: Db, viewer: Viewer, now: string, { limit, here }: { limit: number; here: boolean }): Promise<Notice[]> {
  let notices = visibleItems(db, viewer, now).where('item.kind', '=', 'notice')
  if (here) notices = notices.where((where) => concerns(where, viewer.municipalityId))
  const rows = await notices.select(CARD).select(sectionsIn(viewer.locale))
    .orderBy((order) => order.fn.coalesce(order('item.notice_type', '=', 'outage'), order.lit(0)), 'desc')
    .orderBy('item.published_at', 'desc').orderBy('item.id', 'desc').limit(limit).execute()
  return rows.map(noticeOf)
}

/** Notices that are no longer in force, the latest first. */
export async function pastNotices(db: Db, viewer: Viewer, now: string, limit: number): Promise<Notice[]> {
  const rows = await pastItems(db, viewer, now).where('item.kind', '=', 'notice').select(CARD).select(sectionsIn(viewer.locale))
    .orderBy('item.visible_until', 'desc').orderBy('item.id', 'desc').limit(limit).execute()
  return rows.map(noticeOf)
}

/** Those of the notices in force that stand on top of this item and concern the viewer's municipality. */
export async function noticesOnItem(db: Db, viewer: Viewer, now: string, itemId: number): Promise<Notice[]> {
  const rows = await noticesOn(db, { viewer: viewer.id, municipality: viewer.municipalityId, locale: viewer.locale, now, item: itemId })
  return rows.map(noticeOf)
}
const noticesOn = prepared((db, at: { viewer: number; municipality: number; locale: string; now: string; item: number }) =>
  visibleItems(db, { id: at.viewer }, at.now).innerJoin('notice_target', 'notice_target.notice_id', 'item.id').where('notice_target.item_id', '=', at.item).where('item.kind', '=', 'notice')
    .where((where) => concerns(where, at.municipality)).select(CARD).select(sectionsIn(at.locale)).orderBy('item.published_at', 'desc').orderBy('item.id', 'desc').limit(5))

/** The items on top of which a notice stands, by their original titles; those that the viewer may not open are left out. */
export const noticeTargets = (db: Db, viewer: Viewer, now: string, noticeId: number): Promise<{ id: number; title: string }[]> =>
  readableItems(db, viewer, now).innerJoin('notice_target', 'notice_target.item_id', 'item.id').where('notice_target.notice_id', '=', noticeId)
    .innerJoin('item_text', (join) => join.onRef('item_text.item_id', '=', 'item.id').onRef('item_text.lang', '=', 'item.language'))
    .select(['item.id', 'item_text.title']).orderBy('item.id').execute()

/** Puts a notice on top of these items in place of those that its writer has `seen` it on. True when anything changed. */
export async function setNoticeTargets(trx: Trx, noticeId: number, ids: number[], seen: number[]): Promise<boolean> {
  const gone = seen.filter((id) => !ids.includes(id)), added = ids.filter((id) => !seen.includes(id))
  if (gone.length > 0) await trx.deleteFrom('notice_target').where('notice_id', '=', noticeId).where('item_id', 'in', gone).execute()
  if (added.length > 0) await trx.insertInto('notice_target').values(added.map((item_id) => ({ notice_id: noticeId, item_id }))).onConflict((known) => known.doNothing()).execute()
  return gone.length + added.length > 0
}
