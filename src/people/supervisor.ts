import type { RequestHandler } from 'express'
import { notFound } from '../platform/http/errors.ts'
import { viewerOf } from './auth/access.ts'
import { isAtLeast, type Viewer } from './viewer.ts'

/**
 * Who may start onboarding paths for people of her own municipality: its contact persons, and whoever they have marked as a supervisor. The
 * mark gives nothing else of a contact person's rights.
 */
export const leads = (viewer: Viewer) => viewer.supervisor || isAtLeast(viewer, 'contact')

/** Who sees what the people of her own municipality have acknowledged. An administrator has no people of her own, whatever her marks. */
export const seesCoverage = (viewer: Viewer) => leads(viewer) && viewer.role !== 'admin'

/** Behind `allow('reader')`: for everyone else nothing is there. */
export const supervisorsOnly: RequestHandler = (_req, res, next) => {
  if (leads(viewerOf(res))) return next()
  res.locals.deniedRole = 'supervisor'
  throw notFound()
}
