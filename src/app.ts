import { randomUUID } from 'node:crypto'
import compression from 'compression'
import express from 'express'
import { adminRoutes } from './admin/admin.routes.ts'
import { apiRoutes } from './api/api.routes.ts'
import { contentRoutes } from './content/content.routes.ts'
import { visibleFile } from './content/visible-file.queries.ts'
import { upkeepRoutes } from './content/upkeep/upkeep.routes.ts'
import { openWork } from './content/upkeep/work.queries.ts'
import type { AppContext } from './context.ts'
import { documentRoutes } from './documents/documents.routes.ts'
import { errorHandler, unknownAddress } from './error-handler.ts'
import { fileRoutes } from './files/files.routes.ts'
import './i18n/view-helpers.ts'
import { helpOffers } from './onboarding/closing/closing.queries.ts'
import { onboardingGuidePart } from './onboarding/guide-part.ts'
import { onboardingHands } from './onboarding/hand-over-paths.ts'
import { onboardingLinks, onboardingToday } from './onboarding/onboarding-today.ts'
import { onboardingRoutes } from './onboarding/onboarding.routes.ts'
import { allow } from './people/auth/access.ts'
import { authRoutes } from './people/auth/auth.routes.ts'
import { sessions } from './people/auth/session.ts'
import { ownRoutes } from './people/own.routes.ts'
import { peopleRoutes } from './people/people.routes.ts'
import { sameOrigin } from './platform/http/same-origin.ts'
import { securityHeaders } from './platform/http/security-headers.ts'
import { staticFiles } from './platform/http/static-files.ts'
import './platform/views/icon.ts'
import { requestLog } from './request-log.ts'
import { countWaiting } from './search/failed/failed.queries.ts'
import { searchRoutes } from './search/search.routes.ts'
import { keepSearchCurrent } from './search/search.sync.ts'
import { shell } from './shell.ts'
import { templateRoutes } from './templates/templates.routes.ts'

/** The site map: middleware in order, one line per feature, errors last. */
export function createApp(app: AppContext) {
  const site = express()
  site.disable('x-powered-by')
  site.set('etag', false) // pages are personal and never cached; files set their own
  site.set('query parser', 'simple')
  site.set('trust proxy', app.config.trustProxy ?? false)
  site.use((_req, res, next) => { res.locals.requestId = randomUUID(); next() })
  site.use(requestLog(app.log))
  site.use(securityHeaders(app.config.https))
  site.use(knownMethods)
  site.get('/healthz', allow('anyone'), (_req, res) => { res.type('text').send('ok') })
  site.use(compression())
  site.use('/static', staticFiles())
  site.get('/favicon.ico', allow('anyone'), (_req, res) => { res.redirect(301, '/static/favicon.svg') })
  site.use(keepSearchCurrent(app))
  // the API takes its credentials from each request, never from a cookie: it stands before the session and the same-origin check
  site.use('/api/v1', apiRoutes(app))
  site.use(sameOrigin(app.config.publicUrl))
  site.use(sessions(app))
  site.use(shell(app))
  // reading and searching first: they are most of the traffic, and each router before them costs a look at its routes
  site.use(contentRoutes(app, { today: onboardingToday, links: onboardingLinks, guide: onboardingGuidePart, offers: helpOffers }))
  site.use(searchRoutes(app))
  site.use(authRoutes(app))
  site.use(ownRoutes(app, async (viewer, now) => (await openWork(app.db, viewer, now)).length))
  site.use(templateRoutes(app))
  site.use(onboardingRoutes(app))
  site.use(documentRoutes(app))
  site.use(fileRoutes(app, visibleFile))
  site.use(peopleRoutes(app))
  site.use(upkeepRoutes(app, onboardingHands, countWaiting))
  site.use(adminRoutes(app))
  site.use(unknownAddress)
  site.use(errorHandler(app))
  return site
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])
const knownMethods: express.RequestHandler = (req, res, next) => {
  if (METHODS.has(req.method)) next()
  else res.status(405).end()
}
