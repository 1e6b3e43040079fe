import { Router, type Request, type Response } from 'express'
import type { AppContext } from '../context.ts'
import { actorOf, allow, viewerOf } from '../people/auth/access.ts'
import type { Viewer } from '../people/viewer.ts'
import { HttpError, notFound } from '../platform/http/errors.ts'
import { setFlash } from '../platform/http/flash.ts'
import { formBody } from '../platform/http/form.ts'
import { sendPage } from '../platform/http/page.ts'
import { parse } from '../platform/http/parse.ts'
import { LanguageQuery, numberIn } from './edit-address.ts'
import { mergeWriting, type Merged } from './edit-conflict.ts'
import { factsKey, factsOfItem, factsProblems, mayGive } from './edit-facts.ts'
import { factsChoices } from './edit-facts-choices.ts'
import { revisedInput } from './edit-input.ts'
import { sameTitles } from './edit-item.queries.ts'
import { editView } from './edit-item.views.ts'
import { conflictNotes, editPage, sameTitleNote, type Opened } from './edit-page.ts'
import { trashedWritingPage } from './edit-new-page.ts'
import { mayEditHere } from './edit-rights.ts'
import { trashedItem } from './edit-trash.queries.ts'
import { checkWriting, readWriting, type Writing } from './edit-writing.ts'
import { textOfRevision } from './history-item.queries.ts'
import { currentText, itemFiles, itemLists } from './item-writes.queries.ts'
import { findVisibleItem, itemTexts } from './items.queries.ts'
import { prepareText, reviseItem, RevisionConflict } from './save-item.ts'
import { slugOf } from './slug.ts'

export function editItemRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/sivu/:id/muokkaa', allow('editor'), async (req, res) => {
    const viewer = viewerOf(res), opened = await open(req, viewer)
    if (!opened) throw notFound()
    const { current, knownFacts, item, lang } = opened
    const writing: Writing = {
      title: current?.title ?? '', body: current?.body ?? '', summary: '', version: current?.number ?? 0, act: 'esikatsele', facts: lang === item.language ? knownFacts : null, openedFacts: factsKey(knownFacts),
    }
    const original = current ? null : (await itemTexts(db, item.id)).find((text) => text.lang === item.language)
    send(res, opened, writing, { typed: false, previewHtml: current?.html ?? original?.html ?? '', choices: await choices(viewer) })
  })

  routes.post('/sivu/:id/muokkaa', allow('editor'), formBody, async (req, res) => {
    const viewer = viewerOf(res), at = app.now().toISOString(), writing = readWriting(req.body), opened = await open(req, viewer)
    if (!opened) return rescue(req, res, writing)
    const { item, lang, files, current, knownFacts } = opened, isOriginal = lang === item.language
    if (isOriginal && writing.facts === null) throw new HttpError(400, 'errors.badRequest')
    const facts = isOriginal ? writing.facts! : knownFacts, published = item.state === 'published' || writing.act === 'julkaise'
    if (!mayGive(viewer, facts, knownFacts)) throw new HttpError(400, 'errors.badRequest')
    const saves = writing.act !== 'esikatsele', checked = checkWriting(writing, saves && published)
    const errors = { ...checked.errors, ...(isOriginal && factsProblems(facts)) }
    if (!checked.text || Object.keys(errors).length > 0) {
      if (saves || !checked.text) return send(res, opened, writing, { errors: saves ? errors : checked.errors, previewHtml: '', choices: await choices(viewer), status: 422 })
    }
    const text = prepareText({ ...checked.text!, lang, files })
    const twins = isOriginal ? await sameTitles(db, viewer, at, slugOf(text.title), item.id) : [], notes = sameTitleNote(viewer.locale, twins)
    if (!saves) return send(res, opened, writing, { notes, previewHtml: text.html, choices: await choices(viewer) })
    const input = revisedInput(item, files, lang, facts, { title: text.title, body: text.body, summary: checked.summary, state: published ? 'published' : 'draft' })
    try {
      await db.transaction().execute((trx) => reviseItem(trx, at, actorOf(req, res), item.id, writing.version, input, text))
    } catch (error) {
      if (error instanceof HttpError && error.status === 404) return rescue(req, res, writing)
      if (!(error instanceof RevisionConflict)) throw error
      const newest = (await open(req, viewer))!
      const sentTwice = newest.current?.title === text.title && newest.current.body === text.body && (!isOriginal || factsKey(facts) === factsKey(newest.knownFacts))
      if (!sentTwice) return collide(res, newest, writing)
    }
    setFlash(res, !published ? 'editing.draftSaved' : twins.length > 0 && text.title !== current?.title ? 'editing.savedSameTitle' : 'editing.saved')
    res.redirect(303, `/sivu/${item.id}?kieli=${lang}`)
  })

  const choices = (viewer: Viewer) => factsChoices(app, viewer, app.now().toISOString())

  /** The item and the language that an address asks to edit, or undefined when the viewer may not. */
  async function open(req: Request, viewer: Viewer): Promise<Opened | undefined> {
    const id = numberIn(req), { kieli } = parse(LanguageQuery, req.query), item = await findVisibleItem(db, viewer, app.now().toISOString(), id)
    if (!item || !mayEditHere(viewer, item)) return undefined
    const lang = kieli ?? item.language
    const [current, lists, files] = await Promise.all([currentText(db, id, lang), itemLists(db, id), itemFiles(db, id, lang)])
    return { viewer, item, lang, current, files, knownFacts: factsOfItem(item, lists.municipalities) }
  }

  function send(res: Response, opened: Opened, writing: Writing, shown: Parameters<typeof editPage>[2] & { status?: number }) {
    sendPage(res, editView, editPage(opened, writing, shown), shown.status ?? 200)
  }

  /** Someone saved first: both texts are kept, and the form holds them brought together. */
  async function collide(res: Response, newest: Opened, writing: Writing) {
    const { viewer, item, lang, current, files, knownFacts } = newest
    const [base, author] = await Promise.all([textOfRevision(db, item.id, lang, writing.version), textOfRevision(db, item.id, lang, current?.number ?? 0)])
    const merged: Merged = mergeWriting(writing, base ?? { title: '', body: '' }, current ?? { number: 0, title: '', body: '' }, knownFacts)
    const previewHtml = prepareText({ title: 'x', body: merged.writing.body.slice(0, 400_000), lang, files }).html
    send(res, newest, merged.writing, {
      notes: conflictNotes(viewer.locale, item.id, lang, writing.version, merged, author?.author ?? null), conflicts: merged.conflicts, previewHtml, choices: await choices(viewer), status: 409,
    })
  }

  /** The item cannot be edited any more. If it is in the trash, the text is shown back; whatever else is not there is not there. */
  async function rescue(req: Request, res: Response, writing: Writing) {
    const viewer = viewerOf(res), now = app.now().toISOString(), item = await trashedItem(db, viewer, now, numberIn(req))
    if (!item) throw notFound()
    sendPage(res, editView, trashedWritingPage(viewer, item, parse(LanguageQuery, req.query).kieli ?? item.language, writing, await choices(viewer)), 409)
  }
  return routes
}
