import { Router } from 'express'
import { z } from 'zod'
import type { AppContext } from '../context.ts'
import type { Db } from '../database.ts'
import { allow, viewerOf } from '../people/auth/access.ts'
import type { Viewer } from '../people/viewer.ts'
import { notFound } from '../platform/http/errors.ts'
import type { StoredFile } from './files.table.ts'
import { storedSize } from './images/images.queries.ts'
import { sendStoredFile } from './send-file.ts'
import { kindOf } from './sniff.ts'
import { uploadPiecesRoutes } from './upload-pieces.routes.ts'

/** Finds a file through what uses it: undefined when the viewer may read none of those. */
export type FindReadableFile = (db: Db, viewer: Viewer, now: string, fileId: string) => Promise<StoredFile | undefined>

/** The name in the address is for people and is not looked at. */
const Address = z.object({ id: z.string().regex(/^[\w-]{1,40}$/), name: z.string() })
const SizeAddress = z.object({ id: Address.shape.id, size: z.string().regex(/^[1-9]\d{0,4}\.webp$/) })

export function fileRoutes(app: AppContext, findReadableFile: FindReadableFile) {
  const routes = Router()
  routes.get('/tiedosto/:id/:name', allow('reader'), async (req, res) => {
    const address = Address.safeParse(req.params)
    if (!address.success) throw notFound()
    const file = await findReadableFile(app.db, viewerOf(res), app.now().toISOString(), address.data.id)
    if (!file) throw notFound()
    await sendStoredFile(app, req, res, file)
  })

  // a smaller copy of a picture, or the first page of a document, to those who may read the file itself; a copy that is missing is the picture itself
  routes.get('/kuva/:id/:size', allow('reader'), async (req, res) => {
    const address = SizeAddress.safeParse(req.params)
    if (!address.success) throw notFound()
    const file = await findReadableFile(app.db, viewerOf(res), app.now().toISOString(), address.data.id)
    if (!file) throw notFound()
    const size = await storedSize(app.db, file.id, Number.parseInt(address.data.size, 10))
    if (!size && !kindOf(file.mime).inline) throw notFound()
    await sendStoredFile(app, req, res, size ?? file)
  })

  routes.use(uploadPiecesRoutes(app))
  return routes
}
