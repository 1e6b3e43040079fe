import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { dayAfter } from '../../content/facts/holidays.ts'
import { numberIn } from '../../content/edit-address.ts'
import { itemLink } from '../../content/item-link.ts'
import { findByExternalId } from '../../content/item.queries.ts'
import type { AppContext } from '../../context.ts'
import { finnishDay } from '../../i18n/finnish-day.ts'
import { t } from '../../i18n/translate.ts'
import { actorOf, allow, viewerOf } from '../../people/auth/access.ts'
import { errorTitle, formErrors, readForm } from '../../people/form-fields.ts'
import { allTeams, librariesOf } from '../../people/people.queries.ts'
import { refuse } from '../../people/refuse.ts'
import { supervisorsOnly } from '../../people/supervisor.ts'
import type { Viewer } from '../../people/viewer.ts'
import { notFound } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { parse, typedText } from '../../platform/http/parse.ts'
import { recordChange } from '../../platform/changes/changes.queries.ts'
import { dayField, ownLibrary, paragraphField, textField } from '../onboarding-form.ts'
import { ownOnboarding } from '../onboarding.queries.ts'
import { options } from '../start.views.ts'
import { agree, askForVisit, decline, draftOfMemo, LIST, mayDecide, ownSupervisors, stateOf, visitAddress, withdraw, writeMemo } from './agree-on-visit.ts'
import { closeOffer, findVisit, insertOffer, offerById, openOffers, supervisorsOf, visibleVisits, type Visit } from './peer-learning.queries.ts'
import { listView, newOfferView, offerView, visitRow, visitView } from './peer-learning.views.ts'

const choice = z.union([z.literal('').transform(() => null), z.string().regex(/^\d{1,9}$/).transform(Number)]).default(null)
const Offer = z.object({ aihe: textField(120).refine((text) => text !== '', 'peer.topicMissing'), kuvaus: paragraphField(1500), paivat: textField(300).refine((text) => text !== '', 'peer.datesMissing'), asti: dayField,
  kirjasto: choice, esihenkilo: choice })
const Ask = z.object({ toive: textField(500).refine((text) => text !== '', 'peer.wishMissing'), esihenkilo: choice })
const Memo = z.object({ muistio: paragraphField(8000).refine((text) => text !== '', 'peer.memoMissing') })
/** The sample library's guide of how to apply; a network may have none. */
const GUIDE = 'HEN-03'
const FIELDS = ['aihe', 'kuvaus', 'paivat', 'asti'] as const

