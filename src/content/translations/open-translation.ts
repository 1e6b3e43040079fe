import type { Db } from '../../database.ts'
import { t } from '../../i18n/translate.ts'
import type { Viewer } from '../../people/viewer.ts'
import { mayEditHere } from '../edit-rights.ts'
import { isContentLanguage, languageName } from '../languages.ts'
import type { ItemFacts } from '../items.queries.ts'
import { translateAddress } from './follow-languages.ts'
import { mayTranslate } from './may-translate.ts'
import { currentRevision, followedSections, missingRequired, translationOf } from './translations.queries.ts'

/** What the reading page says of the languages of its item. */
export interface LanguagesPart {
  /** '' where the viewer may not translate, or nothing is translated here */
  translateHref: string
  translateText: string
  required: { name: string; code: string; places: string; href: string }[]
}

/** What is needed to read a translation beside its original; null for the original itself, or where nothing is known of its sections. */
export async function openTranslation(db: Db, item: { id: number; lang: string; language: string }) {
  const known = item.lang === item.language ? undefined : await translationOf(db, item.id, item.lang)
  if (!known) return null
  const [rows, original] = await Promise.all([followedSections(db, item.id, item.lang), currentRevision(db, item.id, item.language)])
  return original ? { rows, keeper: known.owner_team_id, original: { lang: item.language, html: original.html } } : null
}

export async function languagesPart(db: Db, viewer: Viewer, item: ItemFacts & { lang: string }, wanted: string): Promise<LanguagesPart | null> {
  const lang = item.lang === item.language ? wanted : item.lang
  const team = lang === item.language ? null : (await translationOf(db, item.id, lang))?.owner_team_id ?? null
  const translates = isContentLanguage(lang) && lang !== item.language && mayTranslate(viewer, item, team), edits = mayEditHere(viewer, item)
  const required = edits && item.notice_type === 'public' ? await missingRequired(db, item.id) : []
  if (!translates && required.length === 0) return null
  return {
    translateHref: translates ? translateAddress(item.id, lang) : '', translateText: translates ? t(viewer.locale, 'translations.translateTo', { language: languageName(lang) }) : '',
    required: required.map((one) => ({ name: languageName(one.lang), code: one.lang, places: one.places, href: translateAddress(item.id, one.lang) })),
  }
}
