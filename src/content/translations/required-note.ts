import type { Db } from '../../database.ts'
import type { Locale } from '../../i18n/locales.ts'
import { t } from '../../i18n/translate.ts'
import type { Facts } from '../edit-facts.ts'
import type { Note } from '../edit-item.views.ts'
import { languageName } from '../languages.ts'
import { askedOf } from './translations.queries.ts'

/** What the writer of a notice to the public sees before she publishes: the languages that the law asks for where it applies and that it does not have. */
export async function requiredNotes(db: Db, locale: Locale, kind: string, facts: Facts | null, have: readonly string[]): Promise<Note[]> {
  if (kind !== 'notice' || facts?.noticeType !== 'public') return []
  const missing = (await askedOf(db, facts)).filter(({ lang }) => !have.includes(lang))
  if (missing.length === 0) return []
  const names = missing.map(({ lang, places }) => `${languageName(lang)} (${places})`).join(', ')
  return [{ css: 'warn', icon: 'globe', heading: t(locale, 'translations.requiredAhead'), text: t(locale, 'translations.requiredAheadHint', { names }), links: [] }]
}
