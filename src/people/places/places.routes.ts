import { Router, type Request, type Response } from 'express'
import type { AppContext } from '../../context.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import { t } from '../../i18n/translate.ts'
import { recordChange } from '../../platform/changes/changes.queries.ts'
import { notFound } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { formBody } from '../../platform/http/form.ts'
import { sendPage } from '../../platform/http/page.ts'
import { parseForm, typedText } from '../../platform/http/parse.ts'
import type { Trx } from '../../database.ts'
import { actorOf, allow, viewerOf } from '../auth/access.ts'
import { suggestForms } from '../case-forms.ts'
import { formErrors } from '../form-fields.ts'
import { actsFor } from '../manage-rights.ts'
import { allMunicipalities, librariesEver, municipalityBySlug } from '../people.queries.ts'
import { formProblems, formsOf, LIBRARY_KINDS, PLACE_FIELDS, PlaceForm, type GivenPlace, type PlaceField } from './place-form.ts'
import { addLibrary, libraryNamed, libraryOf, updateLibrary, updateMunicipality } from './places.queries.ts'
import { municipalityBlock, placesView, placeView } from './places.views.ts'

type Typed = Parameters<typeof placeView.render>[0]['typed']
const TYPED = ['nimi', 'genetiivi', 'missa', 'mihin', 'mista', 'sv', 'se', 'smn', 'sms'] as const
interface Row { name: string; genitive: string; inside: string; into_form: string; out_of: string; name_sv: string; name_se: string; name_smn: string; name_sms: string }
const typedOf = (row: Row): Typed => ({ nimi: row.name, genetiivi: row.genitive, missa: row.inside, mihin: row.into_form, mista: row.out_of, sv: row.name_sv, se: row.name_se, smn: row.name_smn, sms: row.name_sms })
const rowOf = (given: GivenPlace): Row => ({ ...formsOf(given), name_sv: given.sv, name_se: given.se, name_smn: given.smn, name_sms: given.sms })
const NOTHING: Typed = { nimi: '', genetiivi: '', missa: '', mihin: '', mista: '', sv: '', se: '', smn: '', sms: '' }

