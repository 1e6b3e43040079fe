import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { numberIn } from '../../content/edit-address.ts'
import type { AppContext } from '../../context.ts'
import { actorOf, allow, viewerOf } from '../../people/auth/access.ts'
import { readForm } from '../../people/form-fields.ts'
import { notFound } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { parse, typedText } from '../../platform/http/parse.ts'
import { LONGEST_RUN } from '../other-words.ts'
import { previewSynonyms } from './preview-synonyms.ts'
import { addSynonym, changeSynonym } from './save-synonym.ts'
import { wordsIn, type SynonymLine } from './shipped-synonyms.ts'
import { allSynonyms, synonymById, synonymLines, type Synonym } from './synonyms.queries.ts'
import { synonymPage, synonymsPage, synonymsView, synonymView, type TypedLine } from './synonyms.views.ts'

const LONGEST = 300
const isShortRun = (words: string) => wordsIn(words).every((run) => run.split(/\s+/).length <= LONGEST_RUN)
const words = z.string().normalize('NFC').trim().max(LONGEST, 'synonyms.long').refine((text) => wordsIn(text).length > 0, 'synonyms.missing')
const Line = z.object({ kirjoitetaan: words.refine(isShortRun, 'synonyms.longRun'), tarkoittaa: words, molemmin: z.literal('1').optional() })
const New = z.object({ sana: z.string().max(LONGEST).default('') })

/** What staff type and what the texts say for it: the network's editors keep the list. */
export function synonymRoutes(app: AppContext) {
  const routes = Router()

  routes.get('/hallinta/hakusanat', allow('editor'), async (_req, res) => { sendPage(res, synonymsView, synonymsPage(viewerOf(res).locale, await allSynonyms(app.db))) })

  routes.get('/hallinta/hakusanat/uusi', allow('editor'), (req, res) => {
    sendPage(res, synonymView, synonymPage(viewerOf(res).locale, null, { typed: parse(New, req.query).sana, said: '', bothWays: false }))
  })
  routes.post('/hallinta/hakusanat/uusi', allow('editor'), formBody, (req, res) => save(req, res, null))

  routes.get('/hallinta/hakusanat/:id', allow('editor'), async (req, res) => {
    const line = await lineOf(req)
    sendPage(res, synonymView, synonymPage(viewerOf(res).locale, line, line))
  })
  routes.post('/hallinta/hakusanat/:id', allow('editor'), formBody, async (req, res) => save(req, res, await lineOf(req)))

  routes.post('/hallinta/hakusanat/:id/poisto', allow('editor'), formBody, async (req, res) => {
    const line = await lineOf(req)
    if (!(await changeSynonym(app, actorOf(req, res), line.id, seenIn(req), 'remove'))) return show(res, line, line, { problem: 'synonyms.changedMeanwhile' }, 409)
    setFlash(res, 'synonyms.removed')
    res.redirect(303, '/hallinta/hakusanat')
  })

  async function lineOf(req: Request): Promise<Synonym> {
    const line = await synonymById(app.db, numberIn(req))
    if (!line) throw notFound()
    return line
  }

  /** Shows what a line would change, or saves it: as the pressed button says. */
  async function save(req: Request, res: Response, old: Synonym | null) {
    const form = readForm(Line, req.body)
    const typed: TypedLine = { typed: typedText(req.body, 'kirjoitetaan'), said: typedText(req.body, 'tarkoittaa'), bothWays: typedText(req.body, 'molemmin') === '1' }
    if (!form.ok) return show(res, old, typed, { errors: form.errors }, 422)
    const line: SynonymLine = { typed: form.values.kirjoitetaan, said: form.values.tarkoittaa, bothWays: form.values.molemmin === '1' }
    if (old && seenIn(req) !== old.revision) return show(res, old, typed, { problem: 'synonyms.changedMeanwhile' }, 409)
    if (typedText(req.body, 'tee') === 'esikatsele') return preview(res, old, line)
    if (!old) await addSynonym(app, actorOf(req, res), line)
    else if (!(await changeSynonym(app, actorOf(req, res), old.id, old.revision, line))) return show(res, await synonymById(app.db, old.id), typed, { problem: 'synonyms.changedMeanwhile' }, 409)
    setFlash(res, 'synonyms.saved')
    res.redirect(303, '/hallinta/hakusanat')
  }

  async function preview(res: Response, old: Synonym | null, line: SynonymLine) {
    const before = await synonymLines(app.db), isOld = (one: SynonymLine) => old !== null && one.typed === old.typed && one.said === old.said && one.bothWays === old.bothWays
    show(res, old, line, { preview: await previewSynonyms(app, viewerOf(res), before, [...before.filter((one) => !isOld(one)), line], old ? [line, old] : [line]) })
  }

  const show = (res: Response, old: Synonym | null, typed: TypedLine, more: Parameters<typeof synonymPage>[3], status = 200) => {
    sendPage(res, synonymView, synonymPage(viewerOf(res).locale, old, typed, more), status)
  }
  const seenIn = (req: Request) => Number(typedText(req.body, 'nahty'))

  return routes
}
