import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import path from 'node:path'
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
  disk: { freeBytes: number; totalBytes: number }
  mail: { waiting: number; oldestAt: string | null; smtp: boolean }
  lastChangeAt: string | null
  lastBackupAt: string | null
}

export async function systemStatus(app: AppContext): Promise<SystemStatus> {
  const { config, db, analyser, search } = app
  const [counts, administrators, moments, database, mail, health, waiting, disk] = await Promise.all([
    countContent(db), countAdministrators(db), lastMoments(db), databaseFacts(db), waitingMailCount(db), search.health(), searchLag(db), diskOf(config.dataDir),
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

/** Of a folder that has not been made yet: the disk of its parent. */
export async function diskOf(folder: string): Promise<SystemStatus['disk']> {
  const { bavail, blocks, bsize } = await statfs(existsSync(folder) ? folder : path.dirname(folder))
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
}

export const isDiskShort = ({ freeBytes, totalBytes }: SystemStatus['disk']) => freeBytes < 0.1 * totalBytes && freeBytes < 10_000_000_000
