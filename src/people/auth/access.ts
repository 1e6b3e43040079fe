import type { Request, RequestHandler, Response } from 'express'
import { HttpError } from '../../platform/http/errors.ts'
import type { Actor } from '../../platform/changes/changes.queries.ts'
import type { Role } from '../people.table.ts'
import { isAtLeast, type Viewer } from '../viewer.ts'

/** Who may use a route: stated on every route, read by the access matrix test from the live router. */
export type Access = 'anyone' | Role
export const accessOf = new WeakMap<RequestHandler, Access>()

/** `routes.get('/x', allow('reader'), …)`. Someone not signed in is sent to sign in; someone without the role sees that nothing is there. */
export function allow(access: Access): RequestHandler {
  const guard: RequestHandler = (_req, res, next) => {
    if (access === 'anyone') return next()
    const viewer = res.locals.viewer as Viewer | undefined
    if (!viewer) throw new HttpError(401, 'auth.signInFirst')
    if (isAtLeast(viewer, access)) return next()
    res.locals.deniedRole = access
    throw new HttpError(404, 'errors.notFound')
  }
  accessOf.set(guard, access)
  return guard
}

/** The signed-in person of this request; only behind `allow(<role>)`. */
export function viewerOf(res: Response): Viewer {
  if (!res.locals.viewer) throw new Error('viewerOf is used on a route that does not ask for sign-in')
  return res.locals.viewer as Viewer
}
export const maybeViewer = (res: Response) => res.locals.viewer as Viewer | undefined

/** Who acts, for the change log. */
export const actorOf = (req: Request, res: Response): Actor => ({ id: maybeViewer(res)?.id ?? null, origin: req.ip ?? '',
  requestId: String(res.locals.requestId ?? '') })

/** All that content pages know of the viewer: two people for whom this is the same see the same bytes. A page that greets by name is not one of them. */
export function seesOf(res: Response): readonly unknown[] {
  const { locale, theme, role, supervisor, municipalityId, libraryId, teamIds } = viewerOf(res)
  return [locale, theme, role, supervisor, municipalityId, libraryId, teamIds.toSorted((a, b) => a - b)]
}
