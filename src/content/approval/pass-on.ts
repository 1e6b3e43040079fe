import type { AppContext } from '../../context.ts'
import { closeTask, openTask, teamPeople, tell } from '../../people/inbox/inbox.queries.ts'
import { teamById } from '../../people/people.queries.ts'
import { recordChange, SYSTEM } from '../../platform/changes/changes.queries.ts'
import { readDraftFields } from '../drafts/draft-fields.ts'
import { approvalAddress, taskKey } from './approve.ts'
import { askedTeams, overdueApprovals, passApproval } from './approval.queries.ts'
import { afterWorkingDays } from './working-days.ts'

const AT_ONCE = 100

/** What nobody has answered in time goes on to the team's substitute; where there is none (left), its writer is told, once for each such time. */
export async function passApprovalsOn(app: AppContext): Promise<void> {
  const now = app.now().toISOString()
  for (const approval of await overdueApprovals(app.db, now, AT_ONCE)) {
    const team = await teamById(app.db, approval.team_id), asked = await askedTeams(app.db, approval.id), next = team?.substitute_team_id ?? null
    const mayPass = next !== null && !asked.includes(next) && approval.restricted_team_id === null, title = readDraftFields(approval.fields).otsikko ?? ''
    const dueAt = afterWorkingDays(now, approval.wait_days), place = { href: approvalAddress(approval.id), itemId: null }
    await app.db.transaction().execute(async (trx) => {
      const passes = mayPass && (await teamPeople(trx, next)).length > 0
      await passApproval(trx, approval.id, passes ? next : approval.team_id, dueAt)
      if (passes) {
        await closeTask(trx, now, null, taskKey(approval))
        await openTask(trx, now, { teamId: next }, { key: taskKey({ id: approval.id, team_id: next }), message: 'approval.task', values: { title }, ...place, dueAt })
        await recordChange(trx, { at: now, actor: SYSTEM, action: 'approval-passed-on', subject: { type: 'item', id: approval.item_id }, detail: { approval: approval.id, team: next } })
      }
      if (approval.asked_by !== null && approval.item_state !== 'trashed')
        await tell(trx, now, [approval.asked_by], { message: passes ? 'approval.told.passedOn' : 'approval.told.noAnswer', values: { title }, ...place })
    })
  }
}
