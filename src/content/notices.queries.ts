import { sql } from 'kysely'
import type { Db } from '../database.ts'
import type { Viewer } from '../people/viewer.ts'
import { CARD, cardOf, type ItemCard } from './items.queries.ts'
import type { Section } from './sections.ts'
import { pastItems, visibleItems } from './visibility.ts'

export interface Notice extends ItemCard { sections: Section[] }

/** The sections in the viewer's language, else in the original's: the same choice as `textFor` makes of the titles. */
const sectionsIn = (locale: string) => sql<string>`(select r.sections from item_text t join revision r on r.id = t.revision_id
  where t.item_id = item.id and t.lang in (${locale}, item.language) order by t.lang = ${locale} desc limit 1)`.as('sections')
const noticeOf = (row: Parameters<typeof cardOf>[0] & { sections: string }): Notice => ({ ...cardOf(row), sections: JSON.parse(row.sections) as Section[] })

/** The notices in force, outages first. `here`: only those of the whole network and of the viewer's own municipality. */
export async function currentNotices(db: Db, viewer: Viewer, now: string, { limit, here }: { limit: number; here: boolean }): Promise<Notice[]> {
  let notices = visibleItems(db, viewer, now).where('item.kind', '=', 'notice')
  if (here) {
    notices = notices.where((where) => where.or([
      where('item.network_wide', '=', 1),
      where('item.id', 'in', (from) => from.selectFrom('item_municipality').where('municipality_id', '=', viewer.municipalityId).select('item_id')),
    ]))
  }
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
