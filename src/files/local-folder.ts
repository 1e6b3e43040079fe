import { createHash, randomUUID } from 'node:crypto'
import { chmod, mkdir, open, readFile, rename, rm, statfs } from 'node:fs/promises'
import path from 'node:path'
import type { Config } from '../platform/config.ts'
import type { StoredBytes } from './file-store.ts'

/** Bytes in a folder of this machine. */
export const localFolder = (uploadsDir: string): StoredBytes => ({
  put: (sha256, bytes) => writeOnce(uploadsDir, sha256, bytes),
  get: (sha256) => readFile(placeOf(uploadsDir, sha256)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  }),
})

/** Whether files are not taken any more: what is left of the disk, in bytes, is for the database. */
export async function isDiskReserved({ uploadsDir, diskReserveBytes }: Pick<Config, 'uploadsDir' | 'diskReserveBytes'>): Promise<boolean> {
  const { bavail, bsize } = await statfs(uploadsDir)
  return bavail * bsize < diskReserveBytes
}

/** ab/cdef…: 256 folders keep each listing short. */
export const placeOf = (uploadsDir: string, sha256: string) => path.join(uploadsDir, sha256.slice(0, 2), sha256.slice(2))

/** Written beside its place, synced and renamed: after a power cut the file is there whole or not at all. */
async function writeOnce(uploadsDir: string, sha256: string, bytes: Uint8Array): Promise<void> {
  const place = placeOf(uploadsDir, sha256), folder = path.dirname(place)
  // touched, so that the sweep of bytes without a row leaves them for the row that is to come
  if (await isWhole(place, sha256)) return chmod(place, 0o600)
  if (await mkdir(folder, { recursive: true, mode: 0o700 })) await sync(uploadsDir)
  const draft = path.join(folder, `.${randomUUID()}`)
  try {
    const file = await open(draft, 'wx', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally { await file.close() }
    await rename(draft, place)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  await sync(folder)
}

const isWhole = (place: string, sha256: string) => readFile(place).then((bytes) => createHash('sha256').update(bytes).digest('hex') === sha256, () => false)

async function sync(folder: string) {
  const handle = await open(folder, 'r')
  try { await handle.sync() } finally { await handle.close() }
}
