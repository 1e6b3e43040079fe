import { Router } from 'express'
import { z } from 'zod'
import type { AppContext } from '../context.ts'
import { t } from '../i18n/translate.ts'
import { actorOf, allow, viewerOf } from '../people/auth/access.ts'
import { readForm } from '../people/form-fields.ts'
import { HttpError } from '../platform/http/errors.ts'
import { setFlash } from '../platform/http/flash.ts'
import { formBody } from '../platform/http/form.ts'
import { sendPage } from '../platform/http/page.ts'
import { factsProblems, mayGive } from './edit-facts.ts'
import { factsChoices } from './edit-facts-choices.ts'
import { newInput } from './edit-input.ts'
import { sameTitles, sentAlready } from './edit-item.queries.ts'
import { editView } from './edit-item.views.ts'
import { factsOfNew, newPage, NEW_KINDS, type NewItem } from './edit-new-page.ts'
import { sameTitleNote } from './edit-page.ts'
import { checkWriting, readWriting, type Writing } from './edit-writing.ts'
import { isContentLanguage } from './languages.ts'
import { createItem, prepareText } from './save-item.ts'
import { slugOf } from './slug.ts'

const Fields = z.object({ laji: z.enum(NEW_KINDS).default('guide'), kieli: z.string().refine(isContentLanguage).default('fi') })
/** Two forms alike from one person within this time are one form sent twice. */
const TWICE = 10 * 60_000

export function newItemRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/sivu/uusi', allow('editor'), async (_req, res) => {
    const viewer = viewerOf(res), facts = factsOfNew(viewer)
    const writing: Writing = { title: '', body: '', summary: '', version: 0, act: 'esikatsele', facts, openedFacts: '' }
    const lang = isContentLanguage(viewer.locale) ? viewer.locale : 'fi'
    sendPage(res, editView, newPage(viewer, { kind: 'guide', lang }, writing, { choices: await factsChoices(app, viewer, app.now().toISOString()), previewHtml: '', typed: false }))
  })

  routes.post('/sivu/uusi', allow('editor'), formBody, async (req, res) => {
    const viewer = viewerOf(res), now = app.now(), at = now.toISOString(), writing = readWriting(req.body), asked = readForm(Fields, req.body, ['kunnat', 'kenelle'])
    if (!asked.ok || writing.facts === null) throw new HttpError(400, 'errors.badRequest')
    const { laji: kind, kieli: lang } = asked.values, item: NewItem = { kind, lang }, { facts } = writing
    if (!mayGive(viewer, facts, null)) throw new HttpError(400, 'errors.badRequest')
    const saves = writing.act !== 'esikatsele', checked = checkWriting(writing, false)
    const errors = saves ? { ...checked.errors, ...factsProblems(facts) } : checked.errors, choices = await factsChoices(app, viewer, at)
    if (!checked.text || Object.keys(errors).length > 0) return sendPage(res, editView, newPage(viewer, item, writing, { choices, previewHtml: '', errors }), 422)
    const text = prepareText({ ...checked.text, lang, files: [] }), twins = await sameTitles(db, viewer, at, slugOf(text.title), null)
    if (!saves) return sendPage(res, editView, newPage(viewer, item, writing, { choices, previewHtml: text.html, notes: sameTitleNote(viewer.locale, twins) }))
    const published = writing.act === 'julkaise'
    const input = newInput(kind, lang, facts, {
      title: text.title, body: text.body, summary: checked.summary || t(lang === 'sv' || lang === 'en' ? lang : 'fi', 'editing.firstVersion'), state: published ? 'published' : 'draft',
    })
    const id = await db.transaction().execute(async (trx) =>
      (await sentAlready(trx, viewer.id, new Date(now.getTime() - TWICE).toISOString(), input)) ?? (await createItem(trx, at, actorOf(req, res), input, text)).id)
    setFlash(res, !published ? 'editing.draftSaved' : twins.length > 0 ? 'editing.savedSameTitle' : 'editing.published')
    res.redirect(303, `/sivu/${id}?kieli=${lang}`)
  })
  return routes
}
