import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { noteReading } from '../../content/access-log.queries.ts'
import { numberIn } from '../../content/edit-address.ts'
import { sentenceLocale } from '../../content/edit-writing.ts'
import { mayEdit } from '../../content/may-edit.ts'
import type { AppContext } from '../../context.ts'
import type { Db } from '../../database.ts'
import type { Locale } from '../../i18n/locales.ts'
import { t } from '../../i18n/translate.ts'
import { actorOf, allow, viewerOf } from '../../people/auth/access.ts'
import { readForm } from '../../people/form-fields.ts'
import { HttpError, notFound } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { parse } from '../../platform/http/parse.ts'
import { findPath } from '../find-path.ts'
import { guidesOf } from '../guides.ts'
import { pathAddress } from '../onboarding-address.ts'
import { textField } from '../onboarding-form.ts'
import { pathToEdit, type OnboardingPath, type PathTask } from '../path-definition.ts'
import { freshId, moved, renamedPhase, taskIn, withoutPhase, withoutTask, withPhase, withTask } from './change-path.ts'
import { editPathPage, editPathView } from './edit-path.views.ts'
import { savePath, type Saving } from './save-path.ts'
import { audienceOf, linkOf, SharedTask } from './task-fields.ts'
import { NEW_TASK, taskPage, taskView, typedOf, typedTask } from './task.views.ts'

const ADDRESS = '/perehdytys/polku/:id'
const version = z.string().regex(/^\d{1,9}$/).transform(Number)
const id = z.string().min(1).max(40), phase = z.string().min(1).max(200), name = textField(200).refine((text) => text !== '')
const Act = z.discriminatedUnion('teko', [
  z.object({ teko: z.literal('tekstit'), versio: version, otsikko: name, johdanto: z.string().max(2000).transform((text) => text.normalize('NFC').replace(/\s+/g, ' ').trim()) }),
  z.object({ teko: z.enum(['ylos', 'alas', 'poista']), versio: version, tehtava: id }),
  z.object({ teko: z.literal('uusi-vaihe'), versio: version, nimi: name }),
  z.object({ teko: z.literal('nimea-vaihe'), versio: version, vaihe: phase, nimi: name }),
  z.object({ teko: z.literal('poista-vaihe'), versio: version, vaihe: phase }),
  z.object({ teko: z.literal('julkaise'), versio: version }),
])
type Act = z.output<typeof Act>
const EMPTY: OnboardingPath = { intro: '', phases: [], local: [] }

