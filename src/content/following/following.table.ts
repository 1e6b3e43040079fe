import type { Generated } from 'kysely'

export type FollowTarget = 'item' | 'subject' | 'kind' | 'municipality'
export type NewsWish = 'at-once' | 'daily' | 'weekly' | 'never'

export interface FollowingTables {
  /** `value`: an item's id, or the slug of a subject or municipality, or a kind */
  follow: { person_id: number; target: FollowTarget; value: string; since: string }
  /** How someone wants mail; who has no row gets her news daily and the digest of the week. */
  mail_wish: {
    person_id: number
    news: NewsWish
    digest: 0 | 1
    /** no mail at once between these, HH:MM in Finland; '' for both: at any time */
    quiet_from: string
    quiet_until: string
    /** opens the page that ends the mails, and nothing else */
    unsubscribe_token: string
    /** SHA-256 of the key in the address of the personal feed; null: there is none */
    feed_hash: Uint8Array | null
  }
  mailed_digest: { person_id: number; week: string }
  /** who opened an item that is restricted to a team; of other items nobody's reading is kept */
  restricted_read: { id: Generated<number>; at: string; person_id: number | null; item_id: number; channel: string }
}
