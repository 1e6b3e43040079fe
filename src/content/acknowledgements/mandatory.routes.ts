import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import { finnishDay } from '../../i18n/finnish-day.ts'
import { actorOf, allow, viewerOf } from '../../people/auth/access.ts'
import { readForm } from '../../people/form-fields.ts'
import { allMunicipalities, allTeams } from '../../people/people.queries.ts'
import { isAtLeast, type Viewer } from '../../people/viewer.ts'
import { recordChange } from '../../platform/changes/changes.queries.ts'
import { HttpError, notFound } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { parse, typedText } from '../../platform/http/parse.ts'
import { numberIn } from '../edit-address.ts'
import { findVisibleItem, type ItemFacts } from '../items.queries.ts'
import { mayEdit } from '../may-edit.ts'
import { dayAfter } from '../facts/holidays.ts'
import { endMandatory, insertMandatory, mandatoryOf, type Mandatory } from './acknowledgements.queries.ts'
import { mandatoryPage, mandatoryView, type TypedMandatory } from './mandatory.views.ts'

const id = z.string().regex(/^[1-9]\d{0,8}$/).transform(Number)
const ids = z.union([id.transform((one) => [one]), z.array(id).max(60)]).default([])
const Marking = z.object({ koskee: z.enum(['verkosto', 'kunnat']).default('kunnat'), kunnat: ids, ryhmat: ids, maara: z.iso.date('acks.mark.dateBad'),
  sailytys: z.enum(['6', '12', '24', '60']).transform(Number) })

/** Whether she may ask the whole network: the owner team and the administrator; other writers ask their own municipality. */
const mayAskAll = (viewer: Viewer, item: ItemFacts) => isAtLeast(viewer, 'admin') || viewer.teamIds.includes(item.owner_team_id)
const mayEnd = (viewer: Viewer, item: ItemFacts, one: Mandatory) =>
  mayAskAll(viewer, item) || (one.network_wide === 0 && one.places.length > 0 && one.places.every((place) => place.id === viewer.municipalityId))

/** A writer of an item says who must read and acknowledge it, by when, and how long the acknowledgements are kept. */
export function mandatoryRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/sivu/:id/kuitattavaksi', allow('editor'), async (req, res) => {
    const today = finnishDay(app.now())
    await show(res, await open(req, res), { koskee: 'kunnat', kunnat: [viewerOf(res).municipalityId], ryhmat: [], maara: dayAfter(today, 14), sailytys: '24' })
  })

  routes.post('/sivu/:id/kuitattavaksi', allow('editor'), formBody, async (req, res) => {
    const viewer = viewerOf(res), item = await open(req, res), today = finnishDay(app.now()), form = readForm(Marking, req.body, ['kunnat', 'ryhmat'])
    const typed = typedFields(req.body)
    if (!form.ok) return show(res, item, typed, form.errors)
    const { koskee, kunnat, ryhmat, maara, sailytys } = form.values, wide = koskee === 'verkosto', all = mayAskAll(viewer, item)
    if ((wide || kunnat.some((place) => place !== viewer.municipalityId)) && !all) throw new HttpError(400, 'errors.badRequest')
    if (!wide && kunnat.length === 0) return show(res, item, typed, { kunnat: 'acks.mark.noPlace' })
    if (maara < today || maara > dayAfter(today, 366)) return show(res, item, typed, { maara: 'acks.mark.dateFar' })
    const [municipalities, teams] = await Promise.all([allMunicipalities(db), allTeams(db)])
    if (kunnat.some((place) => !municipalities.some((known) => known.id === place)) || ryhmat.some((team) => !teams.some((known) => known.id === team))) throw new HttpError(400, 'errors.badRequest')
    await db.transaction().execute(async (trx) => {
      await insertMandatory(trx, { item_id: item.id, network_wide: wide ? 1 : 0, from_on: today, due_on: maara, keep_months: sailytys, made_by: viewer.id, ended_on: null }, wide ? [] : [...new Set(kunnat)], [...new Set(ryhmat)])
      await recordChange(trx, { at: app.now().toISOString(), actor: actorOf(req, res), action: 'made-mandatory', subject: { type: 'item', id: item.id }, detail: { wide, due: maara } })
    })
    back(res, item.id, 'acks.mark.saved')
  })

  routes.post('/sivu/:id/kuitattavaksi/paata', allow('editor'), formBody, async (req, res) => {
    const item = await open(req, res), { merkinta } = parse(z.object({ merkinta: id }), req.body)
    const one = (await mandatoryOf(db, item.id)).find((known) => known.id === merkinta)
    if (!one || !mayEnd(viewerOf(res), item, one)) throw notFound()
    await db.transaction().execute(async (trx) => {
      await endMandatory(trx, one.id, finnishDay(app.now()))
      await recordChange(trx, { at: app.now().toISOString(), actor: actorOf(req, res), action: 'no-longer-mandatory', subject: { type: 'item', id: item.id } })
    })
    back(res, item.id, 'acks.mark.ended')
  })

  async function open(req: Request, res: Response): Promise<ItemFacts> {
    const item = await findVisibleItem(db, viewerOf(res), app.now().toISOString(), numberIn(req))
    if (item?.state !== 'published' || !mayEdit(viewerOf(res), item)) throw notFound()
    return item
  }
  async function show(res: Response, item: ItemFacts, typed: TypedMandatory, errors: Record<string, string> = {}) {
    const viewer = viewerOf(res), [known, municipalities, teams] = await Promise.all([mandatoryOf(db, item.id), allMunicipalities(db), allTeams(db)]), wide = mayAskAll(viewer, item)
    sendPage(res, mandatoryView, mandatoryPage(viewer.locale, { item, wide, known: known.map((one) => ({ ...one, mayEnd: mayEnd(viewer, item, one) })),
      municipalities: municipalities.filter((place) => wide || place.id === viewer.municipalityId), teams }, typed, errors), Object.keys(errors).length > 0 ? 422 : 200)
  }
  return routes
}

function back(res: Response, itemId: number, said: string) {
  setFlash(res, said)
  res.redirect(303, `/sivu/${itemId}/kuitattavaksi`)
}

function typedFields(body: unknown): TypedMandatory {
  const list = (name: string) => [(body as Record<string, unknown> | undefined)?.[name]].flat().map(Number).filter((one) => Number.isInteger(one))
  return { koskee: typedText(body, 'koskee') === 'verkosto' ? 'verkosto' : 'kunnat', kunnat: list('kunnat'), ryhmat: list('ryhmat'), maara: typedText(body, 'maara'), sailytys: typedText(body, 'sailytys') }
}
