import { Router, type Response } from 'express'
import { z } from 'zod'
import { noteReading } from '../../content/access-log.queries.ts'
import { prepareText } from '../../content/prepare-text.ts'
import { createItem } from '../../content/save-item.ts'
import type { AppContext } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { actorOf, allow, viewerOf } from '../../people/auth/access.ts'
import { errorTitle, formErrors, readForm } from '../../people/form-fields.ts'
import { allTeams } from '../../people/people.queries.ts'
import { isAtLeast, type Viewer } from '../../people/viewer.ts'
import { HttpError } from '../../platform/http/errors.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { typedText } from '../../platform/http/parse.ts'
import { findPath } from '../find-path.ts'
import { pathAddress } from '../onboarding-address.ts'
import { textField } from '../onboarding-form.ts'
import { pathToEdit, storedPath, type OnboardingPath } from '../path-definition.ts'
import { newPathView } from './new-path.views.ts'
import { readablePaths } from './paths.queries.ts'
import { bodyOf } from './save-path.ts'

const ADDRESS = '/perehdytys/polku/uusi'
const New = z.object({ otsikko: textField(200).refine((title) => title !== '', 'onboarding.newPath.titleMissing'), vastuu: z.string().regex(/^[1-9]\d{0,8}$/, 'onboarding.newPath.ownerMissing').transform(Number),
  pohja: z.union([z.literal('').transform(() => null), z.string().regex(/^[1-9]\d{0,14}$/).transform(Number)]).default(null) })
const EMPTY: OnboardingPath = { intro: '', phases: [], local: [] }

/** A new path: empty, or begun as a copy of one that is there. It is a draft until it is published. */
export function newPathRoutes(app: AppContext) {
  const routes = Router(), { db } = app, now = () => app.now().toISOString()

  routes.get(ADDRESS, allow('editor'), async (_req, res) => { await show(res, { otsikko: '', vastuu: '', pohja: '' }) })

  routes.post(ADDRESS, allow('editor'), formBody, async (req, res) => {
    const viewer = viewerOf(res), form = readForm(New, req.body), typed = { otsikko: typedText(req.body, 'otsikko'), vastuu: typedText(req.body, 'vastuu'), pohja: typedText(req.body, 'pohja') }
    if (!form.ok) return show(res, typed, form.errors)
    const { otsikko: title, vastuu: ownerTeamId, pohja } = form.values
    if (!(await teamsFor(viewer)).some(({ id }) => id === ownerTeamId)) throw new HttpError(400, 'errors.badRequest')
    const model = pohja === null ? null : await findPath(db, viewer, now(), pohja)
    if (model) await noteReading(db, now(), viewer, model, 'page')
    const path = { ...((model && pathToEdit(model.data)) ?? EMPTY), local: [] }
    const input = {
      externalId: null, kind: 'path' as const, lang: 'fi', title, body: bodyOf(path, new Map(), new Map()), summary: t('fi', 'onboarding.newPath.said'), state: 'draft' as const, ownerTeamId, restrictedTeamId: null, networkWide: true,
      municipalityIds: [], roles: ['uusi työntekijä'], subjects: [], goals: [], reviewMonths: 12 as const, statutoryTask: null, partOf: null, noticeType: null, visibleFrom: null, visibleUntil: null, data: storedPath(path), files: [], sample: false,
    }
    const { id } = await db.transaction().execute((trx) => createItem(trx, now(), actorOf(req, res), input, prepareText({ title, body: input.body, lang: 'fi', files: [] })))
    res.redirect(303, `${pathAddress(id)}/muokkaa`)
  })

  const teamsFor = async (viewer: Viewer) => (await allTeams(db)).filter(({ id }) => isAtLeast(viewer, 'admin') || viewer.teamIds.includes(id))
  async function show(res: Response, typed: { otsikko: string; vastuu: string; pohja: string }, found: Record<string, string> = {}) {
    const viewer = viewerOf(res), heading = t(viewer.locale, 'onboarding.newPath.title'), { errors, problems } = formErrors(['otsikko', 'vastuu'] as const, found)
    sendPage(res, newPathView, {
      title: errorTitle(viewer.locale, heading, problems), heading, problems, errors, name: typed.otsikko,
      teams: (await teamsFor(viewer)).map(({ id, name }) => ({ value: String(id), label: name, chosen: typed.vastuu === String(id) })),
      models: (await readablePaths(db, viewer, now())).map(({ id, title }) => ({ value: String(id), label: title, chosen: typed.pohja === String(id) })),
    }, problems.length > 0 ? 422 : 200)
  }
  return routes
}
