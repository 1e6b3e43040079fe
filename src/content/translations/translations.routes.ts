import { Router } from 'express'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import { allow, viewerOf } from '../../people/auth/access.ts'
import { sendPage } from '../../platform/http/page.ts'
import { parse } from '../../platform/http/parse.ts'
import { languageRows } from './languages.queries.ts'
import { languagesPage, languagesView } from './languages.views.ts'
import { translateRoutes } from './translate.routes.ts'

const Filter = z.object({ kieli: z.string().regex(/^[a-z]{2,3}$/).optional(), vastuu: z.string().regex(/^[1-9]\d{0,8}$/).transform(Number).optional() })

/** Language versions: translating, and what is missing or behind. */
export function translationRoutes(app: AppContext) {
  const routes = Router()
  routes.use(translateRoutes(app))
  routes.get('/yllapito/kielet', allow('editor'), async (req, res) => {
    const viewer = viewerOf(res), { kieli, vastuu } = parse(Filter, req.query)
    sendPage(res, languagesView, languagesPage(viewer.locale, await languageRows(app.db, viewer, app.now().toISOString()), { lang: kieli ?? null, team: vastuu ?? null }))
  })
  return routes
}
