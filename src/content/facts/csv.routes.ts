import { Router } from 'express'
import type { AppContext } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { actorOf, allow, viewerOf } from '../../people/auth/access.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { typedText } from '../../platform/http/parse.ts'
import { toCsv } from '../../platform/csv.ts'
import { allPlaces, keyOf } from './fact-place.ts'
import { allFacts, standingValues } from './facts.queries.ts'
import { csvView } from './facts.views.ts'
import { COLUMNS, valuesOfTable } from './import-values.ts'
import { saveValues } from './save-values.ts'

const HEADING = `${COLUMNS.join(';')}\n`

/** All values as a table, and a table as new values. */
export function csvRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/tiedot/vienti.csv', allow('reader'), async (_req, res) => {
    const rows = (await standingValues(db)).map(({ fact, slug, library, valid_from: from, value }) => [fact, keyOf(slug, library), from, value])
    res.type('text/csv; charset=utf-8').set('Content-Disposition', 'attachment; filename="tiedot.csv"').set('Cache-Control', 'no-store').send(toCsv([COLUMNS, ...rows]))
  })

  routes.get('/tiedot/tuonti', allow('contact'), (_req, res) => { sendPage(res, csvView, { title: t(viewerOf(res).locale, 'facts.csv.import'), rows: HEADING, failures: [] }) })

  routes.post('/tiedot/tuonti', allow('contact'), formBody, async (req, res) => {
    const viewer = viewerOf(res), { locale } = viewer, text = typedText(req.body, 'rivit'), at = app.now().toISOString()
    const read = valuesOfTable(text, viewer, await allFacts(db), await allPlaces(db, locale))
    if ('problems' in read) {
      const failures = read.problems.slice(0, 50).map(({ line, problem, inner }) => t(locale, 'facts.csv.row', { row: line, problem: t(locale, problem, { line: inner }) }))
      return sendPage(res, csvView, { title: t(locale, 'facts.csv.import'), rows: text, failures }, 422)
    }
    const changed = await db.transaction().execute((trx) => saveValues(trx, at, actorOf(req, res), read.values))
    setFlash(res, changed === 0 ? 'facts.unchanged' : 'facts.csv.done')
    res.redirect(303, '/tiedot')
  })
  return routes
}
