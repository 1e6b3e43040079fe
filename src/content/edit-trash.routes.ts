import { Router } from 'express'
import { z } from 'zod'
import type { AppContext } from '../context.ts'
import { actorOf, allow, viewerOf } from '../people/auth/access.ts'
import { notFound } from '../platform/http/errors.ts'
import { setFlash } from '../platform/http/flash.ts'
import { sendPage } from '../platform/http/page.ts'
import { parse } from '../platform/http/parse.ts'
import { numberIn, NumberField } from './edit-address.ts'
import { itemInTrash, itemsInTrash } from './edit-trash.queries.ts'
import { trashPage, trashView } from './edit-trash.views.ts'
import { findVisibleItem } from './items.queries.ts'
import { mayEdit } from './may-edit.ts'
import { restoreItem, trashItem } from './save-item.ts'

const MOST = 200
const Query = z.object({ siirretty: NumberField.optional() })

export function trashRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.post('/sivu/:id/roskiin', allow('editor'), async (req, res) => {
    const viewer = viewerOf(res), at = app.now().toISOString(), id = numberIn(req), item = await findVisibleItem(db, viewer, at, id)
    if (!item || !mayEdit(viewer, item)) throw notFound()
    await db.transaction().execute((trx) => trashItem(trx, at, actorOf(req, res), id))
    res.redirect(303, `/roskakori?siirretty=${id}`)
  })

  routes.get('/roskakori', allow('editor'), async (req, res) => {
    const viewer = viewerOf(res), { siirretty } = parse(Query, req.query)
    sendPage(res, trashView, trashPage(viewer.locale, await itemsInTrash(db, viewer, app.now().toISOString(), MOST), siirretty ?? null))
  })

  routes.post('/roskakori/:id/palauta', allow('editor'), async (req, res) => {
    const viewer = viewerOf(res), at = app.now().toISOString(), id = numberIn(req)
    if (!(await itemInTrash(db, viewer, at, id))) throw notFound()
    await db.transaction().execute((trx) => restoreItem(trx, at, actorOf(req, res), id))
    setFlash(res, 'editing.trash.restored')
    res.redirect(303, `/sivu/${id}`)
  })
  return routes
}
