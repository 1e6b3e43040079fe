import type { AppContext } from '../../context.ts'
import { closeTask, openTask } from '../../people/inbox/inbox.queries.ts'
import { openUseTasks, useOfOwned, useTaskKey } from './owned.queries.ts'
import { aYearBefore, isOften } from './use.queries.ts'

/** A template that its owners have not touched for this long is asked about. */
const LEFT_ALONE = 180 * 86_400_000
/** From this many uses on it is people who change a template, not one person once. */
const ENOUGH = 10

/** Shows the owner teams which of their templates nobody uses, and which most people change by hand; takes back what holds no more, as after a change or a check. */
export async function askOwnersOfUse(app: AppContext): Promise<void> {
  const now = app.now(), at = now.toISOString(), since = aYearBefore(now), alone = new Date(now.getTime() - LEFT_ALONE).toISOString()
  await app.db.transaction().execute(async (trx) => {
    const asked = new Set<string>()
    for (const { id, team, title, published, touched, uses, sinceTouched } of await useOfOwned(trx, at, since)) {
      const isUnused = uses === 0 && published < since && touched < alone, isEdited = sinceTouched.uses >= ENOUGH && isOften(sinceTouched)
      if (!isUnused && !isEdited) continue
      const key = useTaskKey(id, isUnused ? 'unused' : 'edited')
      asked.add(key)
      await openTask(trx, at, { teamId: team }, { key, message: isUnused ? 'templates.task.unused' : 'templates.task.edited', values: { title }, href: `/viestipohjat/${id}/kaytto`, itemId: id })
    }
    for (const key of await openUseTasks(trx)) if (!asked.has(key)) await closeTask(trx, at, null, key)
  })
}
