import { Router } from 'express'
import type { AppContext } from '../../context.ts'
import { answerRoutes } from './answer.routes.ts'
import { helpRoutes } from './help.routes.ts'
import { suggestRoutes } from './suggest.routes.ts'

/** Readers put right what is wrong: suggestions, and whether a page helped. */
export function correctionRoutes(app: AppContext) {
  const routes = Router()
  routes.use(suggestRoutes(app))
  routes.use(answerRoutes(app))
  routes.use(helpRoutes(app))
  return routes
}
