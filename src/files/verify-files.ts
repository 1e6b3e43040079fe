import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { AppContext } from '../context.ts'
import { filesAfter, hashIsKnown } from './file-uses.queries.ts'
import { placeOf } from './local-folder.ts'

/** `missing`: no bytes; `size`: cut or grown; `changed`: other bytes; `stranger`: bytes that no row knows. `name` is the file's name or its path in uploads. */
export interface FileFault { fault: 'missing' | 'size' | 'changed' | 'stranger'; name: string; sha256: string }
export interface Verified { files: number; bytes: number }

const AT_ONCE = 200
const DAY = 86_400_000

/** Reads every stored file and compares it with its row; then looks for what has no row. What is being stored just now is no fault. */
export async function* verifyFiles(app: Pick<AppContext, 'config' | 'db' | 'now'>, done: Verified): AsyncGenerator<FileFault> {
  const { uploadsDir } = app.config
  for (let rows = await filesAfter(app.db, '', AT_ONCE); rows.length > 0; rows = await filesAfter(app.db, rows.at(-1)!.id, AT_ONCE)) {
    for (const { sha256, size, name } of rows) {
      const place = placeOf(uploadsDir, sha256), found = await stat(place).catch(() => null)
      done.files++
      if (!found?.isFile()) { yield { fault: 'missing', name, sha256 }; continue }
      done.bytes += found.size
      if (found.size !== size) yield { fault: 'size', name, sha256 }
      else if ((await hashOfFile(place)) !== sha256) yield { fault: 'changed', name, sha256 }
    }
  }
  for await (const { name, sha256, age } of strangers(app)) if (age > DAY) yield { fault: 'stranger', name, sha256 }
}

/** What lies in uploads without a row, with how long it has done so (milliseconds). A file that is stored again is touched. */
export async function* strangers({ config, db, now }: Pick<AppContext, 'config' | 'db' | 'now'>): AsyncGenerator<{ name: string; sha256: string; age: number; place: string }> {
  for (const folder of await readdir(config.uploadsDir, { withFileTypes: true })) {
    const inside = folder.isDirectory() ? await readdir(path.join(config.uploadsDir, folder.name)) : ['']
    if (folder.name.startsWith('.upload-')) continue
    for (const name of inside) {
      const place = path.join(config.uploadsDir, folder.name, name), sha256 = /^[0-9a-f]{2}$/.test(folder.name) && /^[0-9a-f]{62}$/.test(name) ? folder.name + name : ''
      if (sha256 !== '' && (await hashIsKnown(db, sha256))) continue
      const found = await stat(place).catch(() => null)
      if (found) yield { name: path.join(folder.name, name), sha256, age: now().getTime() - found.ctimeMs, place }
    }
  }
}

/** SHA-256 of a file on disk, which is never in memory whole. */
export async function hashOfFile(place: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(place), hash)
  return hash.digest('hex')
}
