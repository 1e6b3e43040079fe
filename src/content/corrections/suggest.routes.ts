import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import { actorOf, allow, viewerOf } from '../../people/auth/access.ts'
import { HttpError, notFound } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { parse } from '../../platform/http/parse.ts'
import { noteReading } from '../access-log.queries.ts'
import { LanguageQuery, numberIn } from '../edit-address.ts'
import { revisionText } from '../history-item.queries.ts'
import { findVisibleItem, type ItemFacts } from '../items.queries.ts'
import { linesBetween, sectionLines } from '../markdown-section-lines.ts'
import { ownSuggestions, trashedForReader } from './corrections.queries.ts'
import { ownSuggestionsPage, ownSuggestionsView } from './suggestions.views.ts'
import { suggestChange } from './suggest-change.ts'
import { checkSuggestion, readSuggestion } from './suggest-form.ts'
import { gonePage, goneView, suggestPage, suggestView, type SuggestPlace } from './suggest.views.ts'
import { mayCorrect } from './may-correct.ts'

const MOST_OWN = 100
const Query = LanguageQuery.extend({ kohta: z.string().max(200).optional() })

/** Any reader writes a section anew; its owner answers. */
export function suggestRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/sivu/:id/ehdota', allow('reader'), async (req, res) => {
    const opened = await open(req, res)
    if (!opened) return sendGone(req, res)
    const { place, base, before } = opened
    await noteReading(db, app.now().toISOString(), viewerOf(res), place.item, 'page')
    sendPage(res, suggestView, suggestPage(viewerOf(res), place, { text: before.trimEnd(), reason: '', named: true, base, looked: false }))
  })

  routes.post('/sivu/:id/ehdota', allow('reader'), formBody, async (req, res) => {
    const viewer = viewerOf(res), writing = readSuggestion(req.body), opened = await open(req, res, writing.base)
    if (!opened) return sendGone(req, res, writing)
    const { place, base, before, lines } = opened, checked = checkSuggestion(writing, before)
    if (!checked.ok) return sendPage(res, suggestView, suggestPage(viewer, place, writing, checked.errors), 422)
    const { item, lang, anchor, heading } = place, title = item.texts.find((text) => text.lang === lang)!.title, at = app.now().toISOString()
    const id = await db.transaction().execute((trx) => suggestChange(trx, at, actorOf(req, res), {
      item, title, personId: viewer.id, lang, base, place: { anchor, heading, ...lines }, text: checked.text, reason: checked.reason, named: writing.named,
    }))
    setFlash(res, 'corrections.thanks')
    res.redirect(303, `/sivu/${item.id}/ehdotukset/${id}`)
  })

  routes.get('/oma/ehdotukset', allow('reader'), async (_req, res) => {
    const viewer = viewerOf(res)
    sendPage(res, ownSuggestionsView, ownSuggestionsPage(viewer, await ownSuggestions(db, viewer, app.now().toISOString(), MOST_OWN)))
  })

  /** The place that an address asks to change, in the revision that the reader started from. Undefined: the item is in the trash. */
  async function open(req: Request, res: Response, base?: number) {
    const viewer = viewerOf(res), id = numberIn(req), { kieli, kohta } = parse(Query, req.query), item = await findVisibleItem(db, viewer, app.now().toISOString(), id)
    if (!item) {
      if (await trashedForReader(db, viewer, id)) return undefined
      throw notFound()
    }
    const lang = kieli ?? item.language, number = base ?? numberOf(item, lang), revision = await revisionText(db, viewer, item, lang, number)
    if (!mayCorrect(item)) throw notFound()
    if (!revision) throw base === undefined ? notFound() : new HttpError(400, 'errors.badRequest')
    const section = kohta === undefined ? undefined : sectionLines(revision.body, lang).find(({ anchor }) => anchor === kohta)
    const lines = { from: section?.from ?? 0, to: section?.to ?? revision.body.split('\n').length }
    const place: SuggestPlace = { item, lang, anchor: section?.anchor ?? '', heading: section?.heading ?? '' }
    return { place, base: number, before: linesBetween(revision.body, lines.from, lines.to), lines }
  }

  async function sendGone(req: Request, res: Response, typed?: { text: string; reason: string }) {
    const viewer = viewerOf(res), gone = await trashedForReader(db, viewer, numberIn(req))
    if (!gone) throw notFound()
    sendPage(res, goneView, gonePage(viewer, gone, typed?.text, typed?.reason), 410)
  }
  return routes
}

function numberOf(item: ItemFacts, lang: string): number {
  const text = item.texts.find((one) => one.lang === lang)
  if (!text) throw notFound()
  return text.number
}
