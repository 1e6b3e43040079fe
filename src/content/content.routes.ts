import { Router } from 'express'
import type { AppContext } from '../context.ts'
import type { Db } from '../database.ts'
import type { Locale } from '../i18n/locales.ts'
import { allow, maybeViewer, viewerOf } from '../people/auth/access.ts'
import { allTeams } from '../people/people.queries.ts'
import type { Viewer } from '../people/viewer.ts'
import { sendPage, shellOf } from '../platform/http/page.ts'
import { browseRoutes } from './browse.routes.ts'
import { editItemRoutes } from './edit-item.routes.ts'
import { newItemRoutes } from './edit-new.routes.ts'
import { trashRoutes } from './edit-trash.routes.ts'
import { changedItems, countsByKind, lateItems, newEmployeeItems } from './front.queries.ts'
import { frontPage, frontView, type OnboardingToday } from './front.views.ts'
import { historyRoutes } from './history-item.routes.ts'
import { itemRoutes } from './item.routes.ts'
import { currentNotices, pastNotices } from './notices.queries.ts'
import { noticesPage, noticesView } from './notices.views.ts'
import { onboardingItems } from './onboarding.queries.ts'
import { onboardingPage, onboardingView, type OnboardingLinks } from './onboarding.views.ts'
import { aboutPage, aboutView, statementPage, statementView } from './statement.views.ts'
import { VERSION } from './version.ts'
import { keepers, ownedCounts, teamMembers } from './who-helps.queries.ts'
import { whoHelpsPage, whoHelpsView } from './who-helps.views.ts'

/** What onboarding, which is built on content, has to say on two of these pages. */
export interface OnboardingSays {
  today(db: Db, viewer: Viewer, now: Date): Promise<OnboardingToday | null>
  links(db: Db, viewer: Viewer): Promise<OnboardingLinks>
}

export function contentRoutes(app: AppContext, onboarding: OnboardingSays) {
  const routes = Router(), { db } = app

  routes.get('/', allow('reader'), async (_req, res) => {
    const viewer = viewerOf(res), now = app.now().toISOString()
    const [counts, notices, changes, late, newEmployee, today] = await Promise.all([
      countsByKind(db, viewer, now), currentNotices(db, viewer, now, { limit: 4, here: true }), changedItems(db, viewer, now, 8),
      lateItems(db, viewer, now, 5), newEmployeeItems(db, viewer, now, 6), onboarding.today(db, viewer, app.now()),
    ])
    sendPage(res, frontView, frontPage(viewer, viewer.locale, now, { counts, notices, changes, late, newEmployee, onboarding: today }))
  })

  routes.get('/tiedotteet', allow('reader'), async (_req, res) => {
    const viewer = viewerOf(res), now = app.now().toISOString()
    const [current, past] = await Promise.all([currentNotices(db, viewer, now, { limit: 100, here: false }), pastNotices(db, viewer, now, 50)])
    sendPage(res, noticesView, noticesPage(viewer.locale, now, current, past))
  })

  routes.get('/perehdytys', allow('reader'), async (_req, res) => {
    const viewer = viewerOf(res)
    const [items, links] = await Promise.all([onboardingItems(db, viewer, app.now().toISOString(), 200), onboarding.links(db, viewer)])
    sendPage(res, onboardingView, onboardingPage(viewer.locale, items, links))
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
  // before the reading page, which would take `uusi` for an item
  routes.use(newItemRoutes(app))
  routes.use(itemRoutes(app))
  routes.use(editItemRoutes(app))
  routes.use(historyRoutes(app))
  routes.use(trashRoutes(app))
  return routes
}
