import { Router } from 'express'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import { finnishDay } from '../../i18n/finnish-day.ts'
import { allow, viewerOf } from '../../people/auth/access.ts'
import { readForm } from '../../people/form-fields.ts'
import { HttpError, notFound } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { parse, typedText } from '../../platform/http/parse.ts'
import { LanguageQuery, numberIn } from '../edit-address.ts'
import { itemAddress, textFor } from '../item-link.ts'
import { findVisibleItem } from '../items.queries.ts'
import { helpCounts, helpWords, insertHelpAnswer } from './corrections.queries.ts'
import { DailyVoices } from './daily-voices.ts'
import { helpPage, helpView, helpWordsPage, helpWordsView } from './help.views.ts'
import { readWords, WORDS_LIMIT } from './help-words.ts'
import { maySeeAnswers } from './may-correct.ts'

const MOST = 200
const Answer = z.object({ auttoi: z.enum(['kylla', 'ei']) })

/**
 * "Did this help?" Nobody is kept with an answer, so it writes no row of the change log either: that would say who and when. The owner team
 * and those who write see how many and the words.
 */
export function helpRoutes(app: AppContext) {
  const routes = Router(), { db } = app, voices = new DailyVoices()

  routes.post('/sivu/:id/auttoiko', allow('reader'), formBody, async (req, res) => {
    const viewer = viewerOf(res), now = app.now().toISOString(), id = numberIn(req), { kieli } = parse(LanguageQuery, req.query), item = await findVisibleItem(db, viewer, now, id)
    if (!item || item.state !== 'published') throw notFound()
    const form = readForm(Answer, req.body), shown = textFor(item.texts, kieli ?? viewer.locale, item.language)!, words = readWords(typedText(req.body, 'sanat'))
    if (!form.ok) throw new HttpError(400, 'errors.badRequest')
    if (!words.ok) return sendPage(res, helpView, helpPage(viewer, { id, title: shown.title, lang: shown.lang, words: typedText(req.body, 'sanat'), error: words.error, limit: WORDS_LIMIT }), 422)
    const first = voices.isFirst(viewer.id, id, now)
    if (first) await db.transaction().execute((trx) => insertHelpAnswer(trx, { item_id: id, lang: shown.lang, helped: form.values.auttoi === 'kylla' ? 1 : 0, words: words.words, day: finnishDay(new Date(now)) }))
    setFlash(res, first ? 'corrections.help.thanks' : 'corrections.help.already')
    res.redirect(303, `${itemAddress(id, shown.slug)}?kieli=${shown.lang}`)
  })

  routes.get('/sivu/:id/palaute', allow('reader'), async (req, res) => {
    const viewer = viewerOf(res), item = await findVisibleItem(db, viewer, app.now().toISOString(), numberIn(req))
    if (!item || !maySeeAnswers(viewer, item)) throw notFound()
    const [counts, words] = await Promise.all([helpCounts(db, item.id), helpWords(db, item.id, MOST)])
    sendPage(res, helpWordsView, helpWordsPage(viewer, item, counts, words))
  })
  return routes
}
