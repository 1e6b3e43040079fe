import { Router, type Request, type Response } from 'express'
import type { AppContext } from '../context.ts'
import { t } from '../i18n/translate.ts'
import { actorOf, allow, viewerOf } from '../people/auth/access.ts'
import type { Viewer } from '../people/viewer.ts'
import { HttpError, isDiskFull, notFound } from '../platform/http/errors.ts'
import { setFlash } from '../platform/http/flash.ts'
import { formBody } from '../platform/http/form.ts'
import { sendPage } from '../platform/http/page.ts'
import { parse } from '../platform/http/parse.ts'
import { noteReading } from './access-log.queries.ts'
import { LanguageQuery, numberIn, NumberField } from './edit-address.ts'
import { mergeWriting, type Merged } from './edit-conflict.ts'
import { approvalNotes, ask } from './approval/approval-notes.ts'
import { draftFiles, deleteDraft } from './drafts/drafts.queries.ts'
import { goingOnNote, unfinishedNotes } from './drafts/drafts.views.ts'
import { openDraft, unfinished, writingOfDraft } from './drafts/keep-draft.ts'
import { filesOfDraft, setAside, typedPreview, usedFiles } from './drafts/set-aside.ts'
import { factsKey, factsOfItem, mayGive } from './edit-facts.ts'
import { problemsOf, putTargets } from './edit-targets.ts'
import { factsChoices } from './edit-facts-choices.ts'
import { revisedInput } from './edit-input.ts'
import { sameTitles } from './edit-item.queries.ts'
import { editView } from './edit-item.views.ts'
import { conflictNotes, editPage, sameTitleNote, type Opened } from './edit-page.ts'
import { lostItemPage } from './edit-new-page.ts'
import { mayEditHere } from './edit-rights.ts'
import { itemInTrash } from './edit-trash.queries.ts'
import { checkWriting, readWriting, sentenceLocale, type Writing } from './edit-writing.ts'
import { textOfRevision } from './history-item.queries.ts'
import { currentText, itemFiles, itemLists } from './item-writes.queries.ts'
import { findVisibleItem, itemTexts } from './items.queries.ts'
import { linesOfTargets } from './notice-targets.ts'
import { noticeTargets } from './notices.queries.ts'
import { prepareText } from './prepare-text.ts'
import { answerAbout } from './questions/questions.queries.ts'
import { reviseItem, RevisionConflict } from './save-item.ts'
import { planChange, planNotes, planProblems } from './scheduling/plan-change.ts'
import { slugOf } from './slug.ts'
import { requiredNotes } from './translations/required-note.ts'
import { lostSlotNotes, lostSlots } from './supplements/lost-slots.ts'

const EditQuery = LanguageQuery.extend({ luonnos: NumberField.optional(), /** its answer goes into the text */ kysymys: NumberField.optional() })

