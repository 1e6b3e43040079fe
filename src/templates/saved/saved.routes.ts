import { Router, type Request, type Response } from 'express'
import type { AppContext } from '../../context.ts'
import type { Trx } from '../../database.ts'
import { t } from '../../i18n/translate.ts'
import { actorOf, allow, viewerOf } from '../../people/auth/access.ts'
import { teamById } from '../../people/people.queries.ts'
import { teamPeople, tell } from '../../people/inbox/inbox.queries.ts'
import type { Viewer } from '../../people/viewer.ts'
import { recordChange } from '../../platform/changes/changes.queries.ts'
import { HttpError, notFound } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { typedText } from '../../platform/http/parse.ts'
import { savePanel, typedPanel, type SavePanel } from '../fill-around.ts'
import { fillPage } from '../fill-page.ts'
import { fillView } from '../fill.views.ts'
import { fillTemplate } from '../fill-template.ts'
import { readFormInput } from '../form-input.ts'
import { fillFromForm, Id, openTemplate, type OpenTemplate } from '../open-template.ts'
import { FIELD_NAME } from '../template-language.ts'
import { colleagueByEmail, deleteMessage, emailOf, insertMessage, openableMessages, updateMessage, type Shared } from './saved.queries.ts'
import { savedPage, savedView } from './saved.views.ts'

const LONGEST_TITLE = 100

