import type { Request, Response } from 'express'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import { formatDate } from '../../i18n/format-date.ts'
import { t } from '../../i18n/translate.ts'
import { actorOf, viewerOf } from '../../people/auth/access.ts'
import { openTask } from '../../people/inbox/inbox.queries.ts'
import { teamById } from '../../people/people.queries.ts'
import type { Viewer } from '../../people/viewer.ts'
import { recordChange } from '../../platform/changes/changes.queries.ts'
import { HttpError } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { parse } from '../../platform/http/parse.ts'
import type { Item } from '../content.table.ts'
import { draftFieldsOf } from '../drafts/draft-fields.ts'
import { deleteDraft } from '../drafts/drafts.queries.ts'
import type { Note } from '../edit-item.views.ts'
import type { Writing } from '../edit-writing.ts'
import { keepFiles } from '../item-writes.queries.ts'
import { approvalsOf, askedAlready, insertApproval } from './approval.queries.ts'
import { approvalAddress, taskKey } from './approve.ts'
import { afterWorkingDays } from './working-days.ts'

const Asking = z.object({ tiimi: z.string().regex(/^[1-9]\d{0,8}$/).transform(Number), paivat: z.string().regex(/^([1-9]|[12]\d|30)$/).default('3').transform(Number) })
interface Asked { item: Pick<Item, 'id' | 'restricted_team_id' | 'state'>; lang: string; writing: Writing; title: string; newFiles: { path: string; fileId: string }[] }

/** Puts a text that has been checked before a team instead of publishing it. */
export async function ask(app: AppContext, req: Request, res: Response, { item, lang, writing, title, newFiles }: Asked) {
  const { tiimi: teamId, paivat: days } = parse(Asking, req.body), viewer = viewerOf(res), at = app.now().toISOString(), actor = actorOf(req, res)
  if (!(await teamById(app.db, teamId)) || (item.restricted_team_id !== null && item.restricted_team_id !== teamId)) throw new HttpError(400, 'errors.badRequest')
  const fields = draftFieldsOf({ ...req.body as object, versio: String(writing.version) }), dueAt = afterWorkingDays(at, days)
  const id = await app.db.transaction().execute(async (trx) => {
    const already = await askedAlready(trx, { item_id: item.id, lang, asked_by: viewer.id, fields: JSON.stringify(fields) })
    if (already !== undefined) return already
    const added = await insertApproval(trx, {
      item_id: item.id, lang, base: writing.version, fields: JSON.stringify(fields), state: 'open', asked_by: viewer.id, asked_at: at, team_id: teamId, wait_days: days, due_at: dueAt,
      closed_at: null, closed_by: null, reason: '',
    })
    await keepFiles(trx, item.id, newFiles)
    await openTask(trx, at, { teamId }, { key: taskKey({ id: added, team_id: teamId }), message: 'approval.task', values: { title }, href: approvalAddress(added), itemId: item.state === 'published' ? item.id : null, dueAt })
    await recordChange(trx, { at, actor, action: 'approval-asked', subject: { type: 'item', id: item.id }, detail: { approval: added, lang, team: teamId } })
    if (writing.draftId !== null) await deleteDraft(trx, viewer.id, writing.draftId)
    return added
  })
  setFlash(res, 'approval.asked')
  res.redirect(303, approvalAddress(id))
}

/** Above the form: the changes that wait for a second pair of eyes. */
export async function approvalNotes({ db }: AppContext, viewer: Viewer, itemId: number): Promise<Note[]> {
  const open = await approvalsOf(db, viewer, itemId), { locale } = viewer
  if (open.length === 0) return []
  const links = open.map(({ id, asker, asked_at }) => ({ href: approvalAddress(id), label: `${asker ?? t(locale, 'editing.history.nobody')}, ${formatDate(locale, asked_at, 'datetime')}`, lang: null }))
  return [{ css: 'info', icon: 'eye', heading: t(locale, 'approval.waiting'), text: t(locale, 'approval.waitingHint'), links }]
}
