import type { Generated, Selectable } from 'kysely'

export interface ApprovalTables {
  /** A text that waits for a second pair of eyes; readers see it only when it has been approved. */
  approval: {
    id: Generated<number>
    item_id: number
    lang: string
    /** the revision number that the text started from */
    base: number
    /** JSON of the writing form's fields (drafts/draft-fields.ts) */
    fields: string
    state: 'open' | 'approved' | 'returned' | 'withdrawn'
    asked_by: number | null
    asked_at: string
    /** whose turn it is now */
    team_id: number
    /** working days that a team has before the next one is asked */
    wait_days: number
    due_at: string
    closed_at: string | null
    closed_by: number | null
    /** why it was returned */
    reason: string
  }
  /** every team that has been asked so far */
  approval_team: { approval_id: number; team_id: number }
  approval_comment: { id: Generated<number>; approval_id: number; person_id: number | null; at: string; text: string }
}
export type Approval = Selectable<ApprovalTables['approval']>
