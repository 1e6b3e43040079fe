import { countAdministrators, countContent, lastMoments, searchLag } from '../admin/admin.queries.ts'
import type { Db } from '../database.ts'
import type { Config } from '../platform/config.ts'
import { faultsOf } from '../platform/database/backup.ts'
import { servingNow } from '../platform/database/lock.ts'
import { openDatabase } from '../platform/database/open.ts'
import { schemaState } from '../platform/database/schema-state.ts'
import type { Finding } from './doctor.ts'
import { now } from './open-app.ts'

const DAY = 24 * 60 * 60 * 1000

export async function checkData(config: Config): Promise<Finding[]> {
  const faults = faultsOf(config.databaseFile)
  if (faults.length > 0)
    return [{ state: 'wrong', text: `The database is damaged: ${faults.slice(0, 3).join('; ')}. Stop the server and restore a backup: npm run laavu -- restore FILE --force` }]
  const db = openDatabase(config.databaseFile, { readonly: true })
  try {
    const schema = schemaFinding(await schemaState(db))
    const server = serverFinding(config)
    return schema.state === 'ok' ? [schema, server, await people(db), await backups(db), await clock(db), await search(db)] : [schema, server]
  } finally {
    await db.destroy()
  }
}

function schemaFinding(state: Awaited<ReturnType<typeof schemaState>>): Finding {
  switch (state) {
    case 'current': return { state: 'ok', text: 'The database is sound and in step with this version.' }
    case 'newer': return { state: 'wrong', text: 'The database was made by a newer Laavu. Install that version again, or restore a backup made before it.' }
    case 'behind': return { state: 'note', text: 'The database is sound, of an earlier version: the next start brings it up to date. Make a backup first.' }
    case 'empty': return { state: 'note', text: 'The database is empty: the next start fills it.' }
  }
}

function serverFinding({ dataDir }: Config): Finding {
  const serving = servingNow(dataDir)
  return serving ? { state: 'ok', text: `The server runs as process ${serving.pid}, since ${serving.since}.` } : { state: 'note', text: 'The server does not run.' }
}

async function people(db: Db): Promise<Finding> {
  const administrators = await countAdministrators(db), { people: all } = await countContent(db)
  if (administrators > 0) return { state: 'ok', text: `${all} people, ${administrators} of them administrators.` }
  if (all === 0) return { state: 'note', text: 'Nobody can sign in yet. The server prints a set-up link each time it starts.' }
  return { state: 'wrong', text: 'No administrator can sign in. Add one: LAAVU_PASSWORD=… npm run laavu -- user add --role admin …' }
}

async function backups(db: Db): Promise<Finding> {
  const { lastBackupAt } = await lastMoments(db)
  if (lastBackupAt === null) return { state: 'note', text: 'No backup has been made yet: npm run laavu -- backup FILE' }
  const days = Math.floor((now().getTime() - Date.parse(lastBackupAt)) / DAY)
  return { state: days > 7 ? 'note' : 'ok', text: `The last backup was made ${days} days ago.${days > 7 ? ' Make one at least weekly.' : ''}` }
}

async function clock(db: Db): Promise<Finding> {
  const { lastChangeAt } = await lastMoments(db)
  if (lastChangeAt !== null && lastChangeAt > now().toISOString())
    return { state: 'wrong', text: `The newest event in the database is of ${lastChangeAt}, in the future: the clock of this machine is or was wrong. Set it by NTP.` }
  return { state: 'ok', text: 'The events in the database agree with the clock.' }
}

async function search(db: Db): Promise<Finding> {
  const waiting = await searchLag(db)
  if (waiting > 100) return { state: 'note', text: `${waiting} changes are not in search yet. They follow by themselves while the server runs.` }
  return { state: 'ok', text: 'The search index is up to date.' }
}
