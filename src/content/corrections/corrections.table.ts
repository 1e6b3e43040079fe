import type { Generated, Selectable } from 'kysely'

export interface CorrectionTables {
  /** A reader's own wording of a section, or of a whole text, for the owner to take or to decline. */
  suggestion: {
    id: Generated<number>
    item_id: number
    lang: string
    /** the revision that the reader started from */
    base_number: number
    /** '' for the whole text */
    anchor: string
    heading: string
    /** the lines of that revision which `text` stands for: from the first to before the other, from 0 */
    from_line: number
    to_line: number
    text: string
    /** one sentence: why */
    reason: string
    /** 1: the history names her */
    named: 0 | 1
    person_id: number | null
    created_at: string
    state: 'open' | 'taken' | 'declined'
    /** what the owner answered */
    answer: string
    answered_by: number | null
    answered_at: string | null
    /** the revision that came of it */
    taken_number: number | null
  }
  /** "Did this help?", from nobody: no person, no session, no time of day. */
  help_answer: { id: Generated<number>; item_id: number; lang: string; helped: 0 | 1; words: string; day: string }
}

export type Suggestion = Selectable<CorrectionTables['suggestion']>
