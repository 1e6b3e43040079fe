import { Router } from 'express'
import type { AppContext } from '../context.ts'
import { adjustRoutes } from './adjust.routes.ts'
import { pathRoutes } from './path.routes.ts'
import { personalRoutes } from './personal.routes.ts'
import { startRoutes } from './start.routes.ts'
import { taskRoutes } from './task.routes.ts'

/** Paths to read, and the paths that are started for new employees. */
export function onboardingRoutes(app: AppContext) {
  const routes = Router()
  for (const part of [pathRoutes, startRoutes, personalRoutes, adjustRoutes, taskRoutes]) routes.use(part(app))
  return routes
}
