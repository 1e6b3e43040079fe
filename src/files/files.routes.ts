import { Router } from 'express'
import { z } from 'zod'
import type { AppContext } from '../context.ts'
import type { Db } from '../database.ts'
import { allow, viewerOf } from '../people/auth/access.ts'
import type { Viewer } from '../people/viewer.ts'
import { notFound } from '../platform/http/errors.ts'
import type { StoredFile } from './files.table.ts'
import { sendStoredFile } from './send-file.ts'

/** Finds a file through what uses it: undefined when the viewer may read none of those. */
export type FindReadableFile = (db: Db, viewer: Viewer, now: string, fileId: string) => Promise<StoredFile | undefined>

/** The name in the address is for people and is not looked at. */
const Address = z.object({ id: z.string().regex(/^[\w-]{1,40}$/), name: z.string() })

export function fileRoutes(app: AppContext, findReadableFile: FindReadableFile) {
  const routes = Router()
  routes.get('/tiedosto/:id/:name', allow('reader'), async (req, res) => {
    const address = Address.safeParse(req.params)
    if (!address.success) throw notFound()
    const file = await findReadableFile(app.db, viewerOf(res), app.now().toISOString(), address.data.id)
    if (!file) throw notFound()
    await sendStoredFile(app, req, res, file)
  })
  return routes
}
