import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import type { AppContext } from '../context.ts'
import type { Db } from '../database.ts'
import { finnishDay } from '../i18n/finnish-day.ts'
import { allow, seesOf, viewerOf } from '../people/auth/access.ts'
import type { Viewer } from '../people/viewer.ts'
import { notFound } from '../platform/http/errors.ts'
import { keepFlash } from '../platform/http/flash.ts'
import { doNotKeep, keptPages, MANY } from '../platform/http/kept-pages.ts'
import { sendPage, shellOf } from '../platform/http/page.ts'
import { parse } from '../platform/http/parse.ts'
import type { Shell } from '../platform/views/shell.ts'
import { acknowledgementPart } from './acknowledgements/own-part.ts'
import { concernedPages } from './concerned-pages.ts'
import { openSuggestions } from './corrections/corrections.queries.ts'
import { noteReading } from './access-log.queries.ts'
import { itemAddress, itemLink } from './item-link.ts'
import { findVisibleItem } from './items.queries.ts'
import { findByExternalId, linkingItems, openPage, relatedItems } from './item.queries.ts'
import { itemPage, itemView } from './item.views.ts'
import { mergedInto } from './near-duplicates/near-duplicates.queries.ts'
import { noticesOnItem } from './notices.queries.ts'
import { fillPage } from './supplements/fill-page.ts'
import { mergeHtml } from './translations/merge-html.ts'
import { mayTranslate } from './translations/may-translate.ts'
import { languagesPart, openTranslation } from './translations/open-translation.ts'
import { mayKeep } from './upkeep/may-keep.ts'

const Query = z.object({ kieli: z.string().regex(/^[a-z]{2,3}$/).optional(), kunta: z.string().regex(/^[a-z-]{1,40}$/).optional() })

/** What an address asks for, kept when it is led to the page's newest address. */
function askedFor(asked: z.output<typeof Query>): string {
  const given = Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`
}

/** `12-kirjastokortin-antaminen` or `12`; anything else is no page. */
function itemIdOf(ref: unknown): number {
  const id = /^([1-9]\d{0,14})(?:-[^/]*)?$/.exec(String(ref))?.[1]
  if (id === undefined) throw notFound()
  return Number(id)
}

/** HTML for the place of one person's own on the page of an item in a language; '' when she has nothing there. */
export type OwnGuidePart = (db: Db, viewer: Viewer, shell: Shell, now: Date, itemId: number, lang: string) => Promise<string>

export function itemRoutes(app: AppContext, ownGuidePart: OwnGuidePart) {
  const routes = Router(), { db } = app, isConcerned = concernedPages(db)
  const kept = keptPages(app, seesOf, { whose: (res) => viewerOf(res).id, html: ownParts }, MANY, (req, made, newest) => isConcerned(itemIdOf(req.params['ref']), made, newest))

  // the reading page: the text is rendered when it is saved, not here
  routes.get('/sivu/:ref', allow('reader'), kept, async (req, res) => {
    const viewer = viewerOf(res), now = app.now().toISOString(), id = itemIdOf(req.params['ref'])
    const asked = parse(Query, req.query), { kieli } = asked, wanted = kieli ?? viewer.locale
    const item = await openPage(db, viewer, now, id, wanted)
    if (!item) return res.redirect(302, await mergedAddress(viewer, now, { id }) + askedFor(asked))
    // its writer alone may read it already; and each opening of a restricted page is noted
    if (item.state !== 'published' || (item.visible_from ?? now) > now || item.restricted_team_id !== null) doNotKeep(res)
    const slug = String(req.params['ref']).slice(String(id).length + 1)
    if (!item.texts.some((text) => text.slug === slug)) {
      keepFlash(req, res)
      return res.redirect(302, itemAddress(id, item.slug) + askedFor(asked))
    }
    await noteReading(db, now, viewer, item, 'page')
    const [notices, filled, related, linking, suggested] = await Promise.all([
      noticesOnItem(db, viewer, now, id), fillPage(db, viewer, finnishDay(app.now()), item, asked), relatedItems(db, viewer, now, id, 14), item.external_id === null ? [] : linkingItems(db, viewer, now, item.external_id, 8), mayKeep(viewer, item) ? openSuggestions(db, id) : 0,
    ])
    const [translated, versions] = await Promise.all([openTranslation(db, item), languagesPart(db, viewer, item, wanted)])
    let { html } = filled
    if (translated) {
      const original = await fillPage(db, viewer, finnishDay(app.now()), { ...item, lang: item.language, html: translated.original.html }, asked)
      html = mergeHtml(html, { ...translated, original: { lang: item.language, html: original.html }, locale: viewer.locale, itemId: id, lang: item.lang, mayTranslate: mayTranslate(viewer, item, translated.keeper) })
    }
    if (item.texts.length > 1) shellOf(res).alternates = item.texts.map((text) => ({ lang: text.lang, href: `${app.config.publicUrl}${itemAddress(id, text.slug)}?kieli=${text.lang}` }))
    sendPage(res, itemView, itemPage(viewer, viewer.locale, now, app.config.publicUrl, { item: { ...item, html }, wanted, notices, related, linking, suggested, local: filled.local, versions }))
  })

  // what links written as laavu:ASP-01 point to
  routes.get('/laavu/:externalId', allow('reader'), async (req, res) => {
    const viewer = viewerOf(res), item = await findByExternalId(db, viewer, app.now().toISOString(), String(req.params['externalId']))
    res.redirect(302, item ? itemLink(item, viewer.locale).href : await mergedAddress(viewer, app.now().toISOString(), { externalId: String(req.params['externalId']) }))
  })

  /** Of an item that was merged into another: where that one is, for those who may open it. */
  async function mergedAddress(viewer: Viewer, now: string, ref: { id: number } | { externalId: string }): Promise<string> {
    const into = await mergedInto(db, ref), item = into === undefined ? undefined : await findVisibleItem(db, viewer, now, into)
    if (!item) throw notFound()
    return `/sivu/${item.id}`
  }

  async function ownParts(req: Request, res: Response): Promise<string> {
    const viewer = viewerOf(res), shell = shellOf(res), id = itemIdOf(req.params['ref']), lang = parse(Query, req.query).kieli ?? viewer.locale
    return (await acknowledgementPart(db, viewer, shell, app.now().toISOString(), id, lang)) + (await ownGuidePart(db, viewer, shell, app.now(), id, lang))
  }
  return routes
}
