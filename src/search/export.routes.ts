import { Router } from 'express'
import { sendExport } from '../content/export/send-export.ts'
import { slugOf } from '../content/slug.ts'
import type { AppContext } from '../context.ts'
import { allow, viewerOf } from '../people/auth/access.ts'
import { findItems } from './find-items.ts'
import { LAST_PAGE, PER_PAGE, readSearching } from './search-address.ts'

/** What a search finds as a ZIP: as many items as can be paged to. */
export function searchExportRoutes(app: AppContext) {
  const routes = Router()
  routes.get('/haku/vienti', allow('reader'), async (req, res) => {
    const { q, filters, asTyped } = readSearching(req.query)
    if (q === '') return res.redirect(303, '/haku')
    const { results } = await findItems(app, viewerOf(res), { typed: q, filters, asTyped, offset: 0, limit: LAST_PAGE * PER_PAGE })
    await sendExport(app, req, res, { ids: results.map(({ card }) => card.id).toSorted((a, b) => a - b), name: slugOf(q, 'haku'), scope: 'search' })
  })
  return routes
}
