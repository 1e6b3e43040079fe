import { existsSync } from 'node:fs'
import path from 'node:path'
import { recordChange, SYSTEM } from '../platform/changes/changes.queries.ts'
import { configFromEnvironment } from '../platform/config.ts'
import { openDatabase } from '../platform/database/open.ts'
import { schemaState } from '../platform/database/schema-state.ts'
import { describe, packBackup } from './backup-archive.ts'
import type { Command } from './command.ts'
import { Failure } from './failure.ts'
import { now } from './open-app.ts'

export const backup: Command = {
  usage: 'FILE',
  about: 'Writes the database and the uploaded files into one file (a gzipped tar), also while the server runs.',
  options: {},
  operands: ['FILE'],
  async run(_values, [file]) {
    process.umask(0o077)
    const config = configFromEnvironment(), target = path.resolve(file!)
    if (!existsSync(config.databaseFile)) throw new Failure(`There is nothing to back up: ${config.databaseFile} does not exist.`)
    if (existsSync(target)) throw new Failure(`${target} exists already. Choose another name; a backup is never overwritten.`)
    if (!existsSync(path.dirname(target))) throw new Failure(`The folder ${path.dirname(target)} does not exist.`)
    const { manifest, lost } = await packBackup(config, target, now().toISOString())
    for (const hash of lost) console.error(`Warning: the uploaded file ${hash} is missing from the disk or has changed there.`)
    await noteBackup(config.databaseFile, target)
    console.log(`${target}: ${describe(manifest)}`)
  },
}

/** For the status page, which shows how old the last backup is. A database of another version is left as it is. */
async function noteBackup(databaseFile: string, target: string) {
  const db = openDatabase(databaseFile)
  try {
    if ((await schemaState(db)) !== 'current') return
    const change = { at: now().toISOString(), actor: SYSTEM, action: 'backed-up', subject: { type: 'system', id: null }, detail: { file: path.basename(target) } } as const
    await db.transaction().execute((trx) => recordChange(trx, change))
  } finally {
    await db.destroy()
  }
}
