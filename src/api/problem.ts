import type { ErrorRequestHandler } from 'express'
import { isMessageKey, t } from '../i18n/translate.ts'
import { HttpError } from '../platform/http/errors.ts'
import type { Log } from '../platform/log.ts'

/** A refused field list, answered as part of the problem. */
export class FieldProblem extends HttpError {
  readonly fields: { field: string; message: string }[]
  constructor(fields: { field: string; message: string }[]) {
    super(400, 'errors.fields')
    this.fields = fields
  }
}

/** Errors of the API as RFC 9457; a fault of ours carries only the id that finds it in the log. */
export function problems(log: Log): ErrorRequestHandler {
  return (error: unknown, _req, res, next) => {
    if (res.headersSent) return next(error)
    const known = asHttpError(error)
    if (!known) log.error({ id: res.locals.requestId, err: error }, 'fault')
    const { status, message, values, headers } = known ?? new HttpError(500, 'errors.fault', { values: { id: String(res.locals.requestId) } })
    const detail = t('en', isMessageKey(message) ? message : 'errors.badRequest', values)
    res.status(status).set(headers).set('Cache-Control', 'no-store').type('application/problem+json').send(JSON.stringify({
      type: 'about:blank', title: TITLES[status] ?? 'Error', status, detail, requestId: res.locals.requestId,
      ...(error instanceof FieldProblem ? { errors: error.fields } : {}), ...(known && 'current' in known ? { current: known.current } : {}),
    }))
  }
}

const TITLES: Record<number, string> = {
  400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 405: 'Method Not Allowed', 409: 'Conflict', 413: 'Content Too Large',
  415: 'Unsupported Media Type', 422: 'Unprocessable Content', 428: 'Precondition Required', 429: 'Too Many Requests', 500: 'Internal Server Error', 503: 'Service Unavailable',
}

function asHttpError(error: unknown): HttpError | null {
  if (error instanceof HttpError) return error
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500
  if (status === 413) return new HttpError(413, 'errors.tooLarge')
  return status >= 400 && status < 500 ? new HttpError(status, status === 415 ? 'errors.mediaType' : 'errors.badRequest') : null
}
