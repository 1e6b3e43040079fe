import { Router, type Request, type Response } from 'express'
import type { AppContext } from '../context.ts'
import { sentenceLocale } from '../content/edit-writing.ts'
import { noteReading } from '../content/access-log.queries.ts'
import { lookAtDamaged } from '../content/damage/tell-of-damage.ts'
import { numberIn } from '../content/edit-address.ts'
import { findVisibleItem, type ItemFacts } from '../content/items.queries.ts'
import { mayEdit } from '../content/may-edit.ts'
import { sizesOf } from '../files/images/images.queries.ts'
import { isDiskReserved } from '../files/local-folder.ts'
import { receiveUpload } from '../files/receive-upload.ts'
import { sendStoredFile } from '../files/send-file.ts'
import { finishPieces, forgetPieces, withPieces, type SentUpload } from '../files/upload-pieces.ts'
import { quotaProblem, uploadRoom, type UploadRoom } from '../files/upload-quota.queries.ts'
import { actorOf, allow, viewerOf } from '../people/auth/access.ts'
import { readForm } from '../people/form-fields.ts'
import { localeOf } from '../people/locale-of.ts'
import { allTeams } from '../people/people.queries.ts'
import { isAtLeast, type Viewer } from '../people/viewer.ts'
import { recordChange } from '../platform/changes/changes.queries.ts'
import { isDiskFull, notFound } from '../platform/http/errors.ts'
import { setFlash } from '../platform/http/flash.ts'
import { sendPage } from '../platform/http/page.ts'
import { typedText } from '../platform/http/parse.ts'
import type { Locale } from '../i18n/locales.ts'
import { isMessageKey, t } from '../i18n/translate.ts'
import { checkFile } from './check-file.ts'
import { convertRoutes } from './convert/convert.routes.ts'
import { DocumentForm, LISTS, VersionForm } from './document-form.ts'
import { previewOf } from './document-html.ts'
import { documentPage, documentView, type SentFile } from './document.views.ts'
import { fileOfVersion, readAgain, readingOf, versionsOf } from './documents.queries.ts'
import { faultRoutes } from './faults/faults.routes.ts'
import { newPage, newView, typedFields } from './new.views.ts'
import { startReading } from './read-documents.ts'
import { addDocument, addDocumentVersion } from './save-document.ts'

const FILE = 'tiedosto'

