import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import { finnishDay } from '../../i18n/finnish-day.ts'
import { t } from '../../i18n/translate.ts'
import { actorOf, allow, viewerOf } from '../../people/auth/access.ts'
import { readForm } from '../../people/form-fields.ts'
import { allTeams, librariesOf } from '../../people/people.queries.ts'
import { HttpError, notFound } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { parse, typedText } from '../../platform/http/parse.ts'
import { diffWords } from '../diff-words.ts'
import { numberIn } from '../edit-address.ts'
import { shownParts } from '../edit-item.views.ts'
import { findVisibleItem, itemTexts } from '../items.queries.ts'
import { slotsIn } from '../slots.ts'
import { LocalQuery } from './compare.routes.ts'
import { municipalityFor, withFacts } from './fill-page.ts'
import { sectionAround, supplementAddress } from './follow-text.ts'
import { mayFill, mayKeep } from './supplement-rights.ts'
import { readSupplement } from './read-supplement.ts'
import { supplementHtml } from './supplement-html.ts'
import { findSupplement, revisionsOf } from './supplements.queries.ts'
import { confirmSupplement, moveSupplement, removeSupplement, SupplementConflict, writeSupplement } from './write-supplement.ts'
import { writeErrors, writeView } from './write.views.ts'

const Form = z.object({
  toiminto: z.enum(['tallenna', 'esikatsele', 'tarkistettu', 'poista', 'siirra']).default('tallenna'), teksti: z.string().default(''), versio: z.string().regex(/^\d{1,9}$/).transform(Number).default(0),
  vastaa: z.union([z.literal('').transform(() => null), z.string().regex(/^[1-9]\d{0,8}$/).transform(Number)]).default(null), varma: z.string().optional(), kohta: z.string().max(200).default(''),
})
type Given = z.output<typeof Form>

