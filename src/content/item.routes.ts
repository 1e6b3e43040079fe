import { Router } from 'express'
import { z } from 'zod'
import type { AppContext } from '../context.ts'
import { actorOf, allow, seesOf, viewerOf } from '../people/auth/access.ts'
import { notFound } from '../platform/http/errors.ts'
import { setFlash } from '../platform/http/flash.ts'
import { doNotKeep, keptPages } from '../platform/http/kept-pages.ts'
import { sendPage } from '../platform/http/page.ts'
import { parse } from '../platform/http/parse.ts'
import { itemAddress, itemLink } from './item-link.ts'
import { findByExternalId, linkingItems, openPage, relatedItems } from './item.queries.ts'
import { itemPage, itemView } from './item.views.ts'
import { findVisibleItem } from './items.queries.ts'
import { checkItem } from './save-item.ts'

const Query = z.object({ kieli: z.string().regex(/^[a-z]{2,3}$/).optional() })

/** `12-kirjastokortin-antaminen` or `12`; anything else is no page. */
function itemIdOf(ref: unknown): number {
  const id = /^([1-9]\d{0,14})(?:-[^/]*)?$/.exec(String(ref))?.[1]
  if (id === undefined) throw notFound()
  return Number(id)
}

export function itemRoutes(app: AppContext) {
  const routes = Router(), { db } = app, kept = keptPages(app, seesOf)

  // the reading page: three queries, and nothing is rendered but the page itself
  routes.get('/sivu/:ref', allow('reader'), kept, async (req, res) => {
    const viewer = viewerOf(res), now = app.now().toISOString(), id = itemIdOf(req.params['ref'])
    const { kieli } = parse(Query, req.query), wanted = kieli ?? viewer.locale
    const item = await openPage(db, viewer, now, id, wanted)
    if (!item) throw notFound()
    // its writer alone may read it already
    if (item.state !== 'published' || (item.visible_from ?? now) > now) doNotKeep(res)
    const slug = String(req.params['ref']).slice(String(id).length + 1)
    if (!item.texts.some((text) => text.slug === slug)) return res.redirect(302, itemAddress(id, item.slug) + (kieli === undefined ? '' : `?kieli=${kieli}`))
    const [related, linking] = await Promise.all([
      relatedItems(db, viewer, now, id, 14), item.external_id === null ? [] : linkingItems(db, viewer, now, item.external_id, 8),
    ])
    sendPage(res, itemView, itemPage(viewer, viewer.locale, now, app.config.publicUrl, { item, wanted, related, linking }))
  })

  routes.post('/sivu/:ref/tarkistus', allow('editor'), async (req, res) => {
    const viewer = viewerOf(res), at = app.now().toISOString(), id = itemIdOf(req.params['ref'])
    const item = await findVisibleItem(db, viewer, at, id)
    if (!item || !viewer.teamIds.includes(item.owner_team_id)) throw notFound()
    await db.transaction().execute((trx) => checkItem(trx, at, actorOf(req, res), id))
    setFlash(res, 'content.page.checkedNow')
    res.redirect(303, `/sivu/${id}`)
  })

  // what links written as laavu:ASP-01 point to
  routes.get('/laavu/:externalId', allow('reader'), async (req, res) => {
    const viewer = viewerOf(res), item = await findByExternalId(db, viewer, app.now().toISOString(), String(req.params['externalId']))
    if (!item) throw notFound()
    res.redirect(302, itemLink(item, viewer.locale).href)
  })

  return routes
}