/** Documents: adding one, its facts and earlier files, and the next file of it. Reading is the item's own page. */
export function documentRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/tiedostot/uusi', allow('editor'), async (_req, res) => { await showForm(res, {}, null, {}, 200) })

  routes.post('/tiedostot/uusi', allow('editor'), orDiskFull(async (req, res) => {
    const viewer = viewerOf(res), upload = await received(req, res), form = readForm(DocumentForm, upload.fields, LISTS)
    if (upload.pieces?.answer) return taken(req, res, upload.pieces.answer)
    const errors = form.ok ? {} : { ...form.errors }
    if (form.ok && !(await teamsFor(viewer)).some(({ id }) => id === form.values.tiimi)) errors['tiimi'] = 'documents.teamMissing'
    const { status, error } = await checked(req, res, upload, Object.keys(errors).length > 0)
    if (error) { errors[FILE] = error; await dropPieces(viewer, upload) }
    if (!form.ok || Object.keys(errors).length > 0) {
      if (wantsJson(req)) return res.status(status).json({ errors: Object.entries(errors).map(([field, key]) => ({ field, text: said(viewer.locale, key) })) })
      return showForm(res, upload.fields, upload, errors, status)
    }
    const { otsikko, kuvaus, kieli, tiimi, koskee, aiheet, rooli, tarkistus } = form.values
    const id = await addDocument(app, actorOf(req, res), viewer, {
      title: otsikko, body: kuvaus, lang: kieli, ownerTeamId: tiimi, networkWide: koskee === 'verkko', municipalityIds: koskee === 'verkko' ? [] : [viewer.municipalityId],
      roles: rooli, subjects: aiheet.map((label) => ({ label })), reviewMonths: tarkistus, summary: t(sentenceLocale(kieli), 'documents.firstVersion'),
    }, upload.file!)
    startReading(app)
    await finishPieces(app, viewer.id, upload.pieces, `/tiedostot/${id}`)
    taken(req, res, `/tiedostot/${id}`)
  }, async (req, res, errors) => {
    if (wantsJson(req)) return void res.status(507).json({ errors: [{ field: FILE, text: said(localeOf(res), errors[FILE]) }] })
    await showForm(res, fieldsOf(req), null, errors, 507)
  }))

  routes.use(faultRoutes(app))

  routes.get('/tiedostot/:id', allow('reader'), async (req, res) => {
    const item = await documentOf(req, res)
    await noteReading(db, app.now().toISOString(), viewerOf(res), item, 'page')
    await showDocument(res, item, '', null, {}, 200)
  })

  routes.post('/tiedostot/:id/versio', allow('editor'), orDiskFull(async (req, res) => {
    const item = await documentOf(req, res)
    if (!mayEdit(viewerOf(res), item)) throw notFound()
    const upload = await received(req, res), form = readForm(VersionForm, upload.fields)
    if (upload.pieces?.answer) return res.redirect(303, upload.pieces.answer)
    const { status, error } = await checked(req, res, upload, !form.ok), why = typedText(upload.fields, 'syy')
    if (error) await dropPieces(viewerOf(res), upload)
    if (!form.ok || error) return showDocument(res, item, why, upload, { ...(form.ok ? {} : form.errors), ...(error && { [FILE]: error }) }, status)
    const isNew = await addDocumentVersion(app, actorOf(req, res), viewerOf(res), item, form.values.syy, upload.file!)
    // the same file again mends one that the disk has damaged
    const isMended = !isNew && (await lookAtDamaged(app)).includes((await versionsOf(db, item.id))[0]!.file_id)
    if (!isNew && !isMended) return showDocument(res, item, why, null, { [FILE]: 'documents.sameFile' }, 422)
    startReading(app)
    await finishPieces(app, viewerOf(res).id, upload.pieces, `/tiedostot/${item.id}`)
    setFlash(res, isNew ? 'documents.versionAdded' : 'files.mended')
    res.redirect(303, `/tiedostot/${item.id}`)
  }, async (req, res, errors) => { await showDocument(res, await documentOf(req, res), typedText(fieldsOf(req), 'syy'), null, errors, 507) }))

  routes.post('/tiedostot/:id/lue', allow('editor'), async (req, res) => {
    const item = await documentOf(req, res), [current] = await versionsOf(db, item.id)
    if (!mayEdit(viewerOf(res), item) || !current) throw notFound()
    if (await db.transaction().execute((trx) => readAgain(trx, current.file_id))) startReading(app)
    setFlash(res, 'documents.readingAgain')
    res.redirect(303, `/tiedostot/${item.id}`)
  })

  // every file that the document has had, to those who may read the document
  routes.get('/tiedostot/:id/versio/:number', allow('reader'), async (req, res) => {
    const item = await documentOf(req, res), file = await fileOfVersion(db, item.id, numberIn(req, 'number'))
    if (!file) throw notFound()
    await noteReading(db, app.now().toISOString(), viewerOf(res), item, 'file')
    await sendStoredFile(app, req, res, file)
  })

  /** The form with its file, which came in it or in pieces before it. */
  async function received(req: Request, res: Response) {
    const upload = await receiveUpload(app, req, res, FILE)
    if (await isDiskReserved(app.config)) throw new DiskReserved()
    return withPieces(app, viewerOf(res).id, upload)
  }

  /** A full disk is told in the form, with what was typed. */
  function orDiskFull(take: (req: Request, res: Response) => unknown, showAgain: (req: Request, res: Response, errors: { [FILE]: string }) => Promise<void>) {
    return async (req: Request, res: Response) => {
      try { await take(req, res) } catch (error) {
        if (!isDiskFull(error) && !(error instanceof DiskReserved)) throw error
        app.log.error({ id: res.locals.requestId, err: error }, 'disk full')
        await showAgain(req, res, { [FILE]: 'documents.full.disk' })
      }
    }
  }

  /** What is wrong with the file; what a virus scanner would stop is written down. */
  async function checked(req: Request, res: Response, upload: SentUpload, otherErrors: boolean) {
    const found = await fileError(upload, await uploadRoom(app, viewerOf(res)), otherErrors)
    if (found.error === 'documents.refused.virus') await db.transaction().execute((trx) => recordChange(trx, {
      at: app.now().toISOString(), actor: actorOf(req, res), action: 'file-refused', subject: { type: 'system', id: null }, result: 'refused', detail: { name: upload.file!.name.slice(0, 200) },
    }))
    return found
  }

  /** What is refused is not taken by sending the form again. */
  const dropPieces = async (viewer: Viewer, { pieces }: SentUpload) => { if (pieces) await forgetPieces(app, viewer.id, pieces.id) }

  function taken(req: Request, res: Response, href: string) {
    if (wantsJson(req)) return void res.json({ href })
    setFlash(res, 'documents.added')
    res.redirect(303, href)
  }

  async function documentOf(req: Request, res: Response): Promise<ItemFacts> {
    const item = await findVisibleItem(db, viewerOf(res), app.now().toISOString(), numberIn(req))
    if (item?.kind !== 'document') throw notFound()
    return item
  }

  async function showDocument(res: Response, item: ItemFacts, why: string, upload: SentUpload | null, errors: Record<string, string>, status: number) {
    const versions = await versionsOf(db, item.id)
    if (!versions[0]) throw notFound() // a document that was imported without a file of its own
    const text = await readingOf(db, versions[0].file_id), preview = previewOf(await sizesOf(db, versions[0].file_id))
    sendPage(res, documentView, documentPage(localeOf(res), { item, versions, text, preview, mayAdd: mayEdit(viewerOf(res), item), mayConvert: isAtLeast(viewerOf(res), 'editor'), room: await uploadRoom(app, viewerOf(res)) }, why, sentFile(upload, errors), errors), status)
  }

  async function showForm(res: Response, fields: Record<string, unknown>, upload: SentUpload | null, errors: Record<string, string>, status: number) {
    const viewer = viewerOf(res)
    sendPage(res, newView, newPage(localeOf(res), typedFields(fields), { teams: await teamsFor(viewer), municipality: viewer.municipalityName, room: await uploadRoom(app, viewer) }, sentFile(upload, errors), errors), status)
  }

  routes.use(convertRoutes(app))

  const teamsFor = async (viewer: Viewer) => (await allTeams(db)).filter(({ id }) => isAtLeast(viewer, 'admin') || viewer.teamIds.includes(id))
  return routes
}

