import { Router, type Response } from 'express'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import { allow, viewerOf } from '../../people/auth/access.ts'
import { newToken } from '../../people/auth/token.ts'
import { readForm } from '../../people/form-fields.ts'
import { municipalityBySlug } from '../../people/people.queries.ts'
import type { Viewer } from '../../people/viewer.ts'
import { notFound } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { numberIn } from '../edit-address.ts'
import { findVisibleItem, type ItemFacts } from '../items.queries.ts'
import { KIND_NAMES } from '../kinds.ts'
import { followRows } from './follow-names.ts'
import { followsOf, putWish, setFeed, startFollowing, stopFollowing, wishOf, type Follow, type Wish } from './following.queries.ts'
import { choicePage, choiceView, followingPage, followingView, ownChoices } from './following.views.ts'
import { DEFAULT_WISH } from './mail-wish.ts'

const clock = z.union([z.literal(''), z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'following.clockBad')])
const Settings = z.object({ posti: z.enum(['at-once', 'daily', 'weekly', 'never']), kooste: z.literal('1').optional(), alkaen: clock.default(''), asti: clock.default('') })
const Target = z.object({ mita: z.enum(['item', 'subject', 'kind', 'municipality']), arvo: z.string().min(1).max(100) })
const Chosen = z.object({ mita: z.union([z.string().max(120), z.array(z.string().max(120)).max(60)]).default([]) })

/** What someone follows and how she hears of it. It is hers alone: nobody else's page shows it. */
export function followingRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/seuranta', allow('reader'), async (_req, res) => { await show(res, await wishOrDefault(viewerOf(res)), {}) })

  routes.post('/seuranta', allow('reader'), formBody, async (req, res) => {
    const viewer = viewerOf(res), known = await wishOrDefault(viewer), form = readForm(Settings, req.body)
    if (!form.ok) return show(res, known, form.errors, 422)
    const { posti, kooste, alkaen, asti } = form.values
    if ((alkaen === '') !== (asti === '')) return show(res, known, { [alkaen === '' ? 'alkaen' : 'asti']: 'following.clockHalf' }, 422)
    await db.transaction().execute((trx) => putWish(trx, viewer.id, { news: posti, digest: kooste ? 1 : 0, quiet_from: alkaen, quiet_until: asti, unsubscribe_token: known.unsubscribe_token }))
    setFlash(res, 'following.saved')
    res.redirect(303, '/seuranta')
  })

  // the key is shown once, on the page that answers; only its hash is kept
  routes.post('/seuranta/syote', allow('reader'), async (_req, res) => {
    const viewer = viewerOf(res), { token, hash } = newToken(), wish = await wishOrDefault(viewer)
    await db.transaction().execute(async (trx) => {
      await putWish(trx, viewer.id, wish)
      await setFeed(trx, viewer.id, hash)
    })
    await show(res, { ...wish, feed_hash: hash }, {}, 200, `${app.config.publicUrl}/syote/${token}`)
  })
  routes.post('/seuranta/syote/pois', allow('reader'), async (_req, res) => {
    await db.transaction().execute((trx) => setFeed(trx, viewerOf(res).id, null))
    setFlash(res, 'following.feedGone')
    res.redirect(303, '/seuranta')
  })

  routes.post('/seuranta/aloita', allow('reader'), formBody, async (req, res) => {
    const form = readForm(Target, req.body), viewer = viewerOf(res)
    if (!form.ok || !(await exists(form.values.mita, form.values.arvo))) throw notFound()
    await db.transaction().execute((trx) => startFollowing(trx, app.now().toISOString(), viewer.id, { target: form.values.mita, value: form.values.arvo }))
    setFlash(res, 'following.started')
    res.redirect(303, '/seuranta')
  })

  routes.post('/seuranta/lopeta', allow('reader'), formBody, async (req, res) => {
    const form = readForm(Target, req.body)
    if (!form.ok) throw notFound()
    await db.transaction().execute((trx) => stopFollowing(trx, viewerOf(res).id, { target: form.values.mita, value: form.values.arvo }))
    setFlash(res, 'following.stopped')
    res.redirect(303, '/seuranta')
  })

  routes.get('/seuranta/sivu/:id', allow('reader'), async (req, res) => {
    const viewer = viewerOf(res), item = await openItem(viewer, numberIn(req))
    sendPage(res, choiceView, choicePage(viewer.locale, item, await followsOf(db, viewer.id)))
  })

  // what of this item's is ticked is followed, and what is not is not
  routes.post('/seuranta/sivu/:id', allow('reader'), formBody, async (req, res) => {
    const viewer = viewerOf(res), item = await openItem(viewer, numberIn(req)), form = readForm(Chosen, req.body, ['mita'])
    if (!form.ok) throw notFound()
    const chosen = new Set([form.values.mita].flat())
    await db.transaction().execute(async (trx) => {
      for (const { target, value } of ownChoices(item)) {
        if (chosen.has(`${target}:${value}`)) await startFollowing(trx, app.now().toISOString(), viewer.id, { target, value })
        else await stopFollowing(trx, viewer.id, { target, value })
      }
    })
    setFlash(res, 'following.saved')
    res.redirect(303, `/sivu/${item.id}`)
  })

  return routes

  async function show(res: Response, wish: Wish, errors: Record<string, string>, status = 200, feed: string | null = null) {
    const viewer = viewerOf(res)
    sendPage(res, followingView, followingPage(viewer.locale, { follows: await followRows(db, viewer, app.now().toISOString()), wish, feed }, errors), status)
  }

  async function openItem(viewer: Viewer, id: number): Promise<ItemFacts> {
    const item = await findVisibleItem(db, viewer, app.now().toISOString(), id)
    if (!item) throw notFound()
    return item
  }

  async function wishOrDefault(viewer: Viewer): Promise<Wish> {
    return (await wishOf(db, viewer.id)) ?? { ...DEFAULT_WISH, unsubscribe_token: newToken().token, feed_hash: null }
  }

  /** Kinds and municipalities can be followed from their lists; items and subjects from an item's page, where it is known that she may read it. */
  async function exists(target: Follow['target'], value: string): Promise<boolean> {
    if (target === 'kind') return (KIND_NAMES as readonly string[]).includes(value)
    return target === 'municipality' && (await municipalityBySlug(db, value)) !== undefined
  }
}

