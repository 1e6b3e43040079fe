import type { AppContext } from '../../context.ts'
import { viewerFrom } from '../../people/auth/session.ts'
import { viewerRowById } from '../../people/auth/session.queries.ts'
import { closeTask, openTask, tell } from '../../people/inbox/inbox.queries.ts'
import { recordChange, SYSTEM, type Actor } from '../../platform/changes/changes.queries.ts'
import { HttpError } from '../../platform/http/errors.ts'
import { readDraftFields } from '../drafts/draft-fields.ts'
import { needsWriter, proposalOf, publishedInput } from '../edit-proposal.ts'
import { mayEditHere } from '../edit-rights.ts'
import { findVisibleItem, type ItemFacts } from '../items.queries.ts'
import { itemById } from '../item-writes.queries.ts'
import { reviseItem, RevisionConflict } from '../save-item.ts'
import { planAddress } from './plan-address.ts'
import { closePlan, duePlans } from './planned.queries.ts'
import type { PlannedChange } from './scheduling.table.ts'

const AT_ONCE = 50
export const planTask = (id: number) => `planned:${id}`

/**
 * Publishes the changes whose moment has come, each once, brought together with what was saved meanwhile. What cannot be published by itself
 * (the same place was changed by another, the writer may not edit the page any more, the page is gone) is kept and its writer is told.
 */
export async function publishPlanned(app: AppContext): Promise<void> {
  for (const plan of await duePlans(app.db, app.now().toISOString(), AT_ONCE)) {
    const item = await editableBy(app, plan)
    try {
      if (!item || !(await publishPlan(app, SYSTEM, plan, item))) await stop(app, plan)
    } catch (error) {
      if (error instanceof RevisionConflict) continue // saved this very moment: the next minute brings them together
      if (!(error instanceof HttpError)) throw error
      await stop(app, plan)
    }
  }
}

/** The item, if the one who planned the change may still make it. */
async function editableBy(app: AppContext, plan: PlannedChange): Promise<ItemFacts | undefined> {
  const row = plan.made_by === null ? undefined : await viewerRowById(app.db, plan.made_by)
  if (!row) return undefined
  const viewer = viewerFrom(row), item = await findVisibleItem(app.db, viewer, app.now().toISOString(), plan.item_id)
  return item && item.state === 'published' && mayEditHere(viewer, item) ? item : undefined
}

/** False when it has been done already or only a person can decide. */
export async function publishPlan(app: AppContext, actor: Actor, plan: PlannedChange, item: ItemFacts): Promise<boolean> {
  const now = app.now().toISOString(), proposal = await proposalOf(app, plan, item), from = plan.state === 'stopped' ? 'stopped' : 'waiting'
  if (needsWriter(proposal)) return false
  const { input, text } = await publishedInput(app, now, plan.lang, item, proposal)
  return app.db.transaction().execute(async (trx) => {
    if (!(await closePlan(trx, plan.id, from, 'published', now, actor.id))) return true
    await reviseItem(trx, now, actor, item.id, proposal.current?.number ?? 0, { ...input, authorId: plan.made_by }, text)
    await recordChange(trx, { at: now, actor, action: 'planned-published', subject: { type: 'item', id: item.id }, detail: { planned: plan.id, lang: plan.lang } })
    await closeTask(trx, now, actor.id, planTask(plan.id))
    if (plan.made_by !== null && plan.made_by !== actor.id)
      await tell(trx, now, [plan.made_by], { message: 'scheduling.told.published', values: { title: text.title }, href: `/sivu/${item.id}?kieli=${plan.lang}`, itemId: item.id })
    return true
  })
}

async function stop(app: AppContext, plan: PlannedChange) {
  const now = app.now().toISOString(), title = readDraftFields(plan.fields).otsikko ?? '', line = { values: { title }, href: planAddress(plan.id), itemId: null }
  await app.db.transaction().execute(async (trx) => {
    if (!(await closePlan(trx, plan.id, 'waiting', 'stopped', now, null))) return
    const item = await itemById(trx, plan.item_id)
    await recordChange(trx, { at: now, actor: SYSTEM, action: 'planned-stopped', subject: { type: 'item', id: plan.item_id }, detail: { planned: plan.id, lang: plan.lang } })
    if (plan.made_by !== null) await tell(trx, now, [plan.made_by], { message: 'scheduling.told.stopped', ...line })
    if (item?.state === 'published') await openTask(trx, now, { teamId: item.owner_team_id }, { key: planTask(plan.id), message: 'scheduling.task.stopped', ...line, itemId: item.id })
  })
}