/** Peer learning (C2): libraries offer, colleagues ask, both employers agree, and a memo comes of it. */
export function peerLearningRoutes(app: AppContext) {
  const routes = Router(), { db } = app, today = () => finnishDay(app.now())

  routes.get(LIST, allow('reader'), async (_req, res) => {
    const viewer = viewerOf(res), [offers, visits, guide] = await Promise.all([openOffers(db, today()), visibleVisits(db, viewer), findByExternalId(db, viewer, app.now().toISOString(), GUIDE)])
    sendPage(res, listView, {
      title: t(viewer.locale, 'peer.title'), mayOffer: viewer.role === 'contact', guideHref: guide ? itemLink(guide, viewer.locale).href : '', offers: offers.map((offer) => ({ ...offer, place: offer.library ?? offer.municipality, href: `${LIST}/${offer.id}` })),
      mine: visits.filter((visit) => visit.person_id === viewer.id).map((visit) => visitRow(visit)), waiting: visits.filter((visit) => mayDecide(viewer, visit)).map((visit) => visitRow(visit)),
      others: visits.filter((visit) => visit.person_id !== viewer.id && !mayDecide(viewer, visit)).map((visit) => visitRow(visit)),
    })
  })

  routes.get(`${LIST}/uusi`, allow('contact'), async (_req, res) => { await showNew(res, { aihe: '', kuvaus: '', paivat: '', asti: dayAfter(today(), 90), kirjasto: '', esihenkilo: String(viewerOf(res).id) }) })

  routes.post(`${LIST}/uusi`, allow('contact'), formBody, async (req, res) => {
    const viewer = viewerOf(res), form = readForm(Offer, req.body)
    const typed = { aihe: typedText(req.body, 'aihe'), kuvaus: typedText(req.body, 'kuvaus'), paivat: typedText(req.body, 'paivat'), asti: typedText(req.body, 'asti'), kirjasto: typedText(req.body, 'kirjasto'), esihenkilo: typedText(req.body, 'esihenkilo') }
    if (!form.ok) return showNew(res, typed, form.errors)
    const { aihe: topic, kuvaus: text, paivat: dates, asti: until, kirjasto, esihenkilo } = form.values
    if (until < today() || until > dayAfter(today(), 366)) return showNew(res, typed, { asti: 'acks.mark.dateFar' })
    const library_id = await ownLibrary(db, viewer, kirjasto), leading = await supervisorsOf(db, viewer.municipalityId), supervisor = esihenkilo ?? viewer.id
    await named(req, res, esihenkilo, leading)
    const id = await db.transaction().execute(async (trx) => {
      await recordChange(trx, { at: app.now().toISOString(), actor: actorOf(req, res), action: 'peer-learning-offered', subject: { type: 'person', id: viewer.id } })
      return insertOffer(trx, { municipality_id: viewer.municipalityId, library_id, topic, text, dates, until, made_by: viewer.id, supervisor_id: supervisor, closed_on: null })
    })
    back(res, `${LIST}/${id}`, 'peer.offered')
  })

  routes.get(`${LIST}/:id`, allow('reader'), async (req, res) => { await showOffer(req, res) })

  routes.post(`${LIST}/:id/pyynto`, allow('reader'), formBody, async (req, res) => {
    const form = readForm(Ask, req.body)
    if (!form.ok) return showOffer(req, res, { wish: typedText(req.body, 'toive'), supervisor: typedText(req.body, 'esihenkilo') }, form.errors)
    await named(req, res, form.values.esihenkilo, (await ownSupervisors(db, viewerOf(res))).all)
    const id = await db.transaction().execute((trx) => askForVisit(trx, app, viewerOf(res), numberIn(req), form.values.toive, form.values.esihenkilo))
    back(res, visitAddress(id), 'peer.asked')
  })

  routes.post(`${LIST}/:id/sulje`, allow('contact'), formBody, async (req, res) => {
    const offer = await offerById(db, numberIn(req))
    if (offer?.municipality_id !== viewerOf(res).municipalityId || viewerOf(res).role !== 'contact') throw notFound()
    await db.transaction().execute((trx) => closeOffer(trx, offer.id, today()))
    back(res, LIST, 'peer.closed')
  })

  routes.get('/perehdytys/kaynti/:id', allow('reader'), async (req, res) => { await showVisit(res, await visit(req, res)) })
  routes.post('/perehdytys/kaynti/:id/suostumus', allow('reader'), supervisorsOnly, formBody, async (req, res) => {
    const id = numberIn(req), { tila } = parse(z.object({ tila: z.enum(['kylla', 'ei']) }), req.body)
    await db.transaction().execute((trx) => (tila === 'kylla' ? agree : decline)(trx, app, viewerOf(res), id))
    back(res, visitAddress(id), tila === 'kylla' ? 'peer.agreedNow' : 'peer.declinedNow')
  })
  routes.post('/perehdytys/kaynti/:id/peru', allow('reader'), formBody, async (req, res) => {
    const id = numberIn(req)
    await db.transaction().execute((trx) => withdraw(trx, app, viewerOf(res), id))
    back(res, LIST, 'peer.withdrawn')
  })
  routes.post('/perehdytys/kaynti/:id/muistio', allow('reader'), formBody, async (req, res) => {
    const found = await visit(req, res), form = readForm(Memo, req.body)
    if (!form.ok) return showVisit(res, { ...found, memo: typedText(req.body, 'muistio') }, form.errors)
    await db.transaction().execute((trx) => writeMemo(trx, app, viewerOf(res), found.id, form.values.muistio))
    back(res, visitAddress(found.id), 'peer.memoSaved')
  })
  routes.post('/perehdytys/kaynti/:id/luonnos', allow('editor'), formBody, async (req, res) => {
    const { vastuu } = parse(z.object({ vastuu: z.string().regex(/^[1-9]\d{0,8}$/).transform(Number) }), req.body), id = numberIn(req)
    const item = await db.transaction().execute((trx) => draftOfMemo(trx, app, actorOf(req, res), viewerOf(res), id, vastuu))
    res.redirect(303, `/sivu/${item}/muokkaa`)
  })

  /** A supervisor who is none of those to choose from is not there. */
  async function named(req: Request, res: Response, supervisor: number | null, all: readonly { id: number }[]) {
    if (supervisor !== null && !all.some(({ id }) => id === supervisor)) await refuse(app, req, res, { type: 'person', id: null }, notFound())
  }
  async function visit(req: Request, res: Response): Promise<Visit> {
    const found = await findVisit(db, viewerOf(res), numberIn(req))
    if (!found) throw notFound()
    return found
  }
  async function showNew(res: Response, typed: Record<'aihe' | 'kuvaus' | 'paivat' | 'asti' | 'kirjasto' | 'esihenkilo', string>, found: Record<string, string> = {}) {
    const viewer = viewerOf(res), heading = t(viewer.locale, 'peer.new'), { errors, problems } = formErrors(FIELDS, found), [libraries, leading] = await Promise.all([librariesOf(db, viewer.municipalityId), supervisorsOf(db, viewer.municipalityId)])
    sendPage(res, newOfferView, { title: errorTitle(viewer.locale, heading, problems), heading, problems, errors, topic: typed.aihe, text: typed.kuvaus, dates: typed.paivat, until: typed.asti,
      libraries: options(libraries, typed.kirjasto), supervisors: options(leading, typed.esihenkilo) }, problems.length > 0 ? 422 : 200)
  }
  async function showOffer(req: Request, res: Response, typed?: { wish: string; supervisor: string }, found: Record<string, string> = {}) {
    const viewer = viewerOf(res), offer = await offerById(db, numberIn(req)), { errors, problems } = formErrors(['toive'] as const, found)
    if (!offer) throw notFound()
    const open = offer.closed_on === null && offer.until >= today(), here = offer.municipality_id === viewer.municipalityId, mayAsk = open && !here
    const { all, alone } = mayAsk ? await ownSupervisors(db, viewer) : { all: [], alone: false }
    sendPage(res, offerView, { title: errorTitle(viewer.locale, offer.topic, problems), topic: offer.topic, place: [offer.library, offer.municipality].filter((one) => one !== null).join(', '),
      text: offer.text, dates: offer.dates, until: offer.until, open, own: open && here, mayAsk, mayClose: open && here && viewer.role === 'contact', action: `${LIST}/${offer.id}`, wish: typed?.wish ?? '',
      supervisors: options(all, typed?.supervisor ?? String(await likelySupervisor(viewer, all) ?? '')), alone, problems, errors }, problems.length > 0 ? 422 : 200)
  }
  /** Hers of the path that she is or was on, or the only one there is. */
  async function likelySupervisor(viewer: Viewer, all: readonly { id: number }[]): Promise<number | undefined> {
    const known = (await ownOnboarding(db, viewer))?.supervisor?.id
    return all.find(({ id }) => id === known)?.id ?? (all.length === 1 ? all[0]!.id : undefined)
  }
  async function showVisit(res: Response, found: Visit, errorsFound: Record<string, string> = {}) {
    const viewer = viewerOf(res), { errors, problems } = formErrors(['muistio'] as const, errorsFound), own = found.person_id === viewer.id, state = stateOf(found)
    const teams = found.memo_on !== null && found.item_id === null && viewer.role !== 'reader' ? (await allTeams(db)).filter(({ id }) => viewer.teamIds.includes(id)) : []
    sendPage(res, visitView, { title: errorTitle(viewer.locale, found.topic, problems), ...visitRow(found), offerHref: `${LIST}/${found.offer_id}`, email: own ? '' : found.email, homeOn: found.home_on, hostOn: found.host_on, home: found.home, host: found.host, homeBoss: found.home_boss ?? '', hostBoss: found.host_boss ?? '', wish: found.wish,
      mayDecide: mayDecide(viewer, found), mayWithdraw: own && state === 'waits', mayWrite: own && state === 'agreed' && found.item_id === null, memo: found.memo, memoOn: found.memo_on, action: visitAddress(found.id), problems, errors,
      teams: teams.map(({ id, name }) => ({ value: String(id), label: name })), draftHref: found.item_id === null ? '' : `/sivu/${found.item_id}` }, problems.length > 0 ? 422 : 200)
  }
  return routes
}

function back(res: Response, address: string, said: string) {
  setFlash(res, said)
  res.redirect(303, address)
}
