import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import { isMessageKey } from '../../i18n/translate.ts'
import { actorOf, allow, viewerOf } from '../../people/auth/access.ts'
import { allTeams } from '../../people/people.queries.ts'
import type { Viewer } from '../../people/viewer.ts'
import { recordChange } from '../../platform/changes/changes.queries.ts'
import { HttpError, notFound } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { parse, parseForm } from '../../platform/http/parse.ts'
import { numberIn } from '../edit-address.ts'
import { factsOfItem } from '../edit-facts.ts'
import { revisedInput } from '../edit-input.ts'
import { itemInTrash } from '../edit-trash.queries.ts'
import { mayEditHere } from '../edit-rights.ts'
import { itemFiles, itemLists } from '../item-writes.queries.ts'
import { findVisibleItem } from '../items.queries.ts'
import { isContentLanguage, languageName, CONTENT_LANGUAGES } from '../languages.ts'
import { prepareText } from '../prepare-text.ts'
import { reviseItem, RevisionConflict } from '../save-item.ts'
import { SummaryField, TextFields } from '../text-limits.ts'
import { blocksOf } from './blocks.ts'
import { askToTranslate } from './follow-languages.ts'
import { mayTranslate } from './may-translate.ts'
import { followedAfter, joined, readTranslation, type SentTranslation } from './read-translation.ts'
import { pairsOf, type Pair } from './translation-pairs.ts'
import { currentRevision, followedSections, keepTranslation, replaceFollowed, revisionNumbered, setTranslationOwner, translationOf } from './translations.queries.ts'
import { translatePage, translateView } from './translate.views.ts'

const Query = z.object({ kieli: z.string().max(10) })

