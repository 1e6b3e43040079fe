import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import { actorOf, allow, viewerOf } from '../../people/auth/access.ts'
import { readForm } from '../../people/form-fields.ts'
import { HttpError, notFound } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { typedText } from '../../platform/http/parse.ts'
import { noteReading } from '../access-log.queries.ts'
import { numberIn } from '../edit-address.ts'
import { factsOfItem } from '../edit-facts.ts'
import { revisedInput } from '../edit-input.ts'
import { isMadeFromData } from '../edit-rights.ts'
import { textOfRevision } from '../history-item.queries.ts'
import { currentText, itemFiles, itemLists, type CurrentText } from '../item-writes.queries.ts'
import { findVisibleItem, type ItemFacts } from '../items.queries.ts'
import { linesBetween, withLines } from '../markdown-section-lines.ts'
import { mergeTexts, type Merge } from '../merge-texts.ts'
import { prepareText } from '../prepare-text.ts'
import { RevisionConflict } from '../save-item.ts'
import { SummaryField, TextFields } from '../text-limits.ts'
import { mayKeep } from '../upkeep/may-keep.ts'
import { AnsweredAlready, declineSuggestion, takeByHand, takeSuggestion } from './answer-suggestion.ts'
import { findSuggestion, substituteOf, suggestionsOf, trashedForReader, type FoundSuggestion } from './corrections.queries.ts'
import { gonePage, goneView } from './suggest.views.ts'
import { shownChange, takenBody } from './suggestion-text.ts'
import { suggestionPage, suggestionView, type ShownSuggestion } from './suggestion.views.ts'
import { suggestionsPage, suggestionsView } from './suggestions.views.ts'

const MOST = 200
const Taking = z.object({ versio: z.string().regex(/^[1-9]\d{0,8}$/).transform(Number), teksti: z.string().optional() })
const PATH = '/sivu/:id/ehdotukset'

