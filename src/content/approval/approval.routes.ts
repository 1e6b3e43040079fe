import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import { actorOf, allow, viewerOf } from '../../people/auth/access.ts'
import { readForm } from '../../people/form-fields.ts'
import { tell, teamPeople } from '../../people/inbox/inbox.queries.ts'
import { recordChange } from '../../platform/changes/changes.queries.ts'
import { HttpError, notFound } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { typedText } from '../../platform/http/parse.ts'
import { putDraft } from '../drafts/drafts.queries.ts'
import { draftAddress } from '../drafts/drafts.views.ts'
import { noteReading } from '../access-log.queries.ts'
import { numberIn } from '../edit-address.ts'
import { needsWriter, proposalOf } from '../edit-proposal.ts'
import { shownProposal } from '../edit-proposal.views.ts'
import { mayEditHere } from '../edit-rights.ts'
import { itemFiles } from '../item-writes.queries.ts'
import { findVisibleItem } from '../items.queries.ts'
import { addComment, commentsOf, findApproval, itemOfApproval, mayAnswer, type OpenedApproval } from './approval.queries.ts'
import { approvalPage, approvalView } from './approval.views.ts'
import { approvalAddress, approve, returnText, withdraw } from './approve.ts'

const LONGEST = 2_000
const words = (missing: MessageKey) => z.string({ error: missing }).transform((text) => text.toWellFormed().replaceAll('\0', '').normalize('NFC').replace(/\r\n?/g, '\n').trim())
  .refine((text) => text !== '', missing).refine((text) => text.length <= LONGEST, 'approval.tooLong')
const Returning = z.object({ syy: words('approval.reason.missing') }), Commenting = z.object({ kommentti: words('approval.comment.missing') })

/** A second pair of eyes before a text is published. */
export function approvalRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/hyvaksynta/:id', allow('reader'), async (req, res) => { await show(res, await open(req, res)) })

  routes.post('/hyvaksynta/:id/hyvaksy', allow('editor'), async (req, res) => {
    const approval = await answerable(req, res), item = (await itemOfApproval(db, approval.item_id))!, proposal = await proposalOf(app, approval, item)
    if (needsWriter(proposal)) return show(res, approval, { status: 409 })
    const waits = await approve(app, actorOf(req, res), approval, item, proposal)
    setFlash(res, waits ? 'approval.approvedLater' : 'approval.approved')
    res.redirect(303, `/sivu/${item.id}?kieli=${approval.lang}`)
  })

  routes.post('/hyvaksynta/:id/palauta', allow('editor'), formBody, async (req, res) => {
    const approval = await answerable(req, res), form = readForm(Returning, req.body)
    if (!form.ok) return show(res, approval, { status: 422, error: form.errors['syy'] as MessageKey, errorField: 'syy', typed: typedText(req.body, 'syy') })
    const item = (await itemOfApproval(db, approval.item_id))!, { writing } = await proposalOf(app, approval, item)
    await returnText(app, actorOf(req, res), approval, writing.title, form.values.syy)
    setFlash(res, 'approval.returned')
    res.redirect(303, approvalAddress(approval.id))
  })

  routes.post('/hyvaksynta/:id/peru', allow('editor'), async (req, res) => {
    const approval = await open(req, res)
    if (approval.asked_by !== viewerOf(res).id) throw notFound()
    await withdraw(app, actorOf(req, res), approval)
    setFlash(res, 'approval.withdrawn')
    res.redirect(303, approvalAddress(approval.id))
  })

  routes.post('/hyvaksynta/:id/kommentti', allow('reader'), formBody, async (req, res) => {
    const approval = await open(req, res), viewer = viewerOf(res), form = readForm(Commenting, req.body), at = app.now().toISOString()
    if (approval.state !== 'open') throw new HttpError(409, 'approval.closedMeanwhile')
    if (!form.ok) return show(res, approval, { status: 422, error: form.errors['kommentti'] as MessageKey, errorField: 'kommentti', typed: typedText(req.body, 'kommentti') })
    await db.transaction().execute(async (trx) => {
      await addComment(trx, approval.id, viewer.id, at, form.values.kommentti)
      await recordChange(trx, { at, actor: actorOf(req, res), action: 'approval-commented', subject: { type: 'item', id: approval.item_id }, detail: { approval: approval.id } })
      const others = approval.asked_by === viewer.id ? await teamPeople(trx, approval.team_id) : [approval.asked_by]
      await tell(trx, at, others.filter((id) => id !== null && id !== viewer.id) as number[], { message: 'approval.told.commented', values: { name: viewer.name }, href: approvalAddress(approval.id) })
    })
    res.redirect(303, `${approvalAddress(approval.id)}#kommentit`)
  })

  // the writer goes on from a text that was returned or taken back: as a draft of her own
  routes.post('/hyvaksynta/:id/jatka', allow('editor'), async (req, res) => {
    const approval = await open(req, res), viewer = viewerOf(res), at = app.now().toISOString()
    if (approval.asked_by !== viewer.id || approval.state === 'approved') throw notFound()
    if (approval.state === 'open') await withdraw(app, actorOf(req, res), approval)
    const item = await findVisibleItem(db, viewer, at, approval.item_id), itemId = item && mayEditHere(viewer, item) ? item.id : null
    const id = await db.transaction().execute((trx) => putDraft(trx, at, viewer.id, null, { itemId, lang: approval.lang, base: approval.base, fields: approval.fields }))
    res.redirect(303, draftAddress({ id, lang: approval.lang }, itemId))
  })

  async function open(req: Request, res: Response): Promise<OpenedApproval> {
    const approval = await findApproval(db, viewerOf(res), numberIn(req))
    if (!approval) throw notFound()
    return approval
  }

  async function answerable(req: Request, res: Response): Promise<OpenedApproval> {
    const approval = await open(req, res)
    if (approval.state !== 'open') throw new HttpError(409, 'approval.closedMeanwhile')
    if (!(await mayAnswer(db, viewerOf(res), approval))) throw notFound()
    return approval
  }

  async function show(res: Response, approval: OpenedApproval, { status = 200, ...failed }: { status?: number; error?: MessageKey; errorField?: 'syy' | 'kommentti'; typed?: string } = {}) {
    const viewer = viewerOf(res), now = app.now().toISOString(), item = await itemOfApproval(db, approval.item_id)
    if (!item) throw notFound()
    await noteReading(db, now, viewer, item, 'page')
    const [proposal, comments, files, answers, opens] = await Promise.all([
      proposalOf(app, approval, item), commentsOf(db, approval.id), itemFiles(db, item.id, approval.lang), mayAnswer(db, viewer, approval), findVisibleItem(db, viewer, now, item.id),
    ])
    const shown = shownProposal(proposal, item, approval.lang, files, approval.state === 'open')
    sendPage(res, approvalView, approvalPage(viewer, { approval, item, writing: proposal.writing, shown, comments, answers: answers && viewer.role !== 'reader', opens: opens !== undefined, ...failed }), status)
  }
  return routes
}
