import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import { actorOf, allow, viewerOf } from '../../people/auth/access.ts'
import { readForm } from '../../people/form-fields.ts'
import { recordChange } from '../../platform/changes/changes.queries.ts'
import { notFound } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { parse, typedText } from '../../platform/http/parse.ts'
import { mayEdit } from '../may-edit.ts'
import { endConsents } from './end-consents.ts'
import { ImageForm } from './image-form.ts'
import { findImage, itemsUsing, listImages, setImageFacts } from './image-library.queries.ts'
import { imagePage, imageView, libraryPage, libraryView, PER_PAGE, SHELVES, typedOf, type Typed } from './image-library.views.ts'

const ListQuery = z.object({ tila: z.enum(SHELVES).default('kaikki'), sivu: z.coerce.number().int().min(1).max(10_000).default(1) })

/** The pictures of all pages: where each is used, who made it, and until when it may be shown. */
export function imageLibraryRoutes(app: AppContext) {
  const routes = Router(), { db } = app, nowIso = () => app.now().toISOString()

  routes.get('/kuvat', allow('editor'), async (req, res) => {
    const viewer = viewerOf(res), now = nowIso(), { tila, sivu } = parse(ListQuery, req.query)
    sendPage(res, libraryView, libraryPage(viewer.locale, now, tila, sivu, await listImages(db, viewer, now, tila, { limit: PER_PAGE, offset: (sivu - 1) * PER_PAGE })))
  })

  routes.get('/kuvat/:file', allow('editor'), async (req, res) => {
    const opened = await open(req, res)
    show(res, opened, typedOf(opened.image), {})
  })

  routes.post('/kuvat/:file', allow('editor'), formBody, async (req, res) => {
    const opened = await open(req, res), { image } = opened
    if (!opened.mayEdit) throw notFound()
    const form = readForm(ImageForm, req.body), typed = (name: string) => typedText(req.body, name)
    if (!form.ok) return show(res, opened, { vaihtoehto: typed('vaihtoehto'), tekija: typed('tekija'), lisenssi: typed('lisenssi'), lupa: typed('lupa') }, form.errors)
    const { vaihtoehto: alt, tekija: author, lisenssi: licence, lupa } = form.values
    await db.transaction().execute(async (trx) => {
      await setImageFacts(trx, image.file_id, { alt, author, licence, consent_until: lupa })
      await recordChange(trx, { at: nowIso(), actor: actorOf(req, res), action: 'image-described', subject: { type: 'system', id: null }, detail: { file: image.file_id, licence, until: lupa } })
    })
    await endConsents(app)
    setFlash(res, 'images.saved')
    res.redirect(303, `/kuvat/${image.file_id}`)
  })

  async function open(req: Request, res: Response) {
    const viewer = viewerOf(res), now = nowIso(), image = await findImage(db, viewer, now, String(req.params['file']))
    if (!image) throw notFound()
    const items = await itemsUsing(db, viewer, now, image.file_id)
    return { image, items, mayEdit: items.some((item) => mayEdit(viewer, item)) }
  }

  function show(res: Response, opened: Awaited<ReturnType<typeof open>>, typed: Typed, errors: Record<string, string>) {
    sendPage(res, imageView, imagePage(viewerOf(res).locale, nowIso(), opened, typed, errors), Object.keys(errors).length > 0 ? 422 : 200)
  }
  return routes
}
