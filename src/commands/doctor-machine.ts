import { accessSync, constants, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { databaseFacts } from '../admin/admin.queries.ts'
import { diskOf, isDiskShort } from '../admin/system-status.ts'
import { findDictionary } from '../language/find-dictionary.ts'
import type { Config } from '../platform/config.ts'
import { openDatabase } from '../platform/database/open.ts'
import type { Finding } from './doctor.ts'
import { now } from './open-app.ts'

const SETTINGS_FILE = path.resolve(import.meta.dirname, '../../.env')

export async function checkMachine(config: Config): Promise<Finding[]> {
  return [...(await versions()), ...folders(config), await disk(config), dictionary(config), clock(config)]
}

async function versions(): Promise<Finding[]> {
  const db = openDatabase(':memory:')
  const { version } = await databaseFacts(db)
  await db.destroy()
  return [{ state: 'ok', text: `Node ${process.versions.node}, SQLite ${version}` }]
}

function folders({ dataDir, databaseFile, uploadsDir }: Config): Finding[] {
  const found = [path.dirname(databaseFile), uploadsDir].filter((folder) => existsSync(folder)).flatMap((folder) => rightsOf(folder))
  if (existsSync(SETTINGS_FILE) && (statSync(SETTINGS_FILE).mode & 0o007) !== 0)
    found.push({ state: 'wrong', text: `${SETTINGS_FILE} can be read by every account of this machine: chmod 640 ${SETTINGS_FILE}` })
  return found.length > 0 ? found : [{ state: 'ok', text: `The data folder ${dataDir} is this account's alone.` }]
}

function rightsOf(folder: string): Finding[] {
  const { mode, uid } = statSync(folder), own = os.userInfo().uid
  if (uid !== own && own !== 0) return [{ state: 'wrong', text: `${folder} belongs to account ${uid}, and this is account ${own}. Run Laavu and its commands as one account, or change the owner.` }]
  if ((mode & 0o077) !== 0) return [{ state: 'wrong', text: `${folder} is open to other accounts of this machine: chmod 700 ${folder} (the next start does it)` }]
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    return []
  } catch (error) {
    return [{ state: 'wrong', text: `${folder} cannot be written (${(error as NodeJS.ErrnoException).code}).` }]
  }
}

async function disk(config: Config): Promise<Finding> {
  const space = await diskOf(config)
  const text = `${(space.freeBytes / 1e9).toFixed(1)} GB of disk space are free.`
  if (space.freeBytes < space.reserveBytes) return { state: 'wrong', text: `${text} Files are not taken while less than ${space.reserveBytes / 1e6} MB are (DISK_RESERVE_MB). Free some: on a full disk nothing can be saved.` }
  return isDiskShort(space) ? { state: 'wrong', text: `${text} Free some: on a full disk nothing can be saved.` } : { state: 'ok', text }
}

function dictionary({ voikkoDictionary, dataDir }: Config): Finding {
  const found = findDictionary({ setting: voikkoDictionary ?? undefined, dataDir })
  if (found) return { state: 'ok', text: `The Finnish dictionary is ${found.path}.` }
  const advice = `Install the package voikko-fi, or copy its mor.vfst to ${path.join(dataDir, 'db/mor.vfst')}, and restart.`
  return { state: 'wrong', text: `There is no Finnish dictionary, so search misses many inflected and compound words. ${advice}` }
}

/** The clock of the disk is another one on network storage; a wrong one shows in dates, and in links that end too early or too late. */
function clock({ dataDir }: Config): Finding {
  const folder = mkdtempSync(path.join(existsSync(dataDir) ? dataDir : os.tmpdir(), '.clock-'))
  const apart = Math.abs(now().getTime() - statSync(folder).mtimeMs) / 1000
  rmSync(folder, { recursive: true })
  if (apart > 5) return { state: 'wrong', text: `The clock of this machine and that of its storage are ${Math.round(apart)} s apart. Set them by NTP.` }
  return { state: 'ok', text: `The clock says ${now().toISOString()}.` }
}
