import type { Insertable } from 'kysely'
import type { Db, Trx } from '../../database.ts'
import { isMessageKey, setOverrides } from '../../i18n/translate.ts'
import type { Locale } from '../../i18n/locales.ts'
import { textProblem } from '../../i18n/check-text.ts'
import type { TextTables } from './texts.table.ts'
import { alphabetical } from '../../platform/database/alphabetical.ts'

export const allOverrides = (db: Db) => db.selectFrom('text_override').leftJoin('person', 'person.id', 'text_override.changed_by')
  .select(['text_override.key', 'text_override.locale', 'text_override.text', 'text_override.source', 'text_override.changed_at', 'person.name as by']).execute()

/** Puts the corrected texts to use. One that a newer version of the program cannot use (another key, other values) is left aside, not lost. */
export async function loadTexts({ db }: { db: Db }): Promise<void> {
  const rows = await db.selectFrom('text_override').select(['key', 'locale', 'text']).execute()
  setOverrides(rows.filter(({ key, locale, text }) => isMessageKey(key) && textProblem(key, locale, text) === null))
}

export const putOverride = (trx: Trx, row: Insertable<TextTables['text_override']>) => trx.insertInto('text_override').values(row).onConflict((known) => known.columns(['key', 'locale']).doUpdateSet(row)).execute()
export const deleteOverride = (trx: Trx, key: string, locale: Locale) => trx.deleteFrom('text_override').where('key', '=', key).where('locale', '=', locale).execute()

export const isReviewer = async (db: Db, personId: number) => (await db.selectFrom('text_reviewer').where('person_id', '=', personId).select('person_id').executeTakeFirst()) !== undefined
export const reviewers = (db: Db) => db.selectFrom('text_reviewer').innerJoin('person', 'person.id', 'text_reviewer.person_id').select(['person.id', 'person.name', 'person.email']).orderBy(alphabetical('person.name')).execute()
export const addReviewer = (trx: Trx, personId: number) => trx.insertInto('text_reviewer').values({ person_id: personId }).onConflict((known) => known.doNothing()).execute()
export const removeReviewer = (trx: Trx, personId: number) => trx.deleteFrom('text_reviewer').where('person_id', '=', personId).execute()
