import type { Db } from '../database.ts'
import type { Viewer } from '../people/viewer.ts'
import type { Kind } from './content.table.ts'
import { CARD, cardOf, type ItemCard } from './items.queries.ts'
import { visibleItems } from './visibility.ts'
import { alphabetical } from '../platform/database/alphabetical.ts'

export interface BrowseFilters { kind: Kind | null; subject: string | null; municipality: string | null; role: string | null; owner: number | null }
export type BrowseOrder = 'published' | 'changed' | 'name'
export const NO_FILTERS: BrowseFilters = { kind: null, subject: null, municipality: null, role: null, owner: null }

/** The visible items that fit. A municipality's items are its own and those of the whole network. */
export function matchingItems(db: Db, viewer: Viewer, now: string, { kind, subject, municipality, role, owner }: BrowseFilters) {
  let items = visibleItems(db, viewer, now)
  if (kind !== null) items = items.where('item.kind', '=', kind)
  if (owner !== null) items = items.where('item.owner_team_id', '=', owner)
  if (role !== null) items = items.where('item.id', 'in', (from) => from.selectFrom('item_role').where('role', '=', role).select('item_id'))
  if (subject !== null) {
    items = items.where('item.id', 'in', (from) => from.selectFrom('item_subject').innerJoin('subject', 'subject.id', 'item_subject.subject_id')
      .where('subject.slug', '=', subject).select('item_id'))
  }
  if (municipality !== null) {
    items = items.where((where) => where.or([
      where('item.network_wide', '=', 1),
      where('item.id', 'in', (from) => from.selectFrom('item_municipality').innerJoin('municipality', 'municipality.id', 'item_municipality.municipality_id')
        .where('municipality.slug', '=', municipality).select('item_id')),
    ]))
  }
  return items
}

export async function countItems(db: Db, viewer: Viewer, now: string, filters: BrowseFilters): Promise<number> {
  const { total } = await matchingItems(db, viewer, now, filters).select((select) => select.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  return total
}

/** A page of cards by date. By name is another matter, see titlesOf. */
export async function browsedItems(db: Db, viewer: Viewer, now: string, filters: BrowseFilters, order: 'published' | 'changed', page: { limit: number; offset: number }): Promise<ItemCard[]> {
  const rows = await matchingItems(db, viewer, now, filters).select(CARD)
    .orderBy(order === 'published' ? 'item.published_at' : 'item.changed_at', 'desc').orderBy('item.id', 'desc').limit(page.limit).offset(page.offset).execute()
  return rows.map(cardOf)
}

/** Every fitting item's title in the viewer's language, for ordering by name: SQLite knows no Finnish alphabet. */
export const titlesOf = (db: Db, viewer: Viewer, now: string, filters: BrowseFilters): Promise<{ id: number; title: string }[]> =>
  matchingItems(db, viewer, now, filters)
    .innerJoin('item_text as original', (join) => join.onRef('original.item_id', '=', 'item.id').onRef('original.lang', '=', 'item.language'))
    .leftJoin('item_text as own', (join) => join.onRef('own.item_id', '=', 'item.id').on('own.lang', '=', viewer.locale))
    .select((select) => ['item.id', select.fn.coalesce('own.title', 'original.title').as('title')]).execute()

export interface Counted { value: string; count: number }
export interface BrowseFacets {
  kinds: { value: Kind; count: number }[]
  subjects: (Counted & { label: string; label_sv: string; label_en: string })[]
  roles: Counted[]
  /** items of the municipalities' own; `network` applies to every one of them */
  municipalities: (Counted & { name: string })[]
  network: number
}
const MOST_SUBJECTS = 24

/** How many items each choice of a facet would leave, with the other filters as they are. */
export async function browseFacets(db: Db, viewer: Viewer, now: string, filters: BrowseFilters): Promise<BrowseFacets> {
  const without = (facet: keyof BrowseFilters) => matchingItems(db, viewer, now, { ...filters, [facet]: null })
  const [kinds, subjects, roles, municipalities, { network }] = await Promise.all([
    without('kind').select((select) => ['item.kind as value', select.fn.countAll<number>().as('count')]).groupBy('item.kind').execute(),
    without('subject').innerJoin('item_subject', 'item_subject.item_id', 'item.id').innerJoin('subject', 'subject.id', 'item_subject.subject_id')
      .select((select) => ['subject.slug as value', 'subject.label', 'subject.label_sv', 'subject.label_en', select.fn.countAll<number>().as('count')])
      .groupBy('subject.id').orderBy('count', 'desc').orderBy(alphabetical('subject.label')).limit(MOST_SUBJECTS).execute(),
    without('role').innerJoin('item_role', 'item_role.item_id', 'item.id')
      .select((select) => ['item_role.role as value', select.fn.countAll<number>().as('count')]).groupBy('item_role.role').orderBy('count', 'desc').orderBy('value').execute(),
    without('municipality').where('item.network_wide', '=', 0).innerJoin('item_municipality', 'item_municipality.item_id', 'item.id')
      .innerJoin('municipality', 'municipality.id', 'item_municipality.municipality_id')
      .select((select) => ['municipality.slug as value', 'municipality.name', select.fn.countAll<number>().as('count')]).groupBy('municipality.id').orderBy(alphabetical('municipality.name')).execute(),
    without('municipality').where('item.network_wide', '=', 1).select((select) => select.fn.countAll<number>().as('network')).executeTakeFirstOrThrow(),
  ])
  return { kinds, subjects, roles, municipalities, network }
}

/** A subject by the items that the viewer sees: one that only hidden items have is not known to exist. */
export const visibleSubject = (db: Db, viewer: Viewer, now: string, slug: string) =>
  matchingItems(db, viewer, now, NO_FILTERS).innerJoin('item_subject', 'item_subject.item_id', 'item.id').innerJoin('subject', 'subject.id', 'item_subject.subject_id')
    .where('subject.slug', '=', slug).select(['subject.label', 'subject.label_sv', 'subject.label_en']).limit(1).executeTakeFirst()
