import { Router } from 'express'
import type { AppContext } from '../../context.ts'
import type { Db } from '../../database.ts'
import { checkRoutes } from './check.routes.ts'
import { freshnessRoutes } from './freshness.routes.ts'
import { handOverRoutes } from './hand-over.routes.ts'
import type { OnboardingHands } from './hand-over.ts'
import { workRoutes } from './work.routes.ts'

/** What keeps content right by small acts of many: work lists, reviews, how fresh it is, and handing over. */
export function upkeepRoutes(app: AppContext, onboarding: OnboardingHands, countFailed: (db: Db) => Promise<number>) {
  const routes = Router()
  routes.use(workRoutes(app, countFailed))
  routes.use(checkRoutes(app))
  routes.use(freshnessRoutes(app))
  routes.use(handOverRoutes(app, onboarding))
  return routes
}
