import type { AppContext } from '../../context.ts'
import { closeTask, tell } from '../../people/inbox/inbox.queries.ts'
import { recordChange, type Actor } from '../../platform/changes/changes.queries.ts'
import { HttpError } from '../../platform/http/errors.ts'
import { mergeWriting, type Merged } from '../edit-conflict.ts'
import { factsOfItem, untilOf } from '../edit-facts.ts'
import { revisedInput } from '../edit-input.ts'
import { readWriting, type Writing } from '../edit-writing.ts'
import { readDraftFields } from '../drafts/draft-fields.ts'
import { textOfRevision } from '../history-item.queries.ts'
import { currentText, itemFiles, itemLists, type CurrentText } from '../item-writes.queries.ts'
import type { ItemFacts } from '../items.queries.ts'
import { prepareText, reviseItem } from '../save-item.ts'
import type { Approval } from './approval.table.ts'
import { closeApproval } from './approval.queries.ts'

export const taskKey = (approval: Pick<Approval, 'id' | 'team_id'>) => `approval:${approval.id}:${approval.team_id}`
export const approvalAddress = (id: number) => `/hyvaksynta/${id}`

/** The proposed text brought together with what the item says now. */
export interface Proposal { writing: Writing; base: { title: string; body: string }; current: CurrentText | undefined; merged: Merged | null; isOriginal: boolean }

export async function proposalOf({ db }: Pick<AppContext, 'db'>, approval: Approval, item: ItemFacts): Promise<Proposal> {
  const writing = readWriting({ ...readDraftFields(approval.fields), toiminto: 'esikatsele' }), { lang } = approval
  const [base, current, lists] = await Promise.all([textOfRevision(db, item.id, lang, approval.base), currentText(db, item.id, lang), itemLists(db, item.id)])
  const from = base ?? { title: '', body: '' }, known = factsOfItem(item, lists.municipalities), moved = (current?.number ?? 0) !== approval.base
  // readers decide about time and place of a notice in its own form: an approval is about the text and the facts that both know
  const merged = moved ? mergeWriting(writing, from, current ?? { title: '', body: '', number: 0 }, { ...known, targets: writing.facts?.targets ?? known.targets }) : null
  return { writing: merged?.writing ?? writing, base: from, current, merged, isOriginal: lang === item.language }
}

/** Both have changed the same place: only the writer can say what it should be. */
export const needsWriter = ({ merged }: Proposal) => merged !== null && (merged.conflicts.length > 0 || merged.theirTitle !== null || merged.factsDiffer)

/** Publishes the proposed text as its writer's, brought together with what was saved meanwhile. */
export async function approve(app: AppContext, actor: Actor, approval: Approval, item: ItemFacts, proposal: Proposal) {
  const { writing, current, isOriginal } = proposal, at = app.now().toISOString(), { lang } = approval
  const files = (await itemFiles(app.db, item.id, lang)).map(({ path, fileId }) => ({ path, fileId }))
  const known = factsOfItem(item, (await itemLists(app.db, item.id)).municipalities), facts = isOriginal ? writing.facts ?? known : known
  const text = prepareText({ title: writing.title, body: writing.body, lang, files }), until = untilOf(facts, item)
  if (until !== null && until <= at) throw new HttpError(422, 'approval.over')
  const input = revisedInput(item, files, lang, facts, {
    title: text.title, body: text.body, summary: writing.summary.replace(/\s+/g, ' ').trim(), state: isOriginal || item.state === 'published' ? 'published' : 'draft', material: writing.material,
  })
  await app.db.transaction().execute(async (trx) => {
    if (!(await closeApproval(trx, approval.id, 'approved', at, actor.id))) throw new HttpError(409, 'approval.closedMeanwhile')
    await reviseItem(trx, at, actor, item.id, current?.number ?? 0, { ...input, authorId: approval.asked_by }, text)
    await recordChange(trx, { at, actor, action: 'approved', subject: { type: 'item', id: item.id }, detail: { approval: approval.id, lang } })
    await closeTask(trx, at, actor.id, taskKey(approval))
    if (approval.asked_by !== null) await tell(trx, at, [approval.asked_by], { message: 'approval.told.approved', values: { title: text.title }, href: `/sivu/${item.id}?kieli=${lang}`, itemId: item.id })
  })
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
