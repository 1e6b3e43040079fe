import { Router } from 'express'
import type { AppContext } from '../../context.ts'
import { actorOf, allow, viewerOf } from '../../people/auth/access.ts'
import { isAdmin } from '../../people/manage-rights.ts'
import { recordChange } from '../../platform/changes/changes.queries.ts'
import { notFound } from '../../platform/http/errors.ts'
import { sendZip } from '../export/send-export.ts'
import { closeLibraryRoutes } from './close-library.routes.ts'
import { exportMunicipality } from './export-municipality.ts'

/** A municipality's own content as a file, and the closing of its libraries: for its contact person and the administrator. */
export function municipalityRoutes(app: AppContext) {
  const routes = Router()
  routes.use(closeLibraryRoutes(app))

  routes.get('/hallinta/kunta/:slug/vienti', allow('contact'), async (req, res) => {
    const viewer = viewerOf(res), slug = String(req.params['slug']), at = app.now().toISOString()
    if (!isAdmin(viewer) && slug !== viewer.municipalitySlug) throw notFound()
    const archive = await exportMunicipality(app, slug, { viewer, now: at })
    await app.db.transaction().execute((trx) => recordChange(trx, { at, actor: actorOf(req, res), action: 'exported', subject: { type: 'system', id: null }, detail: { slug } }))
    await sendZip(app, res, slug, archive)
  })
  return routes
}
