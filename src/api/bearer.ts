import type { RequestHandler, Response } from 'express'
import type { AppContext } from '../context.ts'
import { viewerByToken, type Scope } from '../people/auth/api-token.ts'
import { HttpError } from '../platform/http/errors.ts'

/** The API's only credential: a token in the Authorization header. Cookies and tokens in addresses are not looked at. */
export function bearer(app: AppContext): RequestHandler {
  return async (req, res, next) => {
    const [scheme, token] = (req.get('authorization') ?? '').split(' ')
    const found = scheme?.toLowerCase() === 'bearer' && token ? await viewerByToken(app, token) : null
    if (!found) throw new HttpError(401, 'errors.noToken', { headers: { 'WWW-Authenticate': 'Bearer' } })
    res.locals.viewer = found.viewer
    res.locals.scope = found.scope satisfies Scope
    next()
  }
}

export const writeScope: RequestHandler = (_req, res: Response, next) => {
  if (res.locals.scope !== 'write') throw new HttpError(403, 'errors.readOnlyToken')
  next()
}
