import { Router, type Request, type Response } from 'express'
import type { AppContext } from '../../context.ts'
import { finnishDay } from '../../i18n/finnish-day.ts'
import { formatDate } from '../../i18n/format-date.ts'
import { t } from '../../i18n/translate.ts'
import { allow, viewerOf } from '../../people/auth/access.ts'
import { seesCoverage, supervisorsOnly } from '../../people/supervisor.ts'
import type { Viewer } from '../../people/viewer.ts'
import { toCsv } from '../../platform/csv.ts'
import { notFound } from '../../platform/http/errors.ts'
import { sendPage } from '../../platform/http/page.ts'
import { numberIn } from '../edit-address.ts'
import { itemLink } from '../item-link.ts'
import { coverageOf, type Coverage } from './coverage.ts'
import { coverageListPage, coverageListView, coveragePage, coverageView, STATES } from './coverage.views.ts'

/** For supervisors and contact persons, of the people of their own municipality only; not for the administrator. */
export function coverageRoutes(app: AppContext) {
  const routes = Router()

  routes.get('/kuitattavat/kattavuus', allow('reader'), supervisorsOnly, async (_req, res) => {
    sendPage(res, coverageListView, coverageListPage(viewerOf(res), await all(viewerOf(res))))
  })
  routes.get('/kuitattavat/kattavuus/:id', allow('reader'), supervisorsOnly, async (req, res) => { sendPage(res, coverageView, coveragePage(viewerOf(res), await one(req, res))) })

  routes.get('/kuitattavat/kattavuus/:id/csv', allow('reader'), supervisorsOnly, async (req, res) => {
    const { item, people } = await one(req, res), { locale, municipalityName } = viewerOf(res), day = (on: string | null) => (on === null ? '' : formatDate(locale, on, 'date'))
    const head = (['acks.coverage.page', 'acks.coverage.place', 'acks.coverage.library', 'acks.coverage.name', 'acks.coverage.state', 'acks.coverage.on', 'acks.coverage.version', 'acks.mark.due'] as const).map((key) => t(locale, key))
    const rows = people.map((person) => [itemLink(item, locale).title, municipalityName, person.library ?? '', person.name, t(locale, STATES[person.state].key), day(person.on), person.version ?? '', day(person.due)])
    res.attachment(`kuittaukset-${item.id}.csv`).type('text/csv; charset=utf-8').set('Cache-Control', 'no-store').send(toCsv([head, ...rows]))
  })

  const all = async (viewer: Viewer): Promise<Coverage[]> =>
    (seesCoverage(viewer) ? coverageOf(app.db, viewer, app.now().toISOString(), finnishDay(app.now())) : [])
  async function one(req: Request, res: Response): Promise<Coverage> {
    const id = numberIn(req), found = (await all(viewerOf(res))).find(({ item }) => item.id === id)
    if (!found) throw notFound()
    return found
  }
  return routes
}
