import { Router } from 'express'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { actorOf, allow, viewerOf } from '../../people/auth/access.ts'
import { readForm } from '../../people/form-fields.ts'
import { HttpError, notFound } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { NumberField } from '../edit-address.ts'
import { visibleItemsByIds } from '../items.queries.ts'
import { nearDuplicates } from './find-near-duplicates.ts'
import { mergeItems } from './merge-items.ts'
import { duplicatesPage, duplicatesView } from './near-duplicates.views.ts'

const Merging = z.object({ yksi: NumberField, toinen: NumberField })

/** Pages that say nearly the same, and making one of two. */
export function nearDuplicateRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/yllapito/kaksoiskappaleet', allow('admin'), async (_req, res) => {
    const viewer = viewerOf(res), pairs = await nearDuplicates(app), ids = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))]
    const seen = new Map((ids.length === 0 ? [] : await visibleItemsByIds(db, viewer, app.now().toISOString(), ids)).map((item) => [item.id, item]))
    sendPage(res, duplicatesView, duplicatesPage(viewer.locale, pairs.flatMap(({ a, b, similarity }) => (seen.has(a) && seen.has(b) ? [{ a: seen.get(a)!, b: seen.get(b)!, similarity }] : []))))
  })

  routes.post('/yllapito/kaksoiskappaleet', allow('admin'), formBody, async (req, res) => {
    const form = readForm(Merging, req.body), viewer = viewerOf(res), now = app.now().toISOString()
    if (!form.ok) throw new HttpError(400, 'errors.badRequest')
    const { yksi, toinen } = form.values
    if ((await visibleItemsByIds(db, viewer, now, [yksi, toinen])).length < 2) throw notFound()
    const words = { before: t('fi', 'export.duplicates.before'), after: t('fi', 'export.duplicates.after') }
    await db.transaction().execute((trx) => mergeItems(trx, now, actorOf(req, res), [yksi, toinen], words))
    setFlash(res, 'export.duplicates.merged')
    res.redirect(303, '/yllapito/kaksoiskappaleet')
  })
  return routes
}
