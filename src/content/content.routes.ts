import { Router } from 'express'
import type { AppContext } from '../context.ts'
import type { Locale } from '../i18n/locales.ts'
import { allow, maybeViewer, viewerOf } from '../people/auth/access.ts'
import { allTeams } from '../people/people.queries.ts'
import { sendPage, shellOf } from '../platform/http/page.ts'
import { browseRoutes } from './browse.routes.ts'
import { changedItems, countsByKind, lateItems, newEmployeeItems } from './front.queries.ts'
import { frontPage, frontView } from './front.views.ts'
import { itemRoutes } from './item.routes.ts'
import { currentNotices, pastNotices } from './notices.queries.ts'
import { noticesPage, noticesView } from './notices.views.ts'
import { onboardingItems } from './onboarding.queries.ts'
import { onboardingPage, onboardingView } from './onboarding.views.ts'
import { aboutPage, aboutView, statementPage, statementView } from './statement.views.ts'
import { VERSION } from './version.ts'
import { keepers, ownedCounts, teamMembers } from './who-helps.queries.ts'
import { whoHelpsPage, whoHelpsView } from './who-helps.views.ts'

export function contentRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/', allow('reader'), async (_req, res) => {
    const viewer = viewerOf(res), now = app.now().toISOString()
    const [counts, notices, changes, late, newEmployee] = await Promise.all([
      countsByKind(db, viewer, now), currentNotices(db, viewer, now, { limit: 4, here: true }), changedItems(db, viewer, now, 8),
      lateItems(db, viewer, now, 5), newEmployeeItems(db, viewer, now, 6),
    ])
    sendPage(res, frontView, frontPage(viewer, viewer.locale, now, { counts, notices, changes, late, newEmployee }))
  })

  routes.get('/tiedotteet', allow('reader'), async (_req, res) => {
    const viewer = viewerOf(res), now = app.now().toISOString()
    const [current, past] = await Promise.all([currentNotices(db, viewer, now, { limit: 100, here: false }), pastNotices(db, viewer, now, 50)])
    sendPage(res, noticesView, noticesPage(viewer.locale, now, current, past))
  })

  routes.get('/perehdytys', allow('reader'), async (_req, res) => {
    const viewer = viewerOf(res)
    sendPage(res, onboardingView, onboardingPage(viewer.locale, await onboardingItems(db, viewer, app.now().toISOString(), 200)))
  })

  routes.get('/kuka-auttaa', allow('reader'), async (_req, res) => {
    const viewer = viewerOf(res)
    const [keeping, teams, counts, members] = await Promise.all([keepers(db, viewer), allTeams(db), ownedCounts(db, viewer, app.now().toISOString()), teamMembers(db)])
    sendPage(res, whoHelpsView, whoHelpsPage(viewer.locale, { keepers: keeping, teams, counts, members }))
  })

  routes.get('/saavutettavuus', allow('anyone'), (_req, res) => {
    sendPage(res, statementView, statementPage(shellOf(res).locale as Locale, maybeViewer(res) !== undefined))
  })
  routes.get('/tietoja', allow('reader'), (_req, res) => { sendPage(res, aboutView, aboutPage(viewerOf(res).locale, VERSION)) })

  routes.use(browseRoutes(app))
  routes.use(itemRoutes(app))
  return routes
}
