import { sql } from 'kysely'
import type { Db, Trx } from '../../database.ts'
import type { Viewer } from '../../people/viewer.ts'
import { readableItems } from '../../content/visibility.ts'
import type { MessageLanguage } from '../message-languages.ts'
import type { TranslationOrder } from '../templates.table.ts'

/** Which team translates into each language. */
export async function translatorTeams(db: Db): Promise<ReadonlyMap<string, number>> {
  return new Map((await db.selectFrom('translator_team').selectAll().execute()).map(({ language, team_id: team }) => [language, team]))
}

export async function setTranslatorTeam(trx: Trx, language: MessageLanguage, teamId: number | null) {
  if (teamId === null) await trx.deleteFrom('translator_team').where('language', '=', language).execute()
  else await trx.insertInto('translator_team').values({ language, team_id: teamId }).onConflict((known) => known.column('language').doUpdateSet({ team_id: teamId })).execute()
}

export async function insertOrder(trx: Trx, row: Pick<TranslationOrder, 'item_id' | 'municipality_id' | 'languages' | 'reason' | 'texts' | 'ordered_by' | 'ordered_at'>): Promise<number> {
  const { id } = await trx.insertInto('translation_order').values({ ...row, answer: null, closed_at: null, closed_by: null }).returning('id').executeTakeFirstOrThrow()
  return id
}

/** An order of that template: whoever has its number has made it with this form. */
export const orderOfItem = (db: Db, id: number, itemId: number) => db.selectFrom('translation_order').where('id', '=', id).where('item_id', '=', itemId).selectAll().executeTakeFirst()

/** Orders that the viewer may read: of templates that she may open, made by her or in her municipality, or waiting for a language of her teams; an administrator reads all of these. */
export function readableOrders(db: Db, viewer: Viewer, now: string) {
  return db.selectFrom('translation_order as o').innerJoin('item_text as text', (join) => join.onRef('text.item_id', '=', 'o.item_id'))
    .innerJoin('item', (join) => join.onRef('item.id', '=', 'o.item_id').onRef('item.language', '=', 'text.lang'))
    .innerJoin('municipality', 'municipality.id', 'o.municipality_id').leftJoin('person', 'person.id', 'o.ordered_by')
    .where('o.item_id', 'in', readableItems(db, viewer, now).select('item.id'))
    .$if(viewer.role !== 'admin', (query) => query.where((where) => where.or([
      where('o.ordered_by', '=', viewer.id), where('o.municipality_id', '=', viewer.municipalityId),
      where.exists(where.selectFrom('translator_team').innerJoin('team_member', 'team_member.team_id', 'translator_team.team_id').where('team_member.person_id', '=', viewer.id)
        .where((inner) => inner(inner.fn('instr', ['o.languages', inner.ref('translator_team.language')]), '>', 0)).select('translator_team.language')),
    ])))
    .selectAll('o').select(['text.title', 'item.restricted_team_id', 'municipality.name as municipality', 'person.name as orderer'])
}

/** What comes later (the languages of another team, a correction) stands after what is there. */
export const addAnswer = (trx: Trx, at: string, by: number, id: number, answer: string) => trx.updateTable('translation_order').where('id', '=', id)
  .set({ closed_at: at, closed_by: by, answer: sql`coalesce(answer || char(10, 10), '') || ${answer}` }).execute()

export const forgetOrders = (trx: Trx, before: string) => trx.deleteFrom('translation_order').where('closed_at', '<', before).execute()

export const isTranslator = async (db: Db, personId: number, languages: readonly string[]): Promise<boolean> => (await db.selectFrom('translator_team')
  .innerJoin('team_member', 'team_member.team_id', 'translator_team.team_id').where('team_member.person_id', '=', personId).where('translator_team.language', 'in', languages)
  .select('translator_team.language').executeTakeFirst()) !== undefined
