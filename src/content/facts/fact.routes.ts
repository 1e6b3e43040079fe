import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import { finnishDay } from '../../i18n/finnish-day.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import { t } from '../../i18n/translate.ts'
import { actorOf, allow, viewerOf } from '../../people/auth/access.ts'
import { formErrors } from '../../people/form-fields.ts'
import { actsFor } from '../../people/manage-rights.ts'
import { recordChange } from '../../platform/changes/changes.queries.ts'
import { notFound } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { parse, typedText } from '../../platform/http/parse.ts'
import { itemLink } from '../item-link.ts'
import { dayIn, readDay } from './fact-day.ts'
import { allPlaces, placeChoices, valuesIn } from './fact-place.ts'
import { hasLines, readValue } from './fact-types.ts'
import { isUsed, visibleUses } from './fact-uses.queries.ts'
import { labelIn, shownIn, shownValue } from './fact-words.ts'
import { deleteFact, factByName, factValues, history, standingValue, valueOn } from './facts.queries.ts'
import { factView, type FactField } from './facts.views.ts'
import { saveValues } from './save-values.ts'

export const PlaceQuery = z.object({ paikka: z.string().max(200).optional() })
type Typed = { value: string; from: string; taken: boolean; said: string; errors: Partial<Record<FactField, MessageKey>> }

/** One fact in one place: its value, its history and where it is used. */
export function oneFactRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/tiedot/:name', allow('reader'), async (req, res) => { await show(req, res, null, 200) })

  routes.post('/tiedot/:name', allow('contact'), formBody, async (req, res) => {
    const viewer = viewerOf(res), { locale } = viewer, { fact, place } = await open(req, res)
    if (!actsFor(viewer, place.ofMunicipality)) throw notFound()
    const typed = typedText(req.body, 'arvo'), from = typedText(req.body, 'alkaen'), ends = typedText(req.body, 'toiminto') === 'lopeta', validFrom = readDay(from)
    const refuse = (field: FactField, problem: MessageKey, said = t(locale, problem), taken = false) => show(req, res, { value: typed, from, taken, said, errors: { [field]: problem } }, 422)
    const read = ends ? { ok: true as const, value: null } : readValue(fact.type, typed)
    if (!read.ok) return refuse('arvo', read.line === undefined ? read.problem : 'facts.value.bad', t(locale, read.problem, { line: read.line ?? 1 }))
    if (validFrom === null) return refuse('alkaen', 'facts.day.bad')
    const standing = await standingValue(db, fact.name, place, validFrom)
    if (standing && standing.value !== read.value && typedText(req.body, 'korjaus') !== '1')
      return refuse('alkaen', 'facts.takenShort', t(locale, 'facts.taken', { value: standing.value === null ? t(locale, 'facts.ended') : shownValue(fact.type, standing.value, validFrom, locale).text }), true)
    const changed = await db.transaction().execute((trx) => saveValues(trx, app.now().toISOString(), actorOf(req, res), [{ fact, place, municipalityId: place.ofMunicipality, placeName: place.name, validFrom, value: read.value }]))
    setFlash(res, changed === 0 ? 'facts.unchanged' : (await isUsed(db, fact.name)) ? 'facts.savedTold' : 'facts.saved')
    res.redirect(303, `/tiedot/${encodeURIComponent(fact.name)}?paikka=${encodeURIComponent(place.key)}`)
  })

  routes.post('/tiedot/:name/poista', allow('admin'), async (req, res) => {
    const { fact } = await open(req, res), viewer = viewerOf(res), at = app.now().toISOString()
    if (await isUsed(db, fact.name)) {
      const seen = await visibleUses(db, viewer, at, fact.name), problem = seen.length > 0 ? 'facts.delete.inUse' : 'facts.delete.hidden'
      return show(req, res, { value: '', from: '', taken: false, said: t(viewer.locale, problem), errors: { arvo: problem } }, 409)
    }
    await db.transaction().execute(async (trx) => {
      await deleteFact(trx, fact.name)
      await recordChange(trx, { at, actor: actorOf(req, res), action: 'fact-deleted', subject: { type: 'system', id: null }, detail: { fact: fact.name } })
    })
    setFlash(res, 'facts.deleted')
    res.redirect(303, '/tiedot')
  })

  async function open(req: Request, res: Response) {
    const viewer = viewerOf(res), fact = await factByName(db, String(req.params['name'])), places = await allPlaces(db, viewer.locale)
    const { paikka } = parse(PlaceQuery, req.query), place = places.find(({ key }) => key === (paikka ?? viewer.municipalitySlug))
    if (!fact || !place) throw notFound()
    return { fact, place, places }
  }

  async function show(req: Request, res: Response, typed: Typed | null, status: number) {
    const viewer = viewerOf(res), { locale } = viewer, on = finnishDay(app.now()), { fact, place, places } = await open(req, res)
    const value = (await valuesIn(db, place, on)).get(fact.name), now = value && shownIn(value, locale)
    const uses = await visibleUses(db, viewer, app.now().toISOString(), fact.name), own = await valueOn(db, fact.name, place, on), everywhere: { place: string; href: string; value: string | null; lang: string | null }[] = []
    for (const { key, name, municipalityId } of places) {
      if (municipalityId === null) continue
      const there = (await factValues(db, { municipalityId, on })).get(fact.name), shown = there && shownIn(there, locale)
      everywhere.push({ place: name, href: `/tiedot/${encodeURIComponent(fact.name)}?paikka=${key}`, value: shown?.text ?? null, lang: shown?.lang ?? null })
    }
    sendPage(res, factView, {
      title: labelIn(fact, locale), name: fact.name, syntax: `{{fakta: ${fact.name}}}`, type: `facts.type.${fact.type}`, hint: `facts.hint.${fact.type}`,
      closed: place.closed, places: placeChoices(places, place.key, locale), placeName: place.name, placeKey: place.key,
      now: value && now ? { value: now.text, lang: now.lang, level: `facts.level.${value.level}`, from: dayIn(value.validFrom) } : null,
      mayEdit: actsFor(viewer, place.ofMunicipality), mayDelete: viewer.role === 'admin', action: `/tiedot/${encodeURIComponent(fact.name)}?paikka=${encodeURIComponent(place.key)}`,
      ...formErrors<FactField>(['arvo', 'alkaen'], typed?.errors), said: typed?.said ?? '', value: typed ? typed.value : own ?? '', from: typed ? typed.from : dayIn(on), taken: typed?.taken ?? false,
      long: hasLines(fact.type), uses: uses.map((item) => itemLink(item, locale)), usedCount: uses.length, everywhere,
      history: (await history(db, fact.name, place)).map((row) => ({ from: dayIn(row.valid_from), value: row.value === null ? null : shownValue(fact.type, row.value, row.valid_from, locale).text, at: row.created_at, author: row.author, corrected: row.replaced_at !== null })),
    }, status)
  }
  return routes
}
