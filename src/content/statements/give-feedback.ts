import { createHash } from 'node:crypto'
import type { AppContext } from '../../context.ts'
import { countAttempt } from '../../people/auth/attempts.queries.ts'
import { closeTask, openTask } from '../../people/inbox/inbox.queries.ts'
import { enqueueMail } from '../../platform/mail/mail.queries.ts'
import { recordChange, type Actor } from '../../platform/changes/changes.queries.ts'
import { isLocale } from '../../i18n/locales.ts'
import { t } from '../../i18n/translate.ts'
import { adminIds, answerFeedback, deleteOldFeedback, insertFeedback, type Feedback } from './statements.queries.ts'

const DAY = 86_400_000
/** The act 306/2019 gives two weeks to answer. */
export const ANSWER_DAYS = 14
/** From one address in an hour: a form that anybody may send must not fill the list. */
const MOST_AN_HOUR = 5
/** Answered feedback may hold an address: it goes after a year. */
const KEPT = 365 * DAY

const taskKey = (id: number, personId: number) => `accessibility-feedback:${id}:${personId}`

/** Stores the feedback and asks the administrators to answer in time. False: too many from that address. */
export async function giveFeedback(app: AppContext, actor: Actor, { text, replyTo, lang }: { text: string; replyTo: string; lang: string }): Promise<boolean> {
  const now = app.now(), at = now.toISOString(), key = `feedback:${createHash('sha256').update(actor.origin).digest('base64url')}`
  return app.db.transaction().execute(async (trx) => {
    const { count } = await countAttempt(trx, key, at, new Date(now.getTime() - 3_600_000).toISOString())
    if (count > MOST_AN_HOUR) return false
    const dueAt = new Date(now.getTime() + ANSWER_DAYS * DAY).toISOString(), id = await insertFeedback(trx, { text, reply_to: replyTo, lang, received_at: at, due_at: dueAt })
    for (const personId of await adminIds(trx)) await openTask(trx, at, { personId }, { key: taskKey(id, personId), message: 'statements.task', values: {}, href: `/hallinta/saavutettavuus#palaute-${id}`, dueAt })
    await recordChange(trx, { at, actor: { ...actor, id: null }, action: 'accessibility-feedback', subject: { type: 'system', id: null }, detail: { feedback: id } })
    return true
  })
}

/** False when somebody has answered already. */
export async function answer(app: AppContext, actor: Actor & { id: number }, { id, reply_to: replyTo, lang, text }: Feedback, words: string): Promise<boolean> {
  const at = app.now().toISOString()
  return app.db.transaction().execute(async (trx) => {
    if (!(await answerFeedback(trx, id, { answered_at: at, answered_by: actor.id, answer: words }))) return false
    for (const personId of await adminIds(trx)) await closeTask(trx, at, actor.id, taskKey(id, personId))
    if (/^\S+@\S+\.\S+$/.test(replyTo)) await enqueueMail(trx, at, { to: replyTo, subject: t(isLocale(lang) ? lang : 'fi', 'statements.mailSubject'), body: `${words}\n\n> ${text.replaceAll('\n', '\n> ')}\n` })
    await recordChange(trx, { at, actor, action: 'accessibility-feedback-answered', subject: { type: 'system', id: null }, detail: { feedback: id } })
    return true
  })
}

export async function sweepFeedback({ db, now }: Pick<AppContext, 'db' | 'now'>): Promise<void> {
  await db.transaction().execute((trx) => deleteOldFeedback(trx, new Date(now().getTime() - KEPT).toISOString()))
}
