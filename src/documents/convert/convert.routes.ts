import { Router, type Request, type Response } from 'express'
import { noteReading } from '../../content/access-log.queries.ts'
import { draftAddress } from '../../content/drafts/drafts.views.ts'
import { numberIn } from '../../content/edit-address.ts'
import { findVisibleItem, type ItemFacts } from '../../content/items.queries.ts'
import type { AppContext } from '../../context.ts'
import { readStoredFile } from '../../files/file-store.ts'
import { sniff } from '../../files/sniff.ts'
import { allow, viewerOf } from '../../people/auth/access.ts'
import { notFound } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { sendPage } from '../../platform/http/page.ts'
import { WORD } from '../check-file.ts'
import { versionsOf } from '../documents.queries.ts'
import { convertInWorker, ReadingFailed } from '../run-worker.ts'
import type { Converted } from './convert-word.ts'
import { convertPage, convertView } from './convert.views.ts'
import { makeGuide } from './make-guide.ts'

/** A guide from a Word document: what would be lost is told first, then it is the writer's draft. The document stays as it is. */
export function convertRoutes(app: AppContext) {
  const routes = Router()

  routes.get('/tiedostot/:id/ohjeeksi', allow('editor'), async (req, res) => {
    const { item, converted } = await open(req, res)
    if (!converted) return sendPage(res, convertView, convertPage(viewerOf(res).locale, item, null), 422)
    const kinds = await Promise.all(converted.files.map(({ bytes, name }) => sniff(bytes, name))), images = kinds.filter((kind) => kind?.inline).length, gone = kinds.length - images
    sendPage(res, convertView, convertPage(viewerOf(res).locale, item, { lost: [...converted.lost, ...(gone > 0 ? [{ what: 'images' as const, count: gone }] : [])], images }))
  })

  routes.post('/tiedostot/:id/ohjeeksi', allow('editor'), async (req, res) => {
    const viewer = viewerOf(res), { item, converted } = await open(req, res)
    if (!converted) return sendPage(res, convertView, convertPage(viewer.locale, item, null), 422)
    const id = await makeGuide(app, viewer, item, converted)
    setFlash(res, 'documents.convert.done')
    res.redirect(303, draftAddress({ id, lang: item.language }, null))
  })

  /** `converted` null: it is a Word document that cannot be read. */
  async function open(req: Request, res: Response): Promise<{ item: ItemFacts; converted: Converted | null }> {
    const now = app.now().toISOString(), item = await findVisibleItem(app.db, viewerOf(res), now, numberIn(req))
    const [file] = item?.kind === 'document' ? await versionsOf(app.db, item.id) : []
    if (!item || file?.mime !== WORD) throw notFound()
    await noteReading(app.db, now, viewerOf(res), item, 'file')
    try { return { item, converted: await convertInWorker(await readStoredFile(app, file)) } } catch (error) {
      if (error instanceof ReadingFailed) return { item, converted: null }
      throw error
    }
  }
  return routes
}
