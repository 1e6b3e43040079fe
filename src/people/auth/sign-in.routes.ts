import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import { recordChange } from '../../platform/changes/changes.queries.ts'
import { HttpError } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { parse, typedText } from '../../platform/http/parse.ts'
import { t } from '../../i18n/translate.ts'
import type { Locale } from '../../i18n/locales.ts'
import { emailField, passwordField, readForm } from '../form-fields.ts'
import { localeOf } from '../locale-of.ts'
import { actorOf, allow, maybeViewer } from './access.ts'
import { continueView, signInPage, signInView } from './auth.views.ts'
import type { Checked } from './check-password.ts'
import { keptFields } from './kept-fields.ts'
import { ownPath } from './own-path.ts'
import { passwordSignIn } from './passport.ts'
import { giveCookie, maybeSession, takeCookie } from './session.ts'
import { deleteSession } from './session.queries.ts'
import { signInPerson } from './sign-in-person.ts'

const SignIn = z.object({ sahkoposti: emailField, salasana: passwordField })
const Query = z.object({ jatka: z.string().optional() })

export function signInRoutes(app: AppContext) {
  const routes = Router(), authenticate = passwordSignIn(app)

  routes.get('/kirjaudu', allow('anyone'), (req, res) => {
    const next = ownPath(parse(Query, req.query).jatka)
    if (maybeViewer(res)) res.redirect(303, next)
    else sendPage(res, signInView, signInPage(localeOf(res), { next }))
  })

  routes.post('/kirjaudu', allow('anyone'), formBody, async (req, res) => {
    const form = readForm(SignIn, req.body)
    if (!form.ok) return showAgain(req, res, 422, form.errors)
    let checked: Checked
    try {
      checked = await authenticate(req, res)
    } catch (error) {
      if (!(error instanceof HttpError)) throw error
      res.set(error.headers) // busy: what was typed stays on the page
      return showAgain(req, res, error.status, { sahkoposti: error.message })
    }
    if (checked.result === 'right') return letIn(req, res, checked.person)
    await app.db.transaction().execute((trx) => recordChange(trx, {
      at: app.now().toISOString(), actor: actorOf(req, res), action: 'sign-in-failed', subject: { type: 'person', id: checked.personId },
      result: 'refused', detail: { reason: checked.result },
    }))
    if (checked.result === 'wrong') return showAgain(req, res, 401, { sahkoposti: 'auth.wrong' })
    res.set('Retry-After', String(checked.seconds))
    showAgain(req, res, 429, { sahkoposti: 'auth.tooManyTries' })
  })

  async function letIn(req: Request, res: Response, person: { id: number; name: string; locale: Locale }) {
    const shared = typedText(req.body, 'yhteinen') !== '', next = ownPath(typedText(req.body, 'jatka'))
    giveCookie(res, app.config, await app.db.transaction().execute((trx) => signInPerson(trx, app, req, res, person.id, { shared })))
    if (typedText(req.body, 'tapa') !== 'post') return res.redirect(303, next)
    sendPage(res, continueView, { title: t(localeOf(res), 'auth.continueTitle'), name: person.name, action: next, kept: keptFields(req.body) })
  }

  routes.post('/kirjaudu/ulos', allow('anyone'), async (req, res) => {
    const session = maybeSession(res), viewer = maybeViewer(res)
    if (session && viewer) await app.db.transaction().execute(async (trx) => {
      await deleteSession(trx, session.id)
      await recordChange(trx, { at: app.now().toISOString(), actor: actorOf(req, res), action: 'signed-out', subject: { type: 'session', id: session.id } })
    })
    takeCookie(res, app.config)
    setFlash(res, 'auth.signedOut')
    res.set('Clear-Site-Data', '"cache", "storage"').set('Cache-Control', 'no-store').redirect(303, '/kirjaudu')
  })
  return routes
}

function showAgain(req: Request, res: Response, status: number, errors: Record<string, string>) {
  const page = signInPage(localeOf(res), {
    email: typedText(req.body, 'sahkoposti'), shared: typedText(req.body, 'yhteinen') !== '', next: ownPath(typedText(req.body, 'jatka')),
    post: typedText(req.body, 'tapa') === 'post', kept: keptFields(req.body),
  }, errors)
  sendPage(res, signInView, page, status)
}
