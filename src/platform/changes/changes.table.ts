import type { Generated } from 'kysely'

export interface ChangeTables {
  /** One row per act, written in the act's own transaction; search, mail and the activity page read it by cursor. Rows are never changed. */
  change: {
    id: Generated<number>
    at: string
    /** null: the system itself, the command line, or someone not signed in */
    actor_id: number | null
    /** address the request came from; '' for the command line */
    origin: string
    request_id: string
    /** a verb in the past: published, revised, trashed, signed-in, sign-in-failed, denied … */
    action: string
    subject_type: 'item' | 'person' | 'team' | 'session' | 'question' | 'token' | 'route' | 'system'
    subject_id: number | null
    result: 'done' | 'refused'
    /** JSON: what else an auditor needs; never a secret, never the text itself */
    detail: string
    /** SHA-256 over the row before and this one; '' in rows older than the chain */
    hash: Generated<string>
  }
  change_cursor: { consumer: string; last_id: number }
}
