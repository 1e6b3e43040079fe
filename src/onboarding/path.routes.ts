import { Router } from 'express'
import { z } from 'zod'
import { noteReading } from '../content/access-log.queries.ts'
import { numberIn } from '../content/edit-address.ts'
import { itemAddress, textFor } from '../content/item-link.ts'
import type { AppContext } from '../context.ts'
import { allow, viewerOf } from '../people/auth/access.ts'
import { allMunicipalities } from '../people/people.queries.ts'
import { sendPage } from '../platform/http/page.ts'
import { parse } from '../platform/http/parse.ts'
import { findPath } from './find-path.ts'
import { guidesOf } from './guides.ts'
import { onboardingLinks } from './onboarding-today.ts'
import { DOERS, EVERY_LIBRARY, pathIn, pathOf } from './path-definition.ts'
import { pathPage, pathView } from './path.views.ts'

const Filter = z.object({ tekija: z.enum(['', ...DOERS]).default(''), tyo: z.string().max(60).default(''), alue: z.enum(['', 'saame', 'muu']).default(''), kunta: z.string().regex(/^[a-z-]{0,40}$/).default('') })

/** The path as everyone on the staff may read it, without being on one. */
export function pathRoutes(app: AppContext) {
  const routes = Router()

  routes.get('/perehdytys/polku/:id', allow('reader'), async (req, res) => {
    const viewer = viewerOf(res), now = app.now().toISOString(), item = await findPath(app.db, viewer, now, numberIn(req)), whole = pathOf(item.data),
      filter = parse(Filter, req.query)
    if (!whole) return res.redirect(302, itemAddress(item.id, textFor(item.texts, viewer.locale, item.language)?.slug ?? 'sivu'))
    await noteReading(app.db, now, viewer, item, 'page')
    const path = pathIn(whole, { municipality: filter.kunta || viewer.municipalitySlug, library: EVERY_LIBRARY })
    const [guides, links, municipalities] = await Promise.all([guidesOf(app.db, viewer, now,
      path.phases.flatMap(({ tasks }) => tasks.flatMap(({ link }) => link ?? []))), onboardingLinks(app.db, viewer), allMunicipalities(app.db)])
    sendPage(res, pathView, pathPage(viewer, viewer.locale, { item, path, guides, filter, links, municipalities, publicUrl: app.config.publicUrl, now }))
  })

  return routes
}
