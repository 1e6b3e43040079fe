import { setImmediate } from 'node:timers/promises'
import { Router } from 'express'
import { z } from 'zod'
import type { AppContext } from '../context.ts'
import { finnishMoment } from '../content/edit-finnish-day.ts'
import { dayAfter } from '../content/facts/holidays.ts'
import { actorOf, allow, viewerOf } from '../people/auth/access.ts'
import { recordChange } from '../platform/changes/changes.queries.ts'
import { checkChain } from '../platform/changes/check-chain.ts'
import { toCsv } from '../platform/csv.ts'
import { sendPage } from '../platform/http/page.ts'
import { parse } from '../platform/http/parse.ts'
import { loggedActs, logChoices, restrictedReads, type LogFilters } from './log.queries.ts'
import { logPage, logView } from './log.views.ts'

const PER_PAGE = 100
const MOST_EXPORTED = 50_000
const AT_ONCE = 5000
const id = z.string().regex(/^[1-9]\d{0,14}$/).transform(Number), day = z.iso.date()
const empty = z.literal('').transform(() => undefined)
const Query = z.object({
  teko: z.string().max(60).optional(), kuka: z.union([empty, id]).optional(), kohde: z.string().max(20).optional(), sivu: z.union([empty, id]).optional(),
  alkaen: z.union([empty, day]).optional(), asti: z.union([empty, day]).optional(), tulos: z.enum(['', 'done', 'refused']).optional(), ennen: id.optional(), tarkista: z.literal('1').optional(),
})

/** Who did what and when: for the administrator. Reading it leaves no trace; exporting it does. */
export function logRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/hallinta/loki', allow('admin'), async (req, res) => {
    const query = parse(Query, req.query), filters = filtersOf(query)
    const [rows, choices, reads] = await Promise.all([loggedActs(db, filters, query.ennen ?? null, PER_PAGE + 1), logChoices(db), restrictedReads(db, 20)])
    const chain = query.tarkista ? await checkChain(db) : null
    sendPage(res, logView, logPage(viewerOf(res).locale, { query, rows: rows.slice(0, PER_PAGE), more: rows.length > PER_PAGE, choices, reads, chain }))
  })

  routes.get('/hallinta/loki.csv', allow('admin'), async (req, res) => {
    const filters = filtersOf(parse(Query, req.query)), rows: (string | number | null)[][] = [['id', 'at', 'actor', 'action', 'subject', 'subject_id', 'result', 'origin', 'detail']]
    for (let before: number | null = null; rows.length <= MOST_EXPORTED;) {
      const page = await loggedActs(db, filters, before, AT_ONCE)
      rows.push(...page.map((row) => [row.id, row.at, row.actor ?? row.actor_id, row.action, row.subject_type, row.subject_id, row.result, row.origin, row.detail]))
      if (page.length < AT_ONCE) break
      before = page.at(-1)!.id
      await setImmediate()
    }
    await db.transaction().execute((trx) => recordChange(trx, { at: app.now().toISOString(), actor: actorOf(req, res), action: 'log-exported', subject: { type: 'system', id: null }, detail: { rows: rows.length - 1 } }))
    res.attachment('laavu-loki.csv').type('text/csv; charset=utf-8').set('Cache-Control', 'no-store').send(toCsv(rows))
  })

  return routes
}

function filtersOf({ teko, kuka, kohde, sivu, alkaen, asti, tulos }: z.output<typeof Query>): LogFilters {
  return {
    action: teko || null, person: kuka ?? null, subject: kohde || null, item: sivu ?? null, result: tulos || null,
    from: alkaen ? finnishMoment(`${alkaen}T00:00`) : null, until: asti ? finnishMoment(`${dayAfter(asti, 1)}T00:00`) : null,
  }
}
