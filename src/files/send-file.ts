import type { Request, Response } from 'express'
import type { AppContext } from '../context.ts'
import { contentDisposition } from './file-name.ts'
import { readStoredFile } from './file-store.ts'
import type { StoredFile } from './files.table.ts'
import { kindOf } from './sniff.ts'

/**
 * Sends a stored file to someone who may read it. Nothing in it can run: a browser shows images and downloads all else. It is asked for
 * again each time, so that a withdrawn right counts at once; the ETag spares the bytes. A Range is answered with the whole file.
 */
export async function sendStoredFile(app: Pick<AppContext, 'config'>, req: Request, res: Response, file: StoredFile) {
  const bytes = await readStoredFile(app, file)
  const { mime, inline } = kindOf(file.mime)
  res.set({
    'Content-Type': mime.startsWith('text/') ? `${mime}; charset=utf-8` : mime,
    'Content-Disposition': contentDisposition(inline ? 'inline' : 'attachment', file.name),
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'private, no-cache, no-transform',
    'Accept-Ranges': 'none',
    ETag: `"${file.sha256.slice(0, 32)}"`,
  })
  if (req.fresh) return void res.status(304).end()
  res.set('Content-Length', String(bytes.length)).end(bytes)
}
