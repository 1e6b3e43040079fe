import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import * as tar from 'tar'
import { z } from 'zod'
import { hashOfFile } from '../files/verify-files.ts'
import type { Config } from '../platform/config.ts'
import { copyDatabase, countRows, hashesOfFiles } from '../platform/database/backup.ts'
import { EXIT, Failure } from './failure.ts'

/**
 * A backup is one gzipped tar: manifest.json first, then db/laavu.sqlite and uploads/ab/cdef… as in the data folder. The manifest names
 * every file with its size and SHA-256, so that a restore can tell that it has all of it, unchanged.
 */
const Manifest = z.object({
  format: z.literal('laavu-backup-1'),
  createdAt: z.iso.datetime(),
  counts: z.object({ item: z.number(), revision: z.number(), person: z.number(), file: z.number() }),
  files: z.array(z.object({ path: z.string().regex(/^(db\/laavu\.sqlite|uploads\/[0-9a-f]{2}\/[0-9a-f]{62})$/), size: z.number(), sha256: z.string() })),
})
export type Manifest = z.output<typeof Manifest>

export const describe = ({ createdAt, counts, files }: Manifest) =>
  `the data of ${createdAt}: ${counts.item} items in ${counts.revision} revisions, ${counts.person} people, ${files.length - 1} uploaded files.`

/** Writes the backup beside its place and renames it, so that a file of that name is always whole. `target` must not exist. */
export async function packBackup({ databaseFile, uploadsDir }: Pick<Config, 'databaseFile' | 'uploadsDir'>, target: string, createdAt: string): Promise<{ manifest: Manifest; lost: string[] }> {
  const work = `${target}.partial-${process.pid}`
  mkdirSync(path.join(work, 'db'), { recursive: true, mode: 0o700 })
  try {
    const copy = path.join(work, 'db/laavu.sqlite')
    await copyDatabase(databaseFile, copy) // before the files are listed: whatever it refers to is on disk by then
    symlinkSync(uploadsDir, path.join(work, 'uploads'))
    const files = []
    for (const name of ['db/laavu.sqlite', ...uploadedFiles(uploadsDir)]) files.push({ path: name, ...(await measure(path.join(work, name))) })
    const manifest: Manifest = { format: 'laavu-backup-1', createdAt, counts: countRows(copy, ['item', 'revision', 'person', 'file']), files }
    writeFileSync(path.join(work, 'manifest.json'), JSON.stringify(manifest))
    const archive = path.join(work, 'archive')
    await tar.create({ file: archive, cwd: work, gzip: { level: 1 }, portable: true, follow: true, strict: true, mode: 0o600 }, ['manifest.json', ...files.map((file) => file.path)])
    await sync(archive)
    renameSync(archive, target)
    return { manifest, lost: lostFiles(copy, manifest) }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** The uploaded files that the backup's database names but that are not in it as they were stored. */
export function lostFiles(databaseCopy: string, { files }: Manifest): string[] {
  const whole = new Set(files.filter((file) => file.path === placeOf(file.sha256)).map((file) => file.sha256))
  return hashesOfFiles(databaseCopy).filter((hash) => !whole.has(hash))
}
const placeOf = (hash: string) => `uploads/${hash.slice(0, 2)}/${hash.slice(2)}`

/** Unpacks a backup into an empty folder and compares every file with the manifest; throws a Failure when anything is amiss. */
export async function unpackBackup(source: string, into: string): Promise<Manifest> {
  const damaged = (what: string) => new Failure(`${source} cannot be restored: ${what}. Nothing was changed.`, EXIT.data)
  try {
    await tar.extract({ file: source, cwd: into, strict: true, preserveOwner: false, filter: (_name, entry) => !('type' in entry) || entry.type === 'File' || entry.type === 'OldFile' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && !existsSync(source)) throw new Failure(`${source} does not exist.`)
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw error
    throw damaged(`it is not a backup, or it is cut short (${(error as Error).message})`)
  }
  const manifest = readManifest(path.join(into, 'manifest.json'))
  if (!manifest) throw damaged('it holds no list of its files that this version understands')
  for (const file of manifest.files) {
    const place = path.join(into, file.path)
    if (!existsSync(place)) throw damaged(`${file.path} is missing`)
    if ((await measure(place)).sha256 !== file.sha256) throw damaged(`${file.path} has changed`)
  }
  return manifest
}

function readManifest(file: string): Manifest | null {
  try {
    return Manifest.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

/** Whole files only: a draft that is being written has a name with a dot. */
function uploadedFiles(uploadsDir: string): string[] {
  const folders = readdirSync(uploadsDir).filter((name) => /^[0-9a-f]{2}$/.test(name))
  return folders.flatMap((folder) => readdirSync(path.join(uploadsDir, folder)).filter((name) => /^[0-9a-f]{62}$/.test(name)).map((name) => `uploads/${folder}/${name}`))
}

const measure = async (file: string): Promise<{ size: number; sha256: string }> => ({ size: statSync(file).size, sha256: await hashOfFile(file) })

async function sync(file: string) {
  const handle = await open(file, 'r+')
  try { await handle.sync() } finally { await handle.close() }
}
