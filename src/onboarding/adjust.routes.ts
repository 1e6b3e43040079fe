import { Router, type Response } from 'express'
import { z } from 'zod'
import { numberIn } from '../content/edit-address.ts'
import type { AppContext } from '../context.ts'
import { finnishDay } from '../i18n/finnish-day.ts'
import { actorOf, allow, viewerOf } from '../people/auth/access.ts'
import { readForm } from '../people/form-fields.ts'
import { supervisorsOnly } from '../people/supervisor.ts'
import { setFlash } from '../platform/http/flash.ts'
import { formBody } from '../platform/http/form.ts'
import { sendPage } from '../platform/http/page.ts'
import { parse, typedText } from '../platform/http/parse.ts'
import { addTask, adjustable, changeFacts, chooseTasks, inviteAgain, setEnded, takeOver } from './adjust-onboarding.ts'
import { adjustPage, adjustView, factsOf, NO_TASK, type TypedTask } from './adjust.views.ts'
import { inviteRights } from './invite-rights.ts'
import { invitedPage, invitedView } from './invited.views.ts'
import { choicesOf, dayField, FACTS, isNear, ownLibrary, ownPerson, textField, typedTexts } from './onboarding-form.ts'
import { ownOnly } from './own-only.ts'
import { DOERS } from './path-definition.ts'
import { personalAddress } from './onboarding-address.ts'
import type { TypedFacts } from './start.views.ts'
import { tasksOf } from './tasks.queries.ts'

const ADDRESS = '/perehdytys/henkilokohtainen/:id'
const id = z.string().regex(/^\d{1,15}$/).transform(Number)
const ids = z.union([id.transform((one) => [one]), z.array(id).max(500)]).default([]).transform((all) => new Set(all))
const doer = z.enum(DOERS, 'onboarding.form.doerMissing')
const Facts = z.object(FACTS)
const Chosen = z.object({ naytetty: ids, mukana: ids })
const NewTask = z.object({
  tehtava: textField(300).refine((text) => text !== '', 'onboarding.form.taskMissing'), miksi: textField(500), vaihe: z.string().max(200), pvm: dayField,
  tekija: z.union([doer.transform((one) => [one]), z.array(doer).max(3)], 'onboarding.form.doerMissing'), pakollinen: z.literal('1').optional(),
})

