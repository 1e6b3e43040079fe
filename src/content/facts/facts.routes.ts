import { Router, type Response } from 'express'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import { finnishDay } from '../../i18n/finnish-day.ts'
import { INTL_TAGS } from '../../i18n/locales.ts'
import { t } from '../../i18n/translate.ts'
import { actorOf, allow, viewerOf } from '../../people/auth/access.ts'
import { formErrors, MISLEADING } from '../../people/form-fields.ts'
import { actsFor } from '../../people/manage-rights.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { parse, parseForm, typedText } from '../../platform/http/parse.ts'
import { csvRoutes } from './csv.routes.ts'
import { dayIn } from './fact-day.ts'
import { allPlaces, placeChoices, valuesIn } from './fact-place.ts'
import { labelIn, shownIn, shownValue } from './fact-words.ts'
import { FACT_TYPES } from './fact-types.ts'
import { countUses } from './fact-uses.queries.ts'
import { oneFactRoutes, PlaceQuery } from './fact.routes.ts'
import { checkRoutes } from './check.routes.ts'
import { allFacts, factByName, valuesAt } from './facts.queries.ts'
import { factsView, newFactView, type NewField } from './facts.views.ts'
import { addFact } from './save-values.ts'

const label = (key: string) => z.string(key).normalize('NFC').trim().min(1, key).max(80, key).refine((text) => !MISLEADING.test(text), key)
const NewFact = z.object({
  nimi: z.string('facts.key.bad').normalize('NFC').trim().regex(/^[a-zåäö][a-zåäö\d_]{0,59}$/, 'facts.key.bad').refine((name) => name !== 'uusi' && name !== 'tuonti', 'facts.key.taken'),
  otsikko: label('facts.label.missing'), otsikkosv: label('facts.label.missing'), otsikkoen: label('facts.label.missing'), laji: z.enum(FACT_TYPES, 'facts.type.missing'),
})
const NEW_FIELDS: readonly NewField[] = ['nimi', 'otsikko', 'otsikkosv', 'otsikkoen', 'laji']

/** Facts: once for each place, used everywhere by name. */
export function factRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/tiedot', allow('reader'), async (req, res) => {
    const viewer = viewerOf(res), { locale } = viewer, inOrder = new Intl.Collator(INTL_TAGS[locale]), on = finnishDay(app.now()), places = await allPlaces(db, locale)
    const { paikka } = parse(PlaceQuery, req.query), place = places.find(({ key }) => key === (paikka ?? viewer.municipalitySlug)) ?? places[0]!
    const [facts, values, uses, own] = await Promise.all([allFacts(db), valuesIn(db, place, on), countUses(db, viewer, app.now().toISOString()), valuesAt(db, place)])
    sendPage(res, factsView, {
      title: t(locale, 'facts.title'), heading: t(locale, 'facts.list', { place: place.name }), closed: place.closed, places: placeChoices(places, place.key, locale),
      rows: facts.toSorted((a, b) => inOrder.compare(labelIn(a, locale), labelIn(b, locale))).map((fact) => {
        const value = values.get(fact.name), shown = value && shownIn(value, locale), next = own.findLast((one) => one.fact === fact.name && one.valid_from > on)
        return {
          href: `/tiedot/${encodeURIComponent(fact.name)}?paikka=${encodeURIComponent(place.key)}`, label: labelIn(fact, locale), value: shown?.text ?? null, lang: shown?.lang ?? null,
          level: value ? `facts.level.${value.level}` as const : null, from: value ? dayIn(value.validFrom) : null, used: uses.get(fact.name) ?? 0,
          next: !next ? null : next.value === null ? t(locale, 'facts.nextEnds', { day: dayIn(next.valid_from) }) : t(locale, 'facts.next', { day: dayIn(next.valid_from), value: shownValue(fact.type, next.value, next.valid_from, locale).text }),
        }
      }),
      mayAdd: viewer.role === 'admin', mayImport: actsFor(viewer, viewer.municipalityId), mayEdit: actsFor(viewer, place.ofMunicipality),
    })
  })

  routes.get('/tiedot/uusi', allow('admin'), (_req, res) => { showNew(res, {}, {}, 200) })
  routes.post('/tiedot/uusi', allow('admin'), formBody, async (req, res) => {
    const form = parseForm(NewFact, req.body)
    if (!form.ok) return showNew(res, req.body, form.errors, 422)
    const { nimi: name, otsikko, otsikkosv, otsikkoen, laji: type } = form.values
    if (await factByName(db, name)) return showNew(res, req.body, { nimi: 'facts.key.taken' }, 422)
    await db.transaction().execute((trx) => addFact(trx, app.now().toISOString(), actorOf(req, res), { name, type, label_fi: otsikko, label_sv: otsikkosv, label_en: otsikkoen }))
    setFlash(res, 'facts.added')
    res.redirect(303, `/tiedot/${encodeURIComponent(name)}?paikka=verkosto`)
  })

  function showNew(res: Response, body: unknown, errors: Record<string, string>, status: number) {
    const typed = (field: string) => typedText(body, field), type = typed('laji')
    sendPage(res, newFactView, {
      title: t(viewerOf(res).locale, 'facts.new'), ...formErrors(NEW_FIELDS, errors), name: typed('nimi'), label: typed('otsikko'), labelSv: typed('otsikkosv'), labelEn: typed('otsikkoen'),
      types: FACT_TYPES.map((value) => ({ value, key: `facts.type.${value}` as const, chosen: value === type })),
    }, status)
  }

  routes.use(csvRoutes(app))
  routes.use(checkRoutes(app))
  routes.use(oneFactRoutes(app))
  return routes
}
