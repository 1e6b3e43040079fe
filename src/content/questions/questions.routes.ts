import { Router } from 'express'
import type { Request, Response } from 'express'
import type { AppContext } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { detectLanguage } from '../../language/detect-language.ts'
import { actorOf, allow, viewerOf } from '../../people/auth/access.ts'
import { readForm } from '../../people/form-fields.ts'
import { formBody } from '../../platform/http/form.ts'
import { HttpError, notFound } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { sendPage } from '../../platform/http/page.ts'
import { parse, typedText } from '../../platform/http/parse.ts'
import { numberIn } from '../edit-address.ts'
import { findVisibleItem } from '../items.queries.ts'
import { answerQuestion, askQuestion, closeQuestion, commentQuestion, passQuestion } from './ask-question.ts'
import { AskFields, AskQuery, ListQuery, PassFields, ReplyFields } from './question-form.ts'
import { mayAnswer, mayDirect } from './question-rights.ts'
import { askPage, askView, questionPage, questionView } from './question.views.ts'
import { askableTeams, listQuestions, questionById, repliesTo, type QuestionRow } from './questions.queries.ts'
import { PER_PAGE, questionsPage, questionsView, SHELVES } from './questions.views.ts'

/** Questions: what nobody has written down yet, asked of the team that knows, answered where everyone sees it. */
export function questionRoutes(app: AppContext) {
  const routes = Router(), { db } = app
  const nowIso = () => app.now().toISOString()
  const actorFor = (req: Request, res: Response) => ({ ...actorOf(req, res), id: viewerOf(res).id })

  routes.get('/kysymykset', allow('reader'), async (req, res) => {
    const viewer = viewerOf(res), { tila, sivu } = parse(ListQuery, req.query)
    sendPage(res, questionsView, questionsPage(viewer.locale, tila, sivu, await listQuestions(db, viewer, nowIso(), SHELVES[tila].shelf, { limit: PER_PAGE, offset: (sivu - 1) * PER_PAGE })))
  })

  routes.get('/kysymykset/uusi', allow('reader'), async (req, res) => {
    const viewer = viewerOf(res), now = nowIso(), { haku, sivu, tiimi } = parse(AskQuery, req.query)
    const item = sivu === undefined ? null : (await findVisibleItem(db, viewer, now, sivu)) ?? missing()
    const text = haku === '' ? '' : t(viewer.locale, 'questions.fromSearch', { q: haku })
    sendPage(res, askView, askPage(viewer.locale, { text, search: haku, item, teams: await askableTeams(db, viewer, now), team: tiimi ?? item?.owner_team_id ?? null }))
  })

  routes.post('/kysymykset', allow('reader'), formBody, async (req, res) => {
    const viewer = viewerOf(res), at = nowIso(), form = readForm(AskFields, req.body), teams = await askableTeams(db, viewer, at)
    const itemId = form.ok ? form.values.sivu : Number(typedText(req.body, 'sivu')) || undefined
    const item = itemId === undefined ? null : (await findVisibleItem(db, viewer, at, itemId)) ?? missing()
    const errors = form.ok ? (teams.some(({ id }) => id === form.values.tiimi) ? {} : { tiimi: 'questions.teamMissing' }) : form.errors
    if (!form.ok || Object.keys(errors).length > 0) {
      const asked = { text: typedText(req.body, 'kysymys'), search: typedText(req.body, 'haku').slice(0, 500), item, teams, team: Number(typedText(req.body, 'tiimi')) || null }
      return sendPage(res, askView, askPage(viewer.locale, asked, errors), 422)
    }
    const { kysymys: text, haku: search, tiimi: teamId } = form.values, lang = detectLanguage(text, app.analyser)
    const id = await db.transaction().execute((trx) => askQuestion(trx, at, actorFor(req, res), { teamId, itemId: item?.id ?? null, text, search, lang }))
    setFlash(res, 'questions.sent')
    res.redirect(303, `/kysymykset/${id}`)
  })

  const opened = async (req: Request, res: Response) => (await questionById(db, viewerOf(res), nowIso(), numberIn(req))) ?? missing()
  async function show(res: Response, question: QuestionRow, typed = '', errors: Record<string, string> = {}) {
    const viewer = viewerOf(res), now = nowIso(), teams = mayDirect(viewer, question) ? await askableTeams(db, viewer, now) : []
    const item = question.item_id === null ? null : (await findVisibleItem(db, viewer, now, question.item_id)) ?? missing()
    const replies = (await repliesTo(db, question.id)).map((reply) => ({ ...reply, lang: detectLanguage(reply.text, app.analyser) }))
    sendPage(res, questionView, questionPage(viewer, viewer.locale, { question, replies, item, teams }, typed, errors), Object.keys(errors).length > 0 ? 422 : 200)
  }

  routes.get('/kysymykset/:id', allow('reader'), async (req, res) => show(res, await opened(req, res)))

  routes.post('/kysymykset/:id/vastaus', allow('reader'), formBody, async (req, res) => {
    const question = await opened(req, res), form = readForm(ReplyFields, req.body)
    if (!mayAnswer(viewerOf(res), question)) throw notFound()
    if (!form.ok) return show(res, question, typedText(req.body, 'teksti'), form.errors)
    await db.transaction().execute((trx) => answerQuestion(trx, nowIso(), actorFor(req, res), question, form.values.teksti))
    done(res, question, 'questions.answered')
  })

  routes.post('/kysymykset/:id/kommentti', allow('reader'), formBody, async (req, res) => {
    const viewer = viewerOf(res), question = await opened(req, res), form = readForm(ReplyFields, req.body)
    if (!form.ok) return show(res, question, typedText(req.body, 'teksti'), form.errors)
    const reopens = form.values.auki && question.asker_id === viewer.id && question.state !== 'open'
    await db.transaction().execute((trx) => commentQuestion(trx, nowIso(), actorFor(req, res), question, form.values.teksti, { reopens }))
    done(res, question, 'questions.commented')
  })

  routes.post('/kysymykset/:id/sulje', allow('reader'), async (req, res) => {
    const question = await opened(req, res)
    if (!mayDirect(viewerOf(res), question)) throw notFound()
    if (question.state === 'open') await db.transaction().execute((trx) => closeQuestion(trx, nowIso(), actorFor(req, res), question))
    done(res, question, 'questions.closed')
  })

  routes.post('/kysymykset/:id/tiimi', allow('reader'), formBody, async (req, res) => {
    const viewer = viewerOf(res), question = await opened(req, res), form = readForm(PassFields, req.body)
    if (!mayDirect(viewer, question) || question.state !== 'open') throw notFound()
    if (!form.ok) return show(res, question, '', form.errors)
    if (!(await askableTeams(db, viewer, nowIso())).some(({ id }) => id === form.values.tiimi)) throw new HttpError(400, 'errors.badRequest')
    await db.transaction().execute((trx) => passQuestion(trx, nowIso(), actorFor(req, res), question, form.values.tiimi))
    done(res, question, 'questions.passed')
  })

  return routes
}

const missing = (): never => { throw notFound() }

function done(res: Response, { id }: QuestionRow, flash: string) {
  setFlash(res, flash)
  res.redirect(303, `/kysymykset/${id}`)
}
