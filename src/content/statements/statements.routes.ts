import { Router, type Response } from 'express'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import { actorOf, allow, maybeViewer, viewerOf } from '../../people/auth/access.ts'
import { emailField, readForm } from '../../people/form-fields.ts'
import { localeOf } from '../../people/locale-of.ts'
import { recordChange } from '../../platform/changes/changes.queries.ts'
import { HttpError, notFound } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { typedText } from '../../platform/http/parse.ts'
import { numberIn } from '../edit-address.ts'
import { answer, giveFeedback } from './give-feedback.ts'
import { allFeedback, feedbackById, insertFault, mendFault, openFaults, putStatement, statementOf } from './statements.queries.ts'
import { formOf, managePage, manageView, privacyPage, privacyView, statementPage, statementView, type ManageForm } from './statements.views.ts'

const text = (most: number) => z.string('statements.textMissing').normalize('NFC').trim().min(1, 'statements.textMissing').max(most, 'statements.textLong').refine((given) => given.isWellFormed() && !given.includes('\0'), 'content.text.badCharacter')
const optional = (most: number) => z.string().normalize('NFC').trim().max(most, 'statements.textLong').default('')
const FeedbackForm = z.object({ teksti: text(5_000), vastaus: z.union([z.literal(''), emailField], 'auth.emailBad').default('') })
const Settings = z.object({
  tila: z.enum(['full', 'partial', 'none']), yhteys: optional(200), sahkoposti: z.union([z.literal(''), emailField], 'auth.emailBad').default(''), valvoja: text(200), osoite: z.string().trim().max(500).regex(/^https:\/\/[^\s"<>]+$/, 'statements.addressBad'), rekisterinpitaja: optional(200),
})
const FaultForm = z.object({ fi: text(500), sv: text(500), en: text(500), se: optional(500) })
const Answer = z.object({ vastaus: text(5_000) })
const HOME = '/hallinta/saavutettavuus'

/** What the law asks to be said: how accessible the service is, with feedback that is answered, and what is kept of people. */
export function statementRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/saavutettavuus', allow('anyone'), async (_req, res) => {
    sendPage(res, statementView, statementPage(localeOf(res), maybeViewer(res) !== undefined, await statementOf(db), await openFaults(db)))
  })

  routes.post('/saavutettavuus/palaute', allow('anyone'), formBody, async (req, res) => {
    const form = readForm(FeedbackForm, req.body), typed = { text: typedText(req.body, 'teksti'), replyTo: typedText(req.body, 'vastaus') }
    const again = async (errors: Record<string, string>, status: number) => { sendPage(res, statementView, statementPage(localeOf(res), maybeViewer(res) !== undefined, await statementOf(db), await openFaults(db), typed, errors), status) }
    if (!form.ok) return again(form.errors, 422)
    const taken = await giveFeedback(app, actorOf(req, res), { text: form.values.teksti, replyTo: form.values.vastaus, lang: localeOf(res) })
    if (!taken) return again({ teksti: 'statements.tooMany' }, 429)
    setFlash(res, 'statements.thanks')
    res.redirect(303, '/saavutettavuus')
  })

  routes.get('/tietosuoja', allow('anyone'), async (_req, res) => {
    sendPage(res, privacyView, privacyPage(localeOf(res), maybeViewer(res) !== undefined, await statementOf(db)))
  })

  routes.get(HOME, allow('admin'), async (_req, res) => { await manage(res, formOf(await statementOf(db))) })

  routes.post(HOME, allow('admin'), formBody, async (req, res) => {
    const form = readForm(Settings, req.body), at = app.now().toISOString(), known = formOf(await statementOf(db))
    if (!form.ok) {
      const typed = (field: string) => typedText(req.body, field)
      return manage(res, { ...known, fields: { yhteys: typed('yhteys'), sahkoposti: typed('sahkoposti'), valvoja: typed('valvoja'), osoite: typed('osoite'), rekisterinpitaja: typed('rekisterinpitaja') } }, form.errors, 422)
    }
    const { tila: state, yhteys: contact, sahkoposti: email, valvoja: authority, osoite, rekisterinpitaja: controller } = form.values
    await db.transaction().execute(async (trx) => {
      await putStatement(trx, { state, contact, email, authority, authority_href: osoite, controller, written_at: at, changed_by: viewerOf(res).id })
      await recordChange(trx, { at, actor: actorOf(req, res), action: 'statement-changed', subject: { type: 'system', id: null } })
    })
    back(res)
  })

  routes.post(`${HOME}/puute`, allow('admin'), formBody, async (req, res) => {
    const form = readForm(FaultForm, req.body), at = app.now().toISOString(), typed = (field: string) => typedText(req.body, field)
    if (!form.ok) return manage(res, { ...formOf(await statementOf(db)), fault: { fi: typed('fi'), sv: typed('sv'), en: typed('en'), se: typed('se') } }, form.errors, 422)
    await db.transaction().execute(async (trx) => {
      await insertFault(trx, { ...form.values, noted_at: at, mended_at: null })
      await recordChange(trx, { at, actor: actorOf(req, res), action: 'statement-changed', subject: { type: 'system', id: null } })
    })
    back(res)
  })

  routes.post(`${HOME}/puute/:id/korjattu`, allow('admin'), formBody, async (req, res) => {
    const at = app.now().toISOString(), id = numberIn(req)
    await db.transaction().execute(async (trx) => {
      if (!(await mendFault(trx, id, at))) throw notFound()
      await recordChange(trx, { at, actor: actorOf(req, res), action: 'statement-changed', subject: { type: 'system', id: null } })
    })
    back(res)
  })

  routes.post(`${HOME}/palaute/:id`, allow('admin'), formBody, async (req, res) => {
    const form = readForm(Answer, req.body), feedback = await feedbackById(db, numberIn(req))
    if (!feedback) throw notFound()
    if (!form.ok) throw new HttpError(422, 'statements.textMissing')
    if (!(await answer(app, { ...actorOf(req, res), id: viewerOf(res).id }, feedback, form.values.vastaus))) throw new HttpError(409, 'statements.answeredAlready')
    back(res)
  })

  async function manage(res: Response, form: ManageForm, errors: Record<string, string> = {}, status = 200) {
    sendPage(res, manageView, managePage(localeOf(res), app.now().toISOString(), form, await openFaults(db), await allFeedback(db, 100), errors), status)
  }
  return routes
}

function back(res: Response) {
  setFlash(res, 'people.saved')
  res.redirect(303, HOME)
}
