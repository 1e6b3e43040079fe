import { Router, type Response } from 'express'
import type { AppContext } from '../context.ts'
import { HttpError } from '../platform/http/errors.ts'
import { setFlash } from '../platform/http/flash.ts'
import { formBody } from '../platform/http/form.ts'
import { sendPage } from '../platform/http/page.ts'
import { typedText } from '../platform/http/parse.ts'
import { actorOf, allow, viewerOf } from './auth/access.ts'
import { proved } from './auth/proved.ts'
import { findPersonToChange } from './find-person.ts'
import { localeOf } from './locale-of.ts'
import { personById } from './people.queries.ts'
import type { Person } from './people.table.ts'
import { pagesNaming } from './person-data.queries.ts'
import { dataOf, erasePerson } from './person-data.ts'
import { erasePage, eraseView } from './person-data.views.ts'

const PATH = '/hallinta/henkilot/:id/poisto', MOST_PAGES = 50

/** Taking along and erasing what is kept of a person. */
export function personDataRoutes(app: AppContext) {
  const routes = Router(), { db } = app

  routes.get('/oma/tiedot', allow('reader'), async (_req, res) => {
    const person = (await personById(db, viewerOf(res).id))!
    res.attachment('omat-tiedot.json').type('application/json; charset=utf-8').set('Cache-Control', 'no-store').send(JSON.stringify(await dataOf(db, person), null, 2))
  })

  routes.get(PATH, allow('contact'), async (req, res) => { await show(res, await findPersonToChange(app, req, res), false, 200) })

  routes.post(PATH, allow('contact'), formBody, proved(app), async (req, res) => {
    const person = await findPersonToChange(app, req, res)
    if (typedText(req.body, 'varma') !== '1') return show(res, person, true, 422)
    if (person.id === viewerOf(res).id) throw new HttpError(409, 'data.notSelf')
    await db.transaction().execute((trx) => erasePerson(trx, app.now().toISOString(), actorOf(req, res), person))
    setFlash(res, 'data.erased')
    res.redirect(303, '/hallinta/henkilot')
  })

  async function show(res: Response, person: Person, unsure: boolean, status: number) {
    const pages = await pagesNaming(db, person, app.now().toISOString(), MOST_PAGES)
    sendPage(res, eraseView, erasePage(localeOf(res), person, pages, unsure), status)
  }
  return routes
}
