import { Router } from 'express'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import { allow, viewerOf } from '../../people/auth/access.ts'
import { sendPage } from '../../platform/http/page.ts'
import { parse } from '../../platform/http/parse.ts'
import { faultyDocuments } from './faults.queries.ts'
import { faultsPage, faultsView } from './faults.views.ts'

const PER_PAGE = 30
const Query = z.object({ sivu: z.string().regex(/^[1-9]\d{0,4}$/).transform(Number).default(1) })

/** The documents of one's teams that are not accessible, for those who can mend them. */
export function faultRoutes(app: AppContext) {
  const routes = Router()
  routes.get('/tiedostot/puutteet', allow('editor'), async (req, res) => {
    const { sivu } = parse(Query, req.query), viewer = viewerOf(res)
    sendPage(res, faultsView, faultsPage(viewer.locale, await faultyDocuments(app.db, viewer, app.now().toISOString(), { limit: PER_PAGE, offset: (sivu - 1) * PER_PAGE }), sivu, PER_PAGE))
  })
  return routes
}
