import { setImmediate } from 'node:timers/promises'
import { Router, type Response } from 'express'
import { z } from 'zod'
import { numberIn } from '../../content/edit-address.ts'
import { findVisibleItem, visibleItemsByIds } from '../../content/items.queries.ts'
import type { AppContext } from '../../context.ts'
import { actorOf, allow, viewerOf } from '../../people/auth/access.ts'
import { readForm } from '../../people/form-fields.ts'
import { notFound } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { parse } from '../../platform/http/parse.ts'
import { findItems } from '../find-items.ts'
import { noFilters } from '../search-engine.ts'
import { handleFailed, reopenFailed } from './failed-searches.ts'
import { failedById, handledFailed, SHOWN_FROM, waitingFailed } from './failed.queries.ts'
import { FAILED_PER_PAGE, failedPage, failedView } from './failed.views.ts'

const Query = z.object({ sivu: z.preprocess((given) => (given === '' ? undefined : given), z.coerce.number().int().min(1).max(1000).default(1)) })
/** `/sivu/12`, `/sivu/12-otsikko`, the whole address, or only the number. */
const Answered = z.object({ osoite: z.string().max(2000).default('').transform((address) => Number(/(?:^|\/sivu\/)([1-9]\d{0,14})(?:[-?#].*)?$/.exec(address.trim())?.[1] ?? 0)) })
const HANDLED_SHOWN = 20
const INSTEAD = 3

/** What staff looked for in vain: for those who can write it. */
export function failedRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  async function show(res: Response, page: number, wrong: number | null = null) {
    const viewer = viewerOf(res), now = app.now().toISOString(), { rows, total } = await waitingFailed(db, { limit: FAILED_PER_PAGE, offset: (page - 1) * FAILED_PER_PAGE })
    const waiting = []
    // what is found now is asked for as whoever looks: nothing that she may not see, and nothing that is out of date
    for (const row of rows) {
      await setImmediate() // other requests go on between the searches
      const { results, complete } = await findItems(app, viewer, { typed: row.typed, filters: noFilters(), asTyped: false, offset: 0, limit: INSTEAD })
      waiting.push({ ...row, found: results.map(({ card }) => card), isAnswered: results.length > 0 && complete !== 0 })
    }
    const done = await handledFailed(db, HANDLED_SHOWN), ids = done.flatMap(({ item_id }) => item_id ?? [])
    const cards = new Map((ids.length > 0 ? await visibleItemsByIds(db, viewer, now, ids) : []).map((card) => [card.id, card]))
    sendPage(res, failedView, failedPage(viewer.locale, { waiting, total, page, wrong, handled: done.map((row) => ({ ...row, card: (row.item_id !== null && cards.get(row.item_id)) || null })) }), wrong === null ? 200 : 422)
  }

  routes.get('/haku/puuttuvat', allow('editor'), async (req, res) => show(res, parse(Query, req.query).sivu))

  routes.post('/haku/puuttuvat/:id/hoidettu', allow('editor'), async (req, res) => {
    const failed = (await failedById(db, numberIn(req))) ?? missing()
    if (failed.askers < SHOWN_FROM) throw notFound()
    await db.transaction().execute((trx) => handleFailed(trx, app.now().toISOString(), actorOf(req, res), failed, null))
    done(res)
  })

  routes.post('/haku/puuttuvat/:id/vastaus', allow('editor'), formBody, async (req, res) => {
    const at = app.now().toISOString(), failed = (await failedById(db, numberIn(req))) ?? missing(), form = readForm(Answered, req.body)
    if (failed.askers < SHOWN_FROM) throw notFound()
    const item = form.ok && form.values.osoite > 0 ? await findVisibleItem(db, viewerOf(res), at, form.values.osoite) : undefined
    if (!item || item.state !== 'published') return show(res, 1, failed.id)
    await db.transaction().execute((trx) => handleFailed(trx, at, actorOf(req, res), failed, item.id))
    done(res)
  })

  routes.post('/haku/puuttuvat/:id/avaa', allow('editor'), async (req, res) => {
    const failed = (await failedById(db, numberIn(req))) ?? missing()
    if (failed.handled_at === null) throw notFound()
    await db.transaction().execute((trx) => reopenFailed(trx, app.now().toISOString(), actorOf(req, res), failed, SHOWN_FROM))
    done(res)
  })

  return routes
}

const missing = (): never => { throw notFound() }
function done(res: Response) {
  setFlash(res, 'failed.saved')
  res.redirect(303, '/haku/puuttuvat')
}
