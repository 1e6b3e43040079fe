import { Router, type Request, type Response } from 'express'
import type { AppContext } from '../../context.ts'
import { actorOf, allow, viewerOf } from '../../people/auth/access.ts'
import { closeTask } from '../../people/inbox/inbox.queries.ts'
import { recordChange } from '../../platform/changes/changes.queries.ts'
import { HttpError, notFound } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { sendPage } from '../../platform/http/page.ts'
import { itemOfApproval } from '../approval/approval.queries.ts'
import { putDraft } from '../drafts/drafts.queries.ts'
import { draftAddress } from '../drafts/drafts.views.ts'
import { noteReading } from '../access-log.queries.ts'
import { numberIn } from '../edit-address.ts'
import { needsWriter, proposalOf } from '../edit-proposal.ts'
import { shownProposal } from '../edit-proposal.views.ts'
import { mayEditHere } from '../edit-rights.ts'
import { itemFiles } from '../item-writes.queries.ts'
import { findVisibleItem, type ItemFacts } from '../items.queries.ts'
import { closePlan, isOpenPlan, plannedChange, type OpenedPlan } from './planned.queries.ts'
import { plannedPage, plannedView } from './planned.views.ts'
import { planTask, publishPlan } from './publish-planned.ts'

/** A change that waits for its moment. */
export function plannedRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/ajastettu/:id', allow('editor'), async (req, res) => {
    const { plan, item, edits } = await open(req, res), [proposal, files] = await Promise.all([proposalOf(app, plan, item), itemFiles(db, item.id, plan.lang)])
    await noteReading(db, app.now().toISOString(), viewerOf(res), item, 'page')
    sendPage(res, plannedView, plannedPage(viewerOf(res), { plan, item, shown: shownProposal(proposal, item, plan.lang, files, isOpenPlan(plan)), edits }))
  })

  routes.post('/ajastettu/:id/julkaise', allow('editor'), async (req, res) => {
    const { plan, item, edits } = await open(req, res)
    if (!edits || item.state !== 'published') throw notFound()
    if (!isOpenPlan(plan) || needsWriter(await proposalOf(app, plan, item)) || !(await publishPlan(app, actorOf(req, res), plan, item))) throw new HttpError(409, 'scheduling.movedOn')
    setFlash(res, 'editing.saved')
    res.redirect(303, `/sivu/${item.id}?kieli=${plan.lang}`)
  })

  // whoever goes on from the text has it as a draft of her own, and it waits no more
  routes.post('/ajastettu/:id/jatka', allow('editor'), async (req, res) => {
    const { plan, item, edits } = await open(req, res), viewer = viewerOf(res), at = app.now().toISOString(), itemId = edits ? item.id : null
    if (!isOpenPlan(plan)) throw new HttpError(409, 'scheduling.movedOn')
    const id = await db.transaction().execute(async (trx) => {
      if (!(await closePlan(trx, plan.id, plan.state, 'withdrawn', at, viewer.id))) throw new HttpError(409, 'scheduling.movedOn')
      await recordChange(trx, { at, actor: actorOf(req, res), action: 'plan-withdrawn', subject: { type: 'item', id: item.id }, detail: { planned: plan.id, lang: plan.lang } })
      await closeTask(trx, at, viewer.id, planTask(plan.id))
      return putDraft(trx, at, viewer.id, null, { itemId, lang: plan.lang, base: plan.base, fields: plan.fields })
    })
    setFlash(res, 'scheduling.withdrawn')
    res.redirect(303, draftAddress({ id, lang: plan.lang }, itemId))
  })

  /** Seen by those who may edit the item, and by its writer also after that, unless the item has been restricted to a team of others. */
  async function open(req: Request, res: Response): Promise<{ plan: OpenedPlan; item: ItemFacts; edits: boolean }> {
    const viewer = viewerOf(res), plan = await plannedChange(db, numberIn(req)), item = plan && await itemOfApproval(db, plan.item_id)
    if (!plan || !item) throw notFound()
    const seen = await findVisibleItem(db, viewer, app.now().toISOString(), item.id), edits = seen !== undefined && mayEditHere(viewer, seen)
    const isOwn = plan.made_by === viewer.id && (item.restricted_team_id === null || viewer.teamIds.includes(item.restricted_team_id))
    if (!edits && !isOwn) throw notFound()
    return { plan, item, edits }
  }
  return routes
}
