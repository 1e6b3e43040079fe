import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readConfig } from '../platform/config.ts'
import { prepareDataFolders } from './data-folders.ts'

let folder: string
beforeEach(() => { folder = mkdtempSync(path.join(os.tmpdir(), 'laavu-folders-')) })
afterEach(() => { rmSync(folder, { recursive: true, force: true }) })
const rights = (file: string) => (statSync(file).mode & 0o777).toString(8)

test('K-3: new data folders are the account’s alone', () => {
  const config = readConfig({ DATA_DIR: path.join(folder, 'deep/er') })
  prepareDataFolders(config, path.join(folder, 'none'))
  expect([rights(path.dirname(config.databaseFile)), rights(config.uploadsDir)]).toEqual(['700', '700'])
})

test('K-3: folders that others may read and settings that everybody may read are closed', () => {
  const config = readConfig({ DATA_DIR: folder }), settings = path.join(folder, 'settings')
  for (const open of [path.dirname(config.databaseFile), config.uploadsDir]) { mkdirSync(open); chmodSync(open, 0o777) }
  writeFileSync(settings, 'SMTP_URL=smtp://laavu:password@mail.example.fi')
  chmodSync(settings, 0o644)
  prepareDataFolders(config, settings)
  expect([rights(path.dirname(config.databaseFile)), rights(config.uploadsDir), rights(settings)]).toEqual(['700', '700', '640'])
})

test('a data folder that is a file is refused with its name', () => {
  writeFileSync(path.join(folder, 'file'), '')
  expect(() => { prepareDataFolders(readConfig({ DATA_DIR: path.join(folder, 'file') }), '') }).toThrow('ENOTDIR')
})