/** The translator's page: the original and the translation side by side, section by section. */
export function translateRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/sivu/:id/kaanna', allow('editor'), async (req, res) => {
    const viewer = viewerOf(res), lang = languageIn(req), opened = await open(req, viewer, lang)
    if (!opened) throw notFound()
    if (lang === opened.item.language) return res.redirect(302, `/sivu/${opened.item.id}/muokkaa`)
    const { item, original, current, rows, keeper, teams } = opened
    sendPage(res, translateView, translatePage(viewer, item, lang, {
      number: current?.number ?? 0, originalNumber: original.number, title: current?.title ?? '', titleOriginal: original.title, summary: '', keeper, teams, follows: [],
      pairs: pairsOf(original, current ? blocksOf(current, lang) : null, rows),
    }))
  })

  routes.post('/sivu/:id/kaanna', allow('editor'), formBody, async (req, res) => {
    const viewer = viewerOf(res), lang = languageIn(req), sent = readTranslation(req.body), opened = await open(req, viewer, lang)
    if (!opened) return rescue(req, res, lang, sent)
    const { item, rows } = opened, seen = await revisionNumbered(db, item.id, item.language, sent.originalNumber)
    if (lang === item.language || !seen) throw new HttpError(400, 'errors.badRequest')
    const seenBlocks = blocksOf(seen, item.language), { body, starts } = joined(sent, seenBlocks, rows), at = app.now().toISOString()
    const checked = parseForm(TextFields, { title: sent.title, body }), summary = SummaryField.safeParse(sent.summary)
    const problem = !checked.ok ? Object.values(checked.errors)[0]! : summary.success ? null : summary.error.issues[0]!.message
    if (!checked.ok || problem !== null) return again(res, viewer, opened, lang, sent, 422, { error: problem !== null && isMessageKey(problem) ? problem : 'errors.badRequest' })
    const [lists, files] = await Promise.all([itemLists(db, item.id), itemFiles(db, item.id, lang)])
    const text = prepareText({ ...checked.values, lang, files }), mayGive = mayEditHere(viewer, item) && opened.teams.some(({ id }) => String(id) === sent.keeper)
    const input = revisedInput(item, files, lang, factsOfItem(item, lists.municipalities, ''), { title: text.title, body: text.body, summary: summary.data ?? '', state: item.state === 'draft' ? 'draft' : 'published' })
    try {
      await db.transaction().execute(async (trx) => {
        const before = await followedSections(trx, item.id, lang), { changed } = await reviseItem(trx, at, actorOf(req, res), item.id, sent.number, input, text)
        const current = (await currentRevision(trx, item.id, item.language))!, now = { number: current.number, blocks: blocksOf(current, item.language) }
        const next = followedAfter(sent, { starts, translated: { ...text, lang }, rows: before, seen: { number: seen.number, blocks: seenBlocks }, now })
        await keepTranslation(trx, item.id, lang)
        if (mayEditHere(viewer, item)) await setTranslationOwner(trx, item.id, lang, mayGive ? Number(sent.keeper) : null)
        await replaceFollowed(trx, item.id, lang, next)
        await askToTranslate(trx, at, viewer.id, item.id, lang, next, now)
        if (!changed) await recordChange(trx, { at, actor: actorOf(req, res), action: 'translation-confirmed', subject: { type: 'item', id: item.id }, detail: { lang, original: seen.number } })
      })
    } catch (error) {
      if (error instanceof HttpError && error.status === 404) return rescue(req, res, lang, sent)
      if (!(error instanceof RevisionConflict)) throw error
      const newest = (await open(req, viewer, lang))!, theirs = new Map(pairsOf(newest.original, newest.current ? blocksOf(newest.current, lang) : null, newest.rows).filter(({ anchor }) => anchor !== null).map((pair) => [pair.original, pair.text]))
      for (const { original, text: mine } of sent.sections) if (theirs.get(original) === mine) theirs.delete(original)
      return again(res, viewer, newest, lang, { ...sent, number: newest.current?.number ?? 0 }, 409, { conflict: { theirs } })
    }
    setFlash(res, 'translations.saved')
    res.redirect(303, `/sivu/${item.id}?kieli=${lang}`)
  })

  /** The form as it was sent, beside the original as it is now. */
  function again(res: Response, viewer: Viewer, { item, original, current, rows, teams }: Opened, lang: string, sent: SentTranslation, status: number, why: { error?: MessageKey; conflict?: { theirs: Map<string | null, string> } }) {
    const known = pairsOf(original, current ? blocksOf(current, lang) : null, rows)
    const pairs = sent.sections.map((section, i): Pair => ({ ...(known.find((pair) => pair.original === section.original) ?? known[i] ?? { state: 'own', original: section.original, anchor: null, parts: [], followedNumber: 0 }), original: section.original, text: section.text }))
    sendPage(res, translateView, translatePage(viewer, item, lang, {
      number: sent.number, originalNumber: sent.originalNumber, title: sent.title, titleOriginal: original.title, pairs, follows: sent.sections.map(({ follows }) => follows), summary: sent.summary, keeper: sent.keeper, teams, ...why,
    }), status)
  }

  /** The original went to the trash or the right was taken: what was typed is shown back, and nothing is said of the item. */
  async function rescue(req: Request, res: Response, lang: string, sent: SentTranslation) {
    const viewer = viewerOf(res), item = await itemInTrash(db, viewer, app.now().toISOString(), numberIn(req))
    if (!item && sent.sections.every(({ text }) => text === '')) throw notFound()
    const pairs = sent.sections.map(({ original, text }): Pair => ({ state: 'own', original, anchor: null, parts: [], followedNumber: 0, text }))
    sendPage(res, translateView, translatePage(viewer, null, lang, { number: sent.number, originalNumber: sent.originalNumber, title: sent.title, titleOriginal: '', pairs, follows: [], summary: '', keeper: '', teams: [], lost: true }), item ? 409 : 404)
  }

  type Opened = NonNullable<Awaited<ReturnType<typeof open>>>
  async function open(req: Request, viewer: Viewer, lang: string) {
    const item = await findVisibleItem(db, viewer, app.now().toISOString(), numberIn(req))
    if (!item) return undefined
    const known = await translationOf(db, item.id, lang)
    if (!mayTranslate(viewer, item, known?.owner_team_id ?? null)) return undefined
    const [source, current, rows, teams] = await Promise.all([currentRevision(db, item.id, item.language), currentRevision(db, item.id, lang), followedSections(db, item.id, lang), mayEditHere(viewer, item) ? allTeams(db) : []])
    const original = { number: source!.number, title: source!.title, blocks: blocksOf(source!, item.language) }
    return { item, original, current, rows, teams, keeper: known?.owner_team_id ? String(known.owner_team_id) : '' }
  }

  function languageIn(req: Request): string {
    const { kieli } = parse(Query, req.query)
    if (!isContentLanguage(kieli)) throw new HttpError(404, 'translations.unknownLanguage', { values: { languages: CONTENT_LANGUAGES.map(languageName).join(', ') } })
    return kieli
  }
  return routes
}
