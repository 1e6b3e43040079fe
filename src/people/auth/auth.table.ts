import type { Generated } from 'kysely'

export interface AuthTables {
  /** A signed-in browser. Only the hash of its token is kept. */
  session: {
    id: Generated<number>
    token_hash: Uint8Array
    person_id: number
    created_at: string
    /** moved at most once in five minutes: it ends idle sessions and is never shown to others */
    used_at: string
    /** when the password was last given: sensitive acts ask for it again */
    proved_at: string
    shared_device: 0 | 1
    device: string
  }
  one_time_link: {
    token_hash: Uint8Array
    purpose: 'setup' | 'invitation' | 'reset'
    person_id: number | null
    created_at: string
    expires_at: string
    used_at: string | null
  }
  /** Counters of sign-in attempts per account and address; in the database so that a restart does not forget them. */
  attempt: { key: string; count: number; started_at: string }
  api_token: {
    id: Generated<number>
    token_hash: Uint8Array
    person_id: number
    name: string
    scope: 'read' | 'write'
    created_at: string
    expires_at: string | null
    revoked_at: string | null
  }
}