/** What the supervisor changes of a started path: its facts, its tasks, its end. */
export function adjustRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get(`${ADDRESS}/muokkaa`, allow('reader'), supervisorsOnly, async (req, res) => { await show(res, numberIn(req)) })

  routes.post(`${ADDRESS}/muokkaa`, allow('reader'), supervisorsOnly, formBody, async (req, res) => {
    const viewer = viewerOf(res), onboardingId = numberIn(req), form = readForm(Facts, req.body), body: unknown = req.body
    const onboarding = await db.transaction().execute((trx) => adjustable(trx, viewer, onboardingId))
    const typed = { alku: typedText(body, 'alku'), kirjasto: typedText(body, 'kirjasto'), perehdyttaja: typedText(body, 'perehdyttaja'),
      kaveri: typedText(body, 'kaveri') }
    if (!form.ok) return show(res, onboardingId, { facts: typed, errors: form.errors })
    const { alku, kirjasto, perehdyttaja, kaveri } = form.values
    if (perehdyttaja === onboarding.person.id) return show(res, onboardingId, { facts: typed, errors: { perehdyttaja: 'onboarding.form.mentorSame' } })
    if (!isNear(alku, finnishDay(app.now()))) return show(res, onboardingId, { facts: typed, errors: { alku: 'onboarding.form.dateFar' } })
    const facts = await ownOnly(app, req, res, async () => ({ startDate: alku, libraryId: await ownLibrary(db, viewer, kirjasto, onboarding.library_id),
      mentor: perehdyttaja === null ? null : await ownPerson(db, viewer, perehdyttaja), buddy: kaveri }))
    await db.transaction().execute((trx) => changeFacts(trx, app, actorOf(req, res), viewer, onboardingId, facts))
    back(res, personalAddress(onboardingId), 'onboarding.adjust.saved')
  })

  routes.post(`${ADDRESS}/tehtavat`, allow('reader'), supervisorsOnly, formBody, async (req, res) => {
    const onboardingId = numberIn(req), { naytetty, mukana } = parse(Chosen, req.body)
    await db.transaction().execute((trx) => chooseTasks(trx, app, actorOf(req, res), viewerOf(res), onboardingId, naytetty, mukana))
    back(res, personalAddress(onboardingId), 'onboarding.adjust.saved')
  })

  routes.post(`${ADDRESS}/uusi-tehtava`, allow('reader'), supervisorsOnly, formBody, async (req, res) => {
    const viewer = viewerOf(res), onboardingId = numberIn(req), form = readForm(NewTask, req.body, ['tekija']), body: unknown = req.body
    await db.transaction().execute((trx) => adjustable(trx, viewer, onboardingId))
    const typed = { tehtava: typedText(body, 'tehtava'), miksi: typedText(body, 'miksi'), vaihe: typedText(body, 'vaihe'),
      pvm: typedText(body, 'pvm'), tekija: typedTexts(body, 'tekija') }
    if (!form.ok) return show(res, onboardingId, { task: typed, errors: form.errors })
    const { tehtava: title, miksi: why, vaihe: phase, pvm: due, tekija: doers, pakollinen } = form.values
    if (!isNear(due, finnishDay(app.now()))) return show(res, onboardingId, { task: typed, errors: { pvm: 'onboarding.form.dateFar' } })
    await db.transaction().execute((trx) => addTask(trx, app, actorOf(req, res), viewer, onboardingId,
      { title, why, phase, due, doers, required: pakollinen === '1' }))
    back(res, `${personalAddress(onboardingId)}/muokkaa`, 'onboarding.adjust.taskAdded')
  })

  routes.post(`${ADDRESS}/paattyminen`, allow('reader'), supervisorsOnly, formBody, async (req, res) => {
    const onboardingId = numberIn(req), { tila } = parse(z.object({ tila: z.enum(['paattynyt', 'jatkuu']) }), req.body)
    await db.transaction().execute((trx) => setEnded(trx, app, actorOf(req, res), viewerOf(res), onboardingId, tila === 'paattynyt'))
    back(res, personalAddress(onboardingId), tila === 'paattynyt' ? 'onboarding.adjust.nowEnded' : 'onboarding.adjust.nowOpen')
  })

  routes.post(`${ADDRESS}/kutsu`, allow('reader'), supervisorsOnly, formBody, ...inviteRights(app), async (req, res) => {
    const onboardingId = numberIn(req), { person, link } = await db.transaction().execute((trx) => inviteAgain(trx, app, actorOf(req, res), viewerOf(res), onboardingId))
    if (app.config.smtpUrl === null) return sendPage(res, invitedView, invitedPage(viewerOf(res).locale, person, link, onboardingId))
    back(res, personalAddress(onboardingId), 'people.invitationSent')
  })

  routes.post(`${ADDRESS}/vastuu`, allow('contact'), formBody, async (req, res) => {
    const onboardingId = numberIn(req)
    await db.transaction().execute((trx) => takeOver(trx, app, actorOf(req, res), viewerOf(res), onboardingId))
    back(res, personalAddress(onboardingId), 'onboarding.followed.taken')
  })

  async function show(res: Response, onboardingId: number,
    { facts, task = NO_TASK, errors = {} }: { facts?: TypedFacts; task?: TypedTask; errors?: Record<string, string> } = {}) {
    const viewer = viewerOf(res), onboarding = await db.transaction().execute((trx) => adjustable(trx, viewer, onboardingId))
    const [tasks, choices] = await Promise.all([tasksOf(db, onboardingId), choicesOf(db, viewer, onboarding.library_id)])
    sendPage(res, adjustView, adjustPage(viewer.locale, { onboarding, tasks, choices }, facts ?? factsOf(onboarding), task, errors),
      Object.keys(errors).length > 0 ? 422 : 200)
  }
  return routes
}

function back(res: Response, address: string, said: string) {
  setFlash(res, said)
  res.redirect(303, address)
}
