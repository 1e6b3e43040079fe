import { mkdir, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { AppContext } from '../context.ts'
import type { Viewer } from '../people/viewer.ts'
import { FILE_LIMIT } from './file-store.ts'
import { isDiskReserved } from './local-folder.ts'
import { FOLDER, type Upload } from './receive-upload.ts'
import { quotaProblem, uploadRoom } from './upload-quota.queries.ts'

/**
 * A file that comes in pieces, so that a lost connection costs one piece. It waits under the sender's number and an id that her browser has made,
 * which nobody else's address can reach, until the form that names it is sent; that goes on as if the file had been in the form.
 * Nothing of it is in memory or in the database: a restart changes nothing, and what is left lying goes with other unfinished uploads after a day.
 */
type Uploader = Pick<Viewer, 'id' | 'municipalityId'>
type Store = Pick<AppContext, 'config'>

/** bytes; the last piece of a file is shorter */
export const PIECE = 1_048_576
/** 16 random bytes in base64url, made by the browser */
export const PiecesId = z.string().regex(/^[\w-]{22}$/)
/** unfinished uploads of one person; the oldest makes room */
const MOST = 20

const Form = z.object({ lahetys: PiecesId, nimi: z.string().max(1000), tyyppi: z.string().max(200), koko: z.string().regex(/^\d{1,9}$/).transform(Number) })

const prefix = (personId: number) => `${FOLDER}${personId}-`
const placeOf = ({ config }: Store, personId: number, id: string) => path.join(config.uploadsDir, prefix(personId) + id)
/** Beside the pieces of a form that has been taken: the address that it was answered with. */
const DONE = '.done'
const answerOf = (place: string) => place + DONE
const sizeOf = (place: string) => stat(place).then(({ size }) => size, () => 0)
/** Where the next piece begins: a piece that was cut while it was written is sent again. */
const whole = (size: number) => size - (size % PIECE)

/** Bytes of the upload that are here; 0 when nothing is, or it is another's. */
export const receivedBytes = async (app: Store, personId: number, id: string): Promise<number> => whole(await sizeOf(placeOf(app, personId, id)))

export type PieceTaken = { received: number } | { refused: 'offset'; received: number } | { refused: 'size' | 'person' | 'municipality' | 'disk' }

const writing = new Set<string>()
/** Writes a piece where it belongs; when it returns, the bytes are on disk. `offset`: it begins elsewhere than the next one should, or one is being written. */
export async function takePiece(app: Pick<AppContext, 'config' | 'db' | 'now'>, uploader: Uploader, id: string, from: number, bytes: Uint8Array): Promise<PieceTaken> {
  const place = placeOf(app, uploader.id, id)
  if (writing.has(place)) return { refused: 'offset', received: await receivedBytes(app, uploader.id, id) }
  writing.add(place)
  try {
    await mkdir(app.config.uploadsDir, { recursive: true, mode: 0o700 })
    const received = await receivedBytes(app, uploader.id, id), size = from + bytes.length
    if (from !== received) return { refused: 'offset', received }
    if (size > FILE_LIMIT) { await rm(place, { force: true }); return { refused: 'size' } }
    const full = quotaProblem(await uploadRoom(app, uploader), size + await othersOf(app, uploader.id, id))
    if (full) return { refused: full }
    if (await isDiskReserved(app.config)) return { refused: 'disk' }
    if (from === 0) await rm(answerOf(place), { force: true }) // the same file is sent for another form
    await writeAt(place, from, bytes)
    return { received: size }
  } finally { writing.delete(place) }
}

async function writeAt(place: string, from: number, bytes: Uint8Array) {
  const file = await open(place, from === 0 ? 'w' : 'r+', 0o600)
  try {
    await file.write(bytes, 0, bytes.length, from)
    await file.datasync()
  } catch (error) {
    await file.truncate(from).catch(() => {})
    throw error
  } finally { await file.close() }
}

/** Bytes of the person's other unfinished uploads; of too many the oldest go. */
async function othersOf(app: Store, personId: number, id: string): Promise<number> {
  const { uploadsDir } = app.config, own = prefix(personId)
  const names = (await readdir(uploadsDir)).filter((name) => name.startsWith(own) && name !== own + id && !name.endsWith(DONE))
  const others = await Promise.all(names.map(async (name) => {
    const place = path.join(uploadsDir, name), found = await stat(place).catch(() => null)
    return { place, size: found?.size ?? 0, at: found?.mtimeMs ?? 0 }
  }))
  others.sort((a, b) => b.at - a.at)
  for (const { place } of others.splice(MOST - 1)) await rm(place, { force: true })
  return others.reduce((sum, { size }) => sum + size, 0)
}

/** The pieces that a form names. `answer`: the form has been taken before, and its answer did not arrive. */
export interface Pieces { id: string; name: string; type: string; size: number; answer: string | null }

export interface SentUpload extends Upload { pieces: Pieces | null }

/** Adds the file that has come in pieces to an upload whose form names one. `file` stays null when the pieces are not all here. */
export async function withPieces(app: Store, personId: number, upload: Upload): Promise<SentUpload> {
  const form = Form.safeParse(upload.fields)
  if (upload.file || upload.tooLarge || !form.success) return { ...upload, pieces: null }
  const { lahetys: id, nimi: name, tyyppi: type, koko: size } = form.data, place = placeOf(app, personId, id)
  const pieces: Pieces = { id, name, type, size, answer: await readFile(answerOf(place), 'utf8').catch(() => null) }
  if (pieces.answer === null && size > 0 && (await sizeOf(place)) === size) return { ...upload, file: { name, declared: type, bytes: await readFile(place) }, pieces }
  return { ...upload, pieces }
}

/** Called when the form has been taken. */
export async function finishPieces(app: Store, personId: number, pieces: Pieces | null, answer: string) {
  if (!pieces) return
  const place = placeOf(app, personId, pieces.id)
  await writeFile(answerOf(place), answer, { mode: 0o600 })
  await rm(place, { force: true })
}

export const forgetPieces = (app: Store, personId: number, id: string) => rm(placeOf(app, personId, id), { force: true })
