import path from 'node:path'
import type { AppContext } from '../../context.ts'
import type { Trx } from '../../database.ts'
import { keepFile, type KeptFile } from '../file-store.ts'
import { insertFile } from '../files.queries.ts'
import { sniff } from '../sniff.ts'
import { insertImage, insertSize } from './images.queries.ts'
import { cleanImage, makeSizes, type MadeImage } from './make-image.ts'

type Store = Pick<AppContext, 'config' | 'db'>
export interface KeptImage { file: KeptFile; width: number; height: number; sizes: { file: KeptFile; width: number; height: number }[] }

/**
 * Stores a file without what a picture tells besides itself (place, time, camera, names); what is no picture is stored as it is. Its sizes are made
 * later (prepare-images.ts). The row is the caller's to write. Throws FileRefused and ImageRefused.
 */
export async function keepCleanFile(app: Store, bytes: Uint8Array, name: string): Promise<KeptFile> {
  const kind = await sniff(bytes, name)
  return kind?.inline ? keepFile(app, (await cleanImage(Buffer.from(bytes), kind.mime)).bytes, name) : keepFile(app, bytes, name)
}

/** Stores a picture and its sizes. The rows are the caller's to write (`saveImage`). Throws FileRefused and ImageRefused. */
export async function keepImage(app: Store, bytes: Uint8Array, name: string): Promise<KeptImage> {
  const kind = await sniff(bytes, name)
  const image = await cleanImage(Buffer.from(bytes), kind?.inline ? kind.mime : '')
  const file = await keepFile(app, image.bytes, name), sizes: KeptImage['sizes'] = []
  for (const size of await makeSizes(image)) sizes.push(await keepSize(app, size, name))
  return { file, width: image.width, height: image.height, sizes }
}

export async function keepSize(app: Store, { bytes, width, height }: MadeImage, name: string) {
  return { file: await keepFile(app, bytes, `${path.parse(name).name.slice(0, 100)}-${width}.webp`), width, height }
}

/** Writes the rows of a picture that `keepImage` has made safe on disk. */
export async function saveImage(trx: Trx, at: string, { file, width, height, sizes }: KeptImage) {
  await insertFile(trx, at, file)
  await insertImage(trx, file.id, { width, height })
  for (const size of sizes) await saveSize(trx, at, file.id, size)
}

export async function saveSize(trx: Trx, at: string, fileId: string, { file, width, height }: KeptImage['sizes'][number]) {
  await insertFile(trx, at, file)
  await insertSize(trx, { file_id: fileId, width, height, stored_id: file.id })
}
