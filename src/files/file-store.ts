import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { AppContext } from '../context.ts'
import { safeName } from './file-name.ts'
import { fileByHash } from './files.queries.ts'
import type { StoredFile } from './files.table.ts'
import { sniff } from './sniff.ts'

/** bytes */
export const FILE_LIMIT = 25_000_000

/** A file that the store does not take; `reason` says why. */
export class FileRefused extends Error {
  override name = 'FileRefused'
  readonly reason: 'type' | 'size' | 'empty'
  constructor(reason: 'type' | 'size' | 'empty') {
    super(`file refused: ${reason}`)
    this.reason = reason
  }
}
/** The bytes on disk are not the ones that were stored. */
export class FileDamaged extends Error { override name = 'FileDamaged' }

export type KeptFile = Omit<StoredFile, 'created_at'>

/**
 * Makes the bytes safe on disk under their hash and says what they are. The row is the caller's to write (`insertFile`), in the
 * transaction that uses the file. Content that is stored already keeps its id. Throws FileRefused.
 */
export async function keepFile(app: Pick<AppContext, 'config' | 'db'>, bytes: Uint8Array, name: string): Promise<KeptFile> {
  if (bytes.length === 0) throw new FileRefused('empty')
  if (bytes.length > FILE_LIMIT) throw new FileRefused('size')
  const kind = await sniff(bytes, name)
  if (!kind) throw new FileRefused('type')
  const sha256 = hashOf(bytes)
  await writeOnce(app.config.uploadsDir, sha256, bytes)
  const known = await fileByHash(app.db, sha256)
  return known ?? { id: randomBytes(15).toString('base64url'), sha256, size: bytes.length, mime: kind.mime, name: safeName(name, kind.extension) }
}

/** The bytes of a stored file, checked against its hash. Throws FileDamaged when they are gone or changed. */
export async function readStoredFile(app: Pick<AppContext, 'config'>, file: Pick<StoredFile, 'sha256'>): Promise<Buffer> {
  const bytes = await readFile(placeOf(app.config.uploadsDir, file.sha256)).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new FileDamaged(`${file.sha256} is missing`) : error
  })
  if (hashOf(bytes) !== file.sha256) throw new FileDamaged(`${file.sha256} has changed on disk`)
  return bytes
}

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** ab/cdef…: 256 folders keep each listing short. */
const placeOf = (uploadsDir: string, sha256: string) => path.join(uploadsDir, sha256.slice(0, 2), sha256.slice(2))

/** Written beside its place, synced and renamed: after a power cut the file is there whole or not at all. */
async function writeOnce(uploadsDir: string, sha256: string, bytes: Uint8Array) {
  const place = placeOf(uploadsDir, sha256), folder = path.dirname(place)
  if (await isWhole(place, sha256)) return
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

const isWhole = (place: string, sha256: string) => readFile(place).then((bytes) => hashOf(bytes) === sha256, () => false)

async function sync(folder: string) {
  const handle = await open(folder, 'r')
  try { await handle.sync() } finally { await handle.close() }
}
