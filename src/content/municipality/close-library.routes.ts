import { Router, type Request, type Response } from 'express'
import type { AppContext } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { actorOf, allow, viewerOf } from '../../people/auth/access.ts'
import { actsFor } from '../../people/manage-rights.ts'
import { municipalityBySlug } from '../../people/people.queries.ts'
import { libraryOf } from '../../people/places/places.queries.ts'
import { notFound } from '../../platform/http/errors.ts'
import { setFlash } from '../../platform/http/flash.ts'
import { sendPage } from '../../platform/http/page.ts'
import { closeLibrary, reopenLibrary } from './close-library.ts'
import { closeView } from './close-library.views.ts'
import { countOfLibrary } from './municipality.queries.ts'

const PLACES = '/hallinta/paikat', ADDRESS = `${PLACES}/:slug/kirjasto/:id`

/** A library closes for good, or opens again: by the contact person of its municipality. */
export function closeLibraryRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get(`${ADDRESS}/sulje`, allow('contact'), async (req, res) => {
    const { id, name } = await open(req, res, 'open'), { locale } = viewerOf(res)
    sendPage(res, closeView, { title: t(locale, 'places.close.title', { name }), action: `${PLACES}/${String(req.params['slug'])}/kirjasto/${id}/sulje`, cancelHref: PLACES, ...(await countOfLibrary(db, id)) })
  })

  routes.post(`${ADDRESS}/sulje`, allow('contact'), async (req, res) => {
    const library = await open(req, res, 'open')
    await db.transaction().execute((trx) => closeLibrary(trx, app.now().toISOString(), actorOf(req, res), library))
    setFlash(res, 'places.closedNow')
    res.redirect(303, PLACES)
  })

  routes.post(`${ADDRESS}/avaa`, allow('contact'), async (req, res) => {
    const library = await open(req, res, 'closed')
    await db.transaction().execute((trx) => reopenLibrary(trx, app.now().toISOString(), actorOf(req, res), library))
    setFlash(res, 'places.openedNow')
    res.redirect(303, PLACES)
  })

  async function open(req: Request, res: Response, state: 'open' | 'closed') {
    const place = await municipalityBySlug(db, String(req.params['slug'])), id = Number(req.params['id'])
    const library = place && actsFor(viewerOf(res), place.id) && Number.isSafeInteger(id) ? await libraryOf(db, place.id, id) : undefined
    if (!library || (library.closed_at === null) !== (state === 'open')) throw notFound()
    return library
  }
  return routes
}
