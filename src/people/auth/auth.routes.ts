import { Router } from 'express'
import type { AppContext } from '../../context.ts'
import { invitationRoutes } from './invitation.routes.ts'
import { languageRoutes } from './language.routes.ts'
import { resetRoutes } from './reset.routes.ts'
import { sessionEndRoutes } from './session-end.routes.ts'
import { setupRoutes } from './setup.routes.ts'
import { signInRoutes } from './sign-in.routes.ts'

/** Signing in and out, and everything that someone who is not signed in may do. */
export function authRoutes(app: AppContext) {
  const routes = Router()
  for (const part of [signInRoutes, sessionEndRoutes, setupRoutes, invitationRoutes, resetRoutes, languageRoutes]) routes.use(part(app))
  return routes
}
