import { Router } from 'express'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import { allow, viewerOf } from '../../people/auth/access.ts'
import { allMunicipalities } from '../../people/people.queries.ts'
import { notFound } from '../../platform/http/errors.ts'
import { sendPage } from '../../platform/http/page.ts'
import { parse } from '../../platform/http/parse.ts'
import { NumberField } from '../edit-address.ts'
import { EVENT_KINDS, factEvents, itemEvents } from './events.queries.ts'
import { eventsPage, eventsView } from './events.views.ts'

const PER_PAGE = 50
/** An empty field of the form means no choice. */
const none = z.literal('').transform(() => undefined)
const Query = z.object({ teko: z.union([none, z.enum(EVENT_KINDS)]).optional(), kunta: z.union([none, z.string().max(60)]).optional(), ennen: NumberField.optional() })

/** Who has done what to the pages and facts that the viewer may read. */
export function eventRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/tapahtumat', allow('reader'), async (req, res) => {
    const viewer = viewerOf(res), now = app.now().toISOString(), { teko, kunta, ennen } = parse(Query, req.query)
    const filters = { kind: teko ?? null, municipality: kunta ?? null }, before = ennen ?? null, places = await allMunicipalities(db)
    if (kunta !== undefined && !places.some(({ slug }) => slug === kunta)) throw notFound()
    const [pages, facts] = await Promise.all([itemEvents(db, viewer, now, filters, before, PER_PAGE + 1), factEvents(db, filters, before, PER_PAGE + 1)])
    const events = [...pages, ...facts].toSorted((a, b) => b.id - a.id)
    sendPage(res, eventsView, eventsPage(viewer.locale, { filters, before, places, events: events.slice(0, PER_PAGE), more: events.length > PER_PAGE }))
  })
  return routes
}
