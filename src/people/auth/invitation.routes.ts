import { Router } from 'express'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import { recordChange } from '../../platform/changes/changes.queries.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { typedText } from '../../platform/http/parse.ts'
import { nameField, passwordField, readForm } from '../form-fields.ts'
import { localeOf } from '../locale-of.ts'
import { updatePerson } from '../people.queries.ts'
import { actorOf, allow } from './access.ts'
import { invitationPage, invitationView } from './auth.views.ts'
import { findLink, linkGone } from './one-time-link.ts'
import { deleteLinksOf, useLink } from './one-time-links.queries.ts'
import { hashPassword } from './password-hash.ts'
import { passwordProblem } from './password-rules.ts'
import { giveCookie } from './session.ts'
import { signInPerson } from './sign-in-person.ts'

const Invitation = z.object({ nimi: nameField, salasana: passwordField })

export function invitationRoutes(app: AppContext) {
  const routes = Router()

  routes.get('/kutsu/:token', allow('anyone'), async (req, res) => {
    const { name, email } = await invited(req.params.token)
    sendPage(res, invitationView, invitationPage(localeOf(res), { name, email }))
  })

  routes.post('/kutsu/:token', allow('anyone'), formBody, async (req, res) => {
    const { personId, name: invitedName, email, hash } = await invited(req.params.token), form = readForm(Invitation, req.body)
    const showAgain = (errors: Record<string, string>) =>
      sendPage(res, invitationView, invitationPage(localeOf(res), { name: typedText(req.body, 'nimi'), email }, errors), 422)
    if (!form.ok) return showAgain(form.errors)
    const { nimi: name, salasana } = form.values
    const problem = passwordProblem(salasana, { name: `${name} ${invitedName}`, email })
    if (problem) return showAgain({ salasana: problem })
    const passwordHash = await hashPassword(salasana), at = app.now().toISOString()
    giveCookie(res, app.config, await app.db.transaction().execute(async (trx) => {
      if (!(await useLink(trx, hash, at))) throw linkGone('invitation')
      await deleteLinksOf(trx, personId)
      await updatePerson(trx, personId, { name, password_hash: passwordHash, locale: localeOf(res) })
      await recordChange(trx, { at, actor: { ...actorOf(req, res), id: personId }, action: 'invitation-accepted', subject: { type: 'person', id: personId } })
      return signInPerson(trx, app, req, res, personId, { shared: true })
    }))
    setFlash(res, 'auth.invitationDone')
    res.redirect(303, '/')
  })

  async function invited(token: unknown) {
    const { personId, name, email, hash } = await findLink(app, 'invitation', token)
    if (personId === null || name === null || email === null) throw linkGone('invitation')
    return { personId, name, email, hash }
  }
  return routes
}