/** The writers of a path change its phases and tasks; each act is a revision of the item, as with any other. */
export function editPathRoutes(app: AppContext) {
  const routes = Router(), { db } = app, now = () => app.now().toISOString()

  routes.get(`${ADDRESS}/muokkaa`, allow('editor'), async (req, res) => {
    const viewer = viewerOf(res), { item, path, number } = await opened(req, res)
    const guides = await guidesOf(db, viewer, now(), path.phases.flatMap(({ tasks }) => tasks.flatMap(({ link }) => link ?? [])))
    sendPage(res, editPathView, editPathPage(viewer, { item, path, number, guides }))
  })

  routes.post(`${ADDRESS}/muokkaa`, allow('editor'), formBody, async (req, res) => {
    const act = parse(Act, req.body)
    await change(req, res, (path) => changed(path, act), (locale) => ({ ...savingOf(act, locale), expected: act.versio }))
    back(req, res, act.teko === 'julkaise' ? 'onboarding.editPath.published' : 'onboarding.editPath.saved')
  })

  routes.get(`${ADDRESS}/tehtava/:task`, allow('editor'), async (req, res) => {
    const { path } = await writable(db, req, res), wanted = String(req.params['task']), vaihe = typeof req.query['vaihe'] === 'string' ? req.query['vaihe'] : ''
    const found = wanted === 'uusi' ? null : taskIn(path, wanted)
    await show(req, res, found ? typedOf(found.task, found.phase) : { ...NEW_TASK, vaihe })
  })

  routes.post(`${ADDRESS}/tehtava/:task`, allow('editor'), formBody, async (req, res) => {
    const { path } = await writable(db, req, res), form = readForm(SharedTask, req.body, ['tekija']), typed = typedTask(req.body), wanted = String(req.params['task'])
    if (!form.ok) return show(req, res, typed, form.errors)
    const { tehtava: title, miksi: why, vaihe, tekija: doers, paiva: dueDays, ohje, pakollinen, koskee, muutos, versio } = form.values, link = linkOf(ohje)
    if (wanted !== 'uusi') taskIn(path, wanted)
    if (ohje !== '' && (link === null || !(await guidesOf(db, viewerOf(res), now(), [link])).has(link))) return show(req, res, typed, { ohje: 'onboarding.form.guideBad' })
    const task = (id: string): PathTask => ({ id, title, why, doers, dueDays, link, required: pakollinen === '1', audience: audienceOf(koskee) })
    await change(req, res, (known) => withTask(known, vaihe, task(wanted === 'uusi' ? freshId(known, 'U') : wanted)),
      (locale) => ({ summary: muutos || t(locale, wanted === 'uusi' ? 'onboarding.editPath.said.added' : 'onboarding.editPath.said.changed', { task: title }), expected: versio }))
    back(req, res, 'onboarding.editPath.saved')
  })

  async function writable(from: Db, req: Request, res: Response) {
    const viewer = viewerOf(res), item = await findPath(from, viewer, now(), numberIn(req)), path = item.data === null ? EMPTY : pathToEdit(item.data)
    if (!path || !mayEdit(viewer, item)) throw notFound()
    return { item, path, number: item.texts.find(({ lang }) => lang === item.language)?.number ?? 0 }
  }
  async function opened(req: Request, res: Response) {
    const found = await writable(db, req, res)
    await noteReading(db, now(), viewerOf(res), found.item, 'page')
    return found
  }
  const change = (req: Request, res: Response, make: (path: OnboardingPath) => OnboardingPath, savingIn: (locale: Locale) => Saving) => db.transaction().execute(async (trx) => {
    const { item, path, number } = await writable(trx, req, res), saving = savingIn(sentenceLocale(item.language))
    if (saving.expected !== number) throw new HttpError(409, 'onboarding.editPath.conflict')
    await savePath(trx, now(), actorOf(req, res), item, make(path), saving)
  })
  async function show(req: Request, res: Response, typed: ReturnType<typeof typedTask>, errors: Record<string, string> = {}) {
    const viewer = viewerOf(res), { item, path, number } = await opened(req, res), address = pathAddress(item.id)
    sendPage(res, taskView, taskPage(viewer.locale, { item, path, action: `${address}/tehtava/${encodeURIComponent(String(req.params['task']))}`, backHref: `${address}/muokkaa`, number, local: null }, typed, errors),
      Object.keys(errors).length > 0 ? 422 : 200)
  }
  return routes
}

function back(req: Request, res: Response, said: string) {
  setFlash(res, said)
  res.redirect(303, `${pathAddress(numberIn(req))}/muokkaa`)
}

function changed(path: OnboardingPath, act: Act): OnboardingPath {
  switch (act.teko) {
    case 'tekstit': return { ...path, intro: act.johdanto }
    case 'ylos': return moved(path, act.tehtava, -1)
    case 'alas': return moved(path, act.tehtava, 1)
    case 'poista': return withoutTask(path, act.tehtava)
    case 'uusi-vaihe': return withPhase(path, act.nimi)
    case 'nimea-vaihe': return renamedPhase(path, act.vaihe, act.nimi)
    case 'poista-vaihe': return withoutPhase(path, act.vaihe)
    case 'julkaise':
      if (!path.phases.some(({ tasks }) => tasks.length > 0)) throw new HttpError(409, 'onboarding.editPath.noTasks')
      return path
  }
}

const savingOf = (act: Act, locale: Locale): Omit<Saving, 'expected'> => ({
  summary: t(locale, `onboarding.editPath.act.${act.teko}`), ...(act.teko === 'tekstit' && { title: act.otsikko }), ...(act.teko === 'julkaise' && { state: 'published' as const }),
})
