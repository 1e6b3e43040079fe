import { Router, type Request, type Response } from 'express'
import type { AppContext } from '../context.ts'
import type { Db } from '../database.ts'
import { finnishDay } from '../i18n/finnish-day.ts'
import { allow, seesOf, viewerOf } from '../people/auth/access.ts'
import { allTeams } from '../people/people.queries.ts'
import type { Viewer } from '../people/viewer.ts'
import { keptPages } from '../platform/http/kept-pages.ts'
import { sendPage, shellOf } from '../platform/http/page.ts'
import { openAcknowledgements } from './acknowledgements/acknowledge.ts'
import { acknowledgementRoutes } from './acknowledgements/acknowledgements.routes.ts'
import { openAck } from './acknowledgements/own.views.ts'
import { approvalRoutes } from './approval/approval.routes.ts'
import { browseRoutes } from './browse.routes.ts'
import { countUnread } from './following/following.queries.ts'
import { followingRoutes } from './following/following.routes.ts'
import { newsRoutes } from './following/news.routes.ts'
import { eventRoutes } from './events/events.routes.ts'
import { exportRoutes } from './export/export.routes.ts'
import { draftRoutes } from './drafts/drafts.routes.ts'
import { correctionRoutes } from './corrections/corrections.routes.ts'
import { editItemRoutes } from './edit-item.routes.ts'
import { newItemRoutes } from './edit-new.routes.ts'
import { trashRoutes } from './edit-trash.routes.ts'
import { factRoutes } from './facts/facts.routes.ts'
import { changedItems, countsByKind, lateItems, newEmployeeItems } from './front.queries.ts'
import { frontOwn, frontPage, frontView, type OnboardingToday } from './front.views.ts'
import { historyRoutes } from './history-item.routes.ts'
import { imageLibraryRoutes } from './image-library/image-library.routes.ts'
import { itemRoutes, type OwnGuidePart } from './item.routes.ts'
import { municipalityRoutes } from './municipality/municipality.routes.ts'
import { nearDuplicateRoutes } from './near-duplicates/near-duplicates.routes.ts'
import { currentNotices, pastNotices } from './notices.queries.ts'
import { noticesPage, noticesView } from './notices.views.ts'
import { onboardingItems } from './onboarding.queries.ts'
import { onboardingPage, onboardingView, type OnboardingLinks } from './onboarding.views.ts'
import { countOpenQuestions } from './questions/questions.queries.ts'
import { questionRoutes } from './questions/questions.routes.ts'
import { aboutPage, aboutView } from './statement.views.ts'
import { plannedRoutes } from './scheduling/planned.routes.ts'
import { statementRoutes } from './statements/statements.routes.ts'
import { supplementRoutes } from './supplements/supplements.routes.ts'
import { translationRoutes } from './translations/translations.routes.ts'
import { openWork } from './upkeep/work.queries.ts'
import { VERSION } from '../platform/version.ts'
import { keepers, ownedCounts, teamMembers } from './who-helps.queries.ts'
import { whoHelpsPage, whoHelpsView } from './who-helps.views.ts'

/** What onboarding, which is built on content, has to say on two of these pages. */
interface OnboardingSays {
  today(db: Db, viewer: Viewer, now: Date): Promise<OnboardingToday | null>
  links(db: Db, viewer: Viewer): Promise<OnboardingLinks>
  /** HTML: a new employee's own task on the page of its guide */
  guide: OwnGuidePart
  /** what people have chosen to help others with */
  offers(db: Db): Promise<{ name: string; email: string; municipality: string; text: string }[]>
}

export function contentRoutes(app: AppContext, onboarding: OnboardingSays) {
  const routes = Router(), { db } = app

  // reading is matched first: every page view looks at each route before it. `/sivu/uusi` would be taken for an item
  routes.use(newItemRoutes(app))
  routes.use(itemRoutes(app, onboarding.guide))

  routes.get('/', allow('reader'), keptPages(app, seesOf, { whose: (res) => viewerOf(res).id, html: ownOnFront }), async (_req, res) => {
    const viewer = viewerOf(res), now = app.now().toISOString()
    const [counts, notices, changes, late, newEmployee] = await Promise.all([
      countsByKind(db, viewer, now), currentNotices(db, viewer, now, { limit: 4, here: true }), changedItems(db, viewer, now, 8), lateItems(db, viewer, now, 5), newEmployeeItems(db, viewer, now, 6),
    ])
    sendPage(res, frontView, frontPage(viewer, viewer.locale, now, { counts, notices, changes, late, newEmployee }))
  })
  async function ownOnFront(_req: Request, res: Response): Promise<string> {
    const viewer = viewerOf(res), now = app.now().toISOString()
    const [today, asked, work, questions, news] = await Promise.all([
      onboarding.today(db, viewer, app.now()), openAcknowledgements(db, viewer, now), openWork(db, viewer, now), countOpenQuestions(db, viewer, now), countUnread(db, viewer.id, now),
    ])
    return frontOwn({ onboarding: today, acks: asked.map((one) => openAck(one, viewer.locale, finnishDay(app.now()))), work: work.length, questions, news }, shellOf(res))
  }

  routes.get('/tiedotteet', allow('reader'), async (_req, res) => {
    const viewer = viewerOf(res), now = app.now().toISOString()
    const [current, past] = await Promise.all([currentNotices(db, viewer, now, { limit: 100, here: false }), pastNotices(db, viewer, now, 50)])
    sendPage(res, noticesView, noticesPage(viewer.locale, now, current, past))
  })

  routes.get('/perehdytys', allow('reader'), async (_req, res) => {
    const viewer = viewerOf(res)
    const [items, links] = await Promise.all([onboardingItems(db, viewer, app.now().toISOString(), 200), onboarding.links(db, viewer)])
    sendPage(res, onboardingView, onboardingPage(viewer, items, links))
  })

  routes.get('/kuka-auttaa', allow('reader'), async (_req, res) => {
    const viewer = viewerOf(res)
    const [keeping, teams, counts, members, offers] = await Promise.all([keepers(db, viewer), allTeams(db), ownedCounts(db, viewer, app.now().toISOString()), teamMembers(db), onboarding.offers(db)])
    sendPage(res, whoHelpsView, whoHelpsPage(viewer.locale, { keepers: keeping, teams, counts, members, offers }))
  })

  routes.get('/tietoja', allow('reader'), (_req, res) => { sendPage(res, aboutView, aboutPage(viewerOf(res).locale, VERSION)) })

  routes.use(browseRoutes(app))
  routes.use(exportRoutes(app))
  routes.use(nearDuplicateRoutes(app))
  routes.use(followingRoutes(app))
  routes.use(newsRoutes(app))
  routes.use(eventRoutes(app))
  routes.use(acknowledgementRoutes(app))
  routes.use(questionRoutes(app))
  routes.use(supplementRoutes(app))
  routes.use(factRoutes(app))
  routes.use(municipalityRoutes(app))
  routes.use(statementRoutes(app))
  routes.use(translationRoutes(app))
  routes.use(editItemRoutes(app))
  routes.use(historyRoutes(app))
  routes.use(trashRoutes(app))
  routes.use(correctionRoutes(app))
  routes.use(draftRoutes(app))
  routes.use(imageLibraryRoutes(app))
  routes.use(approvalRoutes(app))
  routes.use(plannedRoutes(app))
  return routes
}
