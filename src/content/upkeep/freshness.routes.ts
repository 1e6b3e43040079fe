import { Router } from 'express'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import { formatDate } from '../../i18n/format-date.ts'
import { t } from '../../i18n/translate.ts'
import { allow, viewerOf } from '../../people/auth/access.ts'
import { toCsv } from '../../platform/csv.ts'
import { sendPage } from '../../platform/http/page.ts'
import { parse } from '../../platform/http/parse.ts'
import { freshnessByPlace, freshnessByTeam, freshnessItems, freshnessPairs, type FreshnessFilter } from './freshness.queries.ts'
import { freshnessListPage, freshnessListView, freshnessPage, freshnessView } from './freshness.views.ts'

const PER_PAGE = 30
const Place = z.object({ kunta: z.string().regex(/^[a-z-]{1,60}$/).optional() })
const List = Place.extend({
  vastuu: z.string().regex(/^[1-9]\d{0,8}$/).transform(Number).optional(), tila: z.enum(['fresh', 'soon', 'late']).optional(), sivu: z.string().regex(/^[1-9]\d{0,4}$/).transform(Number).default(1),
})

/** How fresh the content is, by team and by municipality: counted over what the viewer sees, so that nothing hidden shows in a number. */
export function freshnessRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/yllapito/tuoreus', allow('editor'), async (req, res) => {
    const viewer = viewerOf(res), now = app.now().toISOString(), place = parse(Place, req.query).kunta ?? null
    sendPage(res, freshnessView, freshnessPage(viewer, await freshnessByTeam(db, viewer, now, place), await freshnessByPlace(db, viewer, now), place))
  })

  routes.get('/yllapito/tuoreus/sivut', allow('editor'), async (req, res) => {
    const viewer = viewerOf(res), now = app.now().toISOString(), { kunta, vastuu, tila, sivu } = parse(List, req.query)
    const filter: FreshnessFilter = { place: kunta ?? null, team: vastuu ?? null, state: tila ?? null }
    sendPage(res, freshnessListView, freshnessListPage(viewer, now, filter, await freshnessItems(db, viewer, now, filter, { limit: PER_PAGE, offset: (sivu - 1) * PER_PAGE }), sivu, PER_PAGE))
  })

  routes.get('/yllapito/tuoreus.csv', allow('editor'), async (_req, res) => {
    const viewer = viewerOf(res), { locale } = viewer, network = t(locale, 'upkeep.freshness.network')
    const head = (['upkeep.freshness.place', 'upkeep.freshness.team', 'upkeep.freshness.substitute', 'upkeep.freshness.reviewed', 'upkeep.freshness.fresh', 'upkeep.freshness.soon', 'upkeep.freshness.late', 'upkeep.freshness.oldest'] as const).map((key) => t(locale, key))
    const rows = (await freshnessPairs(db, viewer, app.now().toISOString())).map(({ place, team, substitute, fresh, soon, late, oldest }) =>
      [place ?? network, team, substitute, fresh + soon + late, fresh, soon, late, oldest === null ? null : formatDate(locale, oldest, 'date')])
    res.attachment('laavu-tuoreus.csv').type('text/csv; charset=utf-8').set('Cache-Control', 'no-store').send(toCsv([head, ...rows]))
  })
  return routes
}