/** What is left of the disk is for the database. */
class DiskReserved extends Error { override name = 'DiskReserved' }
const fieldsOf = (req: Request) => (req.body ?? {}) as Record<string, unknown>

/** What is wrong with the file. When only something else is wrong, that it must be chosen again: a browser does not keep it. */
async function fileError({ file, tooLarge, pieces }: SentUpload, room: UploadRoom, otherErrors: boolean): Promise<{ status: number; error: string | null }> {
  if (tooLarge) return { status: 413, error: 'documents.refused.size' }
  if (!file) return pieces ? { status: 409, error: 'documents.refused.unfinished' } : { status: 422, error: 'documents.refused.missing' }
  const full = quotaProblem(room, file.bytes.length)
  if (full) return { status: 413, error: `documents.full.${full}` }
  const checked = await checkFile(file)
  if ('refused' in checked && checked.refused === 'slow') return { status: 503, error: 'documents.refused.slow' }
  if ('refused' in checked) return { status: checked.refused === 'type' || checked.refused === 'mismatch' || checked.refused === 'picture' ? 415 : 422, error: `documents.refused.${checked.refused}` }
  return { status: 422, error: otherErrors && !pieces ? 'documents.chooseAgain' : null }
}

/** A file that is here in pieces and is right need not be chosen again. */
const sentFile = (upload: SentUpload | null, errors: Record<string, string>): SentFile | null =>
  (upload?.file && upload.pieces && !errors[FILE] ? { id: upload.pieces.id, name: upload.pieces.name, type: upload.pieces.type, size: upload.pieces.size } : null)

/** The script of the page sends several files, each in a request of its own. */
const wantsJson = (req: Request) => req.accepts(['html', 'json']) === 'json'
const said = (locale: Locale, key: string) => t(locale, isMessageKey(key) ? key : 'errors.badRequest')
