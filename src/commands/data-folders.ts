import { accessSync, chmodSync, constants, existsSync, mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Config } from '../platform/config.ts'
import { EXIT, Failure } from './failure.ts'

const SETTINGS_FILE = path.resolve(import.meta.dirname, '../../.env')

/**
 * Makes the data folders, and takes away what others may do with them and with the settings; throws when that is not possible. The group
 * may read the settings: they can belong to root and be read by the service.
 */
export function prepareDataFolders({ databaseFile, uploadsDir }: Pick<Config, 'databaseFile' | 'uploadsDir'>, settingsFile = SETTINGS_FILE): void {
  process.umask(0o077)
  for (const folder of [path.dirname(databaseFile), uploadsDir]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    closeToOthers(folder, 0o077)
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  }
  if (existsSync(databaseFile)) accessSync(databaseFile, constants.R_OK | constants.W_OK)
  if (existsSync(settingsFile)) closeToOthers(settingsFile, 0o007)
}

function closeToOthers(file: string, rights: number) {
  const { mode } = statSync(file)
  if ((mode & rights) === 0) return
  try {
    chmodSync(file, mode & 0o777 & ~rights)
  } catch {
    throw new Failure(`${file} is open to other accounts of this machine, and this account may not change that. Make the account that runs Laavu its owner.`, EXIT.config)
  }
}
