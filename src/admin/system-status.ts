import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import path from 'node:path'
import type { Config } from '../platform/config.ts'
import type { AppContext } from '../context.ts'
import { waitingMailCount } from '../platform/mail/mail.queries.ts'
import { VERSION } from '../platform/version.ts'
import { countAdministrators, countContent, databaseFacts, lastMoments, searchLag } from './admin.queries.ts'

/** What runs and how it fares, for the status page and the commands `status` and `doctor`. Sizes in bytes, moments as ISO text. */
export interface SystemStatus {
  asOf: string
  versions: { laavu: string; node: string; sqlite: string }
  dictionary: 'voikko' | 'none'
  /** `waiting`: changes that the index has not taken in yet */
  search: { engine: string; items: number; sections: number; waiting: number }
  counts: { items: number; revisions: number; people: number; administrators: number; files: number }
  database: { bytes: number }
  /** `reserveBytes`: with less free, files are not taken */
  disk: { freeBytes: number; totalBytes: number; reserveBytes: number }
  mail: { waiting: number; oldestAt: string | null; smtp: boolean }
  lastChangeAt: string | null
  lastBackupAt: string | null
}

export async function systemStatus(app: AppContext): Promise<SystemStatus> {
  const { config, db, analyser, search } = app
  const [counts, administrators, moments, database, mail, health, waiting, disk] = await Promise.all([
    countContent(db), countAdministrators(db), lastMoments(db), databaseFacts(db), waitingMailCount(db), search.health(), searchLag(db), diskOf(config),
  ])
  return {
    asOf: app.now().toISOString(),
    versions: { laavu: VERSION, node: process.versions.node, sqlite: database.version },
    dictionary: analyser.dictionary,
    search: { engine: search.name, ...health, waiting },
    counts: { ...counts, administrators },
    database: { bytes: database.bytes },
    disk,
    mail: { waiting: mail.count, oldestAt: mail.oldest, smtp: config.smtpUrl !== null },
    ...moments,
  }
}

/** Of the disks that hold the database and the files the one with less room; of a folder that has not been made yet, the disk of its parent. */
export async function diskOf({ databaseFile, uploadsDir, dataDir, diskReserveBytes }: Config): Promise<SystemStatus['disk']> {
  const folders = [path.dirname(databaseFile), uploadsDir].map((folder) => [folder, dataDir, path.dirname(dataDir)].find((place) => existsSync(place)) ?? '/')
  const disks = await Promise.all(folders.map(async (folder) => {
    const { bavail, blocks, bsize } = await statfs(folder)
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize, reserveBytes: diskReserveBytes }
  }))
  return disks.reduce((a, b) => (b.freeBytes < a.freeBytes ? b : a))
}

/** While files are not taken any more, and well before that. */
export const isDiskShort = ({ freeBytes, totalBytes, reserveBytes }: SystemStatus['disk']) => freeBytes < reserveBytes || freeBytes < 0.1 * totalBytes && freeBytes < 10_000_000_000
