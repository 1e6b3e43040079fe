import { sql } from 'kysely'
import type { Db } from '../../database.ts'
import type { Viewer } from '../../people/viewer.ts'
import { CARD, cardOf, type ItemCard } from '../items.queries.ts'
import { visibleItems } from '../visibility.ts'
import { alphabetical } from '../../platform/database/alphabetical.ts'

/** What falls due within this many days is "soon". */
export const SOON_DAYS = 30
export type ReviewState = 'fresh' | 'soon' | 'late'
export interface Freshness { fresh: number; soon: number; late: number; /** the item that was checked longest ago; null: none was ever checked */ oldest: string | null }
export interface FreshnessFilter { /** a municipality's own items by its slug; `verkosto`: those of the whole network */ place: string | null; team: number | null; state: ReviewState | null }
export const NETWORK = 'verkosto'

/** Items in force that are to be reviewed, as the viewer sees them. */
function reviewedItems(db: Db, viewer: Viewer, now: string, { place, team, state }: FreshnessFilter) {
  const soon = soonOf(now)
  let items = visibleItems(db, viewer, now).where('item.review_months', '>', 0)
  if (team !== null) items = items.where('item.owner_team_id', '=', team)
  if (place === NETWORK) items = items.where('item.network_wide', '=', 1)
  else if (place !== null) {
    items = items.where('item.network_wide', '=', 0).where('item.id', 'in', (from) => from.selectFrom('item_municipality').innerJoin('municipality', 'municipality.id', 'item_municipality.municipality_id')
      .where('municipality.slug', '=', place).select('item_id'))
  }
  if (state === 'late') items = items.where((where) => where.or([where('item.review_due_at', '<=', now), where('item.review_due_at', 'is', null)]))
  if (state === 'soon') items = items.where('item.review_due_at', '>', now).where('item.review_due_at', '<=', soon)
  if (state === 'fresh') items = items.where('item.review_due_at', '>', soon)
  return items
}
const soonOf = (now: string) => new Date(Date.parse(now) + SOON_DAYS * 86_400_000).toISOString()

/** How many are checked in time, fall due soon and are overdue; what was never checked is overdue. */
const counts = (now: string) => [
  sql<number>`coalesce(sum(item.review_due_at > ${soonOf(now)}), 0)`.as('fresh'), sql<number>`coalesce(sum(item.review_due_at > ${now} and item.review_due_at <= ${soonOf(now)}), 0)`.as('soon'),
  sql<number>`sum(item.review_due_at is null or item.review_due_at <= ${now})`.as('late'), sql<string | null>`min(item.checked_at)`.as('oldest'),
] as const

export interface TeamFreshness extends Freshness { team: number; name: string; substitute: string | null; writers: number }
export const freshnessByTeam = (db: Db, viewer: Viewer, now: string, place: string | null): Promise<TeamFreshness[]> =>
  reviewedItems(db, viewer, now, { place, team: null, state: null }).innerJoin('team', 'team.id', 'item.owner_team_id').leftJoin('team as other', 'other.id', 'team.substitute_team_id')
    .groupBy('team.id').select(['team.id as team', 'team.name', 'other.name as substitute']).select(counts(now))
    .select(sql<number>`(select count(*) from team_member m join person p on p.id = m.person_id where m.team_id = team.id and p.disabled_at is null and p.role <> 'reader')`.as('writers')).orderBy('late', 'desc').orderBy(alphabetical('team.name')).execute()

export interface PlaceFreshness extends Freshness { slug: string; name: string }
/** A municipality's own items; those of the whole network are the row of no municipality, with the slug `verkosto`. */
export async function freshnessByPlace(db: Db, viewer: Viewer, now: string): Promise<PlaceFreshness[]> {
  const own = await reviewedItems(db, viewer, now, { place: null, team: null, state: null }).where('item.network_wide', '=', 0).innerJoin('item_municipality', 'item_municipality.item_id', 'item.id')
    .innerJoin('municipality', 'municipality.id', 'item_municipality.municipality_id').groupBy('municipality.id').select(['municipality.slug', 'municipality.name']).select(counts(now)).orderBy(alphabetical('municipality.name')).execute()
  const all = await reviewedItems(db, viewer, now, { place: NETWORK, team: null, state: null }).select(counts(now)).executeTakeFirstOrThrow()
  return [...all.late === null ? [] : [{ slug: NETWORK, name: '', ...all }], ...own]
}

interface PairFreshness extends Freshness { place: string | null; team: string; substitute: string | null }
/** By municipality and team, for the file; `place` is null for what applies to the whole network. */
export const freshnessPairs = (db: Db, viewer: Viewer, now: string): Promise<PairFreshness[]> =>
  reviewedItems(db, viewer, now, { place: null, team: null, state: null }).innerJoin('team', 'team.id', 'item.owner_team_id').leftJoin('team as other', 'other.id', 'team.substitute_team_id')
    .leftJoin('item_municipality', (join) => join.onRef('item_municipality.item_id', '=', 'item.id').on('item.network_wide', '=', 0)).leftJoin('municipality', 'municipality.id', 'item_municipality.municipality_id')
    .groupBy(['municipality.id', 'team.id']).select(['municipality.name as place', 'team.name as team', 'other.name as substitute']).select(counts(now)).orderBy(alphabetical('municipality.name')).orderBy(alphabetical('team.name')).execute()

/** The items behind a number, those that were due first in front. */
export async function freshnessItems(db: Db, viewer: Viewer, now: string, filter: FreshnessFilter, page: { limit: number; offset: number }): Promise<{ total: number; items: ItemCard[] }> {
  const items = reviewedItems(db, viewer, now, filter)
  const { total } = await items.select((select) => select.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await items.select(CARD).orderBy('item.review_due_at').orderBy('item.id').limit(page.limit).offset(page.offset).execute()
  return { total, items: rows.map(cardOf) }
}
