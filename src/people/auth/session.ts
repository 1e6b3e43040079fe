import type { RequestHandler } from 'express'
import type { AppContext } from '../../context.ts'

/** Reads the session cookie and puts the signed-in person into the request. */
export function sessions(_app: AppContext): RequestHandler {
  return (_req, _res, next) => next()
}
