import { sql } from 'kysely'
import type { Db, Trx } from '../../database.ts'
import { alphabetical } from '../../platform/database/alphabetical.ts'
import type { Followed } from './follow.ts'

export const followedSections = (db: Db, itemId: number, lang: string): Promise<Followed[]> => db.selectFrom('translation_section').where('item_id', '=', itemId).where('lang', '=', lang)
  .select(['original_anchor', 'anchor', 'original_number', 'followed', 'stale']).execute()

export async function replaceFollowed(trx: Trx, itemId: number, lang: string, rows: readonly Followed[]) {
  await trx.deleteFrom('translation_section').where('item_id', '=', itemId).where('lang', '=', lang).execute()
  if (rows.length > 0) await trx.insertInto('translation_section').values(rows.map((row) => ({ item_id: itemId, lang, ...row }))).execute()
  await trx.updateTable('item_text').set({ stale: rows.some(({ stale }) => stale === 1) ? 1 : 0 }).where('item_id', '=', itemId).where('lang', '=', lang).execute()
}

/** The languages that an item is translated into, each with who keeps it (null: who keeps the item). */
export const translationsOf = (db: Db, itemId: number) => db.selectFrom('translation').where('item_id', '=', itemId).select(['lang', 'owner_team_id']).execute()
export const translationOf = (db: Db, itemId: number, lang: string) => db.selectFrom('translation').where('item_id', '=', itemId).where('lang', '=', lang).select(['owner_team_id']).executeTakeFirst()

export async function keepTranslation(trx: Trx, itemId: number, lang: string) {
  await trx.insertInto('translation').values({ item_id: itemId, lang, owner_team_id: null }).onConflict((known) => known.doNothing()).execute()
}
export const setTranslationOwner = (trx: Trx, itemId: number, lang: string, teamId: number | null) =>
  trx.updateTable('translation').where('item_id', '=', itemId).where('lang', '=', lang).set({ owner_team_id: teamId }).execute()

export const revisionNumbered = (db: Db, itemId: number, lang: string, number: number) => db.selectFrom('revision').where('item_id', '=', itemId).where('lang', '=', lang).where('number', '=', number)
  .select(['number', 'title', 'body']).executeTakeFirst()

export const currentRevision = (db: Db, itemId: number, lang: string) => db.selectFrom('item_text').innerJoin('revision', 'revision.id', 'item_text.revision_id')
  .where('item_text.item_id', '=', itemId).where('item_text.lang', '=', lang).select(['revision.number', 'revision.title', 'revision.body', 'revision.html']).executeTakeFirst()

/** Translations of which nothing is known yet: they were saved before sections were followed. */
export const unknownTranslations = (db: Db, limit: number) => db.selectFrom('item_text as text').innerJoin('item', 'item.id', 'text.item_id').innerJoin('revision as r', 'r.id', 'text.revision_id')
  .whereRef('text.lang', '<>', 'item.language').where((where) => where.or([where('item.kind', '<>', 'template'), where('item.data', 'is', null)]))
  .where((where) => where.not(where.exists(where.selectFrom('translation').whereRef('translation.item_id', '=', 'text.item_id').whereRef('translation.lang', '=', 'text.lang').select('translation.lang'))))
  .select(['item.id', 'item.language', 'text.lang', 'r.title', 'r.body', 'r.created_at']).orderBy('item.id').limit(limit).execute()

/** The original as it was at a moment. */
export const revisionAt = (db: Db, itemId: number, lang: string, at: string) => db.selectFrom('revision').where('item_id', '=', itemId).where('lang', '=', lang).where('created_at', '<=', at)
  .select(['number', 'title', 'body']).orderBy('number', 'desc').limit(1).executeTakeFirst()

/** Which team translates into a language, as templates have it too; null where nobody is named. */
export const translatorTeam = async (db: Db, lang: string): Promise<number | null> =>
  (await db.selectFrom('translator_team').where('language', '=', lang).select('team_id').executeTakeFirst())?.team_id ?? null

/**
 * The languages of a notice to the public that the municipalities which it applies to ask for and that it does not have, each with who asks. Notices
 * of other types are for the staff: the Sámi Language Act (1086/2003) and the rules of the municipalities ask for nothing there.
 */
export async function missingRequired(db: Db, itemId: number): Promise<{ lang: string; places: string }[]> {
  const { rows } = await sql<{ lang: string; places: string }>`
    select asked.value as lang, group_concat(m.name, ', ' order by ${alphabetical('m.name')}) as places from item
    join municipality m on item.network_wide = 1 or exists (select 1 from item_municipality im where im.item_id = item.id and im.municipality_id = m.id)
    join json_each(m.required_languages) asked
    where item.id = ${itemId} and item.kind = 'notice' and item.notice_type = 'public'
      and not exists (select 1 from item_text t where t.item_id = item.id and t.lang = asked.value)
    group by asked.value order by asked.value`.execute(db)
  return rows
}

/** The languages that the municipalities ask of a notice to the public there, each with who asks. */
export async function askedOf(db: Db, { networkWide, municipalityIds }: { networkWide: boolean; municipalityIds: number[] }): Promise<{ lang: string; places: string }[]> {
  const { rows } = await sql<{ lang: string; places: string }>`
    select asked.value as lang, group_concat(m.name, ', ' order by ${alphabetical('m.name')}) as places from municipality m join json_each(m.required_languages) asked
    where ${networkWide ? 1 : 0} = 1 or m.id in (select value from json_each(${JSON.stringify(municipalityIds)})) group by asked.value order by asked.value`.execute(db)
  return rows
}
