import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import type { AppContext } from '../../context.ts'
import { contentDisposition } from '../../files/file-name.ts'
import { actorOf, viewerOf } from '../../people/auth/access.ts'
import { recordChange } from '../../platform/changes/changes.queries.ts'
import { HttpError } from '../../platform/http/errors.ts'
import { exportLibrary } from './export-library.ts'
import { writeZip } from './write-zip.ts'

export interface Exported {
  ids: number[]
  /** of the file, without the ending */
  name: string
  scope: 'item' | 'list' | 'search' | 'library'
}
/** One person has one export at a time: each reads much. */
const running = new Set<number>()
const MOST_ITEMS = 20_000

/** Sends items as a ZIP while it is being made. What the viewer may not read is not in it, whatever the ids say; that she took it is in the change log. */
export async function sendExport(app: AppContext, req: Request, res: Response, { ids, name, scope }: Exported) {
  const viewer = viewerOf(res), at = app.now().toISOString()
  if (ids.length > MOST_ITEMS) throw new HttpError(422, 'export.tooBig')
  if (running.has(viewer.id)) throw new HttpError(429, 'export.running')
  running.add(viewer.id)
  try {
    await app.db.transaction().execute((trx) => recordChange(trx, {
      at, actor: actorOf(req, res), action: 'exported', subject: scope === 'item' ? { type: 'item', id: ids[0]! } : { type: 'system', id: null }, detail: { scope, items: ids.length },
    }))
    await sendZip(app, res, name, writeZip(exportLibrary(app, { viewer, now: at }, ids, { locale: viewer.locale, whole: scope === 'library' })))
  } finally {
    running.delete(viewer.id)
  }
}

/** Sends an archive while it is being made. */
export async function sendZip(app: Pick<AppContext, 'log'>, res: Response, name: string, archive: AsyncIterable<Uint8Array>) {
  res.set({ 'Content-Type': 'application/zip', 'Content-Disposition': contentDisposition('attachment', `${name}.zip`), 'Cache-Control': 'no-store, no-transform', 'X-Content-Type-Options': 'nosniff' })
  try {
    await pipeline(Readable.from(archive, { objectMode: false }), res)
  } catch (error) {
    if (!res.headersSent) throw error
    // a broken connection tells that the file is not whole
    if (!res.destroyed) res.destroy()
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') app.log.error({ err: error }, 'export broken off')
  }
}
