import type { ErrorRequestHandler, RequestHandler } from 'express'
import { errorPage, errorView } from './error.views.ts'
import { HttpError, notFound } from './platform/http/errors.ts'
import { sendPage } from './platform/http/page.ts'
import { isMessageKey, t } from './i18n/translate.ts'
import type { Locale } from './i18n/locales.ts'
import type { Log } from './platform/log.ts'

export const unknownAddress: RequestHandler = () => { throw notFound() }

/** The one place where errors become answers. Ours are logged with the id that the visitor sees; nothing of the inside is shown. */
export function errorHandler(log: Log): ErrorRequestHandler {
  return (error: unknown, _req, res, next) => {
    if (res.headersSent) return next(error)
    const known = asHttpError(error)
    if (!known) log.error({ id: res.locals.requestId, err: error }, 'fault')
    const { status, message, values, headers } = known ?? new HttpError(500, 'errors.fault', { values: { id: String(res.locals.requestId) } })
    res.set(headers)
    const shell = res.locals.shell as { locale: Locale } | undefined
    if (!shell) return void res.status(status).type('text').send(t('fi', isMessageKey(message) ? message : 'errors.badRequest', values))
    sendPage(res, errorView, errorPage(shell.locale, status, message, values), status)
  }
}

/** Errors of Express and its body readers carry a status; they are the sender's fault, not ours. */
function asHttpError(error: unknown): HttpError | null {
  if (error instanceof HttpError) return error
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500
  if (status === 413) return new HttpError(413, 'errors.tooLarge')
  return status >= 400 && status < 500 ? new HttpError(status === 404 ? 404 : 400, status === 404 ? 'errors.notFound' : 'errors.badRequest') : null
}
