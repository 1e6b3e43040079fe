import { Router, type Response } from 'express'
import { z } from 'zod'
import type { AppContext } from '../context.ts'
import { HttpError, notFound } from '../platform/http/errors.ts'
import { setFlash } from '../platform/http/flash.ts'
import { formBody } from '../platform/http/form.ts'
import { sendPage } from '../platform/http/page.ts'
import { parse, typedText } from '../platform/http/parse.ts'
import { t } from '../i18n/translate.ts'
import { actorOf, allow, viewerOf } from './auth/access.ts'
import { proved } from './auth/proved.ts'
import { EmailTaken } from './create-person.ts'
import { emailField, libraryField, nameField, readForm } from './form-fields.ts'
import { invite } from './invite.ts'
import { localeOf } from './locale-of.ts'
import { isAdmin, rolesToGive } from './manage-rights.ts'
import { allLibraries, allMunicipalities, librariesOf, listPeople } from './people.queries.ts'
import { invitePage, inviteView, linkView, peoplePage, peopleView } from './people.views.ts'
import { personDataRoutes } from './person-data.routes.ts'
import { personRoutes } from './person.routes.ts'
import { refuse } from './refuse.ts'
import { placeRoutes } from './places/places.routes.ts'
import { textRoutes } from './texts/texts.routes.ts'
import { teamRoutes } from './teams.routes.ts'

const PAGE_SIZE = 50
const Role = z.enum(['reader', 'editor', 'contact', 'admin'])
const idText = z.union([z.literal('').transform(() => null), z.string().regex(/^\d{1,9}$/).transform(Number)])
const Search = z.object({
  haku: z.string().max(200).default('').transform((text) => text.trim()), rooli: z.union([z.literal('').transform(() => null), Role]).default(null),
  kunta: idText.default(null),
  sivu: z.string().regex(/^[1-9]\d{0,5}$/).default('1').transform(Number),
})
const Invitation = z.object({ nimi: nameField, sahkoposti: emailField, rooli: z.enum(Role.options, 'people.roleMissing'), kunta: z.string()
  .regex(/^\d{1,9}$/, 'auth.municipalityMissing').transform(Number).optional(), kirjasto: libraryField })

/** The people: an administrator's view of all, a contact person's view of her own municipality. */
export function peopleRoutes(app: AppContext) {
  const routes = Router()

  routes.get('/hallinta/henkilot', allow('contact'), async (req, res) => {
    const viewer = viewerOf(res), asked = parse(Search, req.query)
    const search = isAdmin(viewer) ? asked : { ...asked, kunta: null }
    const filter = { text: search.haku, role: search.rooli, municipalityId: isAdmin(viewer) ? search.kunta : viewer.municipalityId }
    const found = await listPeople(app.db, filter, { limit: PAGE_SIZE, offset: (search.sivu - 1) * PAGE_SIZE })
    sendPage(res, peopleView, peoplePage(localeOf(res), search, found, PAGE_SIZE, isAdmin(viewer) ? await allMunicipalities(app.db) : []))
  })

  routes.get('/hallinta/henkilot/uusi', allow('contact'),
    async (_req, res) => { await showForm(res, { name: '', email: '', role: 'reader', municipality: String(viewerOf(res).municipalityId), library: '' }, {}, 200) })

  routes.post('/hallinta/henkilot/uusi', allow('contact'), formBody, proved(app), async (req, res) => {
    const viewer = viewerOf(res), form = readForm(Invitation, req.body)
    const typed = { name: typedText(req.body, 'nimi'), email: typedText(req.body, 'sahkoposti'), role: typedText(req.body, 'rooli'),
      municipality: typedText(req.body, 'kunta'), library: typedText(req.body, 'kirjasto') }
    if (!form.ok) return showForm(res, typed, form.errors, 422)
    const { nimi: name, sahkoposti: email, rooli: role, kunta: municipalityId = viewer.municipalityId, kirjasto: libraryId = null } = form.values
    if (!isAdmin(viewer) && municipalityId !== viewer.municipalityId) return refuse(app, req, res, { type: 'person', id: null }, notFound())
    if (!rolesToGive(viewer).includes(role)) return refuse(app, req, res, { type: 'person', id: null }, new HttpError(403, 'errors.forbidden'))
    if (!(await allMunicipalities(app.db)).some(({ id }) => id === municipalityId)) return showForm(res, typed, { kunta: 'auth.municipalityMissing' }, 422)
    if (libraryId !== null && !(await librariesOf(app.db, municipalityId)).some(({ id }) => id === libraryId)) return showForm(res, typed, { kirjasto: 'people.libraryElsewhere' }, 422)
    try {
      const { id, link } = await app.db.transaction().execute((trx) => invite(trx, app, actorOf(req, res),
        { name, email, role, municipalityId, libraryId, locale: localeOf(res), teamIds: [] }))
      if (app.config.smtpUrl === null) return sendPage(res, linkView,
        { title: t(localeOf(res), 'people.linkTitle'), name, email, link, first: true, href: `/hallinta/henkilot/${id}` })
      setFlash(res, 'people.invitationSent')
      res.redirect(303, `/hallinta/henkilot/${id}`)
    } catch (error) {
      if (!(error instanceof EmailTaken)) throw error
      await showForm(res, typed, { sahkoposti: error.message }, 422)
    }
  })

  async function showForm(res: Response, typed: Parameters<typeof invitePage>[1], errors: Record<string, string>, status: number) {
    const viewer = viewerOf(res), municipalities = isAdmin(viewer) ? await allMunicipalities(app.db) : [], all = await allLibraries(app.db)
    const places = isAdmin(viewer) ? municipalities : [{ id: viewer.municipalityId, name: viewer.municipalityName }]
    sendPage(res, inviteView, invitePage(localeOf(res), typed,
      { roles: rolesToGive(viewer), municipalities, ownMunicipality: viewer.municipalityName,
        libraries: places.map(({ id, name }) => ({ municipality: name, libraries: all.filter((library) => library.municipality_id === id) })) }, errors), status)
  }

  routes.use(personRoutes(app))
  routes.use(personDataRoutes(app))
  routes.use(textRoutes(app))
  routes.use(placeRoutes(app))
  routes.use(teamRoutes(app))
  return routes
}