/** Filled forms that are saved, alone or for colleagues. Only what someone saves on purpose is kept. */
export function savedRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/viestipohjat/omat', allow('reader'), async (_req, res) => {
    const viewer = viewerOf(res)
    sendPage(res, savedView, savedPage(viewer, await openableMessages(db, viewer, app.now().toISOString()).orderBy('saved.changed_at', 'desc').limit(300).execute()))
  })

  routes.get('/viestipohjat/omat/:saved', allow('reader'), async (req, res) => {
    const viewer = viewerOf(res), message = await open(viewer, req.params['saved']), opened = await openTemplate(app, viewer, { id: String(message.item_id) }, res)
    if (!opened) return
    const input = JSON.parse(message.input) as Record<string, string>, form = readFormInput(opened.template.fields, input), filled = fillTemplate(opened.template, form.input, opened.places)
    // a copy of last year's begins anew: the old one stays, and what is missing is asked for again
    const isCopy = req.query['kopio'] === '1', shared = message.shared_person_id === null ? '' : await emailOf(db, message.shared_person_id)
    const panel = await savePanel(db, viewer, opened.item, isCopy ? { title: t(viewer.locale, 'templates.copyOf', { title: message.title }) } : {
      id: message.id, number: message.number, title: message.title, teamId: message.shared_team_id, email: shared, owner: message.owner_id === viewer.id ? null : message.owner,
    })
    const problems = filled.problems.filter(({ code }) => code !== 'required')
    sendPage(res, fillView, await fillPage(app, viewer, opened, { form, filled, problems, summary: false, examples: false, changed: null, body: isCopy ? {} : input, panel }))
  })

  routes.post('/viestipohjat/omat/:saved/poista', allow('reader'), async (req, res) => {
    const viewer = viewerOf(res), message = await open(viewer, req.params['saved']), at = app.now().toISOString()
    if (message.owner_id !== viewer.id) throw notFound()
    await db.transaction().execute(async (trx) => {
      await deleteMessage(trx, message.id)
      await recordChange(trx, { at, actor: actorOf(req, res), action: 'message-deleted', subject: { type: 'item', id: message.item_id }, detail: { message: message.id } })
    })
    setFlash(res, 'templates.messageDeleted')
    res.redirect(303, '/viestipohjat/omat')
  })

  routes.post('/viestipohjat/:id/tallenna', allow('reader'), formBody, async (req, res) => {
    const viewer = viewerOf(res), at = app.now().toISOString(), opened = await openTemplate(app, viewer, req.params, res)
    if (!opened) return
    const title = typedText(req.body, '_nimi').normalize('NFC').replace(/\s+/g, ' ').trim(), actor = actorOf(req, res)
    const known = typedText(req.body, '_tallennus') === '' ? undefined : await open(viewer, typedText(req.body, '_tallennus'))
    if (known && known.item_id !== opened.item.id) throw notFound()
    const before: Shared = known ? { personId: known.shared_person_id, teamId: known.shared_team_id } : { personId: null, teamId: null }
    const sharing = await sharedWith(req, viewer, [...viewer.teamIds, opened.item.owner_team_id, before.teamId])
    const titleError = title === '' ? t(viewer.locale, 'templates.save.nameMissing') : title.length > LONGEST_TITLE ? t(viewer.locale, 'templates.save.nameLong') : null
    if (titleError !== null || sharing.error !== null) return sendAgain(req, res, opened, { titleError, emailError: sharing.error })
    const message = { itemId: opened.item.id, title, input: savedInput(req.body), ownerId: viewer.id, shared: sharing.shared }, number = Number(typedText(req.body, '_numero'))
    const { id, isCopy } = await db.transaction().execute(async (trx) => {
      const saved = known !== undefined && (await updateMessage(trx, at, viewer.id, known.id, number, known.owner_id === viewer.id ? message : { ...message, shared: before }))
      // someone else saved it meanwhile: hers stays, and this one is saved beside it
      const kept = saved ? known!.id : await insertMessage(trx, at, message)
      await recordChange(trx, { at, actor, action: 'message-saved', subject: { type: 'item', id: opened.item.id }, detail: { message: kept } })
      // who could open it already is not told again; only its owner chooses with whom it is shared
      const knew = new Set([viewer.id, ...(saved ? await peopleOf(trx, before) : [])])
      const told = saved && known?.owner_id !== viewer.id ? [] : (await peopleOf(trx, message.shared)).filter((person) => !knew.has(person))
      await tell(trx, at, told, { message: 'templates.told.shared', values: { title, name: viewer.name }, href: `/viestipohjat/omat/${kept}`, itemId: opened.item.id })
      return { id: kept, isCopy: known !== undefined && !saved }
    })
    setFlash(res, isCopy ? 'templates.save.copied' : 'templates.save.done')
    res.redirect(303, `/viestipohjat/omat/${id}`)
  })

  async function sendAgain(req: Request, res: Response, opened: OpenTemplate, errors: Pick<SavePanel, 'titleError' | 'emailError'>) {
    const viewer = viewerOf(res), { form, filled } = await fillFromForm(app, opened, req.body)
    const panel = { ...(await savePanel(db, viewer, opened.item, typedPanel(req.body))), ...errors }
    sendPage(res, fillView, await fillPage(app, viewer, opened, { form, filled, problems: filled.problems.filter(({ code }) => code !== 'required'), summary: false, examples: false, changed: null, body: req.body, panel }), 422)
  }

  async function sharedWith(req: Request, viewer: Viewer, teams: readonly (number | null)[]): Promise<{ shared: Shared; error: string | null }> {
    const team = typedText(req.body, '_ryhma'), email = typedText(req.body, '_kollega').trim()
    const teamId = team === '' ? null : /^[1-9]\d{0,8}$/.test(team) && teams.includes(Number(team)) && (await teamById(db, Number(team))) ? Number(team) : undefined
    if (teamId === undefined) throw new HttpError(400, 'errors.badRequest')
    const colleague = email === '' ? null : await colleagueByEmail(db, email)
    return { shared: { teamId, personId: colleague?.id ?? null }, error: colleague === undefined ? t(viewer.locale, 'templates.save.nobody') : null }
  }

  async function open(viewer: Viewer, given: unknown) {
    const id = Id.safeParse(given), message = id.success ? await openableMessages(db, viewer, app.now().toISOString()).where('saved.id', '=', id.data).executeTakeFirst() : undefined
    if (!message) throw notFound()
    return message
  }

  return routes
}

const peopleOf = async (trx: Trx, { personId, teamId }: Shared) => [...(personId === null ? [] : [personId]), ...(teamId === null ? [] : await teamPeople(trx, teamId))]

/** Everything that was filled in, also of fields that the template has lost, and the translation that was ordered for it; what else is the form's own is left out. */
function savedInput(body: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(body as Record<string, unknown>)
    .filter((entry): entry is [string, string] => typeof entry[1] === 'string' && (entry[0] === '_tilattu' || FIELD_NAME.test(entry[0].split('.')[0]!))))
}