/** Municipalities and libraries: their names in all forms and languages. A contact person has her own municipality; others do not exist for her. */
export function placeRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/hallinta/paikat', allow('contact'), async (_req, res) => {
    const viewer = viewerOf(res), libraries = await librariesEver(db), rows = (await allMunicipalities(db)).filter(({ id }) => actsFor(viewer, id))
    sendPage(res, placesView, { title: t(viewer.locale, 'places.title'), municipalities: rows.map((row) => municipalityBlock(row, libraries.filter((library) => library.municipality_id === row.id))) })
  })

  routes.get('/hallinta/paikat/:slug', allow('contact'), async (req, res) => { const place = await open(req, res); show(res, place.name, req.path, typedOf(place)) })
  routes.post('/hallinta/paikat/:slug', allow('contact'), formBody, async (req, res) => {
    const place = await open(req, res)
    await save(req, res, place.name, null, () => Promise.resolve({}), (trx, given, done) => updateMunicipality(trx, place.id, { ...rowOf(given), ...done }))
  })

  routes.get('/hallinta/paikat/:slug/uusi', allow('contact'), async (req, res) => { await open(req, res); show(res, t(viewerOf(res).locale, 'places.addLibrary'), req.path, NOTHING, 'sivukirjasto') })
  routes.post('/hallinta/paikat/:slug/uusi', allow('contact'), formBody, async (req, res) => {
    const place = await open(req, res)
    await save(req, res, t(viewerOf(res).locale, 'places.addLibrary'), 'sivukirjasto', isTaken(place.id, null), (trx, given, done) => addLibrary(trx, { municipality_id: place.id, ...rowOf(given), kind: given.laji!, ...done }))
  })

  routes.get('/hallinta/paikat/:slug/kirjasto/:id', allow('contact'), async (req, res) => { const { library } = await openLibrary(req, res); show(res, library.name, req.path, typedOf(library), library.kind, {}, 200, false, library.closed_at === null ? `${req.path}/sulje` : null) })
  routes.post('/hallinta/paikat/:slug/kirjasto/:id', allow('contact'), formBody, async (req, res) => {
    const { place, library } = await openLibrary(req, res)
    await save(req, res, library.name, library.kind, isTaken(place.id, library.id), (trx, given, done) => updateLibrary(trx, library.id, { ...rowOf(given), kind: given.laji!, ...done }))
  })

  const isTaken = (municipalityId: number, own: number | null) => async ({ nimi }: GivenPlace): Promise<Partial<Record<PlaceField, MessageKey>>> => {
    const same = await libraryNamed(db, municipalityId, nimi)
    return same && same.id !== own ? { nimi: same.closed_at === null ? 'places.name.taken' : 'places.name.takenClosed' } : {}
  }

  async function save(req: Request, res: Response, title: string, kind: string | null, more: (given: GivenPlace) => Promise<Partial<Record<PlaceField, MessageKey>>>,
    write: (trx: Trx, given: GivenPlace, done: { edited_at: string; forms_confirmed_at: string }) => Promise<unknown>) {
    const typed = Object.fromEntries(TYPED.map((name) => [name, typedText(req.body, name)])) as Typed, given = kind === null ? null : typedText(req.body, 'laji') || kind, at = app.now().toISOString()
    if (typedText(req.body, 'toiminto') === 'ehdota') {
      const { name, genitive, inside, into_form, out_of } = suggestForms(typed.nimi.normalize('NFC').trim())
      return show(res, title, req.path, name === '' ? typed : { ...typed, nimi: name, genetiivi: genitive, missa: inside, mihin: into_form, mista: out_of }, given, name === '' ? { nimi: 'places.name.missing' } : {}, name === '' ? 422 : 200, name !== '')
    }
    const form = parseForm(PlaceForm, req.body), errors: Partial<Record<string, string>> = form.ok ? { ...formProblems(formsOf(form.values)), ...(await more(form.values)) } : form.errors
    if (kind !== null && form.ok && form.values.laji === undefined) errors['laji'] = 'places.kind.missing'
    if (typedText(req.body, 'muodot') !== '1') errors['muodot'] = 'places.confirm.missing'
    if (!form.ok || Object.keys(errors).length > 0) return show(res, title, req.path, typed, given, errors as Record<string, string>, 422)
    await db.transaction().execute(async (trx) => {
      await write(trx, form.values, { edited_at: at, forms_confirmed_at: at })
      await recordChange(trx, { at, actor: actorOf(req, res), action: 'place-changed', subject: { type: 'system', id: null }, detail: { name: form.values.nimi } })
    })
    setFlash(res, 'places.saved')
    res.redirect(303, '/hallinta/paikat')
  }

  function show(res: Response, title: string, action: string, typed: Typed, kind: string | null = null, errors: Record<string, string> = {}, status = 200, suggested = false, closeHref: string | null = null) {
    const kinds = kind === null ? [] : Object.entries(LIBRARY_KINDS).map(([value, key]) => ({ value, key, chosen: value === kind }))
    sendPage(res, placeView, { title, action, typed, kinds, suggested, closeHref, ...formErrors(PLACE_FIELDS, errors) }, status)
  }

  async function open(req: Request, res: Response) {
    const viewer = viewerOf(res), place = await municipalityBySlug(db, String(req.params['slug']))
    if (!place || !actsFor(viewer, place.id)) throw notFound()
    return place
  }
  async function openLibrary(req: Request, res: Response) {
    const place = await open(req, res), id = Number(req.params['id']), library = Number.isSafeInteger(id) ? await libraryOf(db, place.id, id) : undefined
    if (!library) throw notFound()
    return { place, library }
  }
  return routes
}
