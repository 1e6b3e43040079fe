import { Router } from 'express'
import type { AppContext } from '../context.ts'
import { allow } from '../people/auth/access.ts'
import { HttpError, notFound } from '../platform/http/errors.ts'
import { bearer } from './bearer.ts'
import { itemApi } from './items.api.routes.ts'
import { openApi } from './openapi.ts'
import { problems } from './problem.ts'
import { searchApi } from './search.api.routes.ts'
import { templateApi } from './templates.api.routes.ts'

/** For scripts: a token in each request, JSON in and out, errors as RFC 9457. */
export function apiRoutes(app: AppContext) {
  const routes = Router()
  routes.use(bearer(app))
  routes.use((_req, res, next) => { res.set('Cache-Control', 'no-store'); next() })
  routes.get('/openapi.json', allow('reader'), (_req, res) => { res.json(openApi(app.config.publicUrl)) })
  routes.use(searchApi(app))
  routes.use(itemApi(app))
  routes.use(templateApi(app))
  routes.use((req) => { throw KNOWN.test(req.path) ? new HttpError(405, 'errors.method') : notFound() })
  routes.use(problems(app.log))
  return routes
}

const KNOWN = /^\/(openapi\.json|search|items(\/\d+)?|templates(\/\d+(\/render)?)?)$/
