import { Router, type Response } from 'express'
import { z } from 'zod'
import { itemLink } from '../content/item-link.ts'
import { findByExternalId } from '../content/item.queries.ts'
import { findVisibleItem } from '../content/items.queries.ts'
import type { AppContext } from '../context.ts'
import { allow, viewerOf } from '../people/auth/access.ts'
import type { Viewer } from '../people/viewer.ts'
import { notFound } from '../platform/http/errors.ts'
import { formBody } from '../platform/http/form.ts'
import { sendPage } from '../platform/http/page.ts'
import { parse, typedText } from '../platform/http/parse.ts'
import { fillPage, fillView, type OpenTemplate, type Shown } from './fill.views.ts'
import { fillTemplate, type FilledTemplate } from './fill-template.ts'
import { changeRows, readFormInput, type FormInput } from './form-input.ts'
import { codesIn } from './linked-text.ts'
import { MESSAGE_LANGUAGES } from './message-languages.ts'
import { posterPage, posterView } from './poster.views.ts'
import { followLibrary, startingForm } from './starting-form.ts'
import { definitionOf } from './template-definition.ts'
import { loadPlaces } from './template-places.ts'
import { textsFile } from './texts-file.ts'

const Id = z.object({ id: z.string().regex(/^[1-9]\d{0,14}$/).transform(Number) })
const Query = z.object({ esimerkki: z.literal('1').optional() })
const Language = z.enum(MESSAGE_LANGUAGES)
/** When a notice is also in Sámi, and whom to order a translation from. */
const SAMI_GUIDE = 'VIE-08'

/** Filling in a template. What is written into the form is answered and forgotten: nothing of it is stored or logged. */
export function fillRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/viestipohjat/:id', allow('reader'), async (req, res) => {
    const viewer = viewerOf(res), examples = parse(Query, req.query).esimerkki !== undefined
    const open = await openTemplate(viewer, req.params, res)
    if (!open) return
    const input = startingForm(open.template.fields, open.places, viewer.municipalitySlug, { examples })
    send(res, viewer, open, { form: { input, gone: [] }, filled: fillTemplate(open.template, input, open.places), problems: [], summary: false, examples, changed: null })
  })

  routes.post('/viestipohjat/:id', allow('reader'), formBody, async (req, res) => {
    const viewer = viewerOf(res), open = await openTemplate(viewer, req.params, res)
    if (!open) return
    const { form, filled } = fill(open, req.body)
    const changed = changeRows(open.template.fields, form.input, typedText(req.body, '_rivi'))
    const isLive = typedText(req.body, '_elava') === '1', isChecked = !isLive && changed === null || typedText(req.body, '_tarkistettu') === '1'
    const again = changed ? fillTemplate(open.template, form.input, open.places) : filled
    // Until the first check an empty field is no mistake: someone is still writing.
    const problems = isChecked ? again.problems : again.problems.filter(({ code }) => code !== 'required')
    send(res, viewer, open, { form, filled: again, problems, summary: isChecked, examples: false, changed }, { isLive: isLive || changed !== null })
  })

  routes.post('/viestipohjat/:id/juliste', allow('reader'), formBody, async (req, res) => {
    const viewer = viewerOf(res), language = parse(Language, typedText(req.body, '_kieli'))
    const open = await openTemplate(viewer, req.params, res)
    if (!open) return
    const { form, filled } = fill(open, req.body)
    const message = filled.channels.find(({ channel }) => channel === 'poster')?.texts.find((text) => text.language === language)?.message
    if (!message) throw notFound()
    if (hasErrors(filled)) return send(res, viewer, open, { form, filled, problems: filled.problems, summary: true, examples: false, changed: null })
    sendPage(res, posterView, posterPage(viewer.locale, language, message, filled.values))
  })

  routes.post('/viestipohjat/:id/tekstit', allow('reader'), formBody, async (req, res) => {
    const viewer = viewerOf(res), open = await openTemplate(viewer, req.params, res)
    if (!open) return
    const { form, filled } = fill(open, req.body)
    if (hasErrors(filled)) return send(res, viewer, open, { form, filled, problems: filled.problems, summary: true, examples: false, changed: null })
    const text = open.item.texts.find(({ lang }) => lang === open.item.language)
    res.type('text/plain; charset=utf-8').set('Cache-Control', 'no-store')
    res.attachment(`${text?.slug ?? 'viesti'}.txt`).send(textsFile(viewer.locale, text?.title ?? open.template.title, filled))
  })

  function send(res: Response, viewer: Viewer, open: OpenTemplate, shown: Shown, { isLive = false } = {}) {
    const isRefused = !isLive && shown.summary && shown.problems.some(({ level }) => level === 'error')
    sendPage(res, fillView, fillPage(viewer, viewer.locale, app.now().toISOString(), open, shown), isRefused ? 422 : 200)
  }

  /** The template with what its page shows around it; one without fields of its own is only read, so its reader is sent there. */
  async function openTemplate(viewer: Viewer, params: unknown, res: Response): Promise<OpenTemplate | null> {
    const given = Id.safeParse(params), now = app.now().toISOString()
    const item = given.success ? await findVisibleItem(db, viewer, now, given.data.id) : undefined
    if (!item || item.kind !== 'template') throw notFound()
    const template = definitionOf(item.data)
    if (!template) {
      res.redirect(303, `/sivu/${item.id}`)
      return null
    }
    const links = new Map<string, string>()
    for (const code of codesIn(template.whenToUse)) {
      const other = await findByExternalId(db, viewer, now, code)
      if (other) links.set(code, other.kind === 'template' ? `/viestipohjat/${other.id}` : itemLink(other, viewer.locale).href)
    }
    const guide = await findByExternalId(db, viewer, now, SAMI_GUIDE)
    return { item, template, places: await loadPlaces(db), guide: guide ? itemLink(guide, viewer.locale) : null, links }
  }

  return routes
}

function fill({ template, places }: OpenTemplate, body: unknown): { form: FormInput; filled: FilledTemplate } {
  const form = readFormInput(template.fields, body)
  followLibrary(template.fields, form.input, typedText(body, '_kirjasto'), places)
  return { form, filled: fillTemplate(template, form.input, places) }
}

const hasErrors = ({ problems }: FilledTemplate) => problems.some(({ level }) => level === 'error')

