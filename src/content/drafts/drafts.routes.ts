import { randomBytes } from 'node:crypto'
import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import { ImageRefused } from '../../files/images/make-image.ts'
import { isDiskReserved } from '../../files/local-folder.ts'
import { receiveUpload } from '../../files/receive-upload.ts'
import { finishPieces, withPieces } from '../../files/upload-pieces.ts'
import { quotaProblem, uploadRoom } from '../../files/upload-quota.queries.ts'
import { t } from '../../i18n/translate.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import { actorOf, allow, viewerOf } from '../../people/auth/access.ts'
import type { Viewer } from '../../people/viewer.ts'
import { recordChange } from '../../platform/changes/changes.queries.ts'
import { HttpError, notFound } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { parse, typedText } from '../../platform/http/parse.ts'
import { numberIn, NumberOrNone } from '../edit-address.ts'
import { sameTitles } from '../edit-item.queries.ts'
import { shownHints } from '../edit-item.views.ts'
import { mayEditHere } from '../edit-rights.ts'
import { imageMarkdown } from '../image-alt.ts'
import { itemLink } from '../item-link.ts'
import { findVisibleItem, type ItemFacts } from '../items.queries.ts'
import { KINDS } from '../kinds.ts'
import { isContentLanguage } from '../languages.ts'
import { prepareText } from '../prepare-text.ts'
import { slugOf } from '../slug.ts'
import { plansBy } from '../scheduling/planned.queries.ts'
import { addImage, imageProblem } from './add-image.ts'
import { readDraftFields } from './draft-fields.ts'
import { deleteDraft, draftFiles, ownDraft, ownDrafts, setDraftFields, setShareToken, sharedDraft } from './drafts.queries.ts'
import { draftAddress, draftsPage, draftsView, imagePage, imageView, sharedDraftView } from './drafts.views.ts'
import { itemsByTitle } from './find-links.queries.ts'
import { foundLink, linksPage, linksView } from './find-links.views.ts'
import { keepDraft } from './keep-draft.ts'

const MOST = 100, MOST_LINKS = 20
const TOKEN = /^[\w-]{22,60}$/, MOST_WORDS = 6
const Place = z.object({ luonnos: NumberOrNone, sivu: NumberOrNone, kieli: z.string().refine(isContentLanguage).default('fi') })
const LinkQuery = z.object({ q: z.string().max(200).default('') })
const wantsJson = (res: Response) => res.req.accepts(['html', 'json']) === 'json'

