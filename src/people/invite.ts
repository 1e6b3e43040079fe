import type { AppContext } from '../context.ts'
import type { Trx } from '../database.ts'
import type { Locale } from '../i18n/locales.ts'
import { t } from '../i18n/translate.ts'
import { recordChange, type Actor } from '../platform/changes/changes.queries.ts'
import { enqueueMail } from '../platform/mail/mail.queries.ts'
import { makeLink } from './auth/one-time-link.ts'
import { createPerson, type NewPerson } from './create-person.ts'
import type { Person } from './people.table.ts'

type InviteApp = Pick<AppContext, 'config' | 'now'>

/** Adds a person who sets her own password through the link, which is also mailed to her. */
export async function invite(trx: Trx, app: InviteApp, actor: Actor, person: Omit<NewPerson, 'passwordHash'>): Promise<{ id: number; link: string }> {
  const at = app.now().toISOString()
  const id = await createPerson(trx, at, actor, { ...person, passwordHash: null }, 'invited')
  return { id, link: await mailInvitation(trx, app, { id, ...person }) }
}

/** A new link for someone who is here already: to set the first password, or a new one. Nobody sets it for her. */
export async function sendNewLink(trx: Trx, app: InviteApp, actor: Actor, person: Person): Promise<string> {
  const at = app.now().toISOString(), first = person.password_hash === null
  await recordChange(trx, { at, actor, action: first ? 'invited-again' : 'reset-sent', subject: { type: 'person', id: person.id } })
  return first ? mailInvitation(trx, app, person) : mailReset(trx, app, person)
}

interface Receiver { id: number; name: string; email: string; locale: Locale }

async function mailInvitation(trx: Trx, app: InviteApp, { id, name, email, locale }: Receiver): Promise<string> {
  const link = await makeLink(trx, app, 'invitation', id)
  await enqueueMail(trx, app.now().toISOString(), { to: email, subject: t(locale, 'auth.mailInvitationSubject'),
    body: t(locale, 'auth.mailInvitation', { name, link }) })
  return link
}

export async function mailReset(trx: Trx, app: InviteApp, { id, name, email, locale }: Receiver): Promise<string> {
  const link = await makeLink(trx, app, 'reset', id)
  await enqueueMail(trx, app.now().toISOString(), { to: email, subject: t(locale, 'auth.mailResetSubject'), body: t(locale, 'auth.mailReset', { name, link }) })
  return link
}
