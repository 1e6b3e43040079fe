import { sql } from 'kysely'
import { visibleItems } from '../../content/visibility.ts'
import type { Db, Trx } from '../../database.ts'
import type { Viewer } from '../../people/viewer.ts'
import { alphabetical } from '../../platform/database/alphabetical.ts'

export interface Use { itemId: number; municipalityId: number; channel: string; language: string; edited: boolean; begun: Begun }
/** The fields that a form began with filled in, and those of them whose first value was changed. Names only. */
export interface Begun { fields: readonly string[]; changed: readonly string[] }

/**
 * Counts that a text was taken into use: by template, municipality and month, never by person. `form` is a random name that one opening of the
 * form has, so that copying twice, printing again or a refresh counts once.
 */
export async function countUse(trx: Trx, at: string, form: string, { itemId, municipalityId, channel, language, edited, begun }: Use) {
  await countFields(trx, at, form, itemId, begun)
  const month = at.slice(0, 7), isNew = await isFirst(trx, at, `${form}:${channel}:${language}`), isEdited = edited && (await isFirst(trx, at, `${form}:${channel}:${language}:e`))
  if (!isNew && !isEdited) return
  await trx.insertInto('message_use').values({ item_id: itemId, municipality_id: municipalityId, month, channel, language, uses: isNew ? 1 : 0, edited: isEdited ? 1 : 0 })
    .onConflict((known) => known.columns(['item_id', 'municipality_id', 'month', 'channel', 'language'])
      .doUpdateSet({ uses: sql`uses + excluded.uses`, edited: sql`edited + excluded.edited` })).execute()
}

/** Once for an opened form; a field that is changed after it was counted counts as changed then. */
async function countFields(trx: Trx, at: string, form: string, itemId: number, { fields, changed }: Begun) {
  for (const field of fields) {
    const isNew = await isFirst(trx, at, `${form}:k:${field}`), isChanged = changed.includes(field) && (await isFirst(trx, at, `${form}:k:${field}:e`))
    if (!isNew && !isChanged) continue
    await trx.insertInto('field_use').values({ item_id: itemId, month: at.slice(0, 7), field, uses: isNew ? 1 : 0, changed: isChanged ? 1 : 0 })
      .onConflict((known) => known.columns(['item_id', 'month', 'field']).doUpdateSet({ uses: sql`uses + excluded.uses`, changed: sql`changed + excluded.changed` })).execute()
  }
}

/** Of acts that an opened form repeats (copying, asking again while someone writes) the first; known for two days. */
export async function isFirst(trx: Trx, at: string, use: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows: rows } = await trx.insertInto('counted_use').values({ use, at }).onConflict((known) => known.doNothing()).executeTakeFirst()
  return rows === 1n
}

export const forgetCounted = (trx: Trx, before: string) => trx.deleteFrom('counted_use').where('at', '<', before).execute()

/** How often each template has been used in a municipality since a month. */
export async function usesHere(db: Db, municipalityId: number, since: string): Promise<ReadonlyMap<number, number>> {
  const rows = await db.selectFrom('message_use').where('municipality_id', '=', municipalityId).where('month', '>=', since).groupBy('item_id')
    .select(['item_id', sql<number>`sum(uses)`.as('uses')]).execute()
  return new Map(rows.map(({ item_id: id, uses }) => [id, uses]))
}

export interface TemplateUse { id: number; title: string; lang: string; owner_team: string; owner_team_id: number; uses: number; edited: number; published_at: string | null }

/** The templates that the viewer sees with their uses since a month, the least used first. */
export const usesOfTemplates = (db: Db, viewer: Viewer, now: string, since: string): Promise<TemplateUse[]> => visibleItems(db, viewer, now).where('item.kind', '=', 'template')
  .innerJoin('item_text as text', (join) => join.onRef('text.item_id', '=', 'item.id').onRef('text.lang', '=', 'item.language')).innerJoin('team', 'team.id', 'item.owner_team_id')
  .select(['item.id', 'text.title', 'text.lang', 'team.name as owner_team', 'item.owner_team_id', 'item.published_at'])
  .select(sql<number>`coalesce((select sum(uses) from message_use u where u.item_id = item.id and u.month >= ${since}), 0)`.as('uses'))
  .select(sql<number>`coalesce((select sum(edited) from message_use u where u.item_id = item.id and u.month >= ${since}), 0)`.as('edited')).orderBy('uses').orderBy(alphabetical('text.title')).execute()

/** Of one template: by municipality and month, and which of its texts are changed by hand. */
export const usesByPlace = (db: Db, itemId: number, since: string) => db.selectFrom('message_use').innerJoin('municipality', 'municipality.id', 'message_use.municipality_id')
  .where('item_id', '=', itemId).where('month', '>=', since).groupBy(['municipality.name', 'month'])
  .select(['municipality.name', 'month', sql<number>`sum(uses)`.as('uses')]).orderBy('month', 'desc').orderBy(alphabetical('municipality.name')).execute()
/** Which fields' first values are changed most. */
export const usesByField = (db: Db, itemId: number, since: string) => db.selectFrom('field_use').where('item_id', '=', itemId).where('month', '>=', since).groupBy('field')
  .select(['field', sql<number>`sum(uses)`.as('uses'), sql<number>`sum(changed)`.as('changed')]).orderBy(sql`sum(changed) * 1.0 / max(sum(uses), 1)`, 'desc').orderBy('changed', 'desc').orderBy('field').execute()
export const usesByText = (db: Db, itemId: number, since: string) => db.selectFrom('message_use').where('item_id', '=', itemId).where('month', '>=', since).groupBy(['channel', 'language'])
  .select(['channel', 'language', sql<number>`sum(uses)`.as('uses'), sql<number>`sum(edited)`.as('edited')]).orderBy('edited', 'desc').orderBy('uses', 'desc').execute()

/** YYYY-MM */
export const aYearBefore = (now: Date) => `${now.getUTCFullYear() - 1}-${String(now.getUTCMonth() + 1).padStart(2, '0')}`

/** From this share of uses on, what people change by hand should be changed in the template, in percent. */
const OFTEN = 50
export const shareOf = ({ uses, edited }: { uses: number; edited: number }) => (uses === 0 ? 0 : Math.round((edited / uses) * 100))
export const isOften = (use: { uses: number; edited: number }) => use.uses > 0 && shareOf(use) >= OFTEN
