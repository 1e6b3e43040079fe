import type { Transporter } from 'nodemailer'
import type { AppContext } from '../../context.ts'
import { markFailed, markSent, waitingMail } from './mail.queries.ts'

const MINUTE = 60_000
/** A mail that could not be sent in a week says nothing true any more. */
export const MAIL_KEPT = 7 * 24 * 60 * MINUTE
const AT_ONCE = 50

type MailApp = Pick<AppContext, 'db' | 'config' | 'log' | 'now'>

/** Sends what waits in the outbox. Without SMTP_URL it goes on waiting; a mail that fails is tried again, later each time. */
export async function sendWaitingMail(app: MailApp) {
  if (app.config.smtpUrl === null) return
  const now = app.now()
  const waiting = await waitingMail(app.db, now.toISOString(), new Date(now.getTime() - MAIL_KEPT).toISOString(), AT_ONCE)
  if (waiting.length === 0) return
  const { createTransport } = await import('nodemailer') // most installations start without mail, and it takes 5 MB
  const server = createTransport(app.config.smtpUrl, { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 } as object)
  try {
    for (const mail of waiting) if (!(await sendOne(app, server, mail))) break
  } finally {
    server.close()
  }
}

/** False when the server itself could not be reached: the others would only wait for it too. */
async function sendOne({ db, config, log, now }: MailApp, server: Transporter, mail: Awaited<ReturnType<typeof waitingMail>>[number]): Promise<boolean> {
  try {
    await server.sendMail({ from: config.mailFrom, to: mail.recipient, subject: mail.subject, text: mail.body, ...(mail.html === '' ? {} : { html: mail.html }), headers: { 'Auto-Submitted': 'auto-generated', ...(mail.unsubscribe === '' ? {} : { 'List-Unsubscribe': `<${mail.unsubscribe}>` }) } })
    await db.transaction().execute((trx) => markSent(trx, mail.id, now().toISOString()))
    return true
  } catch (error) {
    const wait = Math.min(2 ** mail.attempts, 360) * MINUTE
    const reason = error instanceof Error ? error.message.slice(0, 300) : 'unknown'
    await db.transaction().execute((trx) => markFailed(trx, mail.id, new Date(now().getTime() + wait).toISOString(), reason))
    log.warn({ mail: mail.id, reason }, 'mail not sent')
    return error instanceof Error && 'responseCode' in error && error.responseCode !== undefined
  }
}
