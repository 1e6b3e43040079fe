import type { Generated } from 'kysely'

export interface MailTables {
  /** The outbox: a mail is written with the act that causes it and sent by a job, so that a mail server that is down loses nothing. */
  mail: {
    id: Generated<number>
    recipient: string
    subject: string
    body: string
    /** '' for a mail of plain text */
    html: Generated<string>
    /** address of the page that ends mails of this kind; '' for a mail that its reader asked for */
    unsubscribe: Generated<string>
    created_at: string
    sent_at: string | null
    attempts: Generated<number>
    next_try_at: string
    last_error: string | null
  }
}
