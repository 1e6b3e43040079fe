import { Router, type Request } from 'express'
import { z } from 'zod'
import { noteReading } from '../../content/access-log.queries.ts'
import { numberIn } from '../../content/edit-address.ts'
import type { AppContext } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { actorOf, allow, viewerOf } from '../../people/auth/access.ts'
import { allTeams } from '../../people/people.queries.ts'
import { isAtLeast, type Viewer } from '../../people/viewer.ts'
import { recordChange } from '../../platform/changes/changes.queries.ts'
import { notFound } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { parse, typedText } from '../../platform/http/parse.ts'
import { MESSAGE_LANGUAGES } from '../message-languages.ts'
import { answerOrder } from './order-translation.ts'
import { isTranslator, readableOrders, setTranslatorTeam, translatorTeams } from './orders.queries.ts'
import { orderPage, orderView, ordersPage, ordersView, translatorsPage, translatorsView } from './orders.views.ts'

const LONGEST_ANSWER = 40_000
const Team = z.union([z.literal('').transform(() => null), z.string().regex(/^[1-9]\d{0,8}$/).transform(Number)])

/** Translations that were asked for: what waits, and what the translator answers. */
export function orderRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/viestipohjat/kaannokset', allow('reader'), async (_req, res) => {
    const viewer = viewerOf(res), orders = await readableOrders(db, viewer, app.now().toISOString()).orderBy('o.id', 'desc').limit(200).execute()
    sendPage(res, ordersView, ordersPage(viewer.locale, orders, isAtLeast(viewer, 'admin')))
  })

  routes.get('/viestipohjat/kaannokset/:order', allow('reader'), async (req, res) => {
    const viewer = viewerOf(res), order = await open(req, viewer)
    sendPage(res, orderView, orderPage(viewer.locale, order, { mayAnswer: await mayAnswer(viewer, order.languages) }))
  })

  routes.post('/viestipohjat/kaannokset/:order', allow('reader'), formBody, async (req, res) => {
    const viewer = viewerOf(res), order = await open(req, viewer), typed = typedText(req.body, 'kaannos').replace(/\r\n?/g, '\n').normalize('NFC').trim()
    if (!(await mayAnswer(viewer, order.languages))) throw notFound()
    const room = LONGEST_ANSWER - (order.answer ?? '').length
    const error = typed === '' ? t(viewer.locale, 'templates.order.answerMissing') : typed.length > room ? t(viewer.locale, 'templates.problem.too-long', { limit: Math.max(room, 0) }) : null
    if (error !== null) return sendPage(res, orderView, orderPage(viewer.locale, order, { mayAnswer: true, typed, error }), 422)
    await db.transaction().execute((trx) => answerOrder(trx, app.now().toISOString(), actorOf(req, res), viewer, order, typed))
    setFlash(res, 'templates.order.answered')
    res.redirect(303, `/viestipohjat/kaannokset/${order.id}`)
  })

  routes.get('/viestipohjat/kaantajat', allow('admin'), async (_req, res) => {
    sendPage(res, translatorsView, translatorsPage(viewerOf(res).locale, await allTeams(db), await translatorTeams(db)))
  })

  routes.post('/viestipohjat/kaantajat', allow('admin'), formBody, async (req, res) => {
    const at = app.now().toISOString(), teams = new Set((await allTeams(db)).map(({ id }) => id))
    const chosen = MESSAGE_LANGUAGES.filter((language) => language !== 'fi').map((language) => ({ language, team: parse(Team, typedText(req.body, `kieli.${language}`)) }))
    await db.transaction().execute(async (trx) => {
      for (const { language, team } of chosen) await setTranslatorTeam(trx, language, team !== null && teams.has(team) ? team : null)
      await recordChange(trx, { at, actor: actorOf(req, res), action: 'translators-changed', subject: { type: 'system', id: null } })
    })
    setFlash(res, 'templates.saved')
    res.redirect(303, '/viestipohjat/kaantajat')
  })

  const mayAnswer = async (viewer: Viewer, languages: string) => isAtLeast(viewer, 'admin') || isTranslator(db, viewer.id, JSON.parse(languages) as string[])

  async function open(req: Request, viewer: Viewer) {
    const order = await readableOrders(db, viewer, app.now().toISOString()).where('o.id', '=', numberIn(req, 'order')).executeTakeFirst()
    if (!order) throw notFound()
    await noteReading(db, app.now().toISOString(), viewer, { id: order.item_id, restricted_team_id: order.restricted_team_id }, 'page')
    return order
  }

  return routes
}
