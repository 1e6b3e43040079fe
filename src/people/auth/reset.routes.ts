import { Router } from 'express'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { recordChange } from '../../platform/changes/changes.queries.ts'
import { HttpError } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { typedText } from '../../platform/http/parse.ts'
import { emailField, passwordField, readForm } from '../form-fields.ts'
import { localeOf } from '../locale-of.ts'
import { mailReset } from '../invite.ts'
import { personByEmail } from '../people.queries.ts'
import { actorOf, allow } from './access.ts'
import { newPasswordPage, newPasswordView, resetRequestPage, resetRequestView, resetSentView } from './auth.views.ts'
import { changePassword } from './change-password.ts'
import { findLink, linkGone } from './one-time-link.ts'
import { useLink } from './one-time-links.queries.ts'
import { hashPassword } from './password-hash.ts'
import { passwordProblem } from './password-rules.ts'
import { isWithin, network } from './throttle.ts'

const HOUR = 60 * 60_000
const PER_ACCOUNT = 3, PER_ADDRESS = 20
const ResetRequest = z.object({ sahkoposti: emailField })
const NewPassword = z.object({ salasana: passwordField })

export function resetRoutes(app: AppContext) {
  const routes = Router()

  routes.get('/salasana', allow('anyone'), (_req, res) => { sendPage(res, resetRequestView, resetRequestPage(localeOf(res), '')) })

  routes.post('/salasana', allow('anyone'), formBody, async (req, res) => {
    const form = readForm(ResetRequest, req.body)
    if (!form.ok) return sendPage(res, resetRequestView, resetRequestPage(localeOf(res), typedText(req.body, 'sahkoposti'), form.errors), 422)
    const email = form.values.sahkoposti
    if (!(await isWithin(app, 'reset-address', network(req.ip ?? ''), PER_ADDRESS, HOUR))) throw new HttpError(429, 'errors.tooMany',
      { headers: { 'Retry-After': '3600' } })
    const fewEnough = await isWithin(app, 'reset-account', email, PER_ACCOUNT, HOUR)
    // the same look-up, transaction and change row whether or not there is such an account: the answer and its time tell nothing
    await app.db.transaction().execute(async (trx) => {
      const person = await personByEmail(trx, email), sends = person !== undefined && person.disabled_at === null && fewEnough
      if (sends) await mailReset(trx, app, person)
      await recordChange(trx, { at: app.now().toISOString(), actor: actorOf(req, res), action: 'reset-asked',
        subject: { type: 'person', id: person?.id ?? null }, result: sends ? 'done' : 'refused' })
    })
    sendPage(res, resetSentView, { title: t(localeOf(res), 'auth.resetSentTitle') })
  })

  routes.get('/salasana/:token', allow('anyone'), async (req, res) => {
    const { email } = await findLink(app, 'reset', req.params.token)
    sendPage(res, newPasswordView, newPasswordPage(localeOf(res), email ?? ''))
  })

  routes.post('/salasana/:token', allow('anyone'), formBody, async (req, res) => {
    const { personId, name, email, hash } = await findLink(app, 'reset', req.params.token), form = readForm(NewPassword, req.body)
    if (personId === null || name === null || email === null) throw linkGone('reset')
    const showAgain = (errors: Record<string, string>) => sendPage(res, newPasswordView, newPasswordPage(localeOf(res), email, errors), 422)
    if (!form.ok) return showAgain(form.errors)
    const problem = passwordProblem(form.values.salasana, { name, email })
    if (problem) return showAgain({ salasana: problem })
    const passwordHash = await hashPassword(form.values.salasana)
    await app.db.transaction().execute(async (trx) => {
      if (!(await useLink(trx, hash, app.now().toISOString()))) throw linkGone('reset')
      await changePassword(trx, app, { ...actorOf(req, res), id: personId }, personId, passwordHash)
    })
    setFlash(res, 'auth.passwordChanged')
    res.redirect(303, '/kirjaudu')
  })
  return routes
}
