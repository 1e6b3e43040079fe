import { finnishDay } from '../../content/facts/holidays.ts'
import { createItem, prepareText } from '../../content/save-item.ts'
import type { AppContext } from '../../context.ts'
import type { Trx } from '../../database.ts'
import { t } from '../../i18n/translate.ts'
import { closeTask, contactPeople, openTask, tell } from '../../people/inbox/inbox.queries.ts'
import type { Viewer } from '../../people/viewer.ts'
import type { Actor } from '../../platform/changes/changes.queries.ts'
import { HttpError, notFound } from '../../platform/http/errors.ts'
import { findVisit, insertVisit, offerById, updateVisit, type Visit } from './peer-learning.queries.ts'

type App = Pick<AppContext, 'now'>
export const LIST = '/perehdytys/vertaisoppiminen'
export const visitAddress = (id: number) => `/perehdytys/kaynti/${id}`
const taskKey = (id: number, side: 'home' | 'host') => `peer-visit:${id}:${side}`

/** A colleague of another municipality asks to come; the contact persons of both are asked to agree. */
export async function askForVisit(trx: Trx, app: App, viewer: Viewer, offerId: number, wish: string): Promise<number> {
  const at = app.now().toISOString(), today = finnishDay(app.now()), offer = await offerById(trx, offerId)
  if (!offer || offer.closed_on !== null || offer.until < today) throw notFound()
  if (offer.municipality_id === viewer.municipalityId) throw new HttpError(409, 'peer.ownMunicipality')
  const id = await insertVisit(trx, { offer_id: offerId, person_id: viewer.id, municipality_id: viewer.municipalityId, wish, asked_on: today, home_on: null, home_by: null, host_on: null, host_by: null,
    declined_on: null, memo: '', memo_on: null, item_id: null })
  if (id === null) throw new HttpError(409, 'peer.askedAlready')
  const line = { message: 'peer.work.agree' as const, values: { topic: offer.topic }, href: visitAddress(id) }
  await openTask(trx, at, { municipalityId: viewer.municipalityId }, { key: taskKey(id, 'home'), ...line })
  await openTask(trx, at, { municipalityId: offer.municipality_id }, { key: taskKey(id, 'host'), ...line })
  return id
}

/** The contact person of either side agrees; with both, the colleague and the other side are told. */
export async function agree(trx: Trx, app: App, viewer: Viewer, id: number) {
  const visit = await decidable(trx, viewer, id), at = app.now().toISOString(), today = finnishDay(app.now()), side = visit.home_id === viewer.municipalityId ? 'home' : 'host'
  if (visit[`${side}_on`] !== null) return
  await updateVisit(trx, id, side === 'home' ? { home_on: today, home_by: viewer.id } : { host_on: today, host_by: viewer.id })
  await closeTask(trx, at, viewer.id, taskKey(id, side))
  if (visit[side === 'home' ? 'host_on' : 'home_on'] === null) return
  const contacts = [...await contactPeople(trx, visit.home_id), ...await contactPeople(trx, visit.host_id)].filter((person) => person !== viewer.id)
  await tell(trx, at, [visit.person_id, ...contacts], { message: 'peer.told.agreed', values: { topic: visit.topic }, href: visitAddress(id) })
}

export async function decline(trx: Trx, app: App, viewer: Viewer, id: number) {
  const visit = await decidable(trx, viewer, id), at = app.now().toISOString()
  await updateVisit(trx, id, { declined_on: finnishDay(app.now()) })
  for (const side of ['home', 'host'] as const) await closeTask(trx, at, viewer.id, taskKey(id, side))
  await tell(trx, at, [visit.person_id], { message: 'peer.told.declined', values: { topic: visit.topic }, href: visitAddress(id) })
}

/** What was learnt, in the colleague's own words; the host is told that it is there. */
export async function writeMemo(trx: Trx, app: App, viewer: Viewer, id: number, memo: string) {
  const visit = await findVisit(trx, viewer, id)
  if (visit?.person_id !== viewer.id) throw notFound()
  if (stateOf(visit) !== 'agreed') throw new HttpError(409, 'peer.notAgreed')
  if (visit.item_id !== null) throw new HttpError(409, 'peer.draftAlready')
  await updateVisit(trx, id, { memo, memo_on: finnishDay(app.now()) })
  if (visit.memo_on === null) await tell(trx, app.now().toISOString(), await contactPeople(trx, visit.host_id), { message: 'peer.told.memo', values: { topic: visit.topic }, href: visitAddress(id) })
}

/** A writer makes the memo into a draft of a practice, owned by a team of hers. Gives the draft's id. */
export async function draftOfMemo(trx: Trx, app: App, actor: Actor, viewer: Viewer, id: number, ownerTeamId: number): Promise<number> {
  const visit = await findVisit(trx, viewer, id)
  if (!visit || visit.memo === '') throw notFound()
  if (visit.item_id !== null) return visit.item_id
  if (!viewer.teamIds.includes(ownerTeamId)) throw new HttpError(400, 'errors.badRequest')
  const title = t('fi', 'peer.draft.title', { topic: visit.topic }), body = visit.memo
  const input = {
    externalId: null, kind: 'practice' as const, lang: 'fi', title, body, summary: t('fi', 'peer.draft.summary', { home: visit.home, host: visit.host }), state: 'draft' as const, ownerTeamId, restrictedTeamId: null, networkWide: true,
    municipalityIds: [], roles: [], subjects: [], goals: ['C2'], reviewMonths: 12 as const, statutoryTask: null, partOf: null, noticeType: null, visibleFrom: null, visibleUntil: null, data: null, files: [], sample: false,
  }
  const made = await createItem(trx, app.now().toISOString(), actor, input, prepareText({ title, body, lang: 'fi', files: [] }))
  await updateVisit(trx, id, { item_id: made.id })
  return made.id
}

export const stateOf = ({ declined_on, home_on, host_on }: Visit) => (declined_on !== null ? 'declined' : home_on !== null && host_on !== null ? 'agreed' : 'waits')
/** Whether it is this viewer's turn to say yes or no. */
export const mayDecide = (viewer: Viewer, visit: Visit) => viewer.role === 'contact' && stateOf(visit) === 'waits' && visit.person_id !== viewer.id
  && ((visit.home_id === viewer.municipalityId && visit.home_on === null) || (visit.host_id === viewer.municipalityId && visit.host_on === null))

async function decidable(trx: Trx, viewer: Viewer, id: number): Promise<Visit> {
  const visit = await findVisit(trx, viewer, id)
  if (!visit || viewer.role !== 'contact' || visit.person_id === viewer.id) throw notFound()
  if (visit.declined_on !== null) throw new HttpError(409, 'peer.declinedAlready')
  return visit
}
