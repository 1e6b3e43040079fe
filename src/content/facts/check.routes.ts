import { Router, type Request, type Response } from 'express'
import type { AppContext } from '../../context.ts'
import { t, type Values } from '../../i18n/translate.ts'
import { actorOf, allow, viewerOf } from '../../people/auth/access.ts'
import { notFound } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { sendPage } from '../../platform/http/page.ts'
import { textFor } from '../item-link.ts'
import { numberIn } from '../edit-address.ts'
import { findVisibleItem } from '../items.queries.ts'
import { labelIn } from './fact-words.ts'
import { openChecks } from './fact-uses.queries.ts'
import { allFacts } from './facts.queries.ts'
import { checkView } from './facts.views.ts'
import { closeFactCheck } from './save-values.ts'

/** Where the owners of a page look at facts in it that have changed. */
export function checkRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/sivu/:id/tiedot', allow('editor'), async (req, res) => {
    const { locale } = viewerOf(res), item = await open(req, res), facts = await allFacts(db), checks = await openChecks(db, item.id), text = textFor(item.texts, locale, item.language)
    sendPage(res, checkView, {
      title: t(locale, 'facts.check.title', { title: text?.title ?? '' }), href: `/sivu/${item.id}`, action: `/sivu/${item.id}/tiedot`,
      rows: checks.flatMap(({ name, detail }) => {
        const fact = facts.find((one) => one.name === name)
        return fact ? [{ label: labelIn(fact, locale), said: t(locale, 'facts.told', JSON.parse(detail) as Values), href: `/tiedot/${encodeURIComponent(name)}` }] : []
      }),
    })
  })

  routes.post('/sivu/:id/tiedot', allow('editor'), async (req, res) => {
    const item = await open(req, res), actor = actorOf(req, res)
    await db.transaction().execute(async (trx) => {
      for (const { name } of await openChecks(trx, item.id)) await closeFactCheck(trx, app.now().toISOString(), actor.id, item.id, name)
    })
    setFlash(res, 'facts.check.thanks')
    res.redirect(303, `/sivu/${item.id}`)
  })

  /** The page, for those who own it. */
  async function open(req: Request, res: Response) {
    const viewer = viewerOf(res), item = await findVisibleItem(db, viewer, app.now().toISOString(), numberIn(req))
    if (!item || !(viewer.role === 'admin' || viewer.teamIds.includes(item.owner_team_id))) throw notFound()
    return item
  }
  return routes
}
