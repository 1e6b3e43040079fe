import type { AppContext } from '../../context.ts'
import { closeTask, openTask } from '../../people/inbox/inbox.queries.ts'
import { openFaultTasks, teamsWithFaults } from './faults.queries.ts'

const KEY = 'document-faults:'

/** Puts one line into the work list of each team that owns documents with faults, however many there are, and takes it away when all are mended. */
export async function askToMend(app: AppContext) {
  const at = app.now().toISOString()
  await app.db.transaction().execute(async (trx) => {
    const asked = new Set((await teamsWithFaults(trx, at)).map((team) => KEY + team)), open = new Set(await openFaultTasks(trx, KEY))
    for (const key of open) if (!asked.has(key)) await closeTask(trx, at, null, key)
    for (const key of asked) if (!open.has(key)) await openTask(trx, at, { teamId: Number(key.slice(KEY.length)) }, { key, message: 'documents.faulty.task', href: '/tiedostot/puutteet' })
  })
}
