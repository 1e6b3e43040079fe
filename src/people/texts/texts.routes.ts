import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import type { Trx } from '../../database.ts'
import { textProblem } from '../../i18n/check-text.ts'
import { LOCALES, type Locale } from '../../i18n/locales.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import { isMessageKey } from '../../i18n/translate.ts'
import { recordChange } from '../../platform/changes/changes.queries.ts'
import { notFound } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { parse, typedText } from '../../platform/http/parse.ts'
import { actorOf, allow, viewerOf } from '../auth/access.ts'
import { emailField, readForm } from '../form-fields.ts'
import { personByEmail } from '../people.queries.ts'
import { isAtLeast, type Viewer } from '../viewer.ts'
import { addReviewer, allOverrides, deleteOverride, isReviewer, loadTexts, putOverride, removeReviewer, reviewers } from './texts.queries.ts'
import { textPage, textView, textsPage, textsView } from './texts.views.ts'

const HOME = '/hallinta/tekstit'
const Lang = z.object({ kieli: z.enum(LOCALES).default('se') })
const List = Lang.extend({ q: z.string().max(100).default(''), tila: z.enum(['', 'puuttuu', 'korjattu']).default(''), sivu: z.string().regex(/^[1-9]\d{0,3}$/).transform(Number).default(1) })
const Text = z.object({
  teksti: z.string('texts.missing').normalize('NFC').trim().min(1, 'texts.missing').max(2_000, 'texts.long').refine((given) => given.isWellFormed() && !given.includes('\0'), 'texts.bad.parse'),
  lahde: z.string().normalize('NFC').trim().max(300, 'texts.long').default(''),
})

/** Every text of the interface with its languages and sources: anybody on the staff may look, a reviewer puts right. */
export function textRoutes(app: AppContext) {
  const routes = Router(), { db } = app
  const mayChange = async (viewer: Viewer) => isAtLeast(viewer, 'admin') || isReviewer(db, viewer.id)

  routes.get(HOME, allow('reader'), async (req, res) => {
    const viewer = viewerOf(res), { q, kieli, tila, sivu } = parse(List, req.query)
    sendPage(res, textsView, textsPage(viewer.locale, { words: q, lang: kieli, only: tila, page: sivu }, await allOverrides(db), isAtLeast(viewer, 'admin') ? await reviewers(db) : null))
  })

  routes.post(`${HOME}/tarkistajat`, allow('admin'), formBody, async (req, res) => {
    const email = emailField.safeParse(typedText(req.body, 'sahkoposti')), gone = /^\d{1,9}$/.exec(typedText(req.body, 'poista'))?.[0]
    const person = email.success ? await personByEmail(db, email.data) : undefined
    if (person || gone !== undefined) await change(req, res, 'text-reviewers-changed', person?.id ?? Number(gone), (trx) => (person ? addReviewer(trx, person.id) : removeReviewer(trx, Number(gone))))
    setFlash(res, person || gone !== undefined ? 'people.saved' : 'texts.noSuchPerson')
    res.redirect(303, HOME)
  })

  routes.get(`${HOME}/:key`, allow('reader'), async (req, res) => {
    const viewer = viewerOf(res), key = keyIn(req), { kieli } = parse(Lang, req.query)
    sendPage(res, textView, textPage(viewer.locale, key, kieli, await allOverrides(db), await mayChange(viewer), null))
  })

  routes.post(`${HOME}/:key`, allow('reader'), formBody, async (req, res) => {
    const viewer = viewerOf(res), key = keyIn(req), { kieli } = parse(Lang, req.query)
    if (!(await mayChange(viewer))) throw notFound()
    if (typedText(req.body, 'toiminto') === 'palauta') {
      await change(req, res, 'text-restored', null, (trx) => deleteOverride(trx, key, kieli), { key, locale: kieli })
      return back(res, key, kieli)
    }
    const form = readForm(Text, req.body), problem = form.ok ? textProblem(key, kieli, form.values.teksti) : null
    // Sámi is never invented: who writes it says where it comes from
    const errors = form.ok ? { ...(problem && { teksti: problem }), ...(kieli === 'se' && form.values.lahde === '' && { lahde: 'texts.sourceMissing' }) } : form.errors
    if (!form.ok || Object.keys(errors).length > 0) {
      return sendPage(res, textView, textPage(viewer.locale, key, kieli, await allOverrides(db), true, { text: typedText(req.body, 'teksti'), source: typedText(req.body, 'lahde') }, errors), 422)
    }
    await change(req, res, 'text-corrected', null, (trx) => putOverride(trx, { key, locale: kieli, text: form.values.teksti, source: form.values.lahde, changed_by: viewer.id, changed_at: app.now().toISOString() }), { key, locale: kieli })
    back(res, key, kieli)
  })

  async function change(req: Request, res: Response, action: string, personId: number | null, act: (trx: Trx) => Promise<unknown>, detail: Record<string, string> = {}) {
    await db.transaction().execute(async (trx) => {
      await act(trx)
      await recordChange(trx, { at: app.now().toISOString(), actor: actorOf(req, res), action, subject: personId === null ? { type: 'system', id: null } : { type: 'person', id: personId }, detail })
    })
    await loadTexts(app)
  }
  return routes
}

function keyIn(req: Request): MessageKey {
  const key = String(req.params['key'])
  if (!isMessageKey(key)) throw notFound()
  return key
}

function back(res: Response, key: MessageKey, lang: Locale) {
  setFlash(res, 'people.saved')
  res.redirect(303, `${HOME}/${key}?kieli=${lang}`)
}