export function editItemRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/sivu/:id/muokkaa', allow('editor'), async (req, res) => {
    const viewer = viewerOf(res), opened = await open(req, viewer)
    if (!opened) throw notFound()
    const { current, knownFacts, item, lang } = opened, { luonnos, kysymys } = parse(EditQuery, req.query), draft = await openDraft(app, viewer, luonnos)
    if (luonnos !== undefined && draft?.item_id !== item.id) throw notFound()
    await noteReading(db, app.now().toISOString(), viewer, item, 'page')
    const waiting = [...await approvalNotes(app, viewer, item.id), ...await planNotes(app, viewer, item.id)]
    if (draft) {
      const text = typedPreview(draft.fields, lang, [...opened.files, ...await draftFiles(db, draft.id)])
      return send(res, opened, writingOfDraft(draft), { notes: [goingOnNote(viewer, draft), ...waiting], previewHtml: text, choices: await choices(viewer) })
    }
    const left = unfinishedNotes(viewer, await unfinished(app, viewer, { itemId: item.id, lang }, current), item.id)
    const answered = kysymys === undefined ? undefined : await answerAbout(db, viewer, app.now().toISOString(), kysymys, item.id)
    if (kysymys !== undefined && !answered) throw notFound()
    const writing: Writing = {
      title: current?.title ?? '', body: [current?.body, answered?.answer].filter((part) => part).join('\n\n'), summary: answered ? t(sentenceLocale(lang), 'questions.asked', { question: answered.question.split('\n', 1)[0]!.slice(0, 150) }) : '', version: current?.number ?? 0, act: 'esikatsele', material: true, minute: '', draftId: null, facts: lang === item.language ? knownFacts : null, openedFacts: factsKey(knownFacts),
    }
    const original = current ? null : (await itemTexts(db, item.id)).find((text) => text.lang === item.language)
    send(res, opened, writing, { typed: answered !== undefined, notes: [...left, ...waiting], previewHtml: current?.html ?? original?.html ?? '', choices: await choices(viewer) })
  })

  routes.post('/sivu/:id/muokkaa', allow('editor'), formBody, async (req, res) => {
    const viewer = viewerOf(res), at = app.now().toISOString(), writing = readWriting(req.body), opened = await open(req, viewer)
    if (!opened) return rescue(req, res, writing)
    const { item, lang, current, knownFacts } = opened, isOriginal = lang === item.language
    if (writing.act === 'luonnos' || writing.act === 'kuva') return setAside(app, viewer, res, { itemId: item.id, lang }, writing, req.body)
    const files = [...opened.files, ...await filesOfDraft(app, viewer, writing)]
    if (isOriginal && writing.facts === null) throw new HttpError(400, 'errors.badRequest')
    const facts = isOriginal ? writing.facts! : knownFacts, published = item.state === 'published' || writing.act === 'julkaise'
    if (!mayGive(viewer, facts, knownFacts)) throw new HttpError(400, 'errors.badRequest')
    if (writing.act === 'ajasta' && item.state !== 'published') throw new HttpError(400, 'errors.badRequest')
    const saves = writing.act !== 'esikatsele', asks = writing.act === 'hyvaksynta', checked = checkWriting(writing, saves && (published || asks), current?.body ?? '')
    const errors = saves ? { ...checked.errors, ...planProblems(writing, facts, item, at), ...(isOriginal && await problemsOf(app, viewer, facts, item)) } : checked.errors
    if (!checked.text || (saves && Object.keys(errors).length > 0)) return send(res, opened, writing, { errors, previewHtml: '', choices: await choices(viewer), status: 422 })
    const text = prepareText({ ...checked.text, lang, files })
    const twins = isOriginal ? await sameTitles(db, viewer, at, slugOf(text.title), item.id) : [], lost = await lostSlots(db, item.id, lang, text.html), notes = [...sameTitleNote(viewer.locale, twins), ...lostSlotNotes(viewer.locale, item.id, lang, lost), ...await requiredNotes(db, viewer.locale, item.kind, facts, [lang, ...item.texts.map((one) => one.lang)])]
    if (!saves) return send(res, opened, writing, { notes, previewHtml: text.html, choices: await choices(viewer) })
    const newFiles = files.filter(({ path }) => !opened.files.some((known) => known.path === path))
    if (asks) return ask(app, req, res, { item, lang, writing, title: text.title, newFiles })
    if (writing.act === 'ajasta') return planChange(app, req, res, { item, lang, writing, newFiles })
    const input = revisedInput(item, usedFiles(opened.files, files, text.body), lang, facts, { title: text.title, body: text.body, summary: checked.summary, state: published ? 'published' : 'draft', material: writing.material })
    try {
      await db.transaction().execute(async (trx) => {
        await reviseItem(trx, at, actorOf(req, res), item.id, writing.version, input, text)
        if (isOriginal && item.kind === 'notice') await putTargets(trx, at, actorOf(req, res), viewer, item.id, facts)
        if (writing.draftId !== null) await deleteDraft(trx, viewer.id, writing.draftId)
      })
    } catch (error) {
      if (error instanceof HttpError && error.status === 404) return rescue(req, res, writing)
      if (isDiskFull(error)) {
        app.log.error({ id: res.locals.requestId, err: error }, 'disk full')
        return send(res, opened, writing, { errors: { teksti: 'errors.diskFull' }, typed: true, previewHtml: text.html, choices: await choices(viewer), status: 507 })
      }
      if (!(error instanceof RevisionConflict)) throw error
      const newest = (await open(req, viewer))!
      const sentTwice = newest.current?.title === text.title && newest.current.body === text.body && (!isOriginal || factsKey(facts) === factsKey(newest.knownFacts))
      if (!sentTwice) return collide(res, newest, writing)
      if (writing.draftId !== null) await db.transaction().execute((trx) => deleteDraft(trx, viewer.id, writing.draftId!))
    }
    setFlash(res, lost.length > 0 ? 'supplements.slotRemoved.saved' : !published ? 'editing.draftSaved' : (input.visibleFrom ?? at) > at ? 'editing.scheduled' : twins.length > 0 && text.title !== current?.title ? 'editing.savedSameTitle' : 'editing.saved')
    res.redirect(303, `/sivu/${item.id}${lost.length > 0 ? '/kunnat' : ''}?kieli=${lang}`)
  })

  const choices = (viewer: Viewer) => factsChoices(app, viewer, app.now().toISOString())

  /** The item and the language that an address asks to edit, or undefined when the viewer may not. */
  async function open(req: Request, viewer: Viewer): Promise<Opened | undefined> {
    const id = numberIn(req), { kieli } = parse(EditQuery, req.query), item = await findVisibleItem(db, viewer, app.now().toISOString(), id)
    if (!item || !mayEditHere(viewer, item)) return undefined
    const lang = kieli ?? item.language
    const [current, lists, files] = await Promise.all([currentText(db, id, lang), itemLists(db, id), itemFiles(db, id, lang)])
    const targets = item.kind === 'notice' ? linesOfTargets(await noticeTargets(db, viewer, app.now().toISOString(), id)) : ''
    return { viewer, item, lang, current, files, knownFacts: factsOfItem(item, lists.municipalities, targets) }
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

  /**
   * The item cannot be edited any more: it is in the trash, was moved, or the right was taken. The text is shown back, ready to be kept. Whatever
   * else is not there is answered alike: the page says nothing of the item.
   */
  async function rescue(req: Request, res: Response, writing: Writing) {
    const viewer = viewerOf(res), now = app.now().toISOString(), item = await itemInTrash(db, viewer, now, numberIn(req)), lang = parse(EditQuery, req.query).kieli ?? item?.language ?? 'fi'
    if (!item && writing.body.trim() === '') throw notFound()
    sendPage(res, editView, lostItemPage(viewer, item ?? null, lang, writing, await choices(viewer)), item ? 409 : 404)
  }
  return routes
}
