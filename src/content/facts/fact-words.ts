import type { Locale } from '../../i18n/locales.ts'
import { sentenceLocale } from '../edit-writing.ts'
import { languagesOfValue, showValue, type FactType } from './fact-types.ts'
import type { FactValue } from './facts.queries.ts'

export const labelIn = (fact: { label_fi: string; label_sv: string; label_en: string }, locale: Locale) => (locale === 'sv' ? fact.label_sv : locale === 'en' ? fact.label_en : fact.label_fi)

interface InLanguage { text: string; /** of the text when it is not the reader's */ lang: string | null }

/** A value in the reader's language, else in Finnish with its mark. */
export const shownIn = (value: FactValue, locale: Locale): InLanguage => inLanguage(value.type, value.value, value.shown, locale)
export const shownValue = (type: FactType, value: string, on: string, locale: Locale): InLanguage => inLanguage(type, value, showValue(type, value, on), locale)

function inLanguage(type: FactType, value: string, shown: FactValue['shown'], locale: Locale): InLanguage {
  const lang = sentenceLocale(locale)
  return { text: shown[lang], lang: locale === 'fi' || (lang === locale && languagesOfValue(type, value).includes(lang)) ? null : 'fi' }
}
