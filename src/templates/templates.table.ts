import type { Generated, Selectable } from 'kysely'

export interface TemplateTables {
  /** What a template did at a revision of its item: its definition as JSON. */
  template_revision: { revision_id: number; data: string }
  /** A form that someone saved, for herself or for others. */
  saved_message: {
    id: Generated<number>
    item_id: number
    title: string
    /** JSON of the form's fields by name, also of fields that the template has lost since */
    input: string
    /** counts the saves */
    number: number
    owner_id: number
    shared_person_id: number | null
    shared_team_id: number | null
    changed_by: number | null
    created_at: string
    changed_at: string
  }
  /** A recurring day; `data` is JSON of CalendarDay. A removed one stays, so that the sample calendar does not bring it back. */
  calendar_day: {
    id: Generated<number>
    key: string
    data: string
    /** counts the saves */
    number: number
    team_id: number | null
    /** the day (YYYY-MM-DD) of which its team has been reminded */
    reminded: string | null
    removed_at: string | null
  }
  /** How often texts were taken into use: no person is in it. */
  message_use: {
    item_id: number
    municipality_id: number
    /** YYYY-MM */
    month: string
    channel: string
    language: string
    uses: number
    /** of those, how many had been changed by hand after filling */
    edited: number
  }
  /** How often a field that begins filled in was used, and how often its first value was changed: no value, place or person. */
  field_use: { item_id: number; month: string; field: string; uses: number; changed: number }
  /** A text of an opened form that has been counted: kept for two days, so that a repeated act counts once. */
  counted_use: { use: string; at: string }
  translation_order: {
    id: Generated<number>
    item_id: number
    municipality_id: number
    /** JSON list of language codes */
    languages: string
    /** why it was published before the translation */
    reason: string
    /** the order as the translator reads it */
    texts: string
    ordered_by: number | null
    ordered_at: string
    /** what the translator wrote back */
    answer: string | null
    closed_at: string | null
    closed_by: number | null
  }
  /** Which team translates into a language. */
  translator_team: { language: string; team_id: number }
}

export type SavedMessage = Selectable<TemplateTables['saved_message']>
export type TranslationOrder = Selectable<TemplateTables['translation_order']>
