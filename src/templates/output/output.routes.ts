import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { allow, viewerOf } from '../../people/auth/access.ts'
import type { Viewer } from '../../people/viewer.ts'
import { notFound } from '../../platform/http/errors.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { parse, typedText } from '../../platform/http/parse.ts'
import { formName, savePanel, typedPanel, unaskedLanguages } from '../fill-around.ts'
import { fillPage } from '../fill-page.ts'
import { fillView } from '../fill.views.ts'
import { MESSAGE_LANGUAGES, type MessageLanguage } from '../message-languages.ts'
import { fillFromForm, hasErrors, openTemplate, type Filled, type OpenTemplate } from '../open-template.ts'
import { posterPage, posterView } from '../poster.views.ts'
import { textsFile } from '../texts-file.ts'
import { begunFields } from '../use/begun-fields.ts'
import { countUse } from '../use/use.queries.ts'
import { posterAddress } from './poster-address.ts'
import { textsArchive } from './texts-archive.ts'

/** `fi`, or `fi.a3` for a larger paper */
const Poster = z.string().regex(new RegExp(`^(?:${MESSAGE_LANGUAGES.join('|')})(?:\\.a3)?$`))
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** Read when the first document is asked for: the library behind it takes ten megabytes. */
const wordWriter = () => import('./texts-document.ts')

/** Taking the texts into use: a poster to print, and files. None is made of an incomplete form, or before a missing language has been asked for. */
export function outputRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.post('/viestipohjat/:id/juliste', allow('reader'), formBody, async (req, res) => {
    const viewer = viewerOf(res), [language, paper] = parse(Poster, typedText(req.body, '_kieli')).split('.') as [MessageLanguage, string | undefined]
    const ready = await complete(req, res, viewer, ({ filled }) => filled.channels.some(({ channel, texts }) => channel === 'poster' && texts.some((text) => text.language === language)))
    if (!ready) return
    const { open, filled, form } = ready, message = filled.channels.find(({ channel }) => channel === 'poster')!.texts.find((text) => text.language === language)!.message
    await count(req, viewer, ready, 'poster', language)
    const address = await posterAddress(app, filled.values, form.input, open)
    sendPage(res, posterView, posterPage(viewer.locale, language, message, filled.values, { address, isA3: paper === 'a3' }))
  })

  routes.post('/viestipohjat/:id/tekstit', allow('reader'), formBody, (req, res) => download(req, res, 'txt', 'text/plain; charset=utf-8', (viewer, title, filled) => textsFile(viewer.locale, title, filled)))
  routes.post('/viestipohjat/:id/word', allow('reader'), formBody, (req, res) => download(req, res, 'docx', WORD, async (viewer, title, filled) => (await wordWriter()).textsDocument(viewer.locale, title, filled)))
  routes.post('/viestipohjat/:id/paketti', allow('reader'), formBody, (req, res) => download(req, res, 'zip', 'application/zip', async (viewer, title, filled) =>
    Buffer.from(textsArchive(viewer.locale, title, filled, await (await wordWriter()).textsDocument(viewer.locale, title, filled)))))

  async function download(req: Request, res: Response, ending: string, type: string, make: (viewer: Viewer, title: string, filled: Filled['filled']) => string | Buffer | Promise<Buffer>) {
    const viewer = viewerOf(res), ready = await complete(req, res, viewer)
    if (!ready) return
    const { open, filled } = ready, text = open.item.texts.find(({ lang }) => lang === open.item.language)
    await count(req, viewer, ready, 'all', 'fi')
    const made = await make(viewer, text?.title ?? open.template.title, filled)
    res.set('Cache-Control', 'no-store').attachment(`${text?.slug ?? 'viesti'}.${ending}`).type(type).send(made)
  }

  /** The filled template when it can be taken into use; else the form is shown with what is to be put right. */
  async function complete(req: Request, res: Response, viewer: Viewer, exists: (filled: Filled) => boolean = () => true): Promise<(Filled & { open: OpenTemplate }) | null> {
    const open = await openTemplate(app, viewer, req.params, res, { channel: 'file' })
    if (!open) return null
    const made = await fillFromForm(app, open, req.body)
    if (!exists(made)) throw notFound()
    const orderError = (await unaskedLanguages(app, open.item.id, req.body, made.filled)).length > 0 ? t(viewer.locale, 'templates.reasonFirst') : null
    if (!hasErrors(made.filled) && orderError === null) return { ...made, open }
    const panel = await savePanel(db, viewer, open.item, typedPanel(req.body))
    sendPage(res, fillView, await fillPage(app, viewer, open, { ...made, problems: made.filled.problems, summary: true, examples: false, changed: null, body: req.body, panel, orderError }), 422)
    return null
  }

  async function count(req: Request, viewer: Viewer, { open, form }: Filled & { open: OpenTemplate }, channel: string, language: string) {
    const begun = await begunFields(app, open.template.fields, form.input, open.places)
    await db.transaction().execute((trx) => countUse(trx, app.now().toISOString(), formName(req.body), { itemId: open.item.id, municipalityId: viewer.municipalityId, channel, language, edited: false, begun }))
  }

  return routes
}
