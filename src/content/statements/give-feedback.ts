import { createHash } from 'node:crypto'
import type { AppContext } from '../../context.ts'
import { countAttempt } from '../../people/auth/attempts.queries.ts'
import { adminPeople, closeTasks, openTask } from '../../people/inbox/inbox.queries.ts'
import { enqueueMail } from '../../platform/mail/mail.queries.ts'
import { recordChange, type Actor } from '../../platform/changes/changes.queries.ts'
import { isLocale } from '../../i18n/locales.ts'
import { t } from '../../i18n/translate.ts'
import { answerFeedback, deleteOldFeedback, insertFeedback, type Feedback } from './statements.queries.ts'

const DAY = 86_400_000
/** The act 306/2019 gives two weeks to answer. */
const ANSWER_DAYS = 14
/** From one address in an hour: a form that anybody may send must not fill the list. */
const MOST_AN_HOUR = 5
/** Answered feedback may hold an address: it goes after a year. */
const KEPT = 365 * DAY

/** of each administrator's task, followed by her number */
const taskKeys = (id: number) => `accessibility-feedback:${id}:`

/** Stores the feedback and asks the administrators to answer in time. False: too many from that address. */
export async function giveFeedback(app: AppContext, actor: Actor, { text, replyTo, lang }: { text: string; replyTo: string; lang: string }): Promise<boolean> {
  const now = app.now(), at = now.toISOString(), key = `feedback:${createHash('sha256').update(actor.origin).digest('base64url')}`
  return app.db.transaction().execute(async (trx) => {
    const { count } = await countAttempt(trx, key, at, new Date(now.getTime() - 3_600_000).toISOString())
    if (count > MOST_AN_HOUR) return false
    const dueAt = new Date(now.getTime() + ANSWER_DAYS * DAY).toISOString(), id = await insertFeedback(trx, { text, reply_to: replyTo, lang, received_at: at, due_at: dueAt })
    for (const personId of await adminPeople(trx)) await openTask(trx, at, { personId }, { key: taskKeys(id) + personId, message: 'statements.task', href: `/hallinta/saavutettavuus#palaute-${id}`, dueAt })
    await recordChange(trx, { at, actor: { ...actor, id: null }, action: 'accessibility-feedback', subject: { type: 'system', id: null }, detail: { feedback: id } })
    return true
  })
}

/** False when somebody has answered already. */
export async function answer(app: AppContext, actor: Actor & { id: number }, { id, reply_to: replyTo, lang, text }: Feedback, words: string): Promise<boolean> {
  const at = app.now().toISOString()
  return app.db.transaction().execute(async (trx) => {
    if (!(await answerFeedback(trx, id, { answered_at: at, answered_by: actor.id, answer: words }))) return false
    await closeTasks(trx, at, actor.id, taskKeys(id))
    if (replyTo !== '') await enqueueMail(trx, at, { to: replyTo, subject: t(isLocale(lang) ? lang : 'fi', 'statements.mailSubject'), body: `${words}\n\n> ${text.replaceAll('\n', '\n> ')}\n` })
    await recordChange(trx, { at, actor, action: 'accessibility-feedback-answered', subject: { type: 'system', id: null }, detail: { feedback: id } })
    return true
  })
}

export async function sweepFeedback({ db, now }: Pick<AppContext, 'db' | 'now'>): Promise<void> {
  await db.transaction().execute((trx) => deleteOldFeedback(trx, new Date(now().getTime() - KEPT).toISOString()))
}
