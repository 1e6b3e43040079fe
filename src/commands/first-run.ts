import { hasHappened } from '../admin/admin.queries.ts'
import { addSample } from '../content/import/sample-library.ts'
import type { AppContext } from '../context.ts'
import { recordChange, SYSTEM } from '../platform/changes/changes.queries.ts'
import { Progress } from './progress.ts'

const DONE = 'sample-offered'

/** Fills a new data folder with the sample library. Once only: what has been removed stays away. An interrupted run is finished at the next start. */
export async function addSampleOnce(app: AppContext): Promise<void> {
  if (await hasHappened(app.db, DONE)) return
  const progress = new Progress()
  progress.line('The data folder is new: adding the sample library …')
  await addSample(app, ({ created }) => { progress.show(`${created} pages`) })
  progress.end()
  await app.db.transaction().execute((trx) => recordChange(trx, { at: app.now().toISOString(), actor: SYSTEM, action: DONE, subject: { type: 'system', id: null } }))
}
