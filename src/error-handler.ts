import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import { tellOfDamage } from './content/damage/tell-of-damage.ts'
import type { AppContext } from './context.ts'
import { errorPage, errorView } from './error.views.ts'
import { FileDamaged } from './files/file-store.ts'
import { HttpError, isDiskFull, notFound } from './platform/http/errors.ts'
import { recordChange } from './platform/changes/changes.queries.ts'
import { sendPage } from './platform/http/page.ts'
import type { Shell } from './platform/views/shell.ts'
import { isMessageKey, t } from './i18n/translate.ts'
import { chooseLocale, type Locale } from './i18n/locales.ts'
import { actorOf } from './people/auth/access.ts'
import { signInInstead } from './people/auth/sign-in-instead.ts'
import { withoutToken } from './request-log.ts'

const HOUR = 3_600_000
/** Anyone can send such requests: so many are written down in an hour, then no more, so that nobody fills the disk or the log with them. */
const CROSS_SITE_ROWS = 60

export const unknownAddress: RequestHandler = () => { throw notFound() }

/** The one place where errors become answers. Ours are logged with the id that the visitor sees; nothing of the inside is shown. */
export function errorHandler(app: AppContext): ErrorRequestHandler {
  const mayNote = atMost(CROSS_SITE_ROWS, HOUR, app)
  return (error: unknown, req, res, next) => {
    if (res.headersSent) return next(error)
    const known = asHttpError(error)
    if (known?.status === 401 && signInInstead(req, res, next)) return
    if (!known || isDiskFull(error) || error instanceof FileDamaged) app.log.error({ id: res.locals.requestId, err: error }, 'fault')
    if (error instanceof FileDamaged) tellOfDamage(app, error).catch((fault: unknown) => { app.log.error({ id: res.locals.requestId, err: fault }, 'damage not told') })
    const { status, message, values, headers } = known ?? new HttpError(500, 'errors.fault', { values: { id: String(res.locals.requestId) } })
    res.set(headers)
    const denial = res.locals.deniedRole ? 'denied' : message === 'errors.crossSite' && mayNote() ? 'cross-site' : null
    if (denial) noteDenial(app, req, res, denial).catch((fault: unknown) => { app.log.error({ id: res.locals.requestId, err: fault }, 'denial not written') })
    const shell = res.locals.shell as Shell | undefined
    if (!shell) return void res.status(status).type('text').send(t(chooseLocale(null, req.get('accept-language')), isMessageKey(message) ? message : 'errors.badRequest', values))
    res.locals.shell = { ...shell, path: '/', nav: shell.nav.map((item) => ({ ...item, current: false })) } // an error page does not repeat the address: refusals are alike to the byte
    sendPage(res, errorView, errorPage(shell.locale as Locale, status, message, values), status)
  }
}

/** A signed-in person tried an address that her role does not have, or another site's page tried to write through her browser. */
const noteDenial = (app: AppContext, req: Request, res: Response, action: string) => app.db.transaction().execute((trx) => recordChange(trx, {
  at: app.now().toISOString(), actor: actorOf(req, res), action, subject: { type: 'route', id: null }, result: 'refused', detail: { method: req.method, path: withoutToken(req.path).slice(0, 300) },
}))

/** Errors of Express and its body readers carry a status; they are the sender's fault, not ours. A full disk is nobody's who is here. */
function asHttpError(error: unknown): HttpError | null {
  if (error instanceof HttpError) return error
  if (isDiskFull(error)) return new HttpError(507, 'errors.diskFull')
  if (error instanceof FileDamaged) return new HttpError(503, 'files.damaged')
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500
  if (status === 413) return new HttpError(413, 'errors.tooLarge')
  return status >= 400 && status < 500 ? new HttpError(status === 404 ? 404 : 400, status === 404 ? 'errors.notFound' : 'errors.badRequest') : null
}

/** True for the first `most` calls within `window` milliseconds. */
function atMost(most: number, window: number, app: Pick<AppContext, 'now'>): () => boolean {
  let from = 0, count = 0
  return () => {
    const now = app.now().getTime()
    if (now - from >= window) [from, count] = [now, 0]
    return ++count <= most
  }
}
