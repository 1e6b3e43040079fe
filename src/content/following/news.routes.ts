import { Router, type Request } from 'express'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import type { Locale } from '../../i18n/locales.ts'
import { allow, viewerOf } from '../../people/auth/access.ts'
import { hashToken, isToken } from '../../people/auth/token.ts'
import { lastChangeId } from '../../platform/changes/changes.queries.ts'
import { notFound } from '../../platform/http/errors.ts'
import { sendPage, shellOf } from '../../platform/http/page.ts'
import { parse } from '../../platform/http/parse.ts'
import { NumberField } from '../edit-address.ts'
import { digestOf } from './digest.queries.ts'
import { feedOf } from './feed.ts'
import { weekAt, weekNamed } from './finnish-week.ts'
import { actsBetween, countUnread, followedOpenItems, markRead, personByFeed, putWish, toldTo, wishByToken, wishOf } from './following.queries.ts'
import { endPage, endView, newsPage, newsView, weekPage, weekView } from './news.views.ts'

const PER_PAGE = 50
const MOST_ACTS = 2000
const FEED = { days: 60, entries: 50 }
const NewsQuery = z.object({ ennen: NumberField.optional() }), WeekQuery = z.object({ viikko: z.string().optional() })

/** What someone has been told, what the week brought, her feed, and the way out of the mails. */
export function newsRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/oma/kuulumiset', allow('reader'), async (req, res) => {
    const viewer = viewerOf(res), now = app.now().toISOString(), { ennen } = parse(NewsQuery, req.query)
    const [told, unread] = await Promise.all([toldTo(db, viewer.id, now, { before: ennen ?? null, limit: PER_PAGE + 1 }), countUnread(db, viewer.id, now)])
    sendPage(res, newsView, newsPage(viewer.locale, told, unread, PER_PAGE))
  })
  routes.post('/oma/kuulumiset/luettu', allow('reader'), async (_req, res) => {
    await db.transaction().execute((trx) => markRead(trx, viewerOf(res).id, app.now().toISOString()))
    res.redirect(303, '/oma/kuulumiset')
  })

  routes.get('/viikko', allow('reader'), async (req, res) => {
    const viewer = viewerOf(res), now = app.now().toISOString(), { viikko } = parse(WeekQuery, req.query), week = viikko === undefined ? weekAt(now) : weekNamed(viikko)
    if (!week || week.from > now) throw notFound()
    const rows = await digestOf(db, { id: viewer.id, locale: viewer.locale, municipality: viewer.municipalitySlug }, now, await actsBetween(db, week.from, week.until, MOST_ACTS))
    sendPage(res, weekView, weekPage(viewer.locale, viewer.municipalityName, week, now, rows))
  })

  // the key in the address is the permission: feed readers cannot sign in. It shows titles and sentences of what everyone on the staff may read
  routes.get('/syote/:key', allow('anyone'), async (req, res) => {
    const key = req.params['key'], person = isToken(key) ? await personByFeed(db, hashToken(key)) : undefined
    if (!person) throw notFound()
    const now = app.now(), etag = `"${await lastChangeId(db)}"`
    res.set({ ETag: etag, 'Cache-Control': 'private, no-cache', 'Referrer-Policy': 'no-referrer' })
    if (req.get('if-none-match') === etag) return void res.status(304).end()
    const acts = await actsBetween(db, new Date(now.getTime() - FEED.days * 86_400_000).toISOString(), new Date(now.getTime() + 1).toISOString(), MOST_ACTS)
    const followed = new Set(await followedOpenItems(db, person.id, now.toISOString(), [...new Set(acts.map(({ item_id }) => item_id))]))
    const rows = await digestOf(db, { ...person, municipality: '' }, now.toISOString(), acts.filter(({ item_id }) => followed.has(item_id)), { everywhere: true })
    res.type('application/atom+xml').send(feedOf(person.locale, app.config.publicUrl, `/syote/${String(key)}`, rows[0]?.at ?? now.toISOString(), rows.slice(0, FEED.entries)))
  })

  // opened from a mail, maybe on another device: the token ends the mails and does nothing else
  routes.get('/seuranta/lopeta/:token', allow('anyone'), async (req, res) => {
    const found = await wishOfToken(req)
    sendPage(res, endView, endPage(shellOf(res).locale as Locale, found ? 'ask' : 'unknown'), found ? 200 : 404)
  })
  routes.post('/seuranta/lopeta/:token', allow('anyone'), async (req, res) => {
    const found = await wishOfToken(req)
    if (found) await db.transaction().execute(async (trx) => {
      const { feed_hash: _feed, ...wish } = (await wishOf(trx, found.person_id))!
      await putWish(trx, found.person_id, { ...wish, news: 'never', digest: 0 })
    })
    sendPage(res, endView, endPage(shellOf(res).locale as Locale, found ? 'done' : 'unknown'), found ? 200 : 404)
  })

  return routes

  async function wishOfToken(req: Request) {
    const token = req.params['token']
    return isToken(token) ? wishByToken(db, token) : undefined
  }
}
