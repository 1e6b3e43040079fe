import { Router } from 'express'
import { z } from 'zod'
import type { AppContext } from '../context.ts'
import { allMunicipalities, municipalityById } from '../people/people.queries.ts'
import { allow, viewerOf } from '../people/auth/access.ts'
import { isAtLeast } from '../people/viewer.ts'
import { sendPage } from '../platform/http/page.ts'
import { parse } from '../platform/http/parse.ts'
import { calendarRoutes } from './calendar/calendar.routes.ts'
import { fillRoutes } from './fill.routes.ts'
import { languageGuidePage, languageGuideView } from './language-guide.views.ts'
import { listPage, listView } from './list.views.ts'
import { makeRoutes } from './making/make.routes.ts'
import { manyRoutes } from './many/many.routes.ts'
import { orderRoutes } from './orders/orders.routes.ts'
import { outputRoutes } from './output/output.routes.ts'
import { replyRoutes } from './replies/replies.routes.ts'
import { savedRoutes } from './saved/saved.routes.ts'
import { visibleTemplates } from './templates.queries.ts'
import { aYearBefore, usesHere } from './use/use.queries.ts'
import { useRoutes } from './use/use.routes.ts'

const Order = z.object({ jarjestys: z.enum(['tilanne', 'kaytto']).default('tilanne') })

export function templateRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/viestipohjat', allow('reader'), async (req, res) => {
    const viewer = viewerOf(res), { jarjestys } = parse(Order, req.query)
    const [items, municipalities, uses] = await Promise.all([visibleTemplates(db, viewer, app.now().toISOString()), allMunicipalities(db), usesHere(db, viewer.municipalityId, aYearBefore(app.now()))])
    sendPage(res, listView, listPage(viewer.locale, items, municipalities, municipalities.find(({ id }) => id === viewer.municipalityId), { uses, byUse: jarjestys === 'kaytto', mayMake: isAtLeast(viewer, 'editor') }))
  })

  routes.get('/viestipohjat/mallikieli', allow('reader'), async (_req, res) => {
    const viewer = viewerOf(res), place = await municipalityById(db, viewer.municipalityId)
    if (!place) throw new Error(`municipality ${viewer.municipalityId} of a viewer is missing`)
    sendPage(res, languageGuideView, languageGuidePage(viewer.locale, place))
  })

  routes.use(replyRoutes(app))
  routes.use(calendarRoutes(app))
  routes.use(makeRoutes(app))
  routes.use(savedRoutes(app))
  routes.use(orderRoutes(app))
  routes.use(useRoutes(app))
  routes.use(outputRoutes(app))
  routes.use(manyRoutes(app))
  routes.use(fillRoutes(app))
  return routes
}
