import type { Generated } from 'kysely'

export interface MailTables {
  /** The outbox: a mail is written with the act that causes it and sent by a job, so that a mail server that is down loses nothing. */
  mail: {
    id: Generated<number>
    recipient: string
    subject: string
    body: string
    created_at: string
    sent_at: string | null
    attempts: Generated<number>
    next_try_at: string
    last_error: string | null
  }
}