/** What is typed but not saved, and what the writing form asks of the server while one types. */
export function draftRoutes(app: AppContext) {
  const routes = Router(), { db } = app, now = () => app.now().toISOString()

  routes.get('/luonnokset', allow('editor'), async (_req, res) => {
    const viewer = viewerOf(res), [drafts, plans] = await Promise.all([ownDrafts(db, viewer.id, MOST), plansBy(db, viewer.id)])
    const rows = await Promise.all(drafts.map(async (draft) => ({ draft, item: await editable(viewer, draft.item_id) })))
    sendPage(res, draftsView, draftsPage(viewer.locale, app.config.publicUrl, rows, plans))
  })

  // the form sends itself here while one types; the answer says what a reader would stumble on
  routes.post('/luonnokset/tallenna', allow('editor'), formBody, async (req, res) => {
    const viewer = viewerOf(res), { luonnos, sivu, kieli: lang } = parse(Place, req.body), title = typedText(req.body, 'otsikko').trim()
    const known = luonnos === null ? undefined : await ownDraft(db, viewer.id, luonnos), item = known ? null : await editable(viewer, sivu)
    // an item that is not hers to edit (any more) does not stop her: the text is then a new item's
    const itemId = known ? known.item_id : item?.id ?? null
    const id = await keepDraft(app, viewer, { itemId, lang }, known?.id ?? null, req.body)
    const twins = title === '' ? [] : await sameTitles(db, viewer, now(), slugOf(title), itemId)
    res.json({
      luonnos: id, said: t(viewer.locale, 'editing.sameTitle'), hints: shownHints(viewer.locale, typedText(req.body, 'teksti').replace(/\r\n?/g, '\n')),
      twins: twins.map((twin) => itemLink(twin, viewer.locale)).map(({ href, title: label, lang: labelLang }) => ({ href, label, lang: labelLang })),
    })
  })

  routes.post('/luonnokset/liita', allow('editor'), formBody, async (req, res) => {
    const { clipboardToMarkdown } = await import('../import/clipboard-to-markdown.ts'), markdown = clipboardToMarkdown(typedText(req.body, 'html'))
    if (markdown === null) throw new HttpError(422, 'drafts.paste.plain')
    res.type('text/plain').send(markdown)
  })

  routes.get('/luonnokset/linkki', allow('editor'), async (req, res) => {
    const viewer = viewerOf(res), { q } = parse(LinkQuery, req.query), words = slugOf(q, '').split('-').filter(Boolean).slice(0, MOST_WORDS)
    const items = words.length === 0 ? [] : await itemsByTitle(db, viewer, now(), words, MOST_LINKS), found = items.map((item) => foundLink(item, viewer.locale))
    if (wantsJson(res)) return res.set('Cache-Control', 'no-store').json(found)
    sendPage(res, linksView, linksPage(viewer.locale, q.trim(), found))
  })

  routes.post('/luonnokset/:id/poista', allow('editor'), async (req, res) => {
    const id = numberIn(req)
    if (!(await db.transaction().execute((trx) => deleteDraft(trx, viewerOf(res).id, id)))) throw notFound()
    setFlash(res, 'drafts.deleted')
    res.redirect(303, '/luonnokset')
  })

  routes.post('/luonnokset/:id/jaa', allow('editor'), async (req, res) => {
    const id = numberIn(req), draft = await ownDraft(db, viewerOf(res).id, id)
    if (!draft) throw notFound()
    await setShared(req, res, id, draft.share_token ?? randomBytes(24).toString('base64url'))
    setFlash(res, 'drafts.shared')
    res.redirect(303, `/luonnokset#luonnos-${id}`)
  })

  routes.post('/luonnokset/:id/lopeta-jako', allow('editor'), async (req, res) => {
    await setShared(req, res, numberIn(req), null)
    setFlash(res, 'drafts.unshared')
    res.redirect(303, '/luonnokset')
  })

  routes.get('/luonnos/:token', allow('reader'), async (req, res) => {
    const token = String(req.params['token']), draft = TOKEN.test(token) ? await sharedDraft(db, viewerOf(res), token) : undefined
    if (!draft) throw notFound()
    const { otsikko = '', teksti = '', laji } = readDraftFields(draft.fields), { locale } = viewerOf(res), kind = draft.kind ?? (laji !== undefined && laji in KINDS ? laji as keyof typeof KINDS : 'guide')
    const { title, html } = prepareText({ title: otsikko.trim() || '–', body: teksti, lang: draft.lang, files: await draftFiles(db, draft.id) })
    sendPage(res, sharedDraftView, { title: t(locale, 'drafts.shared.title', { title }), heading: title, lang: draft.lang, css: KINDS[kind].css, writer: draft.writer, at: draft.saved_at, bodyHtml: html })
  })

  routes.get('/luonnokset/:id/kuva', allow('editor'), async (req, res) => {
    const viewer = viewerOf(res), draft = await ownDraft(db, viewer.id, numberIn(req))
    if (!draft) throw notFound()
    sendPage(res, imageView, imagePage(viewer.locale, draft, { alt: '', decorative: false }, {}))
  })

  routes.post('/luonnokset/:id/kuva', allow('editor'), async (req, res) => {
    const viewer = viewerOf(res), draft = await ownDraft(db, viewer.id, numberIn(req))
    if (!draft) throw notFound()
    const { fields, file, tooLarge, pieces } = await withPieces(app, viewer.id, await receiveUpload(app, req, res, 'kuva'))
    if (pieces?.answer) return res.json({ markdown: pieces.answer })
    const alt = typedText(fields, 'vaihtoehto').trim().slice(0, 300), decorative = typedText(fields, 'koriste') === '1'
    const isDiskLow = await isDiskReserved(app.config)
    const full = isDiskLow ? 'disk' : file && quotaProblem(await uploadRoom(app, viewer), file.bytes.length), status = isDiskLow ? 507 : 422, problem = full ? `documents.full.${full}` : await imageProblem(file, tooLarge), errors: Record<string, string> = { ...(problem && { kuva: problem }), ...(alt === '' && !decorative && { vaihtoehto: 'drafts.image.altMissing' }) }
    let place = ''
    if (Object.keys(errors).length === 0) {
      try { place = await addImage(app, viewer, draft, file!, decorative ? '' : alt) } catch (error) {
        if (!(error instanceof ImageRefused)) throw error
        errors['kuva'] = `images.refused.${error.reason}`
      }
    }
    if (Object.keys(errors).length > 0) {
      if (wantsJson(res)) return res.status(status).json({ errors: Object.values(errors).map((key) => t(viewer.locale, key as MessageKey)) })
      return sendPage(res, imageView, imagePage(viewer.locale, draft, { alt, decorative }, errors), status)
    }
    const markdown = imageMarkdown(place, decorative ? '' : alt, draft.lang)
    await finishPieces(app, viewer.id, pieces, markdown)
    if (wantsJson(res)) return res.json({ markdown })
    const typed = readDraftFields(draft.fields), text = (typed.teksti ?? '').replace(/\s+$/, '')
    await db.transaction().execute((trx) => setDraftFields(trx, now(), draft.id, JSON.stringify({ ...typed, teksti: `${text}${text && '\n\n'}${markdown}\n` })))
    setFlash(res, 'drafts.image.added')
    res.redirect(303, draftAddress(draft, (await editable(viewer, draft.item_id))?.id ?? null))
  })

  async function setShared(req: Request, res: Response, id: number, token: string | null) {
    await db.transaction().execute(async (trx) => {
      if (!(await setShareToken(trx, viewerOf(res).id, id, token))) throw notFound()
      await recordChange(trx, { at: now(), actor: actorOf(req, res), action: token === null ? 'draft-unshared' : 'draft-shared', subject: { type: 'system', id: null }, detail: { draft: id } })
    })
  }

  async function editable(viewer: Viewer, itemId: number | null): Promise<ItemFacts | null> {
    const item = itemId === null ? undefined : await findVisibleItem(db, viewer, now(), itemId)
    return item && mayEditHere(viewer, item) ? item : null
  }
  return routes
}
