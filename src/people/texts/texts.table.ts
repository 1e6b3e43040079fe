import type { Locale } from '../../i18n/locales.ts'

export interface TextTables {
  /** A text of the interface that a person has put in the place of the catalogue's. */
  text_override: { key: string; locale: Locale; text: string; /** where it comes from; asked of Northern Sámi */ source: string; changed_by: number | null; changed_at: string }
  /** Who may correct texts besides the administrators: a reader of a language need not run the service. */
  text_reviewer: { person_id: number }
}
