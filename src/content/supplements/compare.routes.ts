import { Router } from 'express'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import { finnishDay } from '../../i18n/finnish-day.ts'
import { t } from '../../i18n/translate.ts'
import { allow, viewerOf } from '../../people/auth/access.ts'
import { actsFor } from '../../people/manage-rights.ts'
import { allMunicipalities } from '../../people/people.queries.ts'
import type { Viewer } from '../../people/viewer.ts'
import { notFound } from '../../platform/http/errors.ts'
import { sendPage } from '../../platform/http/page.ts'
import { parse } from '../../platform/http/parse.ts'
import { numberIn } from '../edit-address.ts'
import { factsIn } from '../facts/facts-in-html.ts'
import { labelIn, shownIn } from '../facts/fact-words.ts'
import { allFacts, factValues, type FactValue } from '../facts/facts.queries.ts'
import { findVisibleItem, itemTexts, type ItemFacts } from '../items.queries.ts'
import { slotsIn } from '../slots.ts'
import { comparePage, compareView, type ComparedFact, type ComparedSlot } from './compare.views.ts'
import { type Municipal, withFacts } from './fill-page.ts'
import { supplementAddress } from './follow-text.ts'
import { mayFill, mayKeep } from './supplement-rights.ts'
import { allSupplementsOf, type ListedSupplement } from './supplements.queries.ts'

export const LocalQuery = z.object({
  kieli: z.string().regex(/^[a-z]{2,3}$/).optional(), kunta: z.string().regex(/^[a-z-]{1,40}$/).optional(), kirjasto: z.string().regex(/^[1-9]\d{0,8}$/).transform(Number).optional(),
})

export function compareRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/sivu/:id/kunnat', allow('reader'), async (req, res) => {
    const viewer = viewerOf(res), on = finnishDay(app.now()), item = await findVisibleItem(db, viewer, app.now().toISOString(), numberIn(req))
    const { kieli } = parse(LocalQuery, req.query), texts = item ? await itemTexts(db, item.id) : []
    const text = texts.find(({ lang }) => lang === (kieli ?? viewer.locale)) ?? texts[0]
    if (!item || !text) throw notFound()
    const supplements = await allSupplementsOf(db, item.id), slots = slotsIn(text.html), places = await placesOf(item, supplements)
    const compared = async (key: string, name: string, description: string) => comparedSlot({ viewer, on, item, lang: text.lang, places }, { key, name, description }, supplements.filter(({ slot }) => slot === key))
    const kept: ComparedSlot[] = [], removed: ComparedSlot[] = []
    for (const { key, name, description } of slots) kept.push(await compared(key, name, description))
    const everywhere = new Set(texts.flatMap((one) => slotsIn(one.html).map(({ key }) => key)))
    for (const { slot, name } of supplements) if (!everywhere.has(slot) && !removed.some(({ id }) => id === slot)) removed.push({ ...(await compared(slot, name, '')), empty: null, fill: null })
    const facts = await comparedFacts(viewer, on, factsIn([text.html, ...supplements.map(({ html }) => html)].join('\n')), places)
    sendPage(res, compareView, comparePage(viewer.locale, { id: item.id, title: text.title, lang: text.lang }, kept, removed, facts))
  })

  /** Those that the item applies to, and those that have written into it. */
  async function placesOf(item: ItemFacts, supplements: ListedSupplement[]): Promise<Municipal[]> {
    const all = await allMunicipalities(db), slugs = new Set([...item.municipalities, ...supplements].map(({ slug }) => slug))
    return item.network_wide === 1 ? all : all.filter(({ slug }) => slugs.has(slug))
  }

  interface Seen { viewer: Viewer; on: string; item: ItemFacts; lang: string; places: Municipal[] }
  async function comparedSlot({ viewer, on, item, lang, places }: Seen, { key, name, description }: { key: string; name: string; description: string }, all: ListedSupplement[]): Promise<ComparedSlot> {
    const rows: ComparedSlot['rows'] = []
    for (const one of all.filter((row) => row.lang === lang || !all.some((other) => other.lang === lang && other.municipality_id === row.municipality_id && other.library_id === row.library_id)))
      rows.push({
        place: one.municipality, slug: `${one.slug}-${one.id}`, library: one.library, lang: one.lang === viewer.locale ? null : one.lang, checked: one.checked_at, outdated: one.outdated === 1,
        textHtml: await withFacts(db, viewer, on, { id: one.municipality_id, slug: one.slug, name: one.municipality }, one.html, one.lang), keeper: one.owner ?? t(viewer.locale, 'supplements.write.contact'),
        editHref: mayKeep(viewer, item, one) ? supplementAddress(item.id, key, one.slug, one.lang, one.library_id) : null,
      })
    const empty = places.filter(({ id }) => !all.some((row) => row.municipality_id === id)), next = empty.find(({ id }) => id === viewer.municipalityId) ?? empty[0]
    return {
      id: key, name, description, rows, empty: empty.length === 0 || rows.length === 0 && empty.length === places.length ? null : empty.map((place) => place.name).join(', '),
      fill: next && mayFill(viewer, item, next.id) ? { href: supplementAddress(item.id, key, next.slug, lang), name: next.name } : null,
    }
  }

  async function comparedFacts(viewer: Viewer, on: string, names: string[], places: Municipal[]): Promise<ComparedFact[]> {
    const known = (await allFacts(db)).filter(({ name }) => names.includes(name)), { locale } = viewer
    if (known.length === 0) return []
    const values = new Map<number, ReadonlyMap<string, FactValue>>()
    for (const { id } of places) values.set(id, await factValues(db, { municipalityId: id, on }))
    return known.map((fact) => ({
      id: `tieto-${fact.name}`, name: labelIn(fact, locale),
      rows: places.map((place) => {
        const value = values.get(place.id)!.get(fact.name)
        return { place: place.name, value: value ? shownIn(value, locale).text : null, lang: value ? shownIn(value, locale).lang : null, fillHref: actsFor(viewer, place.id) ? `/tiedot/${encodeURIComponent(fact.name)}?paikka=${place.slug}` : null }
      }),
    }))
  }
  return routes
}
