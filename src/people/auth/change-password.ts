import type { AppContext } from '../../context.ts'
import type { Trx } from '../../database.ts'
import { t } from '../../i18n/translate.ts'
import { recordChange, type Actor } from '../../platform/changes/changes.queries.ts'
import { enqueueMail } from '../../platform/mail/mail.queries.ts'
import { personById, setPassword } from '../people.queries.ts'
import { deleteLinksOf } from './one-time-links.queries.ts'
import { deleteSessionsOf } from './session.queries.ts'

/** Sets a new password, ends every session and every open link of the person, and tells her by mail that it happened. */
export async function changePassword(trx: Trx, app: Pick<AppContext, 'config' | 'now'>, actor: Actor, personId: number, passwordHash: string) {
  const at = app.now().toISOString(), person = await personById(trx, personId)
  if (!person) throw new Error(`no person ${personId}`)
  await setPassword(trx, personId, passwordHash)
  await deleteSessionsOf(trx, personId)
  await deleteLinksOf(trx, personId)
  await recordChange(trx, { at, actor, action: 'password-changed', subject: { type: 'person', id: personId } })
  const link = `${app.config.publicUrl}/salasana`
  await enqueueMail(trx, at, { to: person.email, subject: t(person.locale, 'auth.mailChangedSubject'),
    body: t(person.locale, 'auth.mailChanged', { name: person.name, link }) })
}
