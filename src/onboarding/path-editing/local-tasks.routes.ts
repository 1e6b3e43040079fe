import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { noteReading } from '../../content/access-log.queries.ts'
import { numberIn } from '../../content/edit-address.ts'
import { sentenceLocale } from '../../content/edit-writing.ts'
import type { AppContext } from '../../context.ts'
import type { Db } from '../../database.ts'
import type { Locale } from '../../i18n/locales.ts'
import { t } from '../../i18n/translate.ts'
import { actorOf, allow, viewerOf } from '../../people/auth/access.ts'
import { readForm } from '../../people/form-fields.ts'
import { librariesEver } from '../../people/people.queries.ts'
import { HttpError, notFound } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { parse } from '../../platform/http/parse.ts'
import { findPath } from '../find-path.ts'
import { guidesOf } from '../guides.ts'
import { pathAddress } from '../onboarding-address.ts'
import { pathOf, type LocalTask, type OnboardingPath } from '../path-definition.ts'
import { freshId, localIn, withLocal, withoutLocal } from './change-path.ts'
import { localPage, localView } from './local-tasks.views.ts'
import { savePath } from './save-path.ts'
import { audienceOf, linkOf, LocalTaskForm } from './task-fields.ts'
import { NEW_TASK, stampOf, taskPage, taskView, typedOf, typedTask } from './task.views.ts'

const ADDRESS = '/perehdytys/polku/:id'

/** A contact person's own part of a path: tasks of her municipality or of one of its libraries, alone or instead of a shared one. */
export function localTaskRoutes(app: AppContext) {
  const routes = Router(), { db } = app, now = () => app.now().toISOString()

  routes.get(`${ADDRESS}/paikalliset`, allow('contact'), async (req, res) => {
    const viewer = viewerOf(res), { item, path } = await opened(req, res)
    sendPage(res, localView, localPage(viewer, item, path))
  })

  routes.get(`${ADDRESS}/paikallinen/:task`, allow('contact'), async (req, res) => {
    const { path } = await readable(db, req, res), wanted = String(req.params['task']), known = wanted === 'uusi' ? null : localIn(path, viewerOf(res).municipalitySlug, wanted)
    if (known === undefined) throw notFound()
    await show(req, res, known ? typedOf(known, known.phase) : NEW_TASK)
  })

  routes.post(`${ADDRESS}/paikallinen/:task`, allow('contact'), formBody, async (req, res) => {
    const viewer = viewerOf(res), place = viewer.municipalitySlug, form = readForm(LocalTaskForm, req.body, ['tekija']), typed = typedTask(req.body), wanted = String(req.params['task'])
    await readable(db, req, res)
    if (!form.ok) return show(req, res, typed, form.errors)
    const { tehtava: title, miksi: why, vaihe: phase, tekija: doers, paiva: dueDays, ohje, pakollinen, koskee, muutos, kirjasto: library, korvaa: replaces, ennen } = form.values, link = linkOf(ohje)
    if (ohje !== '' && (link === null || !(await guidesOf(db, viewer, now(), [link])).has(link))) return show(req, res, typed, { ohje: 'onboarding.form.guideBad' })
    if (library !== '' && !(await librariesEver(db)).some((one) => one.name === library && one.municipality_id === viewer.municipalityId)) throw new HttpError(400, 'errors.badRequest')
    await change(req, res, (locale) => muutos || t(locale, 'onboarding.local.said.changed', { place: viewer.municipalityName, task: title }), (path) => {
      const known = wanted === 'uusi' ? undefined : localIn(path, place, wanted)
      if (wanted !== 'uusi' && !known) throw notFound()
      if (stampOf(known) !== ennen) throw new HttpError(409, 'onboarding.editPath.conflict')
      const id = known?.id ?? freshId(path, 'P')
      return withLocal(path, { id, title, why, doers, dueDays, link, required: pakollinen === '1', audience: audienceOf(koskee), municipality: place, library, phase, replaces } satisfies LocalTask)
    })
    back(req, res)
  })

  routes.post(`${ADDRESS}/paikalliset`, allow('contact'), formBody, async (req, res) => {
    const { poista } = parse(z.object({ poista: z.string().min(1).max(40) }), req.body), viewer = viewerOf(res), place = viewer.municipalitySlug
    await change(req, res, (locale) => t(locale, 'onboarding.local.said.removed', { place: viewer.municipalityName }), (path) => {
      if (!localIn(path, place, poista)) throw notFound()
      return withoutLocal(path, place, poista)
    })
    back(req, res)
  })

  async function readable(from: Db, req: Request, res: Response) {
    const item = await findPath(from, viewerOf(res), now(), numberIn(req)), path = pathOf(item.data)
    if (!path || item.state !== 'published') throw notFound()
    return { item, path }
  }
  async function opened(req: Request, res: Response) {
    const found = await readable(db, req, res)
    await noteReading(db, now(), viewerOf(res), found.item, 'page')
    return found
  }
  // read and written in one transaction: what other municipalities save meanwhile stays
  const change = (req: Request, res: Response, summaryIn: (locale: Locale) => string, make: (path: OnboardingPath) => OnboardingPath) => db.transaction().execute(async (trx) => {
    const { item, path } = await readable(trx, req, res)
    await savePath(trx, now(), actorOf(req, res), item, make(path), { summary: summaryIn(sentenceLocale(item.language)), expected: null })
  })
  async function show(req: Request, res: Response, typed: ReturnType<typeof typedTask>, errors: Record<string, string> = {}) {
    const viewer = viewerOf(res), { item, path } = await opened(req, res), address = pathAddress(item.id), libraries = (await librariesEver(db)).filter((one) => one.municipality_id === viewer.municipalityId && (one.closed_at === null || one.name === typed.kirjasto))
    sendPage(res, taskView, taskPage(viewer.locale, { item, path, action: `${address}/paikallinen/${encodeURIComponent(String(req.params['task']))}`, backHref: `${address}/paikalliset`, number: 0,
      local: { place: viewer.municipalityName, libraries } }, typed, errors), Object.keys(errors).length > 0 ? 422 : 200)
  }
  return routes
}

function back(req: Request, res: Response) {
  setFlash(res, 'onboarding.editPath.saved')
  res.redirect(303, `${pathAddress(numberIn(req))}/paikalliset`)
}
