import type { AppContext } from '../../context.ts'
import { closeTask, tell } from '../../people/inbox/inbox.queries.ts'
import { recordChange, type Actor } from '../../platform/changes/changes.queries.ts'
import { HttpError } from '../../platform/http/errors.ts'
import { finnishMoment } from '../edit-finnish-day.ts'
import { publishedInput, type Proposal } from '../edit-proposal.ts'
import type { ItemFacts } from '../items.queries.ts'
import { reviseItem } from '../save-item.ts'
import { insertPlan } from '../scheduling/planned.queries.ts'
import type { Approval } from './approval.table.ts'
import { closeApproval } from './approval.queries.ts'

export const taskKey = (approval: Pick<Approval, 'id' | 'team_id'>) => `approval:${approval.id}:${approval.team_id}`
export const approvalAddress = (id: number) => `/hyvaksynta/${id}`

/** Publishes the proposed text as its writer's, brought together with what was saved meanwhile, or lets it wait for the moment that the writer chose. */
export async function approve(app: AppContext, actor: Actor, approval: Approval, item: ItemFacts, proposal: Proposal) {
  const { current, writing } = proposal, at = app.now().toISOString(), { lang } = approval, moment = finnishMoment(writing.minute)
  const { text, input } = await publishedInput(app, at, lang, item, proposal), waits = item.state === 'published' && moment !== null && moment > at
  await app.db.transaction().execute(async (trx) => {
    if (!(await closeApproval(trx, approval.id, 'approved', at, actor.id))) throw new HttpError(409, 'approval.closedMeanwhile')
    if (waits) await insertPlan(trx, { item_id: item.id, lang, base: approval.base, fields: approval.fields, at: moment, made_by: approval.asked_by, made_at: at, closed_at: null, closed_by: null })
    else await reviseItem(trx, at, actor, item.id, current?.number ?? 0, { ...input, authorId: approval.asked_by }, text)
    await recordChange(trx, { at, actor, action: 'approved', subject: { type: 'item', id: item.id }, detail: { approval: approval.id, lang, ...(waits && { at: moment }) } })
    await closeTask(trx, at, actor.id, taskKey(approval))
    if (approval.asked_by !== null)
      await tell(trx, at, [approval.asked_by], { message: waits ? 'approval.told.approvedLater' : 'approval.told.approved', values: { title: text.title }, href: `/sivu/${item.id}?kieli=${lang}`, itemId: item.id })
  })
  return waits
}

/** Gives the text back to its writer with the reason. */
export async function returnText(app: AppContext, actor: Actor, approval: Approval, title: string, reason: string) {
  const at = app.now().toISOString()
  await app.db.transaction().execute(async (trx) => {
    if (!(await closeApproval(trx, approval.id, 'returned', at, actor.id, reason))) throw new HttpError(409, 'approval.closedMeanwhile')
    await recordChange(trx, { at, actor, action: 'returned', subject: { type: 'item', id: approval.item_id }, detail: { approval: approval.id, lang: approval.lang } })
    await closeTask(trx, at, actor.id, taskKey(approval))
    if (approval.asked_by !== null) await tell(trx, at, [approval.asked_by], { message: 'approval.told.returned', values: { title }, href: approvalAddress(approval.id), itemId: approval.item_id })
  })
}

export async function withdraw(app: AppContext, actor: Actor, approval: Approval) {
  const at = app.now().toISOString()
  await app.db.transaction().execute(async (trx) => {
    if (!(await closeApproval(trx, approval.id, 'withdrawn', at, actor.id))) throw new HttpError(409, 'approval.closedMeanwhile')
    await recordChange(trx, { at, actor, action: 'approval-withdrawn', subject: { type: 'item', id: approval.item_id }, detail: { approval: approval.id, lang: approval.lang } })
    await closeTask(trx, at, actor.id, taskKey(approval))
  })
}
