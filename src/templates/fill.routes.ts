import { Router, type Response } from 'express'
import { z } from 'zod'
import type { AppContext } from '../context.ts'
import { finnishDay } from '../i18n/finnish-day.ts'
import { t } from '../i18n/translate.ts'
import { actorOf, allow, viewerOf } from '../people/auth/access.ts'
import type { Viewer } from '../people/viewer.ts'
import { formBody } from '../platform/http/form.ts'
import { sendPage } from '../platform/http/page.ts'
import { parse, typedText } from '../platform/http/parse.ts'
import { formName, REASONS, savePanel, typedPanel, unaskedLanguages, type Reason } from './fill-around.ts'
import { fillPage, type Shown } from './fill-page.ts'
import { fillTemplate } from './fill-template.ts'
import { fillView } from './fill.views.ts'
import { changeRows } from './form-input.ts'
import { libraryFacts } from './library-facts.ts'
import { fillFromForm, hasErrors, openTemplate, type OpenTemplate } from './open-template.ts'
import { orderTranslation } from './orders/order-translation.ts'
import { startingForm } from './starting-form.ts'
import { formatDate } from './template-dates.ts'
import { missingLanguages } from './template-results.ts'
import { translationOrder } from './translation-order.ts'

const Query = z.object({ esimerkki: z.literal('1').optional() })
const LONGEST_REASON = 500
const DAY = 86_400_000

/** Filling in a template. What is written into the form is answered and forgotten: only what someone saves or orders on purpose is kept. */
export function fillRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/viestipohjat/:id', allow('reader'), async (req, res) => {
    const viewer = viewerOf(res), examples = parse(Query, req.query).esimerkki !== undefined, open = await openTemplate(app, viewer, req.params, res)
    if (!open) return
    const { template, places } = open, input = await startingForm(template.fields, places, viewer.municipalitySlug, libraryFacts(app, template.fields), { examples })
    await send(res, viewer, open, { form: { input, gone: [] }, filled: fillTemplate(template, input, places), problems: [], summary: false, examples, changed: null, body: {} })
  })

  routes.post('/viestipohjat/:id', allow('reader'), formBody, async (req, res) => {
    const viewer = viewerOf(res), open = await openTemplate(app, viewer, req.params, res, { form: formName(req.body) })
    if (!open) return
    const { form, filled } = await fillFromForm(app, open, req.body)
    const changed = changeRows(open.template.fields, form.input, typedText(req.body, '_rivi'))
    const isLive = typedText(req.body, '_elava') === '1', isChecked = !isLive && changed === null || typedText(req.body, '_tarkistettu') === '1'
    const again = changed ? fillTemplate(open.template, form.input, open.places) : filled
    // Until the first check an empty field is no mistake: someone is still writing.
    const problems = isChecked ? again.problems : again.problems.filter(({ code }) => code !== 'required')
    await send(res, viewer, open, { form, filled: again, problems, summary: isChecked, examples: false, changed, body: req.body }, { isLive: isLive || changed !== null })
  })

  // going ahead in Finnish: the reason is kept, and the translator gets the order
  routes.post('/viestipohjat/:id/kaannostilaus', allow('reader'), formBody, async (req, res) => {
    const viewer = viewerOf(res), open = await openTemplate(app, viewer, req.params, res)
    if (!open) return
    const { locale } = viewer, { form, filled } = await fillFromForm(app, open, req.body), shown = { form, filled, problems: filled.problems, summary: true, examples: false, changed: null, body: req.body }
    if (hasErrors(filled)) return send(res, viewer, open, shown)
    const languages = await unaskedLanguages(app, open.item.id, req.body, filled), reason = REASONS.find((one) => one === typedText(req.body, '_tilaus_syy'))
    const more = typedText(req.body, '_tilaus_teksti').normalize('NFC').replace(/\s+/g, ' ').trim().slice(0, LONGEST_REASON)
    if (!reason || (reason === 'other' && !more)) return send(res, viewer, open, { ...shown, orderError: t(locale, reason ? 'templates.reasonMore' : 'templates.reasonFirst') })
    if (languages.length === 0) return send(res, viewer, open, shown)
    const title = open.item.texts.find(({ lang }) => lang === open.item.language)?.title ?? open.template.title, now = app.now(), isUrgent = reason === 'emergency'
    const dueAt = isUrgent ? now : new Date(now.getTime() + DAY), due = isUrgent ? t('fi', 'templates.orderNow') : formatDate(finnishDay(dueAt), 'fi', 'pitka')
    const id = await db.transaction().execute((trx) => orderTranslation(trx, now.toISOString(), actorOf(req, res), {
      itemId: open.item.id, title, languages, municipalityId: viewer.municipalityId, reason: reasonText(reason, more), dueAt: dueAt.toISOString(),
      texts: translationOrder(title, filled.channels, missingLanguages(filled.languages).map(({ language }) => language), due),
    }))
    await send(res, viewer, open, { ...shown, body: { ...req.body, _tilattu: String(id) } })
  })

  async function send(res: Response, viewer: Viewer, open: OpenTemplate, shown: Shown, { isLive = false } = {}) {
    const isRefused = !isLive && (shown.summary && shown.problems.some(({ level }) => level === 'error') || shown.orderError)
    const panel = typedText(shown.body, '_kerta') === '' ? undefined : await savePanel(db, viewer, open.item, typedPanel(shown.body))
    sendPage(res, fillView, await fillPage(app, viewer, open, { ...shown, ...(panel && { panel }) }), isRefused ? 422 : 200)
  }

  return routes
}

/** The reason is for the translator, so it is in Finnish. */
const reasonText = (reason: Reason, more: string) => [t('fi', `templates.reason.${reason}`), more].filter(Boolean).join(': ')
