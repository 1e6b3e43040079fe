import type { Request, RequestHandler, Response } from 'express'
import type { AppContext } from '../../context.ts'
import { recordChange } from '../../platform/changes/changes.queries.ts'
import { sendPage } from '../../platform/http/page.ts'
import { typedText } from '../../platform/http/parse.ts'
import { localeOf } from '../locale-of.ts'
import { personById } from '../people.queries.ts'
import { actorOf, viewerOf } from './access.ts'
import { confirmPage, confirmView } from './auth.views.ts'
import { checkPassword } from './check-password.ts'
import { typedFields } from './kept-fields.ts'
import { isProved, sessionOf } from './session.ts'
import { proveSession } from './session.queries.ts'

/**
 * For acts about signing in, after the form is read: goes on when the password was given lately, else asks for it on a page that sends
 * the same form again. A desk left open for a moment is not enough to take over an account.
 */
export function proved(app: AppContext): RequestHandler {
  return async (req, res, next) => {
    const session = sessionOf(res), password = typedText(req.body, 'salasana')
    if (isProved(session, app.now())) return next()
    if (password === '') return ask(req, res, 403, {})
    const person = await personById(app.db, viewerOf(res).id)
    const checked = await checkPassword(app, person?.email ?? '', password, req.ip ?? '')
    const right = checked.result === 'right', at = app.now().toISOString()
    await app.db.transaction().execute(async (trx) => {
      if (right) await proveSession(trx, session.id, at)
      else await recordChange(trx, { at, actor: actorOf(req, res), action: 'confirm-failed', subject: { type: 'session', id: session.id },
        result: 'refused', detail: { reason: checked.result } })
    })
    if (right) return next()
    if (checked.result === 'wait') res.set('Retry-After', String(checked.seconds))
    ask(req, res, checked.result === 'wait' ? 429 : 403, { salasana: checked.result === 'wait' ? 'auth.waitFirst' : 'auth.currentWrong' })
  }
}

function ask(req: Request, res: Response, status: number, errors: Record<string, string>) {
  sendPage(res, confirmView, confirmPage(localeOf(res), { action: req.originalUrl, kept: typedFields(req.body) }, errors), status)
}
