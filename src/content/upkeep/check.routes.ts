import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import { actorOf, allow, viewerOf } from '../../people/auth/access.ts'
import { readForm } from '../../people/form-fields.ts'
import { HttpError, notFound } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { noteReading } from '../access-log.queries.ts'
import { substituteOf } from '../corrections/corrections.queries.ts'
import { numberIn } from '../edit-address.ts'
import { itemLink, textFor } from '../item-link.ts'
import { findVisibleItem, itemTexts } from '../items.queries.ts'
import { checkReview } from './check-review.ts'
import { checkPage, checkView } from './check.views.ts'
import { mayKeep } from './may-keep.ts'

/** `tyot`: back to the list of work */
const Form = z.object({ takaisin: z.enum(['tyot']).optional() })

/** A reminder's link opens a page and changes nothing; its one button does. */
export function checkRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/sivu/:id/tarkista', allow('editor'), async (req, res) => {
    const viewer = viewerOf(res), now = app.now().toISOString(), item = await open(req, res), texts = await itemTexts(db, item.id)
    await noteReading(db, now, viewer, item, 'page')
    sendPage(res, checkView, checkPage(viewer, item, textFor(texts, viewer.locale, item.language)!, now))
  })

  routes.post('/sivu/:id/tarkistus', allow('editor'), formBody, async (req, res) => {
    const viewer = viewerOf(res), item = await open(req, res), form = readForm(Form, req.body)
    if (!form.ok) throw new HttpError(400, 'errors.badRequest')
    await db.transaction().execute((trx) => checkReview(trx, app.now().toISOString(), actorOf(req, res), item.id))
    setFlash(res, 'content.page.checkedNow')
    res.redirect(303, form.values.takaisin === 'tyot' ? '/oma/tyot' : itemLink(item, viewer.locale).href)
  })

  async function open(req: Request, res: Response) {
    const viewer = viewerOf(res), item = await findVisibleItem(db, viewer, app.now().toISOString(), numberIn(req))
    if (item?.state !== 'published' || !mayKeep(viewer, { owner_team_id: item.owner_team_id, substitute_team_id: await substituteOf(db, item.owner_team_id) })) throw notFound()
    return item
  }
  return routes
}
