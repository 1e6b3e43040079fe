import { Router } from 'express'
import type { AppContext } from '../context.ts'
import { adjustRoutes } from './adjust.routes.ts'
import { closingRoutes } from './closing/closing.routes.ts'
import { editPathRoutes } from './path-editing/edit-path.routes.ts'
import { localTaskRoutes } from './path-editing/local-tasks.routes.ts'
import { newPathRoutes } from './path-editing/new-path.routes.ts'
import { pathRoutes } from './path.routes.ts'
import { ownDataRoutes } from './own-data.routes.ts'
import { peerLearningRoutes } from './peer-learning/peer-learning.routes.ts'
import { personalRoutes } from './personal.routes.ts'
import { startRoutes } from './start.routes.ts'
import { taskRoutes } from './task.routes.ts'

/** Paths to read, and the paths that are started for new employees. */
export function onboardingRoutes(app: AppContext) {
  const routes = Router()
  // `uusi` before a path's own address, which would take it for one
  for (const part of [newPathRoutes, editPathRoutes, localTaskRoutes, pathRoutes, startRoutes, personalRoutes, adjustRoutes, taskRoutes, closingRoutes, peerLearningRoutes, ownDataRoutes]) routes.use(part(app))
  return routes
}
