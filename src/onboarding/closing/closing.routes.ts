import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { numberIn } from '../../content/edit-address.ts'
import { textFor } from '../../content/item-link.ts'
import { mayEdit } from '../../content/may-edit.ts'
import type { AppContext } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { actorOf, allow, viewerOf } from '../../people/auth/access.ts'
import { errorTitle, formErrors, readForm } from '../../people/form-fields.ts'
import { recordChange } from '../../platform/changes/changes.queries.ts'
import { notFound } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { typedText } from '../../platform/http/parse.ts'
import { findPath } from '../find-path.ts'
import { guidesOf } from '../guides.ts'
import { paragraphField, textField } from '../onboarding-form.ts'
import { findOnboarding, type Onboarding } from '../onboarding.queries.ts'
import { OWN_ADDRESS, pathAddress, personalAddress } from '../onboarding-address.ts'
import { tasksOf } from '../tasks.queries.ts'
import { feedbackOf, figuresOf, helpOfferOf, insertFeedback, isFeedbackGiven, markFeedbackGiven, peopleCounted, putHelpOffer } from './closing.queries.ts'
import { feedbackView, GRADES, helpView, resultsView } from './closing.views.ts'

const Feedback = z.object({ arvio: z.enum(GRADES, 'onboarding.feedback.gradeMissing').transform(Number), auttoi: paragraphField(2000), puuttui: paragraphField(2000) })
const Help = z.object({ apu: textField(300) })

/** The end of a path: what the new employee says of it, what she could help others with, and what the path's writers learn of all of them. */
export function closingRoutes(app: AppContext) {
  const routes = Router(), { db } = app, now = () => app.now().toISOString()

  routes.get('/perehdytys/henkilokohtainen/:id/palaute', allow('reader'), async (req, res) => { await showFeedback(res, await own(req, res), { arvio: '', auttoi: '', puuttui: '' }) })

  routes.post('/perehdytys/henkilokohtainen/:id/palaute', allow('reader'), formBody, async (req, res) => {
    const onboarding = await own(req, res), form = readForm(Feedback, req.body)
    if (!form.ok) return showFeedback(res, onboarding, { arvio: typedText(req.body, 'arvio'), auttoi: typedText(req.body, 'auttoi'), puuttui: typedText(req.body, 'puuttui') }, form.errors)
    const { arvio: grade, auttoi: helped, puuttui: missed } = form.values
    await db.transaction().execute(async (trx) => {
      const path_id = await markFeedbackGiven(trx, onboarding.id)
      if (path_id !== null) await insertFeedback(trx, { path_id, grade, helped, missed })
    })
    setFlash(res, 'onboarding.feedback.thanks')
    res.redirect(303, OWN_ADDRESS)
  })

  routes.get('/perehdytys/polku/:id/palaute', allow('editor'), async (req, res) => {
    const viewer = viewerOf(res), item = await findPath(db, viewer, now(), numberIn(req))
    if (!mayEdit(viewer, item)) throw notFound()
    const [{ count, answers }, figures, people] = await Promise.all([feedbackOf(db, item.id), figuresOf(db, item.id), peopleCounted(db, item.id)]), text = textFor(item.texts, viewer.locale, item.language)
    sendPage(res, resultsView, { title: t(viewer.locale, 'onboarding.results.title'), pathHref: pathAddress(item.id), pathTitle: text?.title ?? '', lang: item.language === viewer.locale ? null : item.language,
      count, answers, people, figures, mean: count === 0 ? '' : new Intl.NumberFormat(viewer.locale === 'se' ? 'fi' : viewer.locale, { maximumFractionDigits: 1 }).format(answers.reduce((sum, { grade }) => sum + grade, 0) / count) })
  })

  routes.get('/perehdytys/autan', allow('reader'), async (_req, res) => { await showHelp(res, await helpOfferOf(db, viewerOf(res).id)) })

  routes.post('/perehdytys/autan', allow('reader'), formBody, async (req, res) => {
    const viewer = viewerOf(res), form = readForm(Help, req.body)
    if (!form.ok) return showHelp(res, typedText(req.body, 'apu'), form.errors)
    await db.transaction().execute(async (trx) => {
      await putHelpOffer(trx, viewer.id, form.values.apu)
      await recordChange(trx, { at: now(), actor: actorOf(req, res), action: 'help-offered', subject: { type: 'person', id: viewer.id } })
    })
    setFlash(res, form.values.apu === '' ? 'onboarding.offer.removed' : 'onboarding.offer.saved')
    res.redirect(303, '/kuka-auttaa')
  })

  /** Only the person herself says what she thinks of her onboarding. */
  async function own(req: Request, res: Response): Promise<Onboarding> {
    const viewer = viewerOf(res), onboarding = await findOnboarding(db, viewer, numberIn(req))
    if (onboarding?.person.id !== viewer.id) throw notFound()
    return onboarding
  }
  async function showFeedback(res: Response, onboarding: Onboarding, typed: Record<'arvio' | 'auttoi' | 'puuttui', string>, found: Record<string, string> = {}) {
    const viewer = viewerOf(res), heading = t(viewer.locale, 'onboarding.feedback.title'), { errors, problems } = formErrors(['arvio', 'auttoi', 'puuttui'] as const, found)
    const links = (await tasksOf(db, onboarding.id)).flatMap((task) => (task.on_path === 1 && task.by_employee === 1 && task.link !== null ? [task.link] : []))
    const guides = [...new Map([...(await guidesOf(db, viewer, now(), links)).values()].map((guide) => [guide.href, guide])).values()]
    sendPage(res, feedbackView, {
      title: errorTitle(viewer.locale, heading, problems), heading, problems, errors, action: `${personalAddress(onboarding.id)}/palaute`, given: await isFeedbackGiven(db, onboarding.id),
      helped: typed.auttoi, missed: typed.puuttui, grades: GRADES.map((value) => ({ value, key: `onboarding.grade.${value}` as const, chosen: typed.arvio === value })), guides,
    }, problems.length > 0 ? 422 : 200)
  }
  async function showHelp(res: Response, text: string, found: Record<string, string> = {}) {
    const { locale } = viewerOf(res), heading = t(locale, 'onboarding.offer.title'), { errors, problems } = formErrors(['apu'] as const, found)
    sendPage(res, helpView, { title: errorTitle(locale, heading, problems), heading, problems, errors, text }, problems.length > 0 ? 422 : 200)
  }
  return routes
}
