import { sql } from 'kysely'
import type { Db } from '../../database.ts'
import type { Viewer } from '../../people/viewer.ts'
import { matchingItems, NO_FILTERS } from '../browse.queries.ts'
import { CARD, cardOf, type ItemCard } from '../items.queries.ts'

/** What is shown of what people do: only what was done to a page or a fact that everyone on the staff may read about. */
const ACTS = {
  published: ['published', 'restored', 'merged'],
  revised: ['revised', 'translation-confirmed'],
  checked: ['checked', 'approved', 'supplement-checked'],
  supplements: ['supplement-written', 'supplement-moved', 'supplement-removed'],
  facts: ['fact-added', 'fact-changed', 'fact-deleted'],
} as const
export type EventKind = keyof typeof ACTS
export const EVENT_KINDS = Object.keys(ACTS) as EventKind[]

export interface EventFilters { kind: EventKind | null; municipality: string | null }
interface Act { id: number; at: string; action: string; actor: string | null; erased: boolean; summary: string; lang: string | null; small: boolean; place: string | null }
export interface ItemEvent extends Act { item: ItemCard }
export interface FactEvent extends Act { fact: { name: string; labels: { fi: string; sv: string; en: string } | null } }

/**
 * Acts on pages that the viewer sees in lists now, the newest first; what was done before a page was published or came into view stays with its
 * writers. A text's writer stands for who saved it: a planned change is published by the clock. `before` is the id of an act to go on from.
 */
export async function itemEvents(db: Db, viewer: Viewer, now: string, { kind, municipality }: EventFilters, before: number | null, limit: number): Promise<ItemEvent[]> {
  const actions = EVENT_KINDS.filter((one) => one !== 'facts' && (kind === null || one === kind)).flatMap((one) => [...ACTS[one]])
  if (actions.length === 0) return []
  let acts = db.selectFrom('change').innerJoin('item', 'item.id', 'change.subject_id')
    .where('change.subject_type', '=', 'item').where('change.result', '=', 'done').where('change.action', 'in', actions)
    .where('item.id', 'in', matchingItems(db, viewer, now, { ...NO_FILTERS, municipality }).select('item.id'))
    .whereRef('change.at', '>=', 'item.published_at').where((where) => where.or([where('item.visible_from', 'is', null), where('change.at', '>=', where.ref('item.visible_from'))]))
    .leftJoin('revision', (join) => join.onRef('revision.item_id', '=', 'item.id').on(sql<boolean>`revision.lang = ${DETAIL('lang')} and revision.number = ${DETAIL('number')} and change.action in ('published', 'revised')`))
    .leftJoin('person', (join) => join.on(sql<boolean>`person.id = coalesce(revision.author_id, change.actor_id)`))
    .leftJoin('municipality', (join) => join.on(sql<boolean>`municipality.id = ${DETAIL('municipality')} and change.action like 'supplement-%'`))
  if (before !== null) acts = acts.where('change.id', '<', before)
  const rows = await acts.select(CARD).select(['change.id as act', 'change.at', 'change.action', 'change.actor_id', 'person.name as actor', 'revision.summary', 'revision.lang', 'revision.material', 'municipality.name as place'])
    .orderBy('change.id', 'desc').limit(limit).execute()
  return rows.map(({ act, at, action, actor, actor_id, summary, lang, material, place, ...card }) => ({
    id: act, at, action, actor, erased: actor === null && actor_id !== null, summary: summary ?? '', lang, small: material === 0, place, item: cardOf(card),
  }))
}

/** Acts on facts, which everyone on the staff sees. A municipality's are its own and those of the network. */
export async function factEvents(db: Db, { kind, municipality }: EventFilters, before: number | null, limit: number): Promise<FactEvent[]> {
  if (kind !== null && kind !== 'facts') return []
  let acts = db.selectFrom('change').where('change.subject_type', '=', 'system').where('change.result', '=', 'done').where('change.action', 'in', ACTS.facts)
    .leftJoin('person', 'person.id', 'change.actor_id').leftJoin('fact', (join) => join.on(sql<boolean>`fact.name = ${DETAIL('fact')}`))
    .leftJoin('library', (join) => join.on(sql<boolean>`library.id = ${DETAIL('library')}`))
    .leftJoin('municipality', (join) => join.on(sql<boolean>`municipality.id = coalesce(${DETAIL('municipality')}, library.municipality_id)`))
  if (municipality !== null) acts = acts.where((where) => where.or([where('municipality.slug', 'is', null), where('municipality.slug', '=', municipality)]))
  if (before !== null) acts = acts.where('change.id', '<', before)
  const rows = await acts.select(['change.id', 'change.at', 'change.action', 'change.actor_id', 'person.name as actor', 'fact.name as known', 'fact.label_fi', 'fact.label_sv', 'fact.label_en', sql<string>`coalesce(library.name, municipality.name)`.as('place')])
    .select(sql<string>`coalesce(${DETAIL('fact')}, '')`.as('name')).orderBy('change.id', 'desc').limit(limit).execute()
  return rows.map(({ id, at, action, actor, actor_id, known, name, label_fi, label_sv, label_en, place }) => ({
    id, at, action, actor, erased: actor === null && actor_id !== null, summary: '', lang: null, small: false, place,
    fact: { name, labels: known === null ? null : { fi: label_fi!, sv: label_sv!, en: label_en! } },
  }))
}

const DETAIL = (name: string) => sql`json_extract(change.detail, ${sql.lit(`$.${name}`)})`
