import { Router, type Request } from 'express'
import { z } from 'zod'
import type { AppContext } from '../context.ts'
import { endedConsents } from '../files/images/images.queries.ts'
import { t } from '../i18n/translate.ts'
import { actorOf, allow, viewerOf } from '../people/auth/access.ts'
import { readForm } from '../people/form-fields.ts'
import type { Viewer } from '../people/viewer.ts'
import { HttpError, notFound } from '../platform/http/errors.ts'
import { setFlash } from '../platform/http/flash.ts'
import { formBody } from '../platform/http/form.ts'
import { sendPage } from '../platform/http/page.ts'
import { parse } from '../platform/http/parse.ts'
import { noteReading } from './access-log.queries.ts'
import { LanguageQuery, numberIn } from './edit-address.ts'
import { mayEditHere } from './edit-rights.ts'
import { factsOfItem } from './edit-facts.ts'
import { revisedInput } from './edit-input.ts'
import { sentenceLocale } from './edit-writing.ts'
import { actRows, revisionRows, revisionText, type RevisionText } from './history-item.queries.ts'
import { picturesIn, withoutPictures } from './image-library/text-pictures.ts'
import { comparePage, compareView, historyPage, historyView, revisionPage, revisionView, type HistoryOf } from './history-item.views.ts'
import { itemFiles, itemLists } from './item-writes.queries.ts'
import { findVisibleItem } from './items.queries.ts'
import { prepareText } from './prepare-text.ts'
import { reviseItem } from './save-item.ts'
import { SummaryField } from './text-limits.ts'

const PER_PAGE = 50
const number = z.string().regex(/^[1-9]\d{0,8}$/).transform(Number)
const HistoryQuery = LanguageQuery.extend({ alkaen: number.optional(), vanha: number.optional(), uusi: number.optional() })
const Restoring = z.object({ muutos: SummaryField.default(''), versio: number })

/** What an item said, when, who changed it and why. Whoever may open the item may open its history. */
export function historyRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/sivu/:id/historia', allow('reader'), async (req, res) => {
    const { vanha, uusi, alkaen } = parse(HistoryQuery, req.query), of = await open(req, viewerOf(res))
    if (vanha !== undefined && uusi !== undefined) return res.redirect(303, `/sivu/${of.item.id}/historia/${vanha}/${uusi}?kieli=${of.lang}`)
    const from = Math.min(alkaen ?? of.newest, of.newest)
    const [rows, acts] = await Promise.all([revisionRows(db, of.viewer, of.item, of.lang, from, PER_PAGE + 1), from === of.newest ? actRows(db, of.viewer, of.item, PER_PAGE) : []])
    sendPage(res, historyView, historyPage(of, rows, acts, from, PER_PAGE))
  })

  routes.get('/sivu/:id/historia/:number', allow('reader'), async (req, res) => {
    const of = await open(req, viewerOf(res))
    const row = await revision(of, numberIn(req, 'number')), hidden = await endedConsents(db, app.now().toISOString(), picturesIn(row.html))
    sendPage(res, revisionView, revisionPage(of, { ...row, html: withoutPictures(row.html, hidden, of.lang) }, mayEditHere(of.viewer, of.item)))
  })

  routes.get('/sivu/:id/historia/:number/:other', allow('reader'), async (req, res) => {
    const of = await open(req, viewerOf(res)), [older, newer] = [numberIn(req, 'number'), numberIn(req, 'other')].toSorted((a, b) => a - b) as [number, number]
    sendPage(res, compareView, comparePage(of, await revision(of, older), await revision(of, newer)))
  })

  routes.post('/sivu/:id/palauta/:number', allow('editor'), formBody, async (req, res) => {
    const of = await open(req, viewerOf(res)), { viewer, item, lang } = of, form = readForm(Restoring, req.body)
    if (!mayEditHere(viewer, item)) throw notFound()
    if (!form.ok) throw new HttpError(form.errors['muutos'] ? 422 : 400, form.errors['muutos'] ?? 'errors.badRequest')
    const old = await revision(of, numberIn(req, 'number')), [lists, files] = await Promise.all([itemLists(db, item.id), itemFiles(db, item.id, lang)])
    const summary = form.values.muutos || t(sentenceLocale(lang), 'editing.restored.sentence', { number: old.number })
    const text = prepareText({ title: old.title, body: old.body, lang, files }), state = item.state === 'draft' ? 'draft' : 'published'
    const input = revisedInput(item, files, lang, factsOfItem(item, lists.municipalities), { title: text.title, body: text.body, summary, state })
    await db.transaction().execute((trx) => reviseItem(trx, app.now().toISOString(), actorOf(req, res), item.id, form.values.versio, input, text))
    setFlash(res, 'editing.restored')
    res.redirect(303, `/sivu/${item.id}?kieli=${lang}`)
  })

  async function open(req: Request, viewer: Viewer): Promise<HistoryOf> {
    const item = await findVisibleItem(db, viewer, app.now().toISOString(), numberIn(req)), { kieli } = parse(HistoryQuery, req.query)
    const lang = kieli ?? item?.language, newest = item?.texts.find((text) => text.lang === lang)?.number
    if (!item || lang === undefined || newest === undefined) throw notFound()
    await noteReading(db, app.now().toISOString(), viewer, item, 'revision')
    return { viewer, item, lang, newest }
  }

  async function revision({ viewer, item, lang }: HistoryOf, wanted: number): Promise<RevisionText> {
    const found = await revisionText(db, viewer, item, lang, wanted)
    if (!found) throw notFound()
    return found
  }
  return routes
}
