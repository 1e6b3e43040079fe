import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { configFromEnvironment, type Config } from '../platform/config.ts'
import { closeDatabase, faultsOf, isDamage } from '../platform/database/backup.ts'
import { lockData } from '../platform/database/lock.ts'
import { openDatabase } from '../platform/database/open.ts'
import { schemaState } from '../platform/database/schema-state.ts'
import { describe, lostFiles, unpackBackup, type Manifest } from './backup-archive.ts'
import type { Command } from './command.ts'
import { prepareDataFolders } from './data-folders.ts'
import { EXIT, Failure } from './failure.ts'
import { now } from './open-app.ts'

export const restore: Command = {
  usage: 'FILE [--force]',
  about: 'Puts a backup in place, after checking all of it. The server must be stopped. Data that is there is replaced only with --force, and its database is kept aside.',
  options: { force: { type: 'boolean' } },
  operands: ['FILE'],
  async run({ force }, [file]) {
    const config = configFromEnvironment(), at = now().toISOString()
    prepareDataFolders(config)
    if (existsSync(config.databaseFile) && !force) throw new Failure(`${config.databaseFile} exists. Add --force to replace it; it is then kept aside under another name.`)
    const lock = lockData(config.dataDir, at)
    const work = path.join(config.dataDir, 'db', `restoring-${process.pid}`)
    mkdirSync(work, { mode: 0o700 })
    try {
      const manifest = await unpackBackup(path.resolve(file!), work)
      await checkDatabase(path.join(work, 'db/laavu.sqlite'))
      const lost = lostFiles(path.join(work, 'db/laavu.sqlite'), manifest)
      const kept = keepAside(config.databaseFile, at)
      putInPlace(config, work, manifest)
      for (const hash of lost) console.error(`Warning: the backup names the uploaded file ${hash} but does not hold it.`)
      console.log(`Restored ${describe(manifest)}${kept ? ` The earlier database is kept as ${kept}.` : ''}`)
    } finally {
      rmSync(work, { recursive: true, force: true })
      lock.release()
    }
  },
}

async function checkDatabase(file: string) {
  const faults = faultsOf(file)
  if (faults.length > 0) throw new Failure(`The database in the backup is damaged: ${faults.slice(0, 3).join('; ')}. Nothing was changed.`, EXIT.data)
  const db = openDatabase(file)
  const state = await schemaState(db)
  await db.destroy()
  if (state === 'newer') throw new Failure('The backup was made by a newer Laavu. Install that version first. Nothing was changed.', EXIT.data)
  if (state === 'empty') throw new Failure('The database in the backup is not one of Laavu. Nothing was changed.', EXIT.data)
}

/** The database that is there gets another name; gives that name. */
function keepAside(databaseFile: string, at: string): string | null {
  if (!existsSync(databaseFile)) return null
  try {
    closeDatabase(databaseFile)
  } catch (error) {
    if (!isDamage(error)) throw new Failure('Another command uses the database just now. Wait until it has ended. Nothing was changed.', EXIT.temporary)
  }
  const kept = databaseFile.replace(/\.sqlite$/, `-before-restore-${at.replaceAll(/[-:]|\.\d+/g, '')}.sqlite`)
  for (const part of ['', '-wal', '-shm']) if (existsSync(databaseFile + part)) renameSync(databaseFile + part, kept + part)
  return kept
}

/** Files first, the database last: until then nothing refers to them. Files are named by their content, so one that is there is the same one. */
function putInPlace({ databaseFile, uploadsDir }: Config, work: string, manifest: Manifest) {
  for (const { path: name } of manifest.files.filter((file) => file.path.startsWith('uploads/'))) {
    const place = path.join(uploadsDir, name.slice('uploads/'.length))
    mkdirSync(path.dirname(place), { recursive: true, mode: 0o700 })
    renameSync(path.join(work, name), place)
  }
  renameSync(path.join(work, 'db/laavu.sqlite'), databaseFile)
}
