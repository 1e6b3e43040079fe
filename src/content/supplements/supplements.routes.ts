import { Router } from 'express'
import type { AppContext } from '../../context.ts'
import { compareRoutes } from './compare.routes.ts'
import { writeRoutes } from './write.routes.ts'

/** What municipalities write into shared texts: compared, and written. */
export function supplementRoutes(app: AppContext) {
  const routes = Router()
  routes.use(compareRoutes(app))
  routes.use(writeRoutes(app))
  return routes
}