/** The owner team looks at what readers suggest and takes, edits or declines it; the reader follows what becomes of it. */
export function answerRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get(PATH, allow('editor'), async (req, res) => {
    const { item, keeps } = await openItem(req, res)
    if (!keeps) throw notFound()
    sendPage(res, suggestionsView, suggestionsPage(viewerOf(res), item, await suggestionsOf(db, item.id, MOST)))
  })

  routes.get(`${PATH}/:suggestion`, allow('reader'), async (req, res) => {
    if (await sentGone(req, res)) return
    const opened = await open(req, res)
    await noteReading(db, app.now().toISOString(), viewerOf(res), opened.item, 'page')
    sendPage(res, suggestionView, suggestionPage(viewerOf(res), shownOf(opened)))
  })

  routes.post(`${PATH}/:suggestion/ota`, allow('editor'), formBody, async (req, res) => {
    if (await sentGone(req, res)) return
    const opened = await openToAnswer(req, res), { item, suggestion, base, current } = opened, form = readForm(Taking, req.body)
    if (!form.ok) throw new HttpError(400, 'errors.badRequest')
    if (isMadeFromData(item)) {
      const at = app.now().toISOString()
      return settled(req, res, () => db.transaction().execute((trx) => takeByHand(trx, at, actorOf(req, res), { suggestion, title: titleOf(opened), answer: '' }, current.number)), 'corrections.taken', item.id)
    }
    const { versio } = form.values, typed = form.values.teksti === undefined ? null : TextFields.shape.body.safeParse(form.values.teksti)
    const said = typedText(req.body, 'vastaus'), message = SummaryField.safeParse(said)
    if (!message.success || typed?.success === false) {
      const errors = { ...(typed?.success === false && { teksti: typed.error.issues[0]!.message }), ...(!message.success && { vastaus: message.error.issues[0]!.message }) }
      return send(res, { ...shownOf(opened), message: said, editing: true, written: form.values.teksti ?? suggestion.text, number: versio, errors }, 422)
    }
    // the text that was shown with the form; while nothing has moved that is the section alone
    const seen = versio === suggestion.base_number ? base : (await textOfRevision(db, item.id, suggestion.lang, versio))?.body
    if (seen === undefined) throw new HttpError(400, 'errors.badRequest')
    const mine = typed?.success ? (versio === suggestion.base_number ? withLines(base, suggestion, typed.data) : typed.data) : null
    const together = (on: Opened): Merge => (mine === null ? on.merge : mergeTexts(seen, mine, on.current.body))
    // two texts that were brought together are looked at before they are saved
    const collide = (on: Opened) => {
      const { text, conflicts } = together(on)
      send(res, { ...shownOf(on), message: said, editing: true, written: text, conflicts, collided: true }, 409)
    }
    const { text, conflicts } = together(opened)
    if (versio !== current.number || conflicts.length > 0) return collide(opened)
    try {
      await take(req, res, opened, text, message.data)
    } catch (error) {
      if (!(error instanceof RevisionConflict)) throw error
      collide(await openToAnswer(req, res))
    }
  })

  routes.post(`${PATH}/:suggestion/hylkaa`, allow('editor'), formBody, async (req, res) => {
    if (await sentGone(req, res)) return
    const opened = await openToAnswer(req, res), { item, suggestion } = opened, typed = typedText(req.body, 'syy'), reason = SummaryField.safeParse(typed)
    const problem = !reason.success ? reason.error.issues[0]!.message : reason.data === '' ? 'corrections.decline.missing' : null
    if (problem !== null) return send(res, { ...shownOf(opened), declineReason: typed, errors: { syy: problem } }, 422)
    const at = app.now().toISOString(), title = titleOf(opened)
    await settled(req, res, () => db.transaction().execute((trx) => declineSuggestion(trx, at, actorOf(req, res), { suggestion, title, answer: reason.data! })), 'corrections.declined', item.id)
  })

  async function take(req: Request, res: Response, opened: Opened, body: string, message: string) {
    const { item, suggestion, current } = opened, { lang } = suggestion, at = app.now().toISOString()
    const [lists, files] = await Promise.all([itemLists(db, item.id), itemFiles(db, item.id, lang)])
    const text = prepareText({ title: current.title, body, lang, files })
    const input = revisedInput(item, files, lang, factsOfItem(item, lists.municipalities), { title: text.title, body: text.body, summary: '', state: item.state === 'draft' ? 'draft' : 'published' })
    const save = () => db.transaction().execute((trx) => takeSuggestion(trx, at, actorOf(req, res), { suggestion, title: titleOf(opened), answer: message }, current.number, input, text))
    await settled(req, res, save, 'corrections.taken', item.id)
  }

  async function settled(req: Request, res: Response, act: () => Promise<unknown>, flash: string, itemId: number) {
    try {
      await act()
      setFlash(res, flash)
    } catch (error) {
      if (!(error instanceof AnsweredAlready)) throw error
      setFlash(res, error.message)
    }
    res.redirect(303, `/sivu/${itemId}/ehdotukset/${numberIn(req, 'suggestion')}`)
  }

  async function openItem(req: Request, res: Response) {
    const viewer = viewerOf(res), item = await findVisibleItem(db, viewer, app.now().toISOString(), numberIn(req))
    if (!item) throw notFound()
    return { item, keeps: mayKeep(viewer, { owner_team_id: item.owner_team_id, substitute_team_id: await substituteOf(db, item.owner_team_id) }) }
  }

  /** For the team, and for the reader herself as long as she may read the item. */
  async function open(req: Request, res: Response): Promise<Opened> {
    const { item, keeps } = await openItem(req, res), suggestion = await findSuggestion(db, item.id, numberIn(req, 'suggestion'))
    if (!suggestion || !(keeps || suggestion.person_id === viewerOf(res).id)) throw notFound()
    const [base, current] = await Promise.all([textOfRevision(db, item.id, suggestion.lang, suggestion.base_number), currentText(db, item.id, suggestion.lang)])
    if (!base || !current) throw notFound()
    return { item, suggestion, keeps, base: base.body, current, merge: takenBody(base.body, suggestion, current.body) }
  }

  async function openToAnswer(req: Request, res: Response) {
    const opened = await open(req, res)
    if (!opened.keeps) throw notFound()
    return opened
  }

  async function sentGone(req: Request, res: Response): Promise<boolean> {
    const viewer = viewerOf(res), gone = await trashedForReader(db, viewer, numberIn(req))
    if (gone) sendPage(res, goneView, gonePage(viewer, gone, typedText(req.body, 'teksti'), typedText(req.body, 'vastaus') || typedText(req.body, 'syy')), 410)
    return gone !== undefined
  }

  const send = (res: Response, shown: ShownSuggestion, status: number) => { sendPage(res, suggestionView, suggestionPage(viewerOf(res), shown), status) }
  return routes
}

interface Opened {
  item: ItemFacts
  suggestion: FoundSuggestion
  /** whether the viewer is of those who answer */
  keeps: boolean
  base: string
  current: CurrentText
  /** the suggestion together with what was saved since */
  merge: Merge
}

function shownOf({ item, suggestion, keeps, base, current, merge }: Opened): ShownSuggestion {
  const open = suggestion.state === 'open', before = linesBetween(base, suggestion.from_line, suggestion.to_line), moved = current.number !== suggestion.base_number
  return {
    item, suggestion, mayAnswer: keeps, conflicts: open ? merge.conflicts : [], number: current.number, written: moved ? merge.text : suggestion.text,
    // once it is answered, what was suggested; until then, what taking it would change
    parts: open && moved ? shownChange(current.body, merge.text) : shownChange(before.trimEnd(), suggestion.text),
  }
}

const titleOf = ({ item, suggestion, current }: Opened) => item.texts.find((text) => text.lang === suggestion.lang)?.title ?? current.title
