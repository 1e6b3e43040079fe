import { Router } from 'express'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import { finnishDay } from '../../i18n/finnish-day.ts'
import { t } from '../../i18n/translate.ts'
import { allow, viewerOf } from '../../people/auth/access.ts'
import { seesCoverage } from '../../people/supervisor.ts'
import { notFound } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { parse } from '../../platform/http/parse.ts'
import { numberIn, NumberField } from '../edit-address.ts'
import { noteReading } from '../access-log.queries.ts'
import { itemLink } from '../item-link.ts'
import { findVisibleItem } from '../items.queries.ts'
import { acknowledge } from './acknowledge.ts'
import { askedOf, askedOfItem, revisionById, revisionsAfter } from './acknowledgements.queries.ts'
import { changesPage, changesView } from './changes.views.ts'
import { coverageRoutes } from './coverage.routes.ts'
import { mandatoryRoutes } from './mandatory.routes.ts'
import { ownPage, ownView } from './own.views.ts'

const Read = z.object({ versio: NumberField })

/** "Read and acknowledge": what somebody has to read, her own list of it, and the coverage for her contact persons. */
export function acknowledgementRoutes(app: AppContext) {
  const routes = Router(), { db } = app, now = () => app.now().toISOString()

  routes.get('/kuitattavat', allow('reader'), async (_req, res) => {
    const viewer = viewerOf(res)
    sendPage(res, ownView, ownPage(viewer.locale, await askedOf(db, viewer, now()), finnishDay(app.now()), seesCoverage(viewer) ? '/kuitattavat/kattavuus' : ''))
  })

  routes.use(coverageRoutes(app))
  routes.use(mandatoryRoutes(app))

  routes.get('/kuitattavat/:id/muutokset', allow('reader'), async (req, res) => {
    const viewer = viewerOf(res), id = numberIn(req), asked = await askedOfItem(db, viewer, now(), id), before = asked?.last && (await revisionById(db, asked.last.revisionId))
    if (!asked || !before) throw notFound()
    const link = itemLink(asked, viewer.locale), after = await revisionsAfter(db, before)
    if (asked.changed_at === null || after.length === 0) return res.redirect(303, link.href)
    const item = await findVisibleItem(db, viewer, now(), id)
    if (item) await noteReading(db, now(), viewer, item, 'revision')
    sendPage(res, changesView, changesPage(viewer.locale, { link, before, after }, {
      backHref: '/kuitattavat', backLabel: t(viewer.locale, 'acks.list.title'), action: `/kuitattavat/${id}`, fields: [{ name: 'versio', value: String(after.at(-1)!.id) }],
      button: t(viewer.locale, 'acks.part.do'),
    }))
  })

  routes.post('/kuitattavat/:id', allow('reader'), formBody, async (req, res) => {
    const { versio } = parse(Read, req.body), id = numberIn(req)
    await db.transaction().execute((trx) => acknowledge(trx, now(), viewerOf(res), id, versio))
    setFlash(res, 'acks.saved')
    res.redirect(303, `/sivu/${id}#kuittaus`)
  })

  return routes
}
