import type { Locale } from '../i18n/locales.ts'

/** A word of the content in the viewer's language; `lang` when it is in another. */
export interface Word { label: string; lang: string | null }

export function subjectWord(subject: { label: string; label_sv: string; label_en: string }, locale: Locale): Word {
  const own = locale === 'sv' ? subject.label_sv : locale === 'en' ? subject.label_en : ''
  return own ? { label: own, lang: null } : { label: subject.label, lang: locale === 'fi' ? null : 'fi' }
}
