import { prepareText } from '../../content/prepare-text.ts'
import { createItem } from '../../content/save-item.ts'
import type { AppContext } from '../../context.ts'
import type { Db, Trx } from '../../database.ts'
import { finnishDay } from '../../i18n/finnish-day.ts'
import { t } from '../../i18n/translate.ts'
import { closeTask, contactPeople, openTask, tell } from '../../people/inbox/inbox.queries.ts'
import type { Viewer } from '../../people/viewer.ts'
import type { Actor } from '../../platform/changes/changes.queries.ts'
import { HttpError, notFound } from '../../platform/http/errors.ts'
import { deleteVisit, findVisit, insertVisit, offerById, strandedVisits, supervisorsOf, updateVisit, visitById, type Visit } from './peer-learning.queries.ts'

type App = Pick<AppContext, 'now'>
export const LIST = '/perehdytys/vertaisoppiminen'
export const visitAddress = (id: number) => `/perehdytys/kaynti/${id}`
const taskKey = (id: number, side: Side) => `peer-visit:${id}:${side}`

type Side = 'home' | 'host'
const SIDES = ['home', 'host'] as const

/**
 * A colleague of another municipality asks to come; her supervisor and the host's are asked to agree, or the contact persons where there is
 * none. `supervisorId` is one of her own supervisors. Who leads people herself and has nobody to name (`alone`) agrees for her own side by asking.
 */
export async function askForVisit(trx: Trx, app: App, viewer: Viewer, offerId: number, wish: string, supervisorId: number | null): Promise<number> {
  const at = app.now().toISOString(), today = finnishDay(app.now()), offer = await offerById(trx, offerId), { alone } = await ownSupervisors(trx, viewer)
  if (!offer || offer.closed_on !== null || offer.until < today) throw notFound()
  if (offer.municipality_id === viewer.municipalityId) throw new HttpError(409, 'peer.ownMunicipality')
  const id = await insertVisit(trx, { offer_id: offerId, person_id: viewer.id, municipality_id: viewer.municipalityId, supervisor_id: supervisorId, wish, asked_on: today,
    home_on: alone ? today : null, home_by: alone ? viewer.id : null, host_on: null, host_by: null, declined_on: null, memo: '', memo_on: null, item_id: null })
  if (id === null) throw new HttpError(409, 'peer.askedAlready')
  const visit = await visitById(trx, id)
  for (const side of SIDES) if (visit[`${side}_on`] === null) await askToAgree(trx, at, visit, side)
  return id
}

/** Whom the viewer may name as hers. */
export async function ownSupervisors(db: Db, viewer: Viewer) {
  const known = await supervisorsOf(db, viewer.municipalityId), all = known.filter(({ id }) => id !== viewer.id)
  return { all, alone: all.length === 0 && known.length > 0 }
}

const askToAgree = (trx: Trx, at: string, visit: Visit, side: Side) => {
  const boss = visit[`${side}_boss_id`]
  return openTask(trx, at, boss === null ? { municipalityId: visit[`${side}_id`] } : { personId: boss },
    { key: taskKey(visit.id, side), message: 'peer.work.agree', values: { topic: visit.topic }, href: visitAddress(visit.id) })
}

/** Each night: what waits for a supervisor who cannot answer any more goes to the contact persons. */
export async function askStandIns(trx: Trx, at: string) {
  for (const visit of await strandedVisits(trx)) for (const side of SIDES) {
    if (visit[`${side}_on`] !== null || visit[`${side}_boss_id`] !== null) continue
    await closeTask(trx, at, null, taskKey(visit.id, side))
    await askToAgree(trx, at, visit, side)
  }
}

/** One side agrees; with both, the colleague and those who answer for the sides are told. */
export async function agree(trx: Trx, app: App, viewer: Viewer, id: number) {
  const { visit, side } = await decidable(trx, viewer, id), at = app.now().toISOString(), today = finnishDay(app.now())
  if (visit[`${side}_on`] !== null) return
  await updateVisit(trx, id, side === 'home' ? { home_on: today, home_by: viewer.id } : { host_on: today, host_by: viewer.id })
  await closeTask(trx, at, viewer.id, taskKey(id, side))
  if (visit[side === 'home' ? 'host_on' : 'home_on'] === null) return
  const told = [visit.person_id, ...await answering(trx, visit, 'home'), ...await answering(trx, visit, 'host')].filter((person) => person !== viewer.id)
  await tell(trx, at, told, { message: 'peer.told.agreed', values: { topic: visit.topic }, href: visitAddress(id) })
}

export async function decline(trx: Trx, app: App, viewer: Viewer, id: number) {
  const { visit } = await decidable(trx, viewer, id), at = app.now().toISOString()
  await updateVisit(trx, id, { declined_on: finnishDay(app.now()) })
  for (const side of SIDES) await closeTask(trx, at, viewer.id, taskKey(id, side))
  await tell(trx, at, [visit.person_id], { message: 'peer.told.declined', values: { topic: visit.topic }, href: visitAddress(id) })
}

/** The colleague takes her request back while it waits, and may ask anew: of another supervisor, when hers is away. */
export async function withdraw(trx: Trx, app: App, viewer: Viewer, id: number) {
  const visit = await findVisit(trx, viewer, id)
  if (visit?.person_id !== viewer.id) throw notFound()
  if (stateOf(visit) !== 'waits') throw new HttpError(409, 'peer.answeredAlready')
  for (const side of SIDES) await closeTask(trx, app.now().toISOString(), viewer.id, taskKey(id, side))
  await deleteVisit(trx, id)
}

const answering = async (trx: Trx, visit: Visit, side: Side) => {
  const boss = visit[`${side}_boss_id`]
  return boss === null ? contactPeople(trx, visit[`${side}_id`]) : [boss]
}

/** What was learnt, in the colleague's own words; the host is told that it is there. */
export async function writeMemo(trx: Trx, app: App, viewer: Viewer, id: number, memo: string) {
  const visit = await findVisit(trx, viewer, id)
  if (visit?.person_id !== viewer.id) throw notFound()
  if (stateOf(visit) !== 'agreed') throw new HttpError(409, 'peer.notAgreed')
  if (visit.item_id !== null) throw new HttpError(409, 'peer.draftAlready')
  await updateVisit(trx, id, { memo, memo_on: finnishDay(app.now()) })
  if (visit.memo_on === null) await tell(trx, app.now().toISOString(), [...await contactPeople(trx, visit.host_id), ...await answering(trx, visit, 'host')], { message: 'peer.told.memo', values: { topic: visit.topic }, href: visitAddress(id) })
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
/** The side for which this viewer says yes or no: its supervisor, or a contact person where it has none who can. */
function sideOf(viewer: Viewer, visit: Visit): Side | undefined {
  if (visit.person_id === viewer.id) return undefined
  return SIDES.find((side) => {
    const boss = visit[`${side}_boss_id`]
    return boss === null ? viewer.role === 'contact' && viewer.municipalityId === visit[`${side}_id`] : viewer.id === boss
  })
}
/** Whether it is this viewer's turn. */
export function mayDecide(viewer: Viewer, visit: Visit): boolean {
  const side = sideOf(viewer, visit)
  return side !== undefined && stateOf(visit) === 'waits' && visit[`${side}_on`] === null
}

async function decidable(trx: Trx, viewer: Viewer, id: number): Promise<{ visit: Visit; side: Side }> {
  const visit = await findVisit(trx, viewer, id), side = visit && sideOf(viewer, visit)
  if (!visit || !side) throw notFound()
  if (visit.declined_on !== null) throw new HttpError(409, 'peer.declinedAlready')
  return { visit, side }
}
