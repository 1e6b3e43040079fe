import { Router } from 'express'
import { z } from 'zod'
import type { AppContext } from '../context.ts'
import { t } from '../i18n/translate.ts'
import { actorOf, allow, viewerOf } from '../people/auth/access.ts'
import { readForm } from '../people/form-fields.ts'
import { HttpError, isDiskFull, notFound } from '../platform/http/errors.ts'
import { setFlash } from '../platform/http/flash.ts'
import { formBody } from '../platform/http/form.ts'
import { sendPage } from '../platform/http/page.ts'
import { parse } from '../platform/http/parse.ts'
import { ask } from './approval/approval-notes.ts'
import { deleteDraft, draftFiles } from './drafts/drafts.queries.ts'
import { goingOnNote, unfinishedNotes } from './drafts/drafts.views.ts'
import { openDraft, unfinished, writingOfDraft } from './drafts/keep-draft.ts'
import { filesOfDraft, setAside, typedPreview, usedFiles } from './drafts/set-aside.ts'
import { readDraftFields } from './drafts/draft-fields.ts'
import { NumberField } from './edit-address.ts'
import { mayGive } from './edit-facts.ts'
import { problemsOf, putTargets } from './edit-targets.ts'
import { factsChoices } from './edit-facts-choices.ts'
import { newInput } from './edit-input.ts'
import { sameTitles, sentAlready } from './edit-item.queries.ts'
import { editView } from './edit-item.views.ts'
import { factsOfNew, newPage, NEW_KINDS, type NewItem } from './edit-new-page.ts'
import { sameTitleNote } from './edit-page.ts'
import { checkWriting, readWriting, sentenceLocale, type Writing } from './edit-writing.ts'
import { isContentLanguage } from './languages.ts'
import { prepareText } from './prepare-text.ts'
import { createItem } from './save-item.ts'
import { slugOf } from './slug.ts'
import { requiredNotes } from './translations/required-note.ts'

const Fields = z.object({ laji: z.enum(NEW_KINDS).default('guide'), kieli: z.string().refine(isContentLanguage).default('fi') })
/** `otsikko` and `teksti` are what the form begins with, say from a question and its answer. */
const Query = z.object({
  luonnos: NumberField.optional(), otsikko: z.string().max(300).default('').transform((text) => text.toWellFormed()), teksti: z.string().max(5000).default('').transform((text) => text.toWellFormed()),
})
/** Two forms alike from one person within this time are one form sent twice. */
const TWICE = 10 * 60_000

export function newItemRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/sivu/uusi', allow('editor'), async (req, res) => {
    const viewer = viewerOf(res), facts = factsOfNew(viewer), { luonnos, otsikko, teksti } = parse(Query, req.query), draft = await openDraft(app, viewer, luonnos)
    if (luonnos !== undefined && !draft) throw notFound()
    const choices = await factsChoices(app, viewer, app.now().toISOString())
    if (draft) {
      const kept = writingOfDraft(draft), kind = readDraftFields(draft.fields).laji, given = kept.facts && mayGive(viewer, kept.facts, null) ? kept.facts : facts
      const item: NewItem = { kind: NEW_KINDS.find((name) => name === kind) ?? 'guide', lang: draft.lang }
      return sendPage(res, editView, newPage(viewer, item, { ...kept, facts: given }, { choices, previewHtml: typedPreview(draft.fields, draft.lang, await draftFiles(db, draft.id)), notes: [goingOnNote(viewer, draft)] }))
    }
    const writing: Writing = { title: otsikko, body: teksti, summary: '', version: 0, act: 'esikatsele', material: true, minute: '', draftId: null, facts, openedFacts: '' }
    const lang = isContentLanguage(viewer.locale) ? viewer.locale : 'fi'
    sendPage(res, editView, newPage(viewer, { kind: 'guide', lang }, writing, { choices, previewHtml: '', typed: otsikko !== '' || teksti !== '', notes: unfinishedNotes(viewer, await unfinished(app, viewer, { itemId: null, lang }, undefined), null) }))
  })

  routes.post('/sivu/uusi', allow('editor'), formBody, async (req, res) => {
    const viewer = viewerOf(res), now = app.now(), at = now.toISOString(), writing = readWriting(req.body), asked = readForm(Fields, req.body, ['kunnat', 'kenelle'])
    if (!asked.ok || writing.facts === null) throw new HttpError(400, 'errors.badRequest')
    const { laji: kind, kieli: lang } = asked.values, item: NewItem = { kind, lang }, { facts } = writing
    if (writing.act === 'luonnos' || writing.act === 'kuva') return setAside(app, viewer, res, { itemId: null, lang }, writing, req.body)
    if (writing.act === 'ajasta' || !mayGive(viewer, facts, null)) throw new HttpError(400, 'errors.badRequest')
    const saves = writing.act !== 'esikatsele', checked = checkWriting(writing, false)
    const errors = saves ? { ...checked.errors, ...await problemsOf(app, viewer, facts, null) } : checked.errors, choices = await factsChoices(app, viewer, at)
    if (!checked.text || Object.keys(errors).length > 0) return sendPage(res, editView, newPage(viewer, item, writing, { choices, previewHtml: '', errors }), 422)
    const files = await filesOfDraft(app, viewer, writing)
    const text = prepareText({ ...checked.text, lang, files }), twins = await sameTitles(db, viewer, at, slugOf(text.title), null)
    if (!saves) return sendPage(res, editView, newPage(viewer, item, writing, { choices, previewHtml: text.html, notes: [...sameTitleNote(viewer.locale, twins), ...await requiredNotes(db, viewer.locale, kind, facts, [lang])] }))
    const published = writing.act === 'julkaise'
    const input = newInput(kind, usedFiles([], files, text.body), lang, facts, {
      title: text.title, body: text.body, summary: checked.summary || t(sentenceLocale(lang), 'editing.firstVersion'), state: published ? 'published' : 'draft',
    })
    const id = await db.transaction().execute(async (trx) => {
      const already = await sentAlready(trx, viewer.id, new Date(now.getTime() - TWICE).toISOString(), input)
      const made = already ?? (await createItem(trx, at, actorOf(req, res), input, text)).id
      if (kind === 'notice') await putTargets(trx, at, actorOf(req, res), viewer, made, facts)
      if (writing.draftId !== null) await deleteDraft(trx, viewer.id, writing.draftId)
      return made
    }).catch((error: unknown) => {
      if (!isDiskFull(error)) throw error
      app.log.error({ id: res.locals.requestId, err: error }, 'disk full')
    })
    if (id === undefined) return sendPage(res, editView, newPage(viewer, item, writing, { choices, previewHtml: text.html, typed: true, errors: { teksti: 'errors.diskFull' } }), 507)
    if (writing.act === 'hyvaksynta') return ask(app, req, res, { item: { id, restricted_team_id: null, state: 'draft' }, lang, writing: { ...writing, version: 1 }, title: text.title, newFiles: [] })
    setFlash(res, !published ? 'editing.draftSaved' : (input.visibleFrom ?? at) > at ? 'editing.scheduled' : twins.length > 0 ? 'editing.savedSameTitle' : 'editing.published')
    res.redirect(303, `/sivu/${id}?kieli=${lang}`)
  })
  return routes
}
