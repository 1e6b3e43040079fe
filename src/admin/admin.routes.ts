import { Router } from 'express'
import type { AppContext } from '../context.ts'
import type { Locale } from '../i18n/locales.ts'
import { actorOf, allow, viewerOf } from '../people/auth/access.ts'
import { sendPage, shellOf } from '../platform/http/page.ts'
import { indexBytes } from '../search/search.queries.ts'
import { adminPage, adminView, statusPage, statusView } from './admin.views.ts'
import { searchLag } from './admin.queries.ts'
import { logRoutes } from './log.routes.ts'
import { lastRebuild, startRebuild } from './rebuild-search.ts'
import { searchPage, searchView } from './search.views.ts'
import { systemStatus } from './system-status.ts'

export function adminRoutes(app: AppContext) {
  const routes = Router()
  routes.get('/hallinta', allow('contact'), (_req, res) => {
    sendPage(res, adminView, adminPage(viewerOf(res), shellOf(res).locale as Locale))
  })
  routes.get('/hallinta/tila', allow('admin'), async (_req, res) => {
    sendPage(res, statusView, statusPage(await systemStatus(app), shellOf(res).locale as Locale))
  })

  routes.get('/hallinta/haku', allow('admin'), async (_req, res) => {
    const { db, search, analyser } = app
    const rebuild = lastRebuild(app), isRunning = rebuild !== null && rebuild.endedAt === null
    const [health, bytes, lag] = await Promise.all([search.health(), isRunning ? null : indexBytes(db), searchLag(db)])
    sendPage(res, searchView, searchPage({
      engine: search.name, dictionary: analyser.dictionary, analyser: analyser.version, health, bytes, lag, trouble: search.trouble(), rebuild,
    }, shellOf(res).locale as Locale))
  })

  routes.post('/hallinta/haku/rakenna', allow('admin'), (req, res) => {
    void startRebuild(app, actorOf(req, res))
    res.redirect(303, '/hallinta/haku')
  })

  routes.use(logRoutes(app))
  return routes
}
