import { createHash, randomBytes } from 'node:crypto'
import type { AppContext } from '../context.ts'
import { safeName } from './file-name.ts'
import { fileByHash } from './files.queries.ts'
import type { StoredFile } from './files.table.ts'
import { localFolder } from './local-folder.ts'
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
export class FileDamaged extends Error {
  override name = 'FileDamaged'
  readonly sha256: string
  constructor(sha256: string, how: 'is missing' | 'has changed on disk') {
    super(`${sha256} ${how}`)
    this.sha256 = sha256
  }
}

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
  await bytesOf(app).put(sha256, bytes)
  const known = await fileByHash(app.db, sha256)
  return known ?? { id: randomBytes(15).toString('base64url'), sha256, size: bytes.length, mime: kind.mime, name: safeName(name, kind.extension) }
}

/** The bytes of a stored file, checked against its hash. Throws FileDamaged when they are gone or changed. */
export async function readStoredFile(app: Pick<AppContext, 'config'>, file: Pick<StoredFile, 'sha256'>): Promise<Buffer> {
  const bytes = await bytesOf(app).get(file.sha256)
  if (bytes === null) throw new FileDamaged(file.sha256, 'is missing')
  if (hashOf(bytes) !== file.sha256) throw new FileDamaged(file.sha256, 'has changed on disk')
  return bytes
}

/** Where the bytes lie by their hash. Another place, say one that speaks S3, is another file with these two and its line in `bytesOf`. */
export interface StoredBytes {
  /** when it returns, the bytes are safe: they are there whole, also after a power cut */
  put(sha256: string, bytes: Uint8Array): Promise<void>
  /** null when there are none; whether they are the right ones is asked by the caller */
  get(sha256: string): Promise<Buffer | null>
}
const bytesOf = ({ config }: Pick<AppContext, 'config'>): StoredBytes => localFolder(config.uploadsDir)

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