export function writeRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/sivu/:id/liite/:slot', allow('editor'), async (req, res) => { await show(res, await open(req, res), null, {}, 200) })

  routes.post('/sivu/:id/liite/:slot', allow('editor'), formBody, async (req, res) => {
    const opened = await open(req, res), { item, text, known, place, municipality } = opened, at = app.now().toISOString(), actor = actorOf(req, res)
    const read = readForm(Form, req.body)
    if (!read.ok) throw new HttpError(400, 'errors.badRequest')
    const given = { ...read.values, teksti: typedText(req.body, 'teksti') }, act = given.toiminto, seen = sectionAround(text, place.slot)
    if (act === 'tarkistettu' || act === 'poista' || act === 'siirra') {
      if (!known) throw notFound()
      if (act === 'poista' && given.varma === undefined) return show(res, opened, given, { varma: 'supplements.write.sureMissing' }, 422)
      // what somebody has written meanwhile would go for good, its history too
      if (act === 'poista' && given.versio !== known.number) return show(res, opened, { ...given, versio: known.number }, { teksti: 'supplements.conflict' }, 409)
      const to = opened.empty.find(({ key }) => key === given.kohta)
      if (act === 'siirra' && !to) throw new HttpError(400, 'errors.badRequest')
      await db.transaction().execute(async (trx) => {
        if (act === 'tarkistettu') await confirmSupplement(trx, at, actor, known, seen ?? known.seen)
        else if (act === 'poista') await removeSupplement(trx, at, actor, known)
        else await moveSupplement(trx, at, actor, known, { slot: to!.key, name: to!.name, seen: sectionAround(text, to!.key) ?? '' })
      })
      setFlash(res, act === 'tarkistettu' ? 'supplements.confirmed' : act === 'poista' ? 'supplements.removed' : 'supplements.moved')
      return res.redirect(303, `/sivu/${item.id}?kieli=${text.lang}&kunta=${municipality.slug}`)
    }
    const checked = readSupplement(given.teksti, place.lang)
    if ('problem' in checked) return show(res, opened, given, { teksti: checked.problem }, 422)
    if (act === 'esikatsele') return show(res, opened, given, {}, 200)
    if (!opened.teams.some(({ id }) => id === given.vastaa) && given.vastaa !== null) throw new HttpError(400, 'errors.badRequest')
    try {
      await db.transaction().execute((trx) => writeSupplement(trx, at, actor, place, given.versio, { name: opened.slot.name, body: checked.body, html: checked.html, seen: seen ?? known?.seen ?? '', ownerTeamId: given.vastaa }))
    } catch (error) {
      if (!(error instanceof SupplementConflict)) throw error
      const newest = await open(req, res)
      if (newest.known?.body !== checked.body) return show(res, newest, { ...given, versio: newest.known?.number ?? 0 }, { teksti: 'supplements.conflict' }, 409)
    }
    setFlash(res, 'supplements.saved')
    res.redirect(303, `/sivu/${item.id}?kieli=${text.lang}&kunta=${municipality.slug}`)
  })

  /** The slot of an address, when the viewer may write into it for the municipality; else there is nothing. */
  async function open(req: Request, res: Response) {
    const viewer = viewerOf(res), asked = parse(LocalQuery, req.query), item = await findVisibleItem(db, viewer, app.now().toISOString(), numberIn(req))
    if (!item) throw notFound()
    const texts = await itemTexts(db, item.id), text = texts.find(({ lang }) => lang === (asked.kieli ?? item.language))
    const municipality = await municipalityFor(db, viewer, asked.kunta), libraries = await librariesOf(db, municipality.id)
    if (!text || (asked.kirjasto !== undefined && !libraries.some(({ id }) => id === asked.kirjasto))) throw notFound()
    const place = { itemId: item.id, slot: String(req.params['slot']), lang: text.lang, municipalityId: municipality.id, libraryId: asked.kirjasto ?? null }
    const known = await findSupplement(db, place), slots = slotsIn(text.html), slot = slots.find(({ key }) => key === place.slot)
    if (!mayFill(viewer, item, municipality.id) && !(known && mayKeep(viewer, item, known))) throw notFound()
    if (!slot && !known) throw notFound()
    const empty = known && !slot ? await asyncFilter(slots, async ({ key }) => !(await findSupplement(db, { ...place, slot: key }))) : []
    // only teams that the viewer could ask herself: her own, the item's, and the one that has it now
    const teams = (await allTeams(db)).filter(({ id }) => viewer.teamIds.includes(id) || id === item.owner_team_id || id === known?.owner_team_id)
    return { viewer, item, text, municipality, libraries, place, known, slot: slot ?? { key: place.slot, name: known!.name, description: '' }, gone: !slot, empty, teams }
  }

  async function show(res: Response, opened: Awaited<ReturnType<typeof open>>, given: Given | null, found: Parameters<typeof writeErrors>[0], status: number) {
    const { viewer, item, text, municipality, libraries, place, known, slot, gone, empty, teams } = opened, { locale } = viewer
    const library = libraries.find(({ id }) => id === place.libraryId), now = sectionAround(text, place.slot), owner = given ? given.vastaa : known?.owner_team_id ?? null
    const address = (libraryId: number | null) => supplementAddress(item.id, place.slot, municipality.slug, place.lang, libraryId)
    const preview = given?.toiminto === 'esikatsele' || !given ? supplementHtml(given ? given.teksti : known?.body ?? '', place.lang).html : ''
    sendPage(res, writeView, {
      title: t(locale, 'supplements.write.title', { name: slot.name, place: library?.name ?? municipality.name }), name: text.title, lang: text.lang, href: `/sivu/${item.id}?kieli=${text.lang}&kunta=${municipality.slug}`,
      description: slot.description, around: now === undefined ? [] : known?.outdated === 1 ? shownParts(diffWords(known.seen, now)) : shownParts([{ kind: 'same', text: now }]),
      outdated: known?.outdated === 1 && now !== undefined, gone, action: address(place.libraryId),
      places: libraries.length < 2 ? [] : [{ href: address(null), name: t(locale, 'supplements.compare.whole'), current: place.libraryId === null }, ...libraries.map(({ id, name }) => ({ href: address(id), name, current: id === place.libraryId }))],
      ...writeErrors(found), written: given ? given.teksti : known?.body ?? '', number: given ? given.versio : known?.number ?? 0,
      owners: [{ value: '', name: t(locale, 'supplements.write.contact'), chosen: owner === null }, ...teams.map(({ id, name }) => ({ value: String(id), name, chosen: id === owner }))],
      previewHtml: await withFacts(db, viewer, finnishDay(app.now()), municipality, preview, place.lang),
      moves: empty.map(({ key, name }) => ({ value: key, name, chosen: false })),
      history: known ? (await revisionsOf(db, known.id)).map(({ number, body, created_at: at, author }) => ({ number, body, at, author })) : [],
    }, status)
  }
  return routes
}

async function asyncFilter<One>(all: One[], passes: (one: One) => Promise<boolean>): Promise<One[]> {
  const kept: One[] = []
  for (const one of all) if (await passes(one)) kept.push(one)
  return kept
}
