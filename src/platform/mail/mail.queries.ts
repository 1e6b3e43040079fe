import type { Db, Trx } from '../../database.ts'
import { HttpError } from '../http/errors.ts'

export interface Mail { to: string; subject: string; body: string; html?: string; unsubscribe?: string }

/** Puts a mail into the outbox, in the transaction of the act that it tells about. A line break in a header would start another header. */
export async function enqueueMail(trx: Trx, at: string, { to, subject, body, html = '', unsubscribe = '' }: Mail) {
  if (/[\r\n\0]/.test(to + subject + unsubscribe) || /[,;<>\s]/.test(to)) throw new HttpError(400, 'errors.badRequest')
  await trx.insertInto('mail').values({ recipient: to, subject, body, html, unsubscribe, created_at: at, next_try_at: at, sent_at: null, last_error: null }).execute()
}

export const waitingMail = (db: Db, now: string, createdAfter: string, limit: number) => db.selectFrom('mail')
  .where('sent_at', 'is', null).where('next_try_at', '<=', now).where('created_at', '>', createdAfter).selectAll().orderBy('id').limit(limit).execute()

/** The text goes once it is sent: it may hold a link that still works. */
export const markSent = (trx: Trx, id: number, now: string) => trx.updateTable('mail').where('id', '=', id).set({ sent_at: now, body: '', html: '',
  last_error: null }).execute()

export const markFailed = (trx: Trx, id: number, nextTry: string, error: string) => trx.updateTable('mail').where('id', '=', id)
  .set((set) => ({ attempts: set('attempts', '+', 1), next_try_at: nextTry, last_error: error })).execute()

export async function deleteOldMail(trx: Trx, createdBefore: string): Promise<number> {
  const result = await trx.deleteFrom('mail').where('created_at', '<', createdBefore).executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** For the state page: how many mails wait and since when. */
export const waitingMailCount = (db: Db) => db.selectFrom('mail').where('sent_at', 'is', null)
  .select((select) => [select.fn.countAll<number>().as('count'), select.fn.min('created_at').as('oldest')]).executeTakeFirstOrThrow()
