import { Router } from 'express'
import type { AppContext } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { allow, viewerOf } from '../../people/auth/access.ts'
import { notFound } from '../../platform/http/errors.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { readBrowsing } from '../browse-address.ts'
import { matchingItems } from '../browse.queries.ts'
import { numberIn } from '../edit-address.ts'
import { findVisibleItem } from '../items.queries.ts'
import { slugOf } from '../slug.ts'
import { allItemIds } from './export.queries.ts'
import { exportView } from './export.views.ts'
import { sendExport } from './send-export.ts'

/** Texts, files and history as a ZIP: a page, a list, and for the administrator everything that she may read. */
export function exportRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/sivu/:id/vienti', allow('reader'), async (req, res) => {
    const viewer = viewerOf(res), item = await findVisibleItem(db, viewer, app.now().toISOString(), numberIn(req))
    const text = item?.texts.find(({ lang }) => lang === item.language)
    if (!item || !text) throw notFound()
    await sendExport(app, req, res, { ids: [item.id], name: slugOf(text.title), scope: 'item' })
  })

  routes.get('/selaa/vienti', allow('reader'), async (req, res) => {
    const { filters } = readBrowsing(req.query)
    const rows = await matchingItems(db, viewerOf(res), app.now().toISOString(), filters).select('item.id').orderBy('item.id').execute()
    await sendExport(app, req, res, { ids: rows.map(({ id }) => id), name: ['laavu', ...Object.values(filters).filter((value) => value !== null).map((value) => slugOf(String(value)))].join('-'), scope: 'list' })
  })

  routes.get('/hallinta/vienti', allow('admin'), (_req, res) => { sendPage(res, exportView, { title: t(viewerOf(res).locale, 'export.title') }) })

  routes.post('/hallinta/vienti', allow('admin'), formBody, async (req, res) => {
    const viewer = viewerOf(res), now = app.now().toISOString()
    await sendExport(app, req, res, { ids: await allItemIds(db, { viewer, now }), name: `laavu-${now.slice(0, 10)}`, scope: 'library' })
  })
  return routes
}
