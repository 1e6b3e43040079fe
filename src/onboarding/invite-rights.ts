import type { RequestHandler } from 'express'
import type { AppContext } from '../context.ts'
import { viewerOf } from '../people/auth/access.ts'
import { proved } from '../people/auth/proved.ts'
import { isWithin } from '../people/auth/throttle.ts'
import { HttpError } from '../platform/http/errors.ts'

const DAY = 24 * 60 * 60_000, PER_DAY = 30

/**
 * Before whoever leads people invites somebody to a path: her password was given lately, as for every act about accounts, and she does not
 * invite more than a library takes on. What she tries counts too: nobody finds out by trying who has an account.
 */
export const inviteRights = (app: AppContext): RequestHandler[] => [proved(app), async (_req, res, next) => {
  if (!(await isWithin(app, 'invitation', String(viewerOf(res).id), PER_DAY, DAY))) throw new HttpError(429, 'errors.tooMany', { headers: { 'Retry-After': '86400' } })
  next()
}]
