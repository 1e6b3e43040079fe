import express, { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import type { AppContext } from '../context.ts'
import { t } from '../i18n/translate.ts'
import { allow, viewerOf } from '../people/auth/access.ts'
import { HttpError, isDiskFull, notFound } from '../platform/http/errors.ts'
import { parse } from '../platform/http/parse.ts'
import { forgetPieces, PIECE, PiecesId, receivedBytes, takePiece } from './upload-pieces.ts'

const From = z.object({ alku: z.string().regex(/^\d{1,9}$/).transform(Number) })
const pieceBody = express.raw({ type: 'application/octet-stream', limit: PIECE, inflate: false })

/** A file sent by the script of a page, a piece at a time; the form that uses it is sent after them. Each sees only what she sends herself. */
export function uploadPiecesRoutes(app: AppContext) {
  const routes = Router()

  routes.get('/lahetys/:id', allow('editor'), async (req, res) => {
    res.json({ received: await receivedBytes(app, viewerOf(res).id, idIn(req)) })
  })

  routes.post('/lahetys/:id', allow('editor'), pieceBody, async (req, res) => {
    const { alku } = parse(From, req.query), id = idIn(req), body: unknown = req.body
    if (!Buffer.isBuffer(body) || body.length === 0) throw new HttpError(400, 'errors.badRequest')
    const taken = await takePiece(app, viewerOf(res), id, alku, body).catch((error: unknown) => {
      if (!isDiskFull(error)) throw error
      app.log.error({ id: res.locals.requestId, err: error }, 'disk full')
      return { refused: 'disk' as const }
    })
    if (!('refused' in taken)) return res.json(taken)
    if (taken.refused === 'offset') return res.status(409).json({ received: taken.received })
    const { locale } = viewerOf(res), text = taken.refused === 'size' ? t(locale, 'documents.refused.size') : t(locale, `documents.full.${taken.refused}`)
    res.status(taken.refused === 'disk' ? 507 : 413).json({ errors: [{ field: 'tiedosto', text }] })
  })

  routes.post('/lahetys/:id/poista', allow('editor'), async (req: Request, res: Response) => {
    await forgetPieces(app, viewerOf(res).id, idIn(req))
    res.status(204).end()
  })
  return routes
}

function idIn(req: Request): string {
  const id = PiecesId.safeParse(req.params['id'])
  if (!id.success) throw notFound()
  return id.data
}
