import { CASE_FORMS, caseForm, municipalityName } from './case-forms.ts'
import type { MessageLanguage } from './message-languages.ts'
import { DATE_FORMS, formatDate, formatDateRange, formatTime } from './template-dates.ts'
import type { Field, FieldType } from './template-definition.ts'
import type { FieldValue } from './template-values.ts'

export interface Shown {
  text: string
  /** the official name of a library is Finnish in every language */
  language?: 'fi'
  href?: string
}
export type NotShown = { missing: 'unknown-form' | 'rows-outside-each' | 'missing-version' }

/** The forms that may follow the field's name after a dot. Only Finnish has case forms, so elsewhere a place has its plain name alone. */
export function formsOf(type: FieldType, language: MessageLanguage): readonly string[] {
  switch (type) {
    case 'date': case 'daterange': return DATE_FORMS
    case 'municipality': case 'library': return language === 'fi' ? CASE_FORMS : ['nimi']
    case 'rows': return ['luettelo']
    default: return []
  }
}

export function formatValue(value: FieldValue, field: Field, form: string, language: MessageLanguage): Shown | NotShown {
  if (form && !formsOf(field.type, language).includes(form)) return { missing: 'unknown-form' }
  switch (value.type) {
    case 'date': return { text: formatDate(value.text, language, form) }
    case 'daterange': return { text: formatDateRange(value.start, value.end, language, form) }
    case 'time': return { text: formatTime(value.text, language) }
    case 'number': return { text: formatNumber(value.text, language) }
    case 'url': return { text: value.text, href: new URL(value.text).href }
    case 'email': return { text: value.text, href: `mailto:${encodeURIComponent(value.text).replace('%40', '@')}` }
    case 'phone': return { text: value.text, href: `tel:${value.text.replace(/[^+\d]/g, '')}` }
    case 'text': case 'longtext': return { text: value.text }
    case 'municipality': return { text: language === 'fi' ? caseForm(value.place, form) : municipalityName(value.place, language) }
    case 'library': return language === 'fi' ? { text: caseForm(value.place, form) } : { text: value.place.name, language: 'fi' }
    case 'versions': {
      // Never another language in its place unseen: a Finnish word in an English message must be noticed before it is sent.
      const text = value.versions[language]
      return text ? { text } : { missing: 'missing-version' }
    }
    case 'rows': {
      const first = field.type === 'rows' ? field.columns[0] : undefined
      if (!form || !first) return { missing: 'rows-outside-each' }
      const items = value.rows.flatMap((row) => row.get(first.name) ?? []).map((item) => formatValue(item, first, '', language))
      const texts = items.flatMap((item) => ('text' in item ? item.text : []))
      return texts.length === items.length ? { text: formatList(texts, language) } : { missing: 'missing-version' }
    }
  }
}

const AND: Partial<Record<MessageLanguage, string>> = { fi: 'ja', sv: 'och', en: 'and', no: 'og' }

/** `a, b ja c`; in the Sámi languages commas alone, for no Sámi word is written here. */
export function formatList(items: readonly string[], language: MessageLanguage): string {
  const and = AND[language]
  const last = items.at(-1) ?? ''
  return and && items.length > 1 ? `${items.slice(0, -1).join(', ')} ${and} ${last}` : items.join(', ')
}

/** From `1234.50`: a decimal comma (a point in English), thousands apart from five digits on, so that a year stays whole. */
export function formatNumber(decimal: string, language: MessageLanguage): string {
  const [whole = '', fraction] = decimal.replace('-', '').split('.')
  const [point, gap] = language === 'en' ? ['.', ','] : [',', '\u00A0']
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, gap) : whole
  return `${decimal.startsWith('-') ? '\u2212' : ''}${grouped}${fraction ? point + fraction : ''}`
}
