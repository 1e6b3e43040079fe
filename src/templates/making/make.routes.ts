import express, { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { noteReading } from '../../content/access-log.queries.ts'
import { numberIn } from '../../content/edit-address.ts'
import { factsKey, factsOfItem, factsProblems, mayGive, readFacts, type Facts } from '../../content/edit-facts.ts'
import { factsChoices } from '../../content/edit-facts-choices.ts'
import { newInput, revisedInput } from '../../content/edit-input.ts'
import { sentAlready } from '../../content/edit-item.queries.ts'
import { factsOfNew } from '../../content/edit-new-page.ts'
import { textFor } from '../../content/item-link.ts'
import { findByExternalId } from '../../content/item.queries.ts'
import { allFacts } from '../../content/facts/facts.queries.ts'
import { itemById, itemFiles, itemLists, currentText } from '../../content/item-writes.queries.ts'
import { findVisibleItem, type ItemFacts } from '../../content/items.queries.ts'
import { mayEdit } from '../../content/may-edit.ts'
import { prepareText } from '../../content/prepare-text.ts'
import { RevisionConflict } from '../../content/save-item.ts'
import { SummaryField } from '../../content/text-limits.ts'
import type { AppContext } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { actorOf, allow, viewerOf } from '../../people/auth/access.ts'
import { allTeams } from '../../people/people.queries.ts'
import type { Viewer } from '../../people/viewer.ts'
import { HttpError, notFound } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { sendPage } from '../../platform/http/page.ts'
import { parse, typedText } from '../../platform/http/parse.ts'
import { checkTemplate } from '../check-template.ts'
import { codesIn } from '../linked-text.ts'
import { definitionOf, type TemplateDefinition } from '../template-definition.ts'
import { loadPlaces } from '../template-places.ts'
import { definitionOfWriting } from './definition-of-writing.ts'
import { makePage, type MakeShown } from './make-page.ts'
import { makeView, type MakePage } from './make.views.ts'
import { definitionAt, keptRevisions } from './making.queries.ts'
import { mergeTemplates } from './merge-template.ts'
import { changeFields, readTemplateWriting } from './read-writing.ts'
import { differingParts } from './template-parts.ts'
import { createTemplate, reviseTemplate, templateBody, templateVersions } from './save-template.ts'
import { newTemplate, writingOf, type TemplateWriting } from './template-writing.ts'

const Query = z.object({ versio: z.string().regex(/^\d{1,9}$/).transform(Number).optional() })
const Act = z.enum(['esikatsele', 'tallenna', 'julkaise'])
/** A template of sixty fields has many controls. */
const makingBody = express.urlencoded({ extended: false, limit: '3.5mb', parameterLimit: 12_000 })
const SHOWN_VERSIONS = 20
/** Two forms alike from one person within this time are one form sent twice. */
const TWICE = 10 * 60_000

interface Opened { item: ItemFacts; title: string; template: TemplateDefinition; number: number; known: Facts; files: { path: string; fileId: string }[] }
interface Typed { writing: TemplateWriting; facts: Facts; openedFacts: string; summary: string; version: number }

/** Making a template, and changing one. */
export function makeRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/viestipohjat/uusi', allow('editor'), async (_req, res) => {
    const viewer = viewerOf(res), facts = factsOfNew(viewer)
    await show(res, viewer, null, { writing: newTemplate(), facts, openedFacts: '', summary: '', version: 0 })
  })
  routes.post('/viestipohjat/uusi', allow('editor'), makingBody, (req, res) => receive(req, res, null))

  routes.get('/viestipohjat/:id/muokkaa', allow('editor'), async (req, res) => {
    const viewer = viewerOf(res), { versio } = parse(Query, req.query), opened = await open(req, viewer)
    await noteReading(db, app.now().toISOString(), viewer, opened.item, 'page')
    const old = versio === undefined ? null : definitionOf(await definitionAt(db, opened.item.id, opened.item.language, versio))
    if (versio !== undefined && !old) throw notFound()
    const notes: MakePage['notes'] = old ? [{ css: 'info', icon: 'history', heading: t(viewer.locale, 'templates.make.old', { number: versio ?? 0 }), text: t(viewer.locale, 'templates.make.oldHint') }] : []
    const newest = writingOf(opened.template, opened.title), writing = old ? writingOf(old, old.title) : newest, differing = old ? differingParts(viewer.locale, writing, newest) : []
    await show(res, viewer, opened, { writing, facts: opened.known, openedFacts: factsKey(opened.known), summary: '', version: opened.number }, { notes, differing })
  })
  routes.post('/viestipohjat/:id/muokkaa', allow('editor'), makingBody, async (req, res) => receive(req, res, await open(req, viewerOf(res))))

  async function receive(req: Request, res: Response, opened: Opened | null) {
    const viewer = viewerOf(res), at = app.now().toISOString(), typed = readTyped(req.body), { writing, facts, version } = typed
    if (!mayGive(viewer, facts, opened?.known ?? null)) throw new HttpError(400, 'errors.badRequest')
    const focus = changeFields(writing, typedText(req.body, '_kentta'))
    const act = focus === null ? parse(Act, typedText(req.body, 'toiminto') || 'esikatsele') : 'esikatsele'
    if (act === 'esikatsele') return show(res, viewer, opened, typed, { focus })

    const publishes = act === 'julkaise' || opened?.item.state === 'published'
    const made = await make(opened, writing, facts), sentence = SummaryField.safeParse(typed.summary)
    const summaryError = !sentence.success ? sentence.error.issues[0]!.message : publishes && opened?.item.state === 'published' && sentence.data === '' ? 'editing.summary.missing' : null
    const factsFound = factsProblems(facts, at, opened?.item ?? null), isWrong = made.template !== null && publishes && checkTemplate(made.template).some(({ level }) => level === 'error')
    if (!made.template || made.problems.length > 0 || isWrong || summaryError !== null || Object.keys(factsFound).length > 0) {
      return show(res, viewer, opened, typed, { factsFound, summaryError, refused: true, status: 422 })
    }
    const { template } = made, language = opened?.item.language ?? 'fi', titleIn = await titlesOf(viewer, template, at)
    const text = prepareText({ title: template.title, body: templateBody(template, titleIn), lang: language, files: opened?.files ?? [] }), versions = templateVersions(template, titleIn)
    const written = { title: text.title, body: text.body, summary: sentence.data || t('fi', 'editing.firstVersion'), state: publishes ? 'published' as const : 'draft' as const }
    if (!opened) {
      const input = { ...newInput('template', [], language, facts, written), data: template }
      const since = new Date(app.now().getTime() - TWICE).toISOString()
      const id = await db.transaction().execute(async (trx) => {
        const sent = await sentAlready(trx, viewer.id, since, input)
        // its page may be the same while what it does is not
        return sent !== undefined && (await itemById(trx, sent))?.data === JSON.stringify(template) ? sent : createTemplate(trx, at, actorOf(req, res), { input, text, versions })
      })
      setFlash(res, publishes ? 'editing.published' : 'editing.draftSaved')
      return res.redirect(303, `/viestipohjat/${id}`)
    }
    const input = { ...revisedInput(opened.item, opened.files, language, facts, written), data: template }
    try {
      await db.transaction().execute((trx) => reviseTemplate(trx, at, actorOf(req, res), opened.item, version, { input, text, versions }))
    } catch (error) {
      if (!(error instanceof RevisionConflict)) throw error
      return collide(req, res, viewer, typed)
    }
    setFlash(res, publishes ? 'editing.saved' : 'editing.draftSaved')
    res.redirect(303, `/viestipohjat/${opened.item.id}`)
  }

  /** Someone saved first: what only one has changed is brought together, what both have is shown from both. */
  async function collide(req: Request, res: Response, viewer: Viewer, typed: Typed) {
    const newest = await open(req, viewer), theirs = writingOf(newest.template, newest.title)
    await noteReading(db, app.now().toISOString(), viewer, newest.item, 'page')
    const base = definitionOf(await definitionAt(db, newest.item.id, newest.item.language, typed.version))
    // without the one that both began with, every difference is shown
    const { writing, conflicts } = mergeTemplates(viewer.locale, typed.writing, base ? writingOf(base, base.title) : { ...newTemplate(), title: '', fields: [], channels: [] }, theirs)
    const notes: MakePage['notes'] = [{ css: 'stop', icon: 'user', heading: t(viewer.locale, 'editing.conflict.heading'), text: t(viewer.locale, 'templates.make.conflict', { count: conflicts.length }) }]
    const facts = factsKey(typed.facts) === typed.openedFacts ? newest.known : typed.facts
    await show(res, viewer, newest, { ...typed, writing, facts, openedFacts: factsKey(newest.known), version: newest.number }, { notes, conflicts, status: 409 })
  }

  async function show(res: Response, viewer: Viewer, opened: Opened | null, typed: Typed, more: Partial<MakeShown> & { status?: number } = {}) {
    const { status = 200, ...shown } = more, { writing, facts, openedFacts, summary, version } = typed, at = app.now().toISOString()
    const [made, places, knownFactNames, choices, versions] = await Promise.all([
      make(opened, writing, facts), loadPlaces(db), allFacts(db), factsChoices(app, viewer, at), opened ? keptRevisions(db, opened.item.id, opened.item.language, SHOWN_VERSIONS) : [],
    ])
    sendPage(res, makeView, makePage({
      viewer, writing, made, places, choices, knownFactNames, facts, knownFacts: opened?.known ?? null, openedFacts, number: version, summary,
      item: opened && { id: opened.item.id, title: opened.title, isDraft: opened.item.state === 'draft' },
      versions: versions.map(({ number, created_at: when, author, summary: said }) => ({ href: `/viestipohjat/${opened!.item.id}/muokkaa?versio=${number}`, number, at: when, author: author ?? '', summary: said })), ...shown,
    }), status)
  }

  async function make(opened: Opened | null, writing: TemplateWriting, facts: Facts) {
    const owner = (await allTeams(db)).find(({ id }) => id === facts.ownerTeamId)?.name ?? ''
    return definitionOfWriting(writing, { id: opened?.template.id ?? 'oma', owner, reviewMonths: facts.reviewMonths }, opened?.template ?? null)
  }

  /** The template that an address asks to change; for who may not change it, it is not there. */
  async function open(req: Request, viewer: Viewer): Promise<Opened> {
    const item = await findVisibleItem(db, viewer, app.now().toISOString(), numberIn(req))
    const template = item?.kind === 'template' ? definitionOf(item.data) : null
    if (!item || !template || !mayEdit(viewer, item)) throw notFound()
    const [current, lists, files] = await Promise.all([currentText(db, item.id, item.language), itemLists(db, item.id), itemFiles(db, item.id, item.language)])
    return { item, title: textFor(item.texts, 'fi', item.language)?.title ?? template.title, template, number: current?.number ?? 0, known: factsOfItem(item, lists.municipalities), files }
  }

  async function titlesOf(viewer: Viewer, { whenToUse, about = {}, fields }: TemplateDefinition, now: string) {
    const texts = new Map<string, { lang: string; title: string; slug: string }[]>()
    for (const code of codesIn([whenToUse, ...Object.values(about).map((said) => said.whenToUse), ...fields.map(({ help }) => help)].join(' ')).slice(0, 50)) {
      texts.set(code, (await findByExternalId(db, viewer, now, code))?.texts ?? [])
    }
    return (lang: string) => (code: string) => textFor(texts.get(code) ?? [], lang, 'fi')
  }

  return routes
}

function readTyped(body: unknown): Typed {
  const version = typedText(body, 'versio') || '0'
  if (!/^\d{1,9}$/.test(version)) throw new HttpError(400, 'errors.badRequest')
  return { writing: readTemplateWriting(body), facts: readFacts(body), openedFacts: typedText(body, 'alku').slice(0, 20_000), summary: typedText(body, 'muutos'), version: Number(version) }
}
