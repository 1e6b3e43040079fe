import type { Generated } from 'kysely'

export interface StatementTables {
  /** What this installation says of itself in its statements; one row. */
  statement: {
    id: 1
    state: 'full' | 'partial' | 'none'
    /** who answers, as the public knows them */
    contact: string
    email: string
    /** who supervises accessibility, with its address */
    authority: string
    authority_href: string
    /** the controller of personal data */
    controller: string
    written_at: string
    changed_by: number | null
  }
  /** Faults that people have found besides those that the program knows of itself. */
  statement_fault: { id: Generated<number>; fi: string; sv: string; en: string; se: string; noted_at: string; mended_at: string | null }
  /** What anybody has said of accessibility: answered within 14 days. */
  statement_feedback: {
    id: Generated<number>
    text: string
    /** '' when no answer is asked for */
    reply_to: string
    lang: string
    received_at: string
    due_at: string
    answered_at: string | null
    answered_by: number | null
    answer: string
  }
}
