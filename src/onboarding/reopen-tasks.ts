import type { AppContext } from '../context.ts'
import type { Db, Trx } from '../database.ts'
import { finnishDay } from '../i18n/finnish-day.ts'
import { lastChangeId } from '../platform/changes/changes.queries.ts'
import { itemsRevisedAfter, outdatedTasks, reopenTask } from './tasks.queries.ts'

/** How far in the change log each database has been looked through by this process. */
const seen = new WeakMap<Db, number>()

/**
 * Opens the reading tasks again whose guide has changed materially since it was read. Asked before anything of a path is shown; costs one
 * look at the change log when nothing was revised.
 */
export async function reopenChanged({ db, now }: Pick<AppContext, 'db' | 'now'>): Promise<void> {
  const last = await lastChangeId(db), known = seen.get(db)
  if (known === last) return
  const items = known === undefined ? null : await itemsRevisedAfter(db, known)
  if ((items === null || items.length > 0) && (await outdatedTasks(db, items)).length > 0)
    await db.transaction().execute((trx) => reopenOutdated(trx, finnishDay(now()), items))
  seen.set(db, last)
}

/** With `only`, that one task: a tick that comes after the guide has changed. */
export async function reopenOutdated(trx: Trx, today: string, items: readonly number[] | null, only?: number) {
  for (const task of await outdatedTasks(trx, items, only)) await reopenTask(trx, task, today)
}
