import type { Request, Response } from 'express'
import type { AppContext } from '../../context.ts'
import { formatDate } from '../../i18n/format-date.ts'
import { t } from '../../i18n/translate.ts'
import { actorOf, viewerOf } from '../../people/auth/access.ts'
import type { Viewer } from '../../people/viewer.ts'
import { recordChange } from '../../platform/changes/changes.queries.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { draftFieldsOf } from '../drafts/draft-fields.ts'
import { deleteDraft } from '../drafts/drafts.queries.ts'
import { fromOf, untilOf, type Facts } from '../edit-facts.ts'
import { finnishMoment } from '../edit-finnish-day.ts'
import type { Note } from '../edit-item.views.ts'
import type { Writing } from '../edit-writing.ts'
import { keepFiles } from '../item-writes.queries.ts'
import type { ItemFacts } from '../items.queries.ts'
import { planAddress } from './plan-address.ts'
import { insertPlan, plannedAlready, plansOf } from './planned.queries.ts'

/** What has to be put right in the moment at which a change is to be published. */
export function planProblems({ minute, act }: Writing, facts: Facts, item: ItemFacts, now: string): { muutoshetki?: string } {
  if (act !== 'ajasta' && (act !== 'hyvaksynta' || minute === '')) return {}
  const moment = finnishMoment(minute), until = untilOf(facts, item), from = fromOf(facts, item)
  if (minute === '') return { muutoshetki: 'scheduling.minute.missing' }
  if (moment === null) return { muutoshetki: 'editing.from.bad' }
  if (moment <= now) return { muutoshetki: 'scheduling.minute.past' }
  if (until !== null && until <= moment) return { muutoshetki: 'scheduling.minute.afterEnd' }
  return from !== null && from > moment ? { muutoshetki: 'scheduling.minute.beforeFrom' } : {}
}

interface Planned { item: ItemFacts; lang: string; writing: Writing; newFiles: { path: string; fileId: string }[] }

/** Lets a text that has been checked wait for its moment instead of publishing it. */
export async function planChange(app: AppContext, req: Request, res: Response, { item, lang, writing, newFiles }: Planned) {
  const viewer = viewerOf(res), now = app.now().toISOString(), at = finnishMoment(writing.minute)!
  const fields = JSON.stringify(draftFieldsOf({ ...req.body as object, versio: String(writing.version) })), row = { item_id: item.id, lang, made_by: viewer.id, fields, at }
  const id = await app.db.transaction().execute(async (trx) => {
    const already = await plannedAlready(trx, row)
    if (already !== undefined) return already
    const added = await insertPlan(trx, { ...row, base: writing.version, made_at: now, closed_at: null, closed_by: null })
    await keepFiles(trx, item.id, newFiles)
    await recordChange(trx, { at: now, actor: actorOf(req, res), action: 'change-planned', subject: { type: 'item', id: item.id }, detail: { planned: added, lang, at } })
    if (writing.draftId !== null) await deleteDraft(trx, viewer.id, writing.draftId)
    return added
  })
  setFlash(res, 'scheduling.planned')
  res.redirect(303, planAddress(id))
}

/** Above the form: the changes that wait for their moment. */
export async function planNotes({ db }: AppContext, { locale }: Viewer, itemId: number): Promise<Note[]> {
  const plans = await plansOf(db, itemId)
  if (plans.length === 0) return []
  const links = plans.map(({ id, maker, at }) => ({ href: planAddress(id), label: `${formatDate(locale, at, 'datetime')}, ${maker ?? t(locale, 'editing.history.nobody')}`, lang: null }))
  return [{ css: 'info', icon: 'clock', heading: t(locale, 'scheduling.waiting'), text: t(locale, 'approval.waitingHint'), links }]
}
