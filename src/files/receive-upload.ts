import { mkdtemp, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Transform } from 'node:stream'
import type { Request, Response } from 'express'
import multer from 'multer'
import type { AppContext } from '../context.ts'
import { HttpError } from '../platform/http/errors.ts'
import { FILE_LIMIT } from './file-store.ts'

export interface UploadedFile { name: string; declared: string; bytes: Buffer }
/** `tooLarge`: the file went over FILE_LIMIT and was thrown away; the fields that came before it are there. */
export interface Upload { fields: Record<string, unknown>; file: UploadedFile | null; tooLarge: boolean }

const LIMITS = { fileSize: FILE_LIMIT, files: 1, fields: 40, parts: 41, fieldSize: 60_000, fieldNameSize: 100, fieldNestingDepth: 0, headerPairs: 20 }
/** A file with all its fields; no more is read of a body. bytes */
const BODY_LIMIT = FILE_LIMIT + LIMITS.parts * (LIMITS.fieldSize + 2000)
/** A body that says it is this big is not begun. bytes */
const HOPELESS = FILE_LIMIT * 3
/** What is on its way in; nothing else in uploads begins so. */
export const FOLDER = '.upload-'
const DAY = 86_400_000

/**
 * Reads a multipart form with at most one file, from the field of that name. The file waits in a folder of its own that is gone when this
 * returns or throws, also when the sender goes away. Mounted after the same-origin check and the role: nothing is stored for a stranger.
 * `req.body` has the fields that have come, also when this throws.
 */
export async function receiveUpload(app: Pick<AppContext, 'config'>, req: Request, res: Response, field: string): Promise<Upload> {
  if (Number(req.get('content-length') ?? 0) > HOPELESS) throw new HttpError(413, 'errors.tooLarge', { headers: { Connection: 'close' } })
  await mkdir(app.config.uploadsDir, { recursive: true, mode: 0o700 })
  const folder = await mkdtemp(path.join(app.config.uploadsDir, FOLDER))
  try {
    const receive = multer({ dest: folder, limits: LIMITS, defParamCharset: 'utf8' }).single(field)
    const body = bodyOf(req, res), failure = await new Promise<unknown>((resolve) => { receive(body, res, resolve) })
    const tooLarge = isTooLarge(failure), fields = { ...(body.body as object) }
    req.body = fields
    if (failure && !tooLarge) throw refusal(failure)
    return { fields, file: body.file && !tooLarge ? await readUploaded(body.file) : null, tooLarge }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * The request as multer reads it. Multer reads a body that it refuses to its end, so that the sender sees the answer; this one ends at
 * BODY_LIMIT: the rest is left unread, and the connection ends with the answer.
 */
function bodyOf(req: Request, res: Response): Request {
  let read = 0
  const body = new Transform({
    transform(chunk: Buffer, _encoding, pass) {
      read += chunk.length
      if (read <= BODY_LIMIT) return pass(null, chunk)
      req.unpipe(body)
      res.set('Connection', 'close')
      this.push(null)
      pass()
    },
  })
  req.once('close', () => { if (!req.complete) body.destroy() })
  return Object.assign(req.pipe(body), { headers: req.headers }) as unknown as Request
}

const isTooLarge = (failure: unknown) => failure instanceof multer.MulterError && failure.code === 'LIMIT_FILE_SIZE'

/** What the sender did wrong is 4xx; what went wrong on our disk is a fault. */
function refusal(failure: unknown): unknown {
  if (failure instanceof Error && 'syscall' in failure) return failure
  const tooMuch = failure instanceof multer.MulterError && failure.code === 'LIMIT_FIELD_VALUE'
  return tooMuch ? new HttpError(413, 'errors.tooLarge') : new HttpError(400, 'errors.badRequest')
}

const readUploaded = async (file: Express.Multer.File): Promise<UploadedFile> =>
  ({ name: file.originalname, declared: file.mimetype, bytes: await readFile(file.path) })

/** Takes away what has not been finished in a day: what a power cut has left, and pieces that nobody has come back to. */
export async function sweepUploads(app: Pick<AppContext, 'config' | 'now'>) {
  const { uploadsDir } = app.config
  for (const name of await readdir(uploadsDir)) {
    if (!name.startsWith(FOLDER)) continue
    const folder = path.join(uploadsDir, name), { mtimeMs } = await stat(folder)
    if (app.now().getTime() - mtimeMs > DAY) await rm(folder, { recursive: true, force: true })
  }
}
